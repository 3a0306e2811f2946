// The pages of this person that lie on the device, by their titles; the offline worker keeps them.
(async () => {
  const list = document.querySelector("[data-kept-pages]");
  if (!list || !("caches" in window)) return;
  for (const name of (await caches.keys()).filter((one) => one.startsWith("pages of "))) {
    const pages = await caches.open(name);
    for (const { url } of await pages.keys()) {
      if (new URL(url).pathname === list.dataset.this) continue;
      const page = new DOMParser().parseFromString(await (await pages.match(url)).text(), "text/html");
      const link = document.createElement("a");
      link.href = url;
      link.textContent = page.title.replace(/ · Claquette$/, "");
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
  }
  document.querySelector("[data-some-kept]").hidden = !list.children.length;
})();
