// The big picture: a few films that lie on each other, of which one is seen while the next one
// stands ready at its first frame. What is not ready yet never shows white: the last picture stays.
const CutStage = (() => {
  const place = document.querySelector("[data-stage]");
  if (!place) return null;
  const HOW_MANY = CutFiles.isSmall || (navigator.hardwareConcurrency || 4) <= 2 ? 2 : 3;
  const words = document.createElement("div");
  words.className = "stage-words";
  let time = null;
  let addressOf = () => "";
  let watch = null;
  let wanted = { layers: [], over: [] };

  const make = () => {
    const film = document.createElement("video");
    Object.assign(film, { muted: true, playsInline: true, preload: "auto", disableRemotePlayback: true, tabIndex: -1 });
    film.setAttribute("aria-hidden", "true");
    film.style.opacity = 0;
    place.append(film);
    const slot = { film, id: "", take: "", url: "", at: -1, isThere: false, used: 0 };
    const seek = () => {
      if (film.seeking || film.readyState < 1 || !film.paused || slot.isThere) return;
      slot.sought = slot.at;
      film.currentTime = time.middle(Math.max(0, slot.at));
    };
    slot.seek = seek;
    film.addEventListener("loadedmetadata", seek);
    film.addEventListener("seeked", () => { if (slot.sought !== slot.at) { seek(); return; } slot.isThere = film.readyState > 1; paint(); });
    film.addEventListener("loadeddata", () => { if (slot.sought === slot.at && !film.seeking) { slot.isThere = true; paint(); } });
    // A browser that cannot play what was kept of a file asks the server for it again.
    film.addEventListener("error", () => { if (slot.take && film.src.startsWith("blob:")) { film.src = slot.url; slot.isThere = false; } });
    if (film.requestVideoFrameCallback) {
      const every = (_, facts) => { if (slot.onFrame) slot.onFrame(facts); if (watch) watch(slot, facts); film.requestVideoFrameCallback(every); };
      film.requestVideoFrameCallback(every);
    }
    return slot;
  };
  const slots = Array.from({ length: HOW_MANY }, make);
  place.append(words);

  const of = (item) => slots.find((slot) => slot.id === item.id && slot.take === item.take);
  // Stand still on a frame of an item, in a slot of its own; those of `keep` are not taken.
  const stand = (item, at, keep = []) => {
    const url = addressOf(item.take);
    if (!url) return null;
    let slot = of(item);
    if (!slot) {
      // What is seen is taken last: until the next picture is ready it stays.
      const isSeen = (one) => Number(Number(one.film.style.opacity) > 0);
      const isOther = (one) => Number(one.take !== item.take);
      [slot] = slots.filter((one) => !keep.includes(one.id)).sort((a, b) => isSeen(a) - isSeen(b) || isOther(a) - isOther(b) || a.used - b.used);
      if (!slot) return null;
      slot.film.pause();
      slot.isThere = false;
    }
    Object.assign(slot, { id: item.id, take: item.take, used: performance.now() });
    if (slot.url !== url) { slot.film.pause(); slot.film.playbackRate = 1; slot.url = url; slot.isThere = false; slot.at = -1; slot.sought = -1; slot.film.src = CutFiles.link(url); }
    if (slot.at !== at || !slot.film.paused) { slot.film.pause(); slot.film.playbackRate = 1; slot.at = at; slot.isThere = false; }
    slot.seek();
    return slot;
  };

  const text = (one, isOver) => { const part = document.createElement("p"); part.className = isOver ? "over" : "black"; part.textContent = one.text; part.dir = "auto"; part.style.opacity = one.weight; return part; };
  let said = "";
  const say = () => {
    const parts = [...wanted.layers.filter((one) => one.item.kind === "title").map((one) => [{ text: one.item.text, weight: one.weight * one.light }, false]), ...wanted.over.map((one) => [one, true])];
    const key = JSON.stringify(parts);
    if (key === said) return;
    said = key;
    words.replaceChildren(...parts.map(([one, isOver]) => text(one, isOver)));
  };
  // Lay what is ready on top; only then the one before is taken away.
  const paint = () => {
    const films = wanted.layers.filter((one) => one.item.kind === "take" && addressOf(one.item.take));
    const shown = films.map((one) => ({ ...one, slot: of(one.item) }));
    say();
    const missing = shown.some((one) => !one.slot || !(one.slot.isThere || !one.slot.film.paused));
    place.classList.toggle("waits", missing);
    if (missing && shown.length) return false;
    const onTop = wanted.layers.length - 1;
    const cover = wanted.layers[onTop];
    slots.forEach((slot) => {
      const at = shown.findIndex((one) => one.slot === slot);
      const one = shown[at];
      slot.film.style.zIndex = one ? at + 1 : 0;
      const dark = one && cover && cover.item !== one.item && cover.item.kind !== "take" ? 1 - cover.weight : 1;
      slot.film.style.opacity = one ? one.weight * one.light * dark : 0;
    });
    place.classList.toggle("hole", wanted.layers.some((one) => one.item.kind === "take" && !addressOf(one.item.take)));
    return true;
  };
  // One frame of the cut, standing.
  const show = (picture) => {
    wanted = picture;
    const keep = picture.layers.map((one) => one.item.id);
    picture.layers.forEach((one) => { if (one.item.kind === "take") stand(one.item, one.at, keep); });
    paint();
  };
  // One frame of the cut, while it runs.
  const run = (picture) => { wanted = picture; return paint(); };
  const begin = (clock, address) => { time = clock; addressOf = address; };
  return { begin, show, run, stand, of, slots, place, onFrames: (act) => { watch = act; }, isReady: () => !place.classList.contains("waits") };
})();
