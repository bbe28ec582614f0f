// Keeps a page as it is on the server: whatever happens, the page is read again and what differs is
// put in its place. Without this script the page is whole, and stands still.
"use strict";

(() => {
  const PAUSE = 1000;
  const AGAIN = 1500;
  const NEAR_END = 120;
  const main = document.getElementById("main");
  const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const streams = new Map();
  let reading = false;
  let wanted = false;
  let clock = 0;

  const localTimes = () => {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const words = times.format(new Date(time.dateTime));
      if (time.textContent !== words) {
        time.title = time.dateTime;
        time.textContent = words;
      }
    }
  };

  const took = (seconds) => {
    const two = (number) => String(number).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    return minutes < 60
      ? `${minutes}:${two(seconds % 60)}`
      : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
  };

  // The clock of this host may be wrong: it counts on from what the server said.
  const counted = new WeakMap();
  const tick = () => {
    for (const span of document.querySelectorAll("[data-since]")) {
      let known = counted.get(span);
      if (!known || known.words !== span.textContent) {
        const parts = span.textContent.split(":").map(Number);
        known = { from: performance.now(), seconds: parts.reduce((sum, part) => sum * 60 + part, 0) };
      }
      span.textContent = took(known.seconds + Math.floor((performance.now() - known.from) / 1000));
      known.words = span.textContent;
      counted.set(span, known);
    }
  };

  const key = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.id : "");

  // Makes one element like another, and keeps what is alike: the selection, folds that somebody
  // opened, the field that somebody types in.
  const morph = (here, there) => {
    for (const attribute of [...here.attributes]) {
      if (!there.hasAttribute(attribute.name) && !(here.tagName === "DETAILS" && attribute.name === "open")) {
        here.removeAttribute(attribute.name);
      }
    }
    for (const attribute of there.attributes) {
      const folded = here.tagName === "DETAILS" && attribute.name === "open" && here.dataset.touched;
      if (here.getAttribute(attribute.name) !== attribute.value && !folded) {
        here.setAttribute(attribute.name, attribute.value);
      }
    }
    if (here.tagName === "TIME" || here.dataset.since) {
      if (here.tagName !== "TIME") {
        here.textContent = there.textContent;
      }
      return;
    }
    const byId = new Map();
    for (const child of here.childNodes) {
      if (key(child)) {
        byId.set(key(child), child);
      }
    }
    let at = here.firstChild;
    for (const wantedChild of [...there.childNodes]) {
      const named = key(wantedChild) ? byId.get(key(wantedChild)) : null;
      if (named && named !== at) {
        while (at && at !== named && !stillWanted(at, there)) {
          const next = at.nextSibling;
          at.remove();
          at = next;
        }
        if (named !== at) {
          here.insertBefore(named, at);
        } else {
          at = named;
        }
      }
      const match = named || at;
      if (match && match.nodeType === wantedChild.nodeType && match.nodeName === wantedChild.nodeName
          && key(match) === key(wantedChild)) {
        if (match.nodeType === Node.ELEMENT_NODE) {
          morph(match, wantedChild);
        } else if (match.nodeValue !== wantedChild.nodeValue) {
          match.nodeValue = wantedChild.nodeValue;
        }
        at = match.nextSibling;
      } else {
        here.insertBefore(document.adoptNode(wantedChild), at);
      }
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  };

  const stillWanted = (node, there) =>
    key(node) && [...there.children].some((child) => child.id === key(node));

  const isAtEnd = () =>
    window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - NEAR_END;

  const readAgain = async () => {
    if (reading || document.hidden) {
      wanted = true;
      return;
    }
    reading = true;
    wanted = false;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (response.redirected && new URL(response.url).pathname === "/sign-in") {
        location.reload();
        return;
      }
      if (response.ok) {
        const read = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = read.getElementById("main");
        const following = isAtEnd() && document.querySelector("[data-log]:not([data-log=''])");
        if (document.activeElement && document.activeElement.matches("input[type=text]")) {
          wanted = true;
        } else {
          document.title = read.title;
          morph(main, fresh);
          localTimes();
          tick();
          if (following) {
            window.scrollTo(0, document.documentElement.scrollHeight);
          }
          follow();
        }
      }
    } catch {
      wanted = true;
    } finally {
      setTimeout(() => {
        reading = false;
        if (wanted) {
          readAgain();
        }
      }, PAUSE);
    }
  };

  const listen = (address, name) => {
    const source = new EventSource(address);
    source.addEventListener(name, readAgain);
    source.addEventListener("end", () => {
      source.close();
      readAgain();
    });
    return source;
  };

  // One stream for the states and one for the log, as long as the page names them.
  const follow = () => {
    const log = document.querySelector("[data-log]");
    const run = main.dataset.live;
    const runEvent = run && run.includes("/overview/") ? "overview" : "run";
    keep("states", run, runEvent, (address) => address);
    keep("log", log && log.dataset.log, "log", (address) => address.split("?")[0]);
    clearTimeout(clock);
    if ("again" in main.dataset) {
      clock = setTimeout(readAgain, AGAIN);
    }
  };

  const keep = (which, address, name, same) => {
    const known = streams.get(which);
    if (known && (!address || same(known.address) !== same(address))) {
      known.source.close();
      streams.delete(which);
    }
    if (address && !streams.has(which)) {
      streams.set(which, { address, source: listen(address, name) });
    }
  };

  // `#job-12:L345` leads to its line, wherever that is.
  const goToHash = () => {
    const asked = /^#job-(\d+)(?::L(\d+))?$/.exec(decodeURIComponent(location.hash));
    if (!asked) {
      return;
    }
    const element = document.getElementById(location.hash.slice(1));
    const address = new URL(location.href);
    if (element) {
      for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) {
        fold.open = true;
      }
      element.scrollIntoView({ block: asked[2] ? "center" : "nearest" });
    } else if (address.searchParams.get("job") !== asked[1]
        || (asked[2] && address.searchParams.get("line") !== asked[2])) {
      address.searchParams.set("job", asked[1]);
      if (asked[2]) {
        address.searchParams.set("line", asked[2]);
      }
      location.replace(address);
    }
  };

  document.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    if (summary) {
      summary.parentElement.dataset.touched = "true";
    }
    for (const ask of document.querySelectorAll("details.ask[open]")) {
      if (!ask.contains(event.target)) {
        ask.open = false;
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const ask of document.querySelectorAll("details.ask[open]")) {
        ask.open = false;
        ask.querySelector("summary").focus();
      }
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && wanted) {
      readAgain();
    }
  });
  window.addEventListener("hashchange", goToHash);
  window.addEventListener("pagehide", () => streams.forEach((stream) => stream.source.close()));

  localTimes();
  setInterval(tick, 1000);
  goToHash();
  follow();
})();
