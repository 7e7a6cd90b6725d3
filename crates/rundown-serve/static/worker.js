// Keeps the rundown and the stories that are followed, to read them without a network. What
// is kept is shown only where the service cannot be reached, and says of when it is.
"use strict";
const PAGES = "pages-1";
const LOOKS = `files-${FILES.join("|")}`;
const LIST = "/stories?show=following";
// Stories kept, and how long it takes at least until they are kept anew.
const STORIES_MAX = 40;
const AGAIN_MS = 10 * 60 * 1000;

self.addEventListener("install", (event) => {
  const keep = async () => {
    const looks = await caches.open(LOOKS);
    await looks.addAll([...FILES, "/favicon.svg", "/offline"]);
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name !== PAGES && name !== LOOKS) await caches.delete(name);
    }
    await self.clients.claim();
    await keep_followed();
  };
  event.waitUntil(tidy());
});

const path_of = (url) => new URL(url, location.origin).pathname;

// Keeps a page as it was answered; nothing of whoever was signed out.
const keep = async (pages, path, answer) => {
  if (answer.redirected && path_of(answer.url) === "/login") {
    await caches.delete(PAGES);
    return;
  }
  if (answer.ok && !answer.redirected) await pages.put(path, answer);
};

// When the rundown was kept last, by the service's clock.
const age = async () => {
  const page = await (await caches.open(PAGES)).match("/");
  return page ? Date.now() - new Date(page.headers.get("date") ?? 0) : Infinity;
};

const keep_followed = async () => {
  const list = await fetch(LIST);
  if (!list.ok || list.redirected) return;
  const names = (await list.text()).matchAll(/<h2><a href="(\/stories\/[^"?#]+)"/g);
  const paths = [...names].map((match) => match[1]).slice(0, STORIES_MAX);
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const path = path_of(request.url);
    if (path !== "/" && !paths.includes(path)) await pages.delete(request);
  }
  // One after the other: a reader's own question comes first.
  for (const path of ["/", ...paths]) await keep(pages, path, await fetch(path));
};

const again = async () => {
  if ((await age()) > AGAIN_MS) await keep_followed().catch(() => {});
};

// The page as it was kept, with a line of when that was.
const kept = async (path) => {
  const pages = await caches.open(PAGES);
  const page = await pages.match(path);
  if (!page) return caches.match("/offline");
  const html = await page.text();
  const [, lang] = html.match(/<html lang="(\w+)"/);
  const when = new Date(page.headers.get("date") ?? 0).toLocaleString(
    lang === "en" ? "en-GB" : lang, { dateStyle: "long", timeStyle: "short" });
  const told = html.replace(/<main [^>]*data-offline="([^"]*)"[^>]*>/, (main, words) =>
    `${main}<p class="notice offline" role="status">${words.replace("{when}", when)}</p>`);
  return new Response(told, { headers: { "content-type": "text/html; charset=utf-8" } });
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/") || url.pathname === "/favicon.svg") {
    const file = async () => (await caches.match(request)) ?? fetch(request);
    event.respondWith(file());
    return;
  }
  if (request.mode !== "navigate") return;
  const page = async () => {
    try {
      const answer = await fetch(request);
      // What is followed from now on is kept at once.
      const done = url.searchParams.get("done");
      const is_other = done === "followed" || done === "let";
      event.waitUntil(is_other ? keep_followed().catch(() => {}) : again());
      return answer;
    } catch {
      return kept(url.pathname);
    }
  };
  event.respondWith(page());
});

// A development of a followed story, told while no page stands open.
self.addEventListener("push", (event) => {
  const { title, body, path, tag } = event.data.json();
  const told = { body, tag, icon: "/favicon.svg", data: path };
  event.waitUntil(self.registration.showNotification(title, told));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
