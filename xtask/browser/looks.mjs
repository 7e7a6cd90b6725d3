// Every kind of page as axe sees it: light, dark, on a phone, right to left.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { close, open, stories } from "./page.mjs";
import { Service } from "./service.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const { PICTURES } = process.env;
// An article of the demo that its outlet changed.
const REVISED = "/articles/w4nmp5xhrk2n?revision=1";

const kinds = async (page) => {
  const [story, second] = await stories(page);
  await page.goto(second);
  await page.locator("form[action$='/look'] button").first().click();
  await page.goto(story);
  const article = await page.locator("main a[href^='/articles/']").first().getAttribute("href");
  const bare = article.split("?")[0];
  await page.goto("/");
  const about = await page.locator("a[href*='about=person']").first().getAttribute("href");
  return {
    rundown: "/",
    "rundown, marked": "/?done=read&was=1&stories=3",
    story,
    "story, followed": `${story}?done=followed&was=none`,
    article,
    why: `${bare}/why`,
    stories: "/stories",
    "stories, new": "/stories?show=new",
    "stories, about": about,
    language: "/language",
    revised: REVISED,
    snoozed: "/stories?show=snoozed",
    search: "/search?q=ferry",
    "search, empty": "/search?q=xyzzy",
    "search, kept": "/search?q=ferry&done=watched&was=ferry",
    feeds: "/feeds",
    list: "/feeds/lists/world",
    corrections: "/corrections",
    alerts: "/alerts",
    "alerts, kept": "/alerts?done=kept",
    keys: "/keys",
    offline: "/offline",
    lost: "/stories/never-was",
    login: "/login",
  };
};

const LOOKS = {
  light: ["wide"],
  dark: ["dark"],
  phone: ["phone"],
  "phone, German": ["phone", { locale: "de" }],
  "right to left": ["wide", { locale: "ar" }],
  "right to left, phone": ["phone", { locale: "ar" }],
};

const look = ([name, [way, more]]) => ({
  name: `axe finds nothing (${name})`,
  run: async (browser) => {
    const service = await Service.over_demo("looks");
    try {
      const page = await open(browser, service, way, { bypassCSP: true, ...more });
      const found = [];
      const pages = Object.entries(await kinds(page));
      for (const [kind, path] of pages) {
        await page.goto(path);
        const direction = await page.evaluate(() => getComputedStyle(document.body).direction);
        assert.equal(direction, more?.locale === "ar" ? "rtl" : "ltr", kind);
        // What is folded is looked at, too.
        await page.evaluate(() => {
          for (const box of document.querySelectorAll("details")) box.open = true;
        });
        await page.evaluate(AXE);
        const { violations } = await page.evaluate(() => axe.run(document));
        for (const one of violations) {
          const where = one.nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" | ");
          found.push(`${kind}: ${one.id}: ${where}`);
        }
        const wider = await page.evaluate(() =>
          document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wider > 1) found.push(`${kind}: ${wider} pixels wider than the window`);
        if (PICTURES) {
          await mkdir(PICTURES, { recursive: true });
          const file = `${kind.replaceAll(/[^a-z]+/g, "-")}-${name.replaceAll(" ", "-")}.png`;
          await page.screenshot({ path: join(PICTURES, file), fullPage: false });
        }
      }
      assert.deepEqual(found, []);
      await close(page);
      return `${pages.length} pages`;
    } finally {
      await service.end();
    }
  },
});

export const looks = Object.entries(LOOKS).map(look);
