// What can be done, as a table: the same act from a button, a key or a finger.
const CutTools = CutRoom && (() => {
  const { place } = CutRoom;
  const BLACK_SECONDS = 1;
  const TITLE_SECONDS = 3;
  const frame = () => CutPlay.frame();
  const meantItem = () => { const found = CutRoom.meant(); return found && found.lane === "item" ? found : null; };
  const under = () => { const item = CutRoom.cut.items[CutAt.indexAt(CutRoom.cut, frame())]; return item && CutAt.find(CutRoom.cut, item.id); };
  const insert = (item) => {
    const id = CutRoom.newId();
    const found = CutRoom.chosen && CutAt.find(CutRoom.cut, CutRoom.chosen);
    const at = found && found.lane === "item" ? found.at + 1 : CutStrip.placeOf(CutRoom.cut, frame());
    if (CutRoom.move("insert", { at, item: { id, ...item } }, id)) CutPlay.go(CutAt.find(CutRoom.cut, id).start);
    CutPanel.open("piece");
  };
  const split = () => {
    const chosen = CutRoom.chosen && CutAt.find(CutRoom.cut, CutRoom.chosen);
    const found = chosen && chosen.lane === "sound" ? chosen : under();
    if (!found) return;
    const id = CutRoom.newId();
    CutRoom.move("split", { id: found.one.id, frame: frame(), new_id: id }, id);
  };
  const remove = (name) => {
    const found = CutRoom.meant();
    if (!found) return;
    const next = found.lane === "item" ? CutRoom.cut.items[found.at + 1] || CutRoom.cut.items[found.at - 1] : null;
    CutRoom.move(name, { id: found.one.id, new_id: CutRoom.newId() }, next && name === "remove" ? next.id : "");
    CutPlay.go(Math.min(found.start, CutPlay.last()));
  };
  // Half a second each way round, or none: the length is changed at the handle.
  const dissolve = () => {
    const found = meantItem();
    if (!found) return;
    const here = frame() - found.start > found.one.frames / 2 && CutRoom.cut.items[found.at + 1] ? CutAt.find(CutRoom.cut, CutRoom.cut.items[found.at + 1].id) : found;
    const frames = here.one.dissolve_frames ? 0 : Math.floor(CutRoom.time.base / 2);
    if (!CutRoom.move("dissolve", { id: here.one.id, frames }, here.one.id) && !CutRoom.refused) CutRoom.tell(CutRoom.say("no dissolve"));
  };
  // As long as there is room before the next words.
  const room = (frames) => Math.max(1, Math.min(frames, ...CutRoom.cut.titles.filter((one) => one.start_frame > frame()).map((one) => one.start_frame - frame())));
  const title = () => {
    const id = CutRoom.newId();
    const last = CutAt.frames(CutRoom.cut);
    if (!last) { words(); return; }
    if (CutRoom.move("add_title", { id, text: CutRoom.say("your words"), start_frame: frame(), frames: room(TITLE_SECONDS * CutRoom.time.base) }, id)) { CutPanel.open("piece"); const text = place.querySelector("[data-text]"); text.focus(); text.select(); }
  };
  const words = () => insert({ kind: "title", frames: TITLE_SECONDS * CutRoom.time.base, text: CutRoom.say("your words") });
  const black = () => insert({ kind: "gap", frames: BLACK_SECONDS * CutRoom.time.base });
  const trim = (which) => {
    if (CutSource.name()) { CutSource.mark(which); return; }
    const found = meantItem() && frame() >= meantItem().start && frame() < meantItem().start + meantItem().one.frames ? meantItem() : under();
    if (!found) return;
    const by = which === "in" ? frame() - found.start : frame() + 1 - found.start - found.one.frames;
    if (by && CutRoom.move(which === "in" ? "trim_start" : "trim_end", { id: found.one.id, by }, found.one.id)) CutPlay.go(which === "in" ? found.start : frame());
  };
  const shift = (by) => { const found = meantItem(); if (!found) return; const to = found.at + by; if (to < 0 || to >= CutRoom.cut.items.length) return; CutRoom.move("move", { id: found.one.id, to }, found.one.id); CutPlay.go(CutAt.find(CutRoom.cut, found.one.id).start); };
  // To the piece before or after; the focus goes along.
  const walk = (by) => {
    const at = CutAt.indexAt(CutRoom.cut, frame());
    const chosen = CutRoom.chosen && CutAt.find(CutRoom.cut, CutRoom.chosen);
    const from = chosen && chosen.lane === "item" ? chosen.at : at;
    const item = CutRoom.cut.items[Math.min(CutRoom.cut.items.length - 1, Math.max(0, from + by))];
    if (!item) return;
    CutRoom.choose(item.id);
    CutPlay.go(CutAt.find(CutRoom.cut, item.id).start);
    const element = CutStrip.element(`item ${item.id}`);
    if (place.querySelector("[data-lane=picture]").contains(document.activeElement) || document.activeElement === document.body) element.focus({ preventScroll: true });
  };
  const acts = {
    undo: () => CutRoom.back("undo"), redo: () => CutRoom.back("redo"),
    play: () => CutPlay.toggle(), back: () => CutPlay.step(-1), on: () => CutPlay.step(1), first: () => CutPlay.go(0), last: () => CutPlay.go(CutPlay.last()),
    split, remove: () => remove("remove"), lift: () => remove("lift"), dissolve, title, words, black,
    in: () => trim("in"), out: () => trim("out"), earlier: () => shift(-1), later: () => shift(1), before: () => walk(-1), after: () => walk(1),
    closer: () => CutStrip.zoom(1.5), farther: () => CutStrip.zoom(1 / 1.5), fit: () => CutStrip.fit(),
    keys: () => { const help = document.getElementById("cutter-keys"); if (help.open) help.close(); else help.showModal(); },
  };
  place.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (button && acts[button.dataset.tool]) acts[button.dataset.tool]();
  });
  CutRoom.listen((cut) => {
    if (!CutRoom.ways) return;
    place.querySelectorAll("[data-tool=undo]").forEach((one) => { one.disabled = !CutRoom.ways.canUndo; });
    place.querySelectorAll("[data-tool=redo]").forEach((one) => { one.disabled = !CutRoom.ways.canRedo; });
    place.querySelectorAll("[data-needs]").forEach((one) => { one.disabled = !cut.items.length; });
  });
  const [clock, count, button] = ["[data-timecode]", "[data-count]", "[data-tool=play]"].map((one) => place.querySelector(one));
  CutPlay.listen((now, speed) => {
    clock.textContent = CutRoom.time.timecode(now);
    count.textContent = now;
    const use = button.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, speed ? "#pause" : "#play"));
    button.setAttribute("aria-pressed", Boolean(speed));
    place.querySelector("[data-speed]").textContent = speed && speed !== 1 ? `${speed}×` : "";
  });
  return acts;
})();
