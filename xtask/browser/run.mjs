// Runs every test, one after the other, and says how each went.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { accounts } from "./accounts.mjs";
import { flows } from "./flows.mjs";
import { live } from "./live.mjs";
import { looks } from "./looks.mjs";
import { tidy } from "./service.mjs";
import { vectors } from "./vectors.mjs";

const { CHROMIUM, ONLY } = process.env;
const launch = () =>
  chromium.launch({ executablePath: execPath(), args: ["--no-sandbox"] });

// The driver wants a path; the environment names a program.
const execPath = () =>
  process.env.PATH.split(":")
    .map((dir) => `${dir}/${CHROMIUM}`)
    .find((path) => existsSync(path));

// Some waits of the driver have no limit of their own; the slowest test takes a tenth of it.
const TEST_SECONDS_MAX = 600;

// What a test says, or an error that tells which pages it stood at when its time was up.
const limited = async (run, browser) => {
  let timer;
  const late = new Promise((_, refuse) => {
    timer = setTimeout(() => {
      const open = browser.contexts().flatMap((context) => context.pages());
      const at = open.map((page) => page.url()).join(" ");
      refuse(new Error(`not done after ${TEST_SECONDS_MAX} s, at: ${at || "no page"}`));
    }, TEST_SECONDS_MAX * 1000);
  });
  try {
    return await Promise.race([run(browser), late]);
  } finally {
    clearTimeout(timer);
  }
};

const tests = [...flows, ...accounts, ...live, ...looks, ...vectors];
const meant = tests.filter(({ name }) => name.includes(ONLY ?? ""));
let browser = await launch();
let failed = 0;
for (const { name, run } of meant) {
  const began = Date.now();
  try {
    const said = await limited(run, browser);
    const took = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`ok    ${name} (${took} s)${said ? `: ${said}` : ""}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error.stack).replaceAll("\n", "\n      ")}`);
    // A browser that has died, or hangs, is not the next test's.
    await Promise.race([browser.close(), new Promise((done) => setTimeout(done, 5000))]);
    browser = await launch();
  }
}
await browser.close();
await tidy();
console.log(`${meant.length - failed} of ${meant.length} hold`);
process.exit(failed === 0 && meant.length > 0 ? 0 : 1);
