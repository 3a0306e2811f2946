// The strip: picture, own sound, titles and tracks over time, drawn from the cut. Pieces that stay
// keep their elements, so that a hand or a focus on them is not lost. Time runs from left to right.
const CutStrip = CutRoom && (() => {
  const { place } = CutRoom;
  const box = place.querySelector("[data-strip]");
  const inner = box.querySelector("[data-inner]");
  const lanes = { picture: inner.querySelector("[data-lane=picture]"), own: inner.querySelector("[data-lane=own]"), titles: inner.querySelector("[data-lane=titles]"), tracks: inner.querySelector("[data-lane=tracks]") };
  const ruler = inner.querySelector("[data-ruler]");
  const head = inner.querySelector("[data-playhead]");
  const phone = matchMedia("(max-width: 48rem)");
  const [CLOSEST, FARTHEST] = [24, 0.05];
  const known = new Map();
  let scale = phone.matches ? 2.4 : 3;
  let ours = 0; // where the strip was scrolled to by the playhead, not by a hand

  const isCentred = () => phone.matches;
  const pad = () => (isCentred() ? box.clientWidth / 2 : 12);
  const x = (frame) => frame * scale;
  const frameAt = (clientX) => Math.round((clientX - inner.getBoundingClientRect().left - pad()) / scale);

  const element = (key, lane, make) => {
    let one = known.get(key);
    if (!one) { one = make(); known.set(key, one); }
    if (one.parentNode !== lane) lane.append(one);
    one.seen = true;
    return one;
  };
  const lay = (one, start, frames) => {
    const [left, width] = [`${x(start)}px`, `${Math.max(2, x(frames))}px`];
    if (one.at === left && one.wide === width) return;
    Object.assign(one, { at: left, wide: width });
    Object.assign(one.style, { left, width });
  };
  const blank = (className, role = "option") => { const one = document.createElement("div"); one.className = className; one.setAttribute("role", role); one.tabIndex = -1; return one; };

  const drawItems = (cut) => {
    const starts = CutAt.starts(cut);
    const high = lanes.picture.clientHeight || 72;
    cut.items.forEach((item, at) => {
      const one = element(`item ${item.id}`, lanes.picture, () => CutClip.make(item, blank("clip")));
      lay(one, starts[at], item.frames);
      CutClip.draw(one, { item, next: cut.items[at + 1], at, all: cut.items.length, start: starts[at], scale, high });
    });
    for (const sound of CutAt.sounds(cut, CutRoom.lengths).filter((one) => one.own)) {
      const one = element(`own ${sound.id}`, lanes.own, () => CutClip.makeOwn(sound, blank("own", "presentation")));
      lay(one, sound.start_frame, sound.frames);
      CutClip.wave(one, sound, scale);
      one.classList.toggle("muted", sound.muted);
      one.classList.toggle("chosen", sound.id === CutRoom.chosen);
    }
  };
  const drawOthers = (cut) => {
    for (const title of cut.titles) {
      const one = element(`title ${title.id}`, lanes.titles, () => CutClip.makeBar(title, blank("bar title")));
      lay(one, title.start_frame, title.frames);
      CutClip.drawBar(one, title, title.text.split("\n")[0] || "…", "title");
    }
    cut.tracks.forEach((track, at) => {
      const lane = element(`track ${track.id}`, lanes.tracks, () => { const made = blank("lane track", "listbox"); made.dataset.track = track.id; made.removeAttribute("tabindex"); return made; });
      if (lanes.tracks.children[at] !== lane) lanes.tracks.insertBefore(lane, lanes.tracks.children[at]);
      lane.setAttribute("aria-label", track.name);
      lane.dataset.name = track.name;
      lane.classList.toggle("muted", track.muted);
      for (const sound of track.sounds) {
        const one = element(`sound ${sound.id}`, lane, () => CutClip.makeBar(sound, blank("bar sound")));
        lay(one, sound.start_frame, sound.frames);
        const medium = CutRoom.media(sound.media);
        CutClip.drawBar(one, sound, (medium && (medium.title || medium.name)) || sound.media, "sound");
        CutClip.wave(one, sound, scale);
      }
    });
  };
  const drawRuler = (frames) => {
    const { base, timecode } = CutRoom.time;
    const steps = [1, 5, base, base * 2, base * 5, base * 10, base * 30, base * 60, base * 300];
    const step = steps.find((one) => x(one) >= 64) || steps.at(-1);
    const count = Math.min(400, Math.ceil(frames / step) + 1);
    const key = `${step} ${count} ${scale}`;
    if (ruler.dataset.key === key) return;
    ruler.dataset.key = key;
    ruler.replaceChildren(...Array.from({ length: count }, (_, at) => { const mark = document.createElement("span"); mark.style.left = `${x(at * step)}px`; mark.textContent = timecode(at * step).slice(step < base ? 6 : 3, step < base ? 11 : 8); return mark; }));
  };
  const draw = (cut) => {
    if (!cut) return;
    known.forEach((one) => { one.seen = false; });
    const frames = CutAt.laid(cut);
    inner.style.width = `${Math.max(x(frames) + 2 * pad() + (isCentred() ? 0 : 240), box.clientWidth)}px`;
    inner.style.setProperty("--pad", `${pad()}px`);
    drawItems(cut);
    drawOthers(cut);
    drawRuler(Math.max(frames, (box.clientWidth - 2 * pad()) / scale));
    known.forEach((one, key) => { if (!one.seen) { one.remove(); known.delete(key); } });
    box.classList.toggle("no-titles", !cut.titles.length);
    place.classList.toggle("is-empty", !cut.items.length);
    follow(CutPlay.frame());
  };
  const follow = (frame) => {
    if (!CutRoom.time) return;
    head.style.transform = `translateX(${x(frame)}px)`;
    ruler.setAttribute("aria-valuenow", frame);
    ruler.setAttribute("aria-valuemax", CutPlay.last());
    ruler.setAttribute("aria-valuetext", CutRoom.say("at", { frame, timecode: CutRoom.time.timecode(frame) }));
    if (isCentred()) { ours = Math.round(x(frame)); if (Math.abs(box.scrollLeft - ours) >= 1) box.scrollLeft = ours; return; }
    const at = x(frame) + pad() - box.scrollLeft;
    if (CutPlay.speed() && at > box.clientWidth - 40) box.scrollLeft += box.clientWidth * 0.7;
    else if (at < 0 || at > box.clientWidth) box.scrollLeft += at - box.clientWidth / 3;
  };
  const zoom = (by, to) => { scale = Math.min(CLOSEST, Math.max(FARTHEST, to || scale * by)); draw(CutRoom.shown()); if (!isCentred()) box.scrollLeft = x(CutPlay.frame()) - box.clientWidth / 2; };
  const fit = () => zoom(1, (box.clientWidth - 60) / Math.max(1, CutAt.laid(CutRoom.shown())));

  // On a phone the playhead stands in the middle, and a finger pulls the film through under it.
  box.addEventListener("scroll", () => {
    if (!isCentred() || CutPlay.speed() || Math.abs(box.scrollLeft - ours) < 2 || !CutRoom.cut) return;
    ours = box.scrollLeft;
    CutPlay.go(box.scrollLeft / scale);
  }, { passive: true });
  phone.addEventListener("change", () => draw(CutRoom.shown()));
  addEventListener("resize", () => draw(CutRoom.shown()));
  CutRoom.listen((cut) => draw(cut));
  CutPlay.listen(follow);
  return { box, inner, lanes, ruler, draw, zoom, fit, frameAt, x, scale: () => scale, isCentred, element: (key) => known.get(key) };
})();
