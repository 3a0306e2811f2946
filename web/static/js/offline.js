// Keeps this page on the device, through the worker at the root of the site, for a set without a
// network. Says in words whether it can: a page that came over plain http cannot be kept.
(() => {
  const worker = document.currentScript.dataset.worker || "/offline_worker.js";
  const said = document.querySelector("[data-kept-page]");
  const tell = (what) => { if (said) said.textContent = said.dataset[what] || ""; };
  if (!navigator.serviceWorker) { tell("cannot"); return; }

  const used = () => {
    const named = [...document.querySelectorAll("script[src], link[rel=stylesheet], link[rel=icon], use[href]")];
    const addresses = named.map((one) => new URL(one.src || one.getAttribute("href"), location.href));
    const loaded = performance.getEntriesByType("resource").map((one) => new URL(one.name));
    const own = [...addresses, ...loaded].filter((one) => one.origin === location.origin && one.searchParams.has("v"));
    return [...new Set(own.map((one) => { one.hash = ""; return one.href; }))];
  };
  navigator.serviceWorker.addEventListener("message", (message) => { if (message.data && message.data.kept) tell("can"); });
  const keep = async () => {
    await navigator.serviceWorker.register(worker, { scope: "/" });
    const ready = await navigator.serviceWorker.ready;
    // A page that came through the worker is kept already.
    ready.active.postMessage({ keep: location.href, with: used(), came: Boolean(navigator.serviceWorker.controller) });
    if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
  };
  addEventListener("load", () => { keep().catch(() => { tell(navigator.onLine ? "cannot" : "can"); }); });
})();
