// A service over data of its own, which goes with the test that asked for it.
import { execFile, execFileSync, spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const { RUNDOWN, DEMO } = process.env;
// The demo's last day.
export const NOW = "2031-06-02T12:00:00Z";

export const rundown = (data, ...args) =>
  execFileSync(RUNDOWN, ["--data", data, "--now", NOW, ...args], { encoding: "utf8" });

const room = (name) => mkdtemp(join(tmpdir(), `rundown-browser-${name}-`));

// The demo taken in once, copied for each test.
let demo;
const demo_data = () => {
  demo ??= (async () => {
    const data = await room("demo");
    rundown(data, "ingest", DEMO);
    return data;
  })();
  return demo;
};

export const tidy = async () => {
  if (demo) await rm(await demo, { recursive: true, force: true });
};

const free_port = async () => {
  const { createServer } = await import("node:net");
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
};

export class Service {
  static async over_demo(name) {
    const data = await room(name);
    await cp(await demo_data(), data, { recursive: true });
    return new Service(data).start();
  }

  static async empty(name) {
    return new Service(await room(name)).start();
  }

  constructor(data) {
    this.data = data;
  }

  async start(port) {
    this.port = port ?? (await free_port());
    this.url = `http://127.0.0.1:${this.port}`;
    const args = ["--data", this.data, "--now", NOW, "serve", "--offline"];
    args.push("--listen", `127.0.0.1:${this.port}`);
    this.child = spawn(RUNDOWN, args, { stdio: ["ignore", "ignore", "ignore"] });
    for (let tries = 0; tries < 300; tries += 1) {
      try {
        if ((await fetch(`${this.url}/readyz`)).ok) return this;
      } catch {
        // Not yet.
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error("the service did not begin");
  }

  async stop() {
    const ended = new Promise((done) => this.child.once("exit", done));
    const asked = Date.now();
    this.child.kill("SIGTERM");
    await ended;
    return Date.now() - asked;
  }

  // Takes a page in while the service runs; not waited for by blocking, or no page answers.
  async take_in(url, html, at = "2031-06-02T11:58:00Z") {
    const dir = await room("page");
    await writeFile(join(dir, "page.html"), html);
    const line = JSON.stringify({ file: "page.html", url, fetched_at: at });
    await writeFile(join(dir, "index.jsonl"), `${line}\n`);
    const args = ["--data", this.data, "--now", NOW, "ingest", dir];
    await promisify(execFile)(RUNDOWN, args);
    await rm(dir, { recursive: true });
  }

  // The link by which somebody chooses a password.
  invite(name, role) {
    const said = rundown(this.data, "user", "add", name, "--role", role);
    return said.match(/\/setup\/[\w-]+/)[0];
  }

  async end() {
    if (this.child.exitCode === null) await this.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}
