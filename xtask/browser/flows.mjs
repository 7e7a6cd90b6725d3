// What a reader does with stories and feeds: by mouse, on a phone, with script off, by keys.
import assert from "node:assert/strict";
import { close, is_listed, notice, open, press, stories } from "./page.mjs";
import { Service } from "./service.mjs";

const LIST = `<opml version="2.0"><body><outline text="Ports">
  <outline text="The Courier" xmlUrl="https://courier.example/feed.xml"/>
  <outline text="The Herald" xmlUrl="https://herald.example/feed.xml"/></outline>
  <outline text="Courier again" xmlUrl="https://courier.example/feed.xml"/>
  <outline text="Odd" xmlUrl="gopher://old.example/feed"/></body></opml>`;

const undo = (page) => page.locator("main > .notice button").click();

const follow_and_mute = async (page) => {
  const [, story] = await stories(page);
  await page.goto(story);
  await press(page, "Follow");
  assert.match(await notice(page), /You follow this story/);
  assert.equal((await stories(page))[0], story, "what is followed stands on top");
  await page.goto(story);
  await press(page, "Mute");
  assert.match(await notice(page), /Muted/);
  assert.ok(!(await is_listed(page, story)));
  await page.goto(`${story}?done=muted&was=followed`);
  await undo(page);
  assert.ok(await page.getByRole("button", { name: "Stop following" }).isVisible());
  await press(page, "Stop following");
  await undo(page);
  assert.ok(await page.getByRole("button", { name: "Stop following" }).isVisible());
  await press(page, "Stop following");
};

const put_off = async (page) => {
  const [, , story] = await stories(page);
  await page.goto(story);
  await page.locator("details.later summary").click();
  await page.locator("input[name=until]").fill("2031-06-09");
  await press(page, "Snooze");
  assert.match(await notice(page), /Snoozed/);
  assert.match(await page.locator(".kicker").first().innerText(), /9 June/);
  assert.ok(!(await is_listed(page, story)));
  await page.goto(story);
  await press(page, "Bring it back");
  assert.ok(await is_listed(page, story));
  await page.goto(story);
  await page.locator("details.later summary").click();
  await press(page, "Mute until something material happens");
  assert.match(await notice(page), /until something material/);
  await undo(page);
  assert.ok(await is_listed(page, story), "taken back at once");
  await page.goto(story);
  await page.locator("details.later summary").click();
  await press(page, "Mute until something material happens");
  await page.goto("/stories?show=snoozed");
  assert.equal(await page.locator(".hits > li").count(), 1);
  await page.goto("/corrections");
  await page.getByRole("button", { name: /^Bring back/ }).click();
  assert.equal(new URL(page.url()).pathname, "/corrections");
  assert.ok(await is_listed(page, story));
};

const unread = async (page) => {
  await page.goto("/");
  const said = await page.locator(".folio .new").allInnerTexts();
  return said.join(" ");
};

const mark = async (page) => {
  const [story] = await stories(page);
  const before = await unread(page);
  assert.match(before, /unread|new/);
  await page.goto(story);
  await press(page, "Mark as read");
  assert.match(await notice(page), /Marked as read/);
  assert.notEqual(await unread(page), before);
  await page.goBack();
  await page.goto(story);
  await press(page, "Mark as read");
  await undo(page);
  assert.equal(await unread(page), before);
  await press(page, "Mark all as read");
  assert.match(await notice(page), /stories marked as read/);
  assert.equal(await page.locator(".folio form").count(), 0, "nothing is left to mark");
  await page.locator("main > .notice button").click();
  assert.equal(await unread(page), before);
  await press(page, "Mark all as read");
  await page.goto("/corrections");
  await press(page, "Undo");
  assert.equal(await unread(page), before);
};

const feeds = async (page) => {
  await page.goto("/feeds");
  await page.locator("#feed").fill("vale.example/feed.xml");
  await press(page, "Follow");
  assert.match(await page.locator(".notice").innerText(), /Following/);
  await press(page, "Pause https://vale.example/feed.xml");
  await press(page, "Resume https://vale.example/feed.xml");
  await press(page, "Remove https://vale.example/feed.xml");
  await press(page, "Undo");
  assert.match(await page.locator(".summary").first().innerText(), /1 feed/);
};

