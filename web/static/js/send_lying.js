// The list of what lies on the table follows the events of the site, row by row: a row that is the
// same stays, and so does its picture; one that somebody has opened is left alone.
(() => {
  const list = document.getElementById("lying");
  const REST_MS = 2000;
  let isAsking = false;
  let isMissed = false;

  const rowsOf = (place) => new Map([...place.querySelectorAll("[data-upload-row]")].map((row) => [row.dataset.uploadRow, row]));
  const put = (fresh) => {
    fresh.querySelectorAll("[data-without-script]").forEach((one) => { one.remove(); });
    const keep = document.querySelector("[data-keep]");
    if (keep) keep.hidden = rowsOf(fresh).size === 0;
    const [old, now] = [rowsOf(list), rowsOf(fresh)];
    const before = list.querySelector("[data-rows]");
    const after = fresh.querySelector("[data-rows]");
    if (!before || !after) { list.replaceChildren(...fresh.childNodes); return; }
    for (const [number, row] of old) if (!now.has(number)) row.remove();
    let last = null;
    for (const [number, row] of now) {
      let here = old.get(number);
      if (here && !here.isEqualNode(row) && !here.querySelector("details[open]")) { here.replaceWith(row); here = row; }
      if (!here) { here = row; if (last) last.after(here); else before.prepend(here); }
      last = here;
    }
    fresh.querySelectorAll("[data-renewed]").forEach((one) => { list.querySelector(`[data-renewed="${one.dataset.renewed}"]`)?.replaceWith(one); });
  };

  const ask = async () => {
    if (isAsking) { isMissed = true; return; }
    isAsking = true;
    try {
      const answer = await fetch(list.dataset.address);
      if (answer.ok && !answer.redirected) put(new DOMParser().parseFromString(await answer.text(), "text/html").body);
    } catch { /* the network is away: the next event asks again */ }
    document.dispatchEvent(new Event("table-changed"));
    setTimeout(() => { isAsking = false; if (isMissed) { isMissed = false; ask(); } }, REST_MS);
  };
  list.addEventListener("stage-changed", ask);
  addEventListener("online", ask);
})();
