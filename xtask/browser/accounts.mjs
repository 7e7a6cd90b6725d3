// Two readers in two browsers at once.
import assert from "node:assert/strict";
import { close, is_listed, open, press, stories } from "./page.mjs";
import { Service } from "./service.mjs";

const PASSWORD = "correct horse battery";

const sign_up = async (browser, service, name, role) => {
  const page = await open(browser, service, "wide");
  await page.goto(service.invite(name, role));
  assert.match(await page.locator("main").innerText(), /Set up your account/);
  const named = page.locator("input[name=name]");
  if (await named.isEditable()) await named.fill(name);
  await page.locator("input[name=password]").fill(PASSWORD);
  await page.locator("main form button").click();
  await page.waitForURL(`${service.url}/`);
  return page;
};

const two = async (browser) => {
  const service = await Service.over_demo("accounts");
  try {
    const ana = await sign_up(browser, service, "ana", "admin");
    const ben = await sign_up(browser, service, "ben", "reader");
    const [, story] = await stories(ana);
    await Promise.all([ana.goto(story), ben.goto(story)]);
    await Promise.all([press(ana, "Mute"), press(ben, "Follow")]);
    assert.ok(!(await is_listed(ana, story)));
    assert.equal((await stories(ben))[0], story);
    await Promise.all([ana.goto("/"), ben.goto("/")]);
    await press(ana, "Mark all as read");
    await ben.reload();
    assert.equal(await ben.locator(".folio form").count(), 1, "what ana read ben did not");
    // What is the editors' is not offered to a reader.
    await ben.goto("/feeds");
    assert.equal(await ben.locator("main form").count(), 0);
    await ana.goto("/feeds");
    assert.ok((await ana.locator("main form").count()) > 0);
    const article = await (async () => {
      await ben.goto(story);
      const link = ben.locator("main a[href^='/articles/']").first();
      return (await link.getAttribute("href")).split("?")[0];
    })();
    await ben.goto(`${article}/why`);
    assert.equal(await ben.locator("main form").count(), 0);
    // One who signs out is out, in this browser alone.
    await ben.goto("/account");
    await press(ben, "Sign out");
    await ben.goto("/");
    assert.equal(new URL(ben.url()).pathname, "/login");
    await ana.goto("/");
    assert.equal(new URL(ana.url()).pathname, "/");
    await Promise.all([close(ana), close(ben)]);
  } finally {
    await service.end();
  }
};

export const accounts = [{ name: "two accounts in two browsers", run: two }];
