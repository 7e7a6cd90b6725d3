// Keys for the pages, word of what came in since, and what keeps them at hand without a
// network. What keys do is a link or a button that stands on the page, so that nothing is
// lost where this does not run.
"use strict";
(() => {
  const STOPS = [
    ".lead", ".second", ".third", ".others li", ".hits > li",
    ".highlights > ul > li", ".fresh li", ".days .day", ".voice", ".figure",
    ".developments > ol > li", ".body > *",
  ].join(",");

  const isShown = (element) => element.getClientRects().length > 0;
  const stops = () => [...document.querySelectorAll(STOPS)].filter(isShown);
  const press = (selector) => document.querySelector(selector)?.click();
  // The last of several: the way up stands behind the one to the rundown.
  const go = (selector) => {
    const link = [...document.querySelectorAll(selector)].pop();
    if (link) location.assign(link.href);
  };

  // The next or previous stop from where the reader is.
  const step = (by) => {
    const all = stops();
    const here = all.findIndex((stop) => stop.contains(document.activeElement));
    const first = all.findIndex((stop) => stop.getBoundingClientRect().top >= 0);
    const at = here >= 0 ? here + by : Math.max(first, 0);
    const stop = all[Math.min(Math.max(at, 0), all.length - 1)];
    if (!stop) return;
    stop.tabIndex = -1;
    stop.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "nearest" });
  };

  // What stands first at the stop: a story, or the evidence of a sentence.
  const open = () => {
    const stop = stops().find((one) => one.contains(document.activeElement));
    const link = stop?.querySelector("a[href]");
    if (link) location.assign(link.href);
  };

  // Opens what a story can be put off with, or brings one back that is.
  const later = () => {
    const box = document.querySelector("details.later");
    if (!box) return press("button.wake");
    box.open = true;
    box.querySelector("input").focus();
  };

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    o: open,
    v: () => go("a[rel~=external]"),
    n: () => document.getElementById("new")?.scrollIntoView(),
    m: () => press("form[action$='/look'] button"),
    f: () => press("button[name=follow]"),
    x: () => press("button[name=follow][value=mute], button[name=follow].unmute"),
    s: later,
    u: () => go("a[rel=up]"),
    "/": () => document.getElementById("q")?.focus(),
    "?": () => go("a[href='/keys']"),
  };

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select");
    if (isTyping && event.key === "Escape") event.target.blur();
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Says how much came in since, and moves nothing of what is being read.
  const watch = () => {
    const story = location.pathname.match(/^\/stories\/([^/]+)$/)?.[1];
    if (!story && location.pathname !== "/") return;
    const title = document.title;
    let source, had;
    const tell = (now) => {
      // What was read elsewhere is not new here.
      had = Math.min(had ?? now, now);
      const count = now - had;
      document.title = count > 0 ? `(${count}) ${title}` : title;
      const box = document.getElementById("arrived");
      box.hidden = count === 0;
      box.firstElementChild.textContent = box.dataset.words.replace("{n}", count);
      box.firstElementChild.href = location.pathname;
    };
    // A page that nobody sees asks nothing.
    const follow = () => {
      source?.close();
      if (document.hidden) return;
      source = new EventSource(story ? `/events?story=${story}` : "/events");
      source.addEventListener("new", (event) => tell(Number(event.data)));
    };
    document.addEventListener("visibilitychange", follow);
    addEventListener("pagehide", () => source?.close());
    follow();
  };
  if ("EventSource" in window) watch();
  // Lets the browser ask its push service for an address, and sends that with the form.
  const told = () => {
    const form = document.getElementById("tell");
    if (!form || !("PushManager" in window)) return;
    const button = form.querySelector("button");
    document.getElementById("tell-not").hidden = true;
    button.disabled = false;
    const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      const { pushManager } = await navigator.serviceWorker.ready;
      const asked = { userVisibleOnly: true, applicationServerKey: form.dataset.key };
      try {
        const given = await pushManager.subscribe(asked);
        form.elements.endpoint.value = given.endpoint;
        form.elements.key.value = text(given.getKey("p256dh"));
        form.elements.secret.value = text(given.getKey("auth"));
        form.submit();
      } catch (error) {
        const said = document.getElementById("tell-not");
        said.hidden = false;
        said.textContent = form.dataset.refused.replace("{why}", error.message);
      }
    });
  };
  told();
  // Where nobody chose a time zone yet the browser's own stands ready to be kept.
  const zone = document.querySelector("#zone[data-open]");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && here) zone.value = here;
  navigator.serviceWorker?.register("/worker.js").catch(() => {});
})();
