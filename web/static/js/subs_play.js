// The film and the keys: what is said now lies over the picture, and one hand stays on the keyboard.
const SubsPlay = (() => {
  if (!SubsRoom) return null;
  const { text, place, list } = SubsRoom;
  const film = document.getElementById("film");
  const over = document.getElementById("over");
  let still = 0; // where we are while there is no film
  const ms = () => (film ? film.currentTime * 1000 : still);
  const frame = () => text.toFrame(ms());

  const show = () => {
    const now = ms() + 1;
    const said = SubsRoom.all().find((one) => one.start <= now && now < one.end);
    if (over) { over.hidden = !said; over.textContent = said ? said.text : ""; }
    if (SubsWave) SubsWave.show(ms());
  };
  const seek = (to) => { if (film) film.currentTime = to / 1000; still = to; show(); };
  const play = () => { if (film) { if (film.paused) film.play(); else film.pause(); } };
  const tick = () => { show(); if (film && !film.paused) requestAnimationFrame(tick); };
  if (film) {
    film.querySelectorAll("track").forEach((track) => { track.track.mode = "disabled"; track.remove(); });
    for (const what of ["play", "seeked", "timeupdate", "loadedmetadata"]) film.addEventListener(what, tick);
  }
  document.addEventListener("subs-changed", show);

  const step = (by) => {
    const all = SubsRoom.all();
    const at = all.findIndex((one) => one.id === SubsRoom.selected());
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
    if (next) { SubsRoom.select(next.id, { focus: true }); seek(next.start); }
  };
  const on = (act) => () => { const one = SubsRoom.find(SubsRoom.selected()); if (one) act(one); };
  const add = () => {
    const start = frame();
    const after = SubsRoom.all().find((one) => text.toFrame(one.start) > start);
    const end = Math.min(start + Math.round(text.rate * 2), after ? text.toFrame(after.start) : Infinity);
    const id = SubsRoom.newId();
    SubsRoom.change(SubsMoves.add({ id, start: text.toMs(start), end: text.toMs(Math.max(end, start + 2)), text: "" }));
    SubsRoom.select(id, { focus: true });
  };
  const tools = {
    play,
    in: on((one) => { if (frame() < text.toFrame(one.end)) SubsRoom.change(SubsMoves.time(one.id, text.toMs(frame()), null)); }),
    out: on((one) => { if (frame() > text.toFrame(one.start)) SubsRoom.change(SubsMoves.time(one.id, null, text.toMs(frame()))); }),
    add,
    split: on((one) => SubsRoom.change(SubsMoves.split(one.id, text, SubsRoom.newId(), frame()))),
    join: on((one) => SubsRoom.change(SubsMoves.join(one.id))),
    delete: on((one) => SubsRoom.change(SubsMoves.remove(one.id))),
    undo: () => SubsRoom.undo(),
  };
  const keys = { " ": "play", i: "in", o: "out", n: "add", s: "split", j: "join", z: "undo" };
  const isField = (target) => target.matches("input, textarea, select, button, a, summary, video");

  if (!SubsRoom.isMaker) return { seek, ms, frame };
  // Where the line of its sound is there to go along, its own buttons are enough.
  if (film && SubsWave) { film.controls = false; film.addEventListener("click", play); }
  document.querySelectorAll("#tools, .subs-hint").forEach((one) => { one.hidden = false; });
  document.getElementById("tools").addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (button) tools[button.dataset.tool]();
  });
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (target.matches("#cues textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); step(1); return; }
    // In a field a key writes; with Alt it is a tool there, too.
    const isTool = event.altKey || !isField(target);
    const name = keys[event.key.toLowerCase()];
    if (!isTool || !name || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    tools[name]();
  });

  const idOf = (target) => { const row = target.closest(".cue"); return row ? Number(row.dataset.id) : 0; };
  list.addEventListener("focusin", (event) => { const id = idOf(event.target); if (id && id !== SubsRoom.selected()) { SubsRoom.select(id); const one = SubsRoom.find(id); if (one && film && film.paused) seek(one.start); } });
  list.addEventListener("input", (event) => { if (event.target.matches("textarea")) SubsRoom.change(SubsMoves.write(idOf(event.target), event.target.value), { burst: `text ${idOf(event.target)}` }); });
  list.addEventListener("change", (event) => {
    const one = SubsRoom.find(idOf(event.target));
    if (!one || !event.target.matches("[name=in], [name=out]")) return;
    const isIn = event.target.name === "in";
    const to = text.frameOf(event.target.value);
    const fits = to !== null && (isIn ? to < text.toFrame(one.end) : to > text.toFrame(one.start));
    if (fits) SubsRoom.change(isIn ? SubsMoves.time(one.id, text.toMs(to), null) : SubsMoves.time(one.id, null, text.toMs(to)));
    const now = SubsRoom.find(one.id);
    event.target.value = text.timecode(text.toFrame(isIn ? now.start : now.end));
  });
  list.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const what = event.submitter ? event.submitter.value : "";
    SubsRoom.select(idOf(event.target));
    if (tools[what]) tools[what]();
  }, true);
  document.getElementById("shift").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const frames = Number(event.target.elements.frames.value) * (event.submitter && event.submitter.value === "earlier" ? -1 : 1);
    SubsRoom.change(SubsMoves.shift(frames, text));
  }, true);
  const send = document.getElementById("send");
  if (send) send.addEventListener("submit", async (event) => {
    if (SubsRoom.desk().isKept()) return;
    event.preventDefault();
    event.stopPropagation();
    await SubsRoom.desk().flush();
    if (SubsRoom.desk().isKept()) send.submit();
  }, true);
  document.documentElement.dataset.subs = "ready";
  return { seek, ms, frame, place };
})();