const lists = async (page) => {
  await page.goto("/feeds");
  const file = { name: "mine.opml", mimeType: "text/x-opml", buffer: Buffer.from(LIST) };
  await page.locator("#list").setInputFiles(file);
  await press(page, "Look into it");
  assert.match(await page.locator(".summary").innerText(), /4 feeds, 2 of them to choose/);
  const said = await page.locator(".choice").innerText();
  assert.match(said, /stands in the list before/);
  assert.match(said, /no address of the web/);
  await page.getByRole("checkbox", { name: "The Herald" }).uncheck();
  await press(page, "Follow those chosen");
  assert.match(await page.locator(".summary").first().innerText(), /^1 feed,/);
  const wrong = { ...file, buffer: Buffer.from("no list at all") };
  await page.locator("#list").setInputFiles(wrong);
  await press(page, "Look into it");
  assert.match(await page.locator("main").innerText(), /cannot be taken in/);
  await page.goto("/feeds");
  await page.locator(".starters summary").click();
  await page.getByRole("link", { name: "Science", exact: true }).click();
  const boxes = page.getByRole("checkbox");
  assert.ok((await boxes.count()) >= 3);
  await press(page, "Follow those chosen");
  assert.match(await page.locator(".notice").innerText(), /Following \d feeds/);
};

const searches = async (page) => {
  await page.goto("/search?q=%22Port+Elm%22+strike");
  await press(page, "Tell me of new developments with these words");
  assert.match(await notice(page), /told of new developments/);
  assert.equal(new URL(page.url()).pathname, "/search");
  await page.goto("/alerts");
  await page.getByRole("link", { name: '"Port Elm" strike' }).click();
  await press(page, "Tell me no longer");
  assert.match(await notice(page), /no longer/);
  await undo(page);
  assert.ok(await page.getByRole("button", { name: "Tell me no longer" }).isVisible());
  await press(page, "Tell me no longer");
  await page.goto("/alerts");
  await page.getByLabel("Independent outlets").selectOption("3");
  await press(page, "Keep");
  assert.match(await notice(page), /Kept/);
};

const correct = async (page) => {
  const [story] = await stories(page);
  await page.goto(story);
  const article = page.locator("main a[href^='/articles/']").first();
  const href = (await article.getAttribute("href")).split("?")[0];
  await page.goto(`${href}/why`);
  await press(page, "Not this story, this article alone");
  await page.goto("/corrections");
  assert.match(await page.locator("main").innerText(), /is not of the same story as/);
  await page.getByRole("button", { name: /^Take back/ }).first().click();
  assert.match(await page.locator("main").innerText(), /not corrected anything/);
  const [one, other] = await stories(page);
  await page.goto(`${href}/why`);
  await page.locator("input[name=story]").fill(one === story ? other.slice(9) : one.slice(9));
  await press(page, "Put together");
  await page.goto("/corrections");
  await page.getByRole("button", { name: /^Take back/ }).first().click();
  assert.match(await page.locator("main").innerText(), /not corrected anything/);
};

const search = async (page) => {
  await page.goto("/");
  await page.locator("#q").fill("ferry");
  await page.locator("#q").press("Enter");
  assert.ok((await page.locator(".hits > li").count()) > 0);
  await page.locator(".hits a").first().click();
  assert.match(new URL(page.url()).pathname, /^\/(articles|stories)\//);
};

const keys = async (page) => {
  const here = () => new URL(page.url()).pathname;
  const key = async (name) => {
    await page.keyboard.press(name);
    await page.waitForLoadState();
  };
  const at = (path) => page.waitForURL((url) => url.pathname === path);
  const told = (done) => page.waitForURL((url) => url.searchParams.get("done") === done);
  const [first, second] = await stories(page);
  await key("j");
  await key("j");
  await key("k");
  await Promise.all([at(first), page.keyboard.press("o")]);
  await Promise.all([at("/"), page.keyboard.press("u")]);
  await page.goto(second);
  await Promise.all([told("followed"), page.keyboard.press("f")]);
  await Promise.all([told("let"), page.keyboard.press("f")]);
  await Promise.all([told("muted"), page.keyboard.press("x")]);
  await Promise.all([told("let"), page.keyboard.press("x")]);
  await Promise.all([told("read"), page.keyboard.press("m")]);
  await key("s");
  assert.equal(await page.evaluate(() => document.activeElement.name), "until");
  await Promise.all([told("snoozed"), page.keyboard.press("Enter")]);
  await Promise.all([told("woken"), page.keyboard.press("s")]);
  await key("n");
  await key("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await key("Escape");
  await Promise.all([at("/keys"), page.keyboard.press("?")]);
  assert.equal(here(), "/keys");
  // The next thing to read is reached by Tab alone, and what has the focus is seen.
  await page.goto("/");
  await key("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
};

const FLOWS = { follow_and_mute, put_off, mark, feeds, lists, correct, search, searches };

const test = (name, way, run) => ({
  name: `${name.replaceAll("_", " ")} (${way})`,
  run: async (browser) => {
    const service = await Service.over_demo("flow");
    try {
      const page = await open(browser, service, way);
      await run(page);
      await close(page);
    } finally {
      await service.end();
    }
  },
});

export const flows = [
  ...["wide", "phone", "script off"].flatMap((way) =>
    Object.entries(FLOWS).map(([name, run]) => test(name, way, run))),
  test("keys", "wide", keys),
];
