// Keeps a few pages of one person on the device, for a set without a network: the board, what comes
// next, the pages of the stages, the slate, the script editor, the shot table, the cutting room. The
// network always comes first. Of everything else only what is static and marked with its digest (?v=)
// is kept. In place of a page that was not kept one comes that says so, and which were. Whose page it
// is, the server says in a header; as soon as another person is there, or nobody, those before go.
const KEPT = /^\/(board|next|inbox|status\/without-network|projects\/\d+\/(slate|script|script\/write|shot_list|shot_list\/table|rushes|edit|edit\/cut|sound|final_cut))$/;
const DOORS = /^\/log-(in|out)(\/|$)/;
const WITHOUT = new URL("/status/without-network", location.origin).href;
const WHOSE = "X-Claquette-Person";
const PAGES = "pages of ";
const THINGS = "things";
const MOST_THINGS = 200;
const PATIENCE_MS = 4000;

const forget = async (whose) => {
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && name !== PAGES + whose) await caches.delete(name);
  }
};
const keyOf = (address) => { const url = new URL(address); return url.origin + url.pathname; };

// Remembers whose the answers are; a page is kept only if it is somebody's and really that page.
const look = async (request, answer) => {
  const whose = answer.headers.get(WHOSE);
  if (!whose) return answer;
  await forget(whose);
  if (answer.ok && !answer.redirected && whose !== "nobody" && KEPT.test(new URL(request.url).pathname)) {
    const pages = await caches.open(PAGES + whose);
    await pages.put(keyOf(request.url), answer.clone());
  }
  return answer;
};

const keptPage = async (address) => {
  for (const name of await caches.keys()) {
    const found = name.startsWith(PAGES) && await (await caches.open(name)).match(keyOf(address));
    if (found) return found;
  }
  return undefined;
};

const page = async (request) => {
  const kept = KEPT.test(new URL(request.url).pathname) && await keptPage(request.url);
  const fresh = fetch(request).then((answer) => look(request, answer));
  if (!kept) return fresh.catch(async (fault) => await keptPage(WITHOUT) || Promise.reject(fault));
  // A network that answers nothing is worse than none: after a while the kept page is shown.
  const late = new Promise((done) => { setTimeout(() => done(kept), PATIENCE_MS); });
  return Promise.race([fresh.catch(() => kept), late]);
};

const thing = async (request) => {
  const things = await caches.open(THINGS);
  const found = await things.match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await things.put(request.url, answer.clone());
  const keys = await things.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST_THINGS))) await things.delete(old);
  return answer;
};

const leave = async (request) => {
  const answer = await fetch(request);
  await forget("nobody");
  return answer;
};

// Keeps the page that says there is no network, with what it is made of.
const prepare = async () => {
  if (await keptPage(WITHOUT)) return;
  const answer = await look(new Request(WITHOUT), await fetch(WITHOUT, { headers: { Accept: "text/html" } }));
  const made = (await answer.text()).matchAll(/(?:src|href)="(\/static\/[^"#]+\?v=\w+)/g);
  for (const [, address] of made) await thing(new Request(new URL(address, location.origin)));
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && DOORS.test(url.pathname)) event.respondWith(leave(request));
  else if (request.method !== "GET") return;
  else if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/") && url.searchParams.has("v")) event.respondWith(thing(request));
});
// A page that was there before the worker asks to be kept with all that it uses.
addEventListener("message", (event) => {
  if (!event.data || !event.data.keep || !event.source) return;
  if (!KEPT.test(new URL(event.data.keep).pathname)) return;
  event.waitUntil((async () => {
    const request = new Request(event.data.keep, { credentials: "same-origin", headers: { Accept: "text/html" } });
    if (!event.data.came || !await keptPage(event.data.keep)) await look(request, await fetch(request));
    for (const one of event.data.with) await thing(new Request(one));
    await prepare().catch(() => {}); // without it a page that is not kept fails as it always did
    event.source.postMessage({ kept: Boolean(await keptPage(event.data.keep)) });
  })().catch(() => event.source.postMessage({ kept: false })));
});
