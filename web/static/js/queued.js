// What somebody writes without a network (a note, a decision) waits on this device and is sent when
// the network is back. What the site refuses by then is shown with its reason and not sent again.
(() => {
  const bar = document.getElementById("queued");
  if (!bar) return;
  const STORE = `queued.${bar.dataset.whose}.`;
  const AGAIN_MS = 15000;
  const SHORT = 60;
  let sending = false;

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(STORE)).sort();
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const all = () => keys().map((key) => [key, read(key)]).filter(([, one]) => one);
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  const post = async (one) => {
    const body = new URLSearchParams(one.body);
    body.set("csrf_token", token());
    return fetch(one.action, { method: "POST", body, headers: { "HX-Request": "true" } });
  };
  const isAtTheDoor = (answer) => answer.redirected && new URL(answer.url).pathname.startsWith("/log-in");
  const reasonOf = async (answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector(".fault h2");
    return said ? said.textContent.trim() : String(answer.status);
  };

  const make = (name, words, more = {}) => Object.assign(document.createElement(name), { textContent: words, ...more });
  const line = (key, one) => {
    const item = make("li", "");
    item.append(make("span", one.words), " ");
    if (one.said) item.append(make("q", one.said.length > SHORT ? `${one.said.slice(0, SHORT)}…` : one.said, { dir: "auto" }), " ");
    if (one.refused) item.append(make("span", one.refused), " ");
    if (!one.refused) return item;
    const drop = make("button", bar.dataset.drop, { type: "button", className: "button plain" });
    drop.addEventListener("click", () => { localStorage.removeItem(key); show(); });
    item.append(make("a", bar.dataset.look, { href: one.page }), " ", drop);
    return item;
  };
  const show = () => {
    const waiting = all();
    bar.hidden = !waiting.length;
    bar.querySelector("ul").replaceChildren(...waiting.map(([key, one]) => line(key, one)));
  };

  const sendOne = async ([key, one]) => {
    const answer = await post(one);
    if (isAtTheDoor(answer) || answer.status >= 500 || answer.status === 429) return false;
    if (answer.ok) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ ...one, refused: await reasonOf(answer) }));
    return true;
  };
  // One after the other, in the order in which they were written; the first that fails ends it.
  const send = async () => {
    const waiting = all().filter(([, one]) => !one.refused);
    if (sending || !waiting.length) return;
    sending = true;
    try { for (const one of waiting) if (!await sendOne(one)) break; } catch { /* the network is still away */ }
    sending = false;
    show();
  };

  const keep = (form, body) => {
    const drawn = [...crypto.getRandomValues(new Uint8Array(4))].map((one) => one.toString(16).padStart(2, "0")).join("");
    const said = (body.get("text") || body.get("note") || "").trim();
    const one = { action: form.action, body: body.toString(), page: location.pathname + location.search, words: form.dataset.queue, said };
    localStorage.setItem(`${STORE}${new Date().toISOString()}.${drawn}`, JSON.stringify(one));
    form.reset();
    show();
  };
  const goTo = (address) => {
    const to = new URL(address, location.href);
    if (to.pathname + to.search !== location.pathname + location.search) { location.assign(to); return; }
    history.replaceState(null, "", to);
    location.reload();
  };
  const natively = (form, submitter) => {
    if (submitter && submitter.name) form.append(make("input", "", { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  };

  // A recording is too large to wait here; the page says that the network is away, and keeps it.
  const fits = (form) => ![...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.target;
    if (form.matches("form[data-queue]") && fits(form)) keep(form, new URLSearchParams(new FormData(form)));
  });
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-queue]:not([hx-post])") || event.defaultPrevented || !fits(form)) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    let answer;
    try { answer = await post({ action: form.action, body }); } catch { keep(form, body); return; }
    if (answer.ok && !isAtTheDoor(answer)) goTo(answer.headers.get("HX-Redirect") || answer.url);
    else natively(form, event.submitter);
  });
  addEventListener("online", send);
  addEventListener("storage", show);
  setInterval(send, AGAIN_MS);
  show();
  send();
})();
