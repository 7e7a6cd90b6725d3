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

const tests = [...flows, ...accounts, ...live, ...looks, ...vectors];
const meant = tests.filter(({ name }) => name.includes(ONLY ?? ""));
const browser = await launch();
let failed = 0;
for (const { name, run } of meant) {
  const began = Date.now();
  try {
    const said = await run(browser);
    const took = ((Date.now() - began) / 1000).toFixed(1);
    console.log(`ok    ${name} (${took} s)${said ? `: ${said}` : ""}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error.stack).replaceAll("\n", "\n      ")}`);
  }
}
await browser.close();
await tidy();
console.log(`${meant.length - failed} of ${meant.length} hold`);
process.exit(failed === 0 && meant.length > 0 ? 0 : 1);
