// Hostile articles: what they try to run does not run, and nobody else is asked anything. The
// content security policy is left aside, so that the pages alone have to hold.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { close, open } from "./page.mjs";
import { rundown, Service } from "./service.mjs";

const { HOSTILE } = process.env;
const text = readFileSync(new URL("./vectors.txt", import.meta.url), "utf8");
const VECTORS = text.split("\n").filter((line) => line && !line.startsWith("#"));
// Pages looked at of a folder of others' vectors.
const PAGES_MAX = 400;

const escaped = (words) =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

// A vector in every place that a page of ours shows: told as text, and as markup.
const article = (vector, n) => `<html lang="en"><head>
  <title>${escaped(vector)}</title>
  <meta property="og:title" content="${escaped(vector)}">
  <meta property="og:site_name" content="${escaped(vector)}">
  <meta name="author" content="${escaped(vector)}">
  <meta property="article:published_time" content="2031-06-01T0${n % 10}:00:00Z">
  <script type="application/ld+json">${JSON.stringify({
    "@type": "NewsArticle",
    headline: vector,
    author: { name: vector },
    datePublished: "2031-06-01T08:00:00Z",
  }).replaceAll("<", "\\u003c")}</script></head><body><article>
  <h1>${escaped(vector)} is told in Port Elm</h1>
  <p>Harbor master ${escaped(vector)} said on Monday that number ${n} of Port Elm would stay.</p>
  <blockquote>“${escaped(vector)} is ours,” said union leader Ana Ruiz of Port Elm.</blockquote>
  <p>${vector}</p><img src="/pier.jpg" alt="${escaped(vector)}">
  <p>The council of Port Elm meets again on Friday to speak about the harbor and number ${n}.</p>
  </article></body></html>`;

const FIRED = `for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = () => { (window.top.fired ??= []).push(location.href); };`;

const visit = async (page, fired) => {
  const links = await page.locator("a[href^='/']").evaluateAll((all) =>
    all.map((link) => link.getAttribute("href")));
  // What waits for a mouse or a focus gets it.
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("main *")) {
      for (const name of ["mouseover", "mouseenter", "focus", "click", "animationstart"]) {
        if (name !== "click" || !one.closest("a, button, summary")) one.dispatchEvent(new Event(name));
      }
    }
  });
  fired.push(...(await page.evaluate(() => window.fired ?? [])));
  return links.filter((href) => /^\/(stories|articles)\//.test(href) && !/\.(atom|json)$/.test(href));
};

const crawl = async (browser, service, most) => {
  const page = await open(browser, service, "wide", { bypassCSP: true });
  await page.addInitScript(FIRED);
  const fired = [];
  page.on("dialog", (dialog) => {
    fired.push(dialog.message());
    dialog.dismiss();
  });
  const met = new Set(["/", "/stories", "/search?q=harbor", "/feeds", "/corrections"]);
  for (const path of met) {
    if (met.size > most * 2) break;
    await page.goto(path, { waitUntil: "domcontentloaded" });
    for (const link of await visit(page, fired)) {
      if (met.size < most) met.add(link.split("#")[0]);
    }
  }
  assert.deepEqual(fired, [], "nothing fires");
  const count = met.size;
  await close(page);
  return count;
};

const own = async (browser) => {
  const dir = await mkdtemp(join(tmpdir(), "rundown-vectors-"));
  const lines = VECTORS.map((vector, n) => {
    const url = `https://outlet${n % 7}.example/${n}`;
    return [`${n}.html`, article(vector, n), url];
  });
  await mkdir(join(dir, "pages"));
  for (const [file, html] of lines) await writeFile(join(dir, "pages", file), html);
  const index = lines.map(([file, , url]) =>
    JSON.stringify({ file, url, fetched_at: "2031-06-01T12:00:00Z" }));
  await writeFile(join(dir, "pages", "index.jsonl"), `${index.join("\n")}\n`);
  rundown(join(dir, "data"), "ingest", join(dir, "pages"));
  const service = await new Service(join(dir, "data")).start();
  try {
    const pages = await crawl(browser, service, 300);
    return `${VECTORS.length} vectors on ${pages} pages: 0 fired, 0 requests elsewhere`;
  } finally {
    await service.end();
    await rm(dir, { recursive: true, force: true });
  }
};

const given = async (browser) => {
  const data = await mkdtemp(join(tmpdir(), "rundown-hostile-"));
  rundown(data, "ingest", HOSTILE, "--at", "2031-06-01T12:00:00Z");
  const service = await new Service(data).start();
  try {
    const pages = await crawl(browser, service, PAGES_MAX);
    return `${pages} pages: 0 fired, 0 requests elsewhere`;
  } finally {
    await service.end();
  }
};

export const vectors = [
  { name: "hostile articles of our own", run: own },
  ...(HOSTILE ? [{ name: "hostile articles at hand", run: given }] : []),
];
