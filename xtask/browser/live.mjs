// Word of what came in while a page stood open, and pages without a network.
import assert from "node:assert/strict";
import { close, open, press, stories } from "./page.mjs";
import { Service } from "./service.mjs";

const PAGE = `<html lang="en"><head><title>Lighthouse of Port Elm lit again</title>
  <meta property="article:published_time" content="2031-06-02T11:50:00Z"></head><body><article>
  <h1>Lighthouse of Port Elm lit again after forty years</h1><p>The lighthouse of Port Elm was
  lit again on Monday evening after forty years in the dark, harbor master Lena Moor said. Some
  two hundred people watched from the pier as the lamp began to turn. The mayor called it a gift
  to the fishing families of the coast.</p></article></body></html>`;

const told = async (browser) => {
  const service = await Service.over_demo("live");
  try {
    const page = await open(browser, service, "wide");
    const streams = [];
    page.on("request", (request) => {
      if (request.url().includes("/events")) streams.push(request.url());
    });
    await page.goto("/");
    await page.waitForTimeout(1500);
    assert.equal(streams.length, 1);
    await page.evaluate(() => scrollTo({ top: 400, behavior: "instant" }));
    const before = await page.evaluate(() => [scrollY, document.body.scrollHeight]);
    const title = await page.title();
    await service.take_in("https://courier.example/lighthouse", PAGE);
    const arrived = page.locator("#arrived");
    await arrived.waitFor({ state: "visible", timeout: 15_000 });
    assert.match(await arrived.innerText(), /^New since: 1$/);
    assert.equal(await page.title(), `(1) ${title}`);
    const after = await page.evaluate(() => [scrollY, document.body.scrollHeight]);
    assert.deepEqual(after, before, "nothing of what is read moves");
    await arrived.getByRole("link").click();
    await page.waitForLoadState();
    assert.match(await page.locator("main").innerText(), /Lighthouse of Port Elm/i);
    assert.ok(await arrived.isHidden());
    const took = await service.stop();
    assert.ok(took < 3000, `an open page kept the service for ${took} ms`);
    page.errors.length = 0;
    await close(page);
  } finally {
    await service.end();
  }
};

const offline = async (browser) => {
  const service = await Service.over_demo("offline");
  try {
    const page = await open(browser, service, "phone", { serviceWorkers: "allow" });
    const [, story, other] = await stories(page);
    await page.goto(story);
    await press(page, "Follow");
    const heading = await page.locator("h1").first().innerText();
    const is_there = () => navigator.serviceWorker.controller !== null;
    await page.waitForFunction(is_there, null, { timeout: 20_000 });
    const kept = () => page.evaluate(async (path) => Boolean(await caches.match(path)), story);
    for (let tries = 0; tries < 100 && !(await kept()); tries += 1) await page.waitForTimeout(200);
    await service.stop();
    await page.goto(story);
    assert.match(await page.locator(".notice.offline").innerText(), /^Offline, as of .*\d{4}.*\d\d:\d\d/);
    assert.equal(await page.locator("h1").first().innerText(), heading);
    const font = await page.evaluate(() => getComputedStyle(document.body).color);
    assert.notEqual(font, "rgb(0, 0, 0)", "it looks as it does");
    await page.goto("/");
    assert.match(await page.locator(".notice.offline").innerText(), /Offline/);
    await page.goto(other);
    assert.match(await page.locator("h1").innerText(), /You are offline/);
    await service.start(service.port);
    await page.goto(story);
    assert.equal(await page.locator(".notice.offline").count(), 0);
    page.errors.length = 0;
    await close(page);
  } finally {
    await service.end();
  }
};

const installable = async (browser) => {
  const service = await Service.over_demo("install");
  try {
    const page = await open(browser, service, "wide", { serviceWorkers: "allow" });
    await page.goto("/");
    const client = await page.context().newCDPSession(page);
    const found = await client.send("Page.getAppManifest");
    assert.deepEqual(found.errors, []);
    const manifest = JSON.parse(found.data);
    assert.equal(manifest.start_url, "/");
    const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
    const wrong = installabilityErrors.map((one) => one.errorId);
    assert.deepEqual(wrong.filter((one) => one !== "in-incognito"), []);
    await close(page);
  } finally {
    await service.end();
  }
};

export const live = [
  { name: "word of what came in", run: told },
  { name: "followed stories without a network", run: offline },
  { name: "the pages can be installed", run: installable },
];
