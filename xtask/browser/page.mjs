// A browser's page in one of the ways in which readers look at it.
import assert from "node:assert/strict";

export const WAYS = {
  wide: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  "script off": { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
  dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
};

// A page that calls nobody but the service, and throws no error.
export const open = async (browser, service, way, more = {}) => {
  // What glides is not where it was when it is clicked.
  const still = { reducedMotion: "reduce", serviceWorkers: "block" };
  const options = { baseURL: service.url, ...still, ...WAYS[way], ...more };
  const context = await browser.newContext(options);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.away = [];
  page.errors = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(service.url) && !url.startsWith("data:")) page.away.push(url);
  });
  page.on("pageerror", (error) => page.errors.push(String(error)));
  return page;
};

export const close = async (page) => {
  assert.deepEqual(page.away, [], "nothing is asked of anybody else");
  assert.deepEqual(page.errors, [], "no script fails");
  await page.context().close();
};

export const press = (page, name) =>
  page.getByRole("button", { name, exact: true }).first().click();

export const notice = (page) => page.locator("main > .notice").innerText();

// The addresses of the stories of the rundown, first to last.
export const stories = async (page) => {
  await page.goto("/");
  const all = await page.locator("main a[href^='/stories/']").evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")).filter((href) => /^\/stories\/[^?#]+$/.test(href)));
  return [...new Set(all)];
};

export const is_listed = async (page, story) => (await stories(page)).includes(story);
