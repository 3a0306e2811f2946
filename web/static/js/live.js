// Pages that are told of a change fetch the changed piece again, through htmx. A stream first;
// where a filter breaks it, a question every two seconds. The server says only what has changed.
// The element that asks stays and only its content is exchanged: else a second change that comes
// while the first is being fetched would be forgotten with the element.
(() => {
  const page = document.body;
  const clock = document.querySelector("[data-clock]");
  if (clock) {
    const tick = () => { clock.textContent = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }); };
    tick();
    setInterval(tick, 5000);
  }
  if (!page.dataset.live) return;

  let last = Number(page.dataset.liveAfter || 0);
  const waiting = new Set();
  const soon = (key, act, ms) => {
    if (waiting.has(key)) return;
    waiting.add(key);
    setTimeout(() => { waiting.delete(key); act(); }, ms);
  };

  // A cell whose state is another one turns over once, like a slate.
  const before = new Map();
  const askForRow = (number) => {
    const row = document.querySelector(`[data-row="${number}"]`);
    // A part of the board that is on its way may be older than this change: it is asked for anew.
    const part = row.closest("tbody").querySelector("[data-part].htmx-request");
    if (part) {
      htmx.trigger(part, "near");
      return;
    }
    row.querySelectorAll("[data-cell]").forEach((cell) => before.set(cell.dataset.cell, cell.className));
    htmx.trigger(row, "film-changed");
  };
  document.addEventListener("htmx:load", (event) => {
    const cell = event.target.matches("[data-row] > td") && event.target.querySelector("[data-cell]");
    if (cell && before.has(cell.dataset.cell) && before.get(cell.dataset.cell) !== cell.className) cell.classList.add("turned");
  });

  // A page with forms is renewed only while nobody types, chooses files or watches.
  const isTouched = (field) => {
    if (field.type === "checkbox") return field.checked !== field.defaultChecked;
    return field.type === "file" ? field.files.length > 0 : field.value !== field.defaultValue;
  };
  const isBusy = () => [...document.querySelectorAll("main textarea, main input:not([type=hidden])")].some(isTouched)
    || [...document.querySelectorAll("video, audio")].some((film) => film.currentTime > 0)
    || document.querySelector("main details[open] form");
  const askForPart = (part) => {
    const news = document.getElementById("news");
    if (news && isBusy()) news.hidden = false;
    else htmx.trigger(part, "stage-changed");
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    const news = document.getElementById("news");
    // What somebody pressed a button for is theirs to see; only what others did waits.
    if (!news || !event.detail.target.matches("[data-live-part]") || event.detail.requestConfig.verb !== "get" || !isBusy()) return;
    event.detail.shouldSwap = false;
    news.hidden = false;
  });

  const heard = (change) => {
    last = Math.max(last, change.id);
    if (change.kind === "desk") {
      if (String(change.project_id) === page.dataset.desk) soon("desk", () => document.dispatchEvent(new Event("desk-changed")), 50);
      return;
    }
    const often = change.kind === "progress";
    if (document.querySelector(`[data-row="${change.project_id}"]`)) {
      // Not all pages at once: where a thousand listen, they would knock in the same moment.
      soon(`row ${change.project_id}`, () => askForRow(change.project_id), often ? 1000 : 50 + Math.random() * 300);
    }
    const part = document.querySelector("[data-live-part]");
    if (part && [undefined, String(change.project_id)].includes(part.dataset.livePart || undefined)) {
      soon("part", () => askForPart(document.querySelector("[data-live-part]")), often ? 1000 : 150);
    }
  };

  const after = (address) => {
    const url = new URL(address, location.href);
    url.searchParams.set("after", last);
    return url;
  };
  const ask = async () => {
    try {
      const answer = await fetch(after(page.dataset.liveSince));
      if (answer.ok && !answer.redirected) (await answer.json()).forEach(heard);
    } catch { /* the network is away: the next question asks for the same */ }
    setTimeout(ask, document.hidden ? 10000 : 2000);
  };
  let leaving = false;
  const listen = () => {
    const stream = new EventSource(after(page.dataset.live));
    let failures = 0;
    stream.addEventListener("open", () => { failures = 0; });
    stream.addEventListener("changed", (message) => heard(JSON.parse(message.data)));
    stream.addEventListener("error", () => {
      failures += 1;
      if (stream.readyState !== EventSource.CLOSED && failures < 4) return;
      stream.close();
      setTimeout(() => { if (!leaving) ask(); }, 1000);
    });
    addEventListener("beforeunload", () => { leaving = true; });
    addEventListener("pagehide", () => stream.close());
  };
  addEventListener("pageshow", (shown) => { if (shown.persisted) location.reload(); });
  listen();
})();
