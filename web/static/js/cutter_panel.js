// What can be said of the piece that is chosen, by buttons as large as a thumb: where it begins and
// ends, how it comes and goes, its sound, its words. The big picture shows the frame it is about.
const CutPanel = CutRoom && (() => {
  const { place } = CutRoom;
  const panel = place.querySelector("[data-panel=piece]");
  const at = (found, end) => (end ? found.start + found.one.frames - 1 : found.start);
  const steps = {
    start: { shows: (one) => one.in_frame ?? one.frames, move: (id, by) => ["trim_start", { id, by }], look: (found) => at(found) },
    end: { shows: (one) => one.frames, move: (id, by) => ["trim_end", { id, by }], look: (found) => at(found, true) },
    roll: { shows: (_, found) => found.start, move: (id, by) => ["roll", { id, by }], look: (found) => at(found) },
    slip: { shows: (one) => one.in_frame, move: (id, by) => ["slip", { id, by }], look: (found) => at(found) },
    place: { shows: (one) => one.start_frame, move: (id, by, one) => ["place", { id, start_frame: Math.max(0, one.start_frame + by) }], look: (found) => at(found) },
    dissolve: { shows: (one) => one.dissolve_frames, move: (id, by, one) => ["dissolve", { id, frames: Math.max(0, one.dissolve_frames + by) }], look: (found) => at(found) },
    fade_in: { shows: (one) => one.fade_in_frames ?? one.fade_frames, move: (id, by, one) => ["fade_in", { id, frames: Math.max(0, (one.fade_in_frames ?? one.fade_frames) + by) }] },
    fade_out: { shows: (one) => one.fade_out_frames, move: (id, by, one) => ["fade_out", { id, frames: Math.max(0, one.fade_out_frames + by) }] },
    sound: { shows: (one) => one.sound_offset, move: (id, by, one) => ["sound_offset", { id, frames: one.sound_offset + by }], look: (found) => at(found) },
  };
  const kindOf = (found) => (found.lane === "item" ? found.one.kind : found.lane === "title" ? "over" : "sound");
  const decibels = (db) => `${db > 0 ? "+" : db < 0 ? "−" : ""}${Math.abs(db)} dB`;
  const chosen = () => CutRoom.chosen && CutAt.find(CutRoom.shown(), CutRoom.chosen);

  // The takes that may stand in its place, those of its shot first.
  const others = panel.querySelector("[data-replace]");
  const offer = ({ take }) => {
    const shot = (name) => name.replace(/_T\d+$/, "");
    const ready = take ? [...CutRoom.takes.values()].filter((one) => one.proxy_url || one.name === take).map((one) => one.name) : [];
    const names = [...ready.filter((name) => shot(name) === shot(take)), ...ready.filter((name) => shot(name) !== shot(take))];
    if (others.dataset.names !== names.join()) others.replaceChildren(...names.map((name) => new Option(name, name)));
    others.dataset.names = names.join();
    others.value = take || "";
  };
  others.addEventListener("change", () => { const found = chosen(); if (found) CutBin.replace(others.value, found.one.id); draw(); });
  const draw = () => {
    const found = chosen();
    place.classList.toggle("has-chosen", Boolean(found));
    panel.querySelector("[data-none]").hidden = Boolean(found);
    panel.querySelector("[data-some]").hidden = !found;
    if (!found) return;
    const { one } = found;
    const kind = kindOf(found);
    const medium = kind === "sound" && CutRoom.media(one.media);
    panel.querySelector("[data-piece-name]").textContent = kind === "sound" ? (medium && (medium.title || medium.name)) || one.media : kind === "over" ? CutRoom.say("titled", { text: one.text }) : CutClip.label(one);
    panel.querySelector("[data-piece-length]").textContent = `${CutRoom.say("frames", { frames: one.frames })} · ${CutRoom.time.timecode(one.frames)}`;
    panel.querySelectorAll("[data-for]").forEach((part) => { part.hidden = !part.dataset.for.split(" ").includes(kind) || (found.at === 0 && ["dissolve", "sound", "roll"].includes(part.dataset.step)); });
    panel.querySelectorAll("[data-step]").forEach((part) => { if (!part.hidden) part.querySelector("output").textContent = steps[part.dataset.step].shows(one, found); });
    const gain = panel.querySelector("[data-gain]");
    if (one.gain_db !== undefined && gain !== document.activeElement) gain.value = one.gain_db;
    panel.querySelector("[data-gain-says]").textContent = decibels(one.gain_db || 0);
    panel.querySelector("[data-mute]").setAttribute("aria-pressed", Boolean(one.muted));
    offer(one);
    const text = panel.querySelector("[data-text]");
    if (one.text !== undefined && text !== document.activeElement) text.value = one.text;
  };
  const step = (name, by) => {
    const found = CutAt.find(CutRoom.cut, CutRoom.chosen);
    if (!found) return;
    const { move, look } = steps[name];
    if (!CutRoom.move(...move(found.one.id, by, found.one))) { if (!CutRoom.refused) CutRoom.tell(CutRoom.say("no more")); return; }
    const now = CutAt.find(CutRoom.cut, found.one.id);
    if (look && now) CutPlay.go(look(now));
  };
  // A button that is held down goes on stepping.
  let holding = 0;
  const letGo = () => { clearTimeout(holding); holding = 0; };
  panel.addEventListener("pointerdown", (event) => {
    const button = event.target.closest("[data-by]");
    if (!button) return;
    const again = (ms) => { holding = setTimeout(() => { button.dataset.held = "yes"; step(button.closest("[data-step]").dataset.step, Number(button.dataset.by)); again(90); }, ms); };
    again(450);
  });
  for (const kind of ["pointerup", "pointercancel", "pointerleave"]) panel.addEventListener(kind, letGo);
  panel.addEventListener("contextmenu", (event) => { if (event.target.closest("[data-by]")) event.preventDefault(); });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-by]");
    if (button) { letGo(); if (button.dataset.held) delete button.dataset.held; else step(button.closest("[data-step]").dataset.step, Number(button.dataset.by)); return; }
    const found = chosen();
    if (found && event.target.closest("[data-mute]")) CutRoom.move("mute", { id: found.one.id, muted: !found.one.muted });
  });
  panel.querySelector("[data-gain]").addEventListener("input", (event) => { const found = chosen(); if (found) { CutRoom.attempt("gain", { id: found.one.id, gain_db: Number(event.target.value) }); } });
  panel.querySelector("[data-gain]").addEventListener("change", (event) => { const found = chosen(); if (found) CutRoom.move("gain", { id: found.one.id, gain_db: Number(event.target.value) }); });
  panel.querySelector("[data-text]").addEventListener("input", (event) => { const found = chosen(); if (found) { CutRoom.attempt("text", { id: found.one.id, text: event.target.value }); CutStage.show(CutAt.picture(CutRoom.shown(), CutPlay.frame())); } });
  panel.querySelector("[data-text]").addEventListener("change", (event) => { const found = chosen(); if (found) CutRoom.move("text", { id: found.one.id, text: event.target.value }); });

  // The tabs beside the picture; on a phone they are the sheet below the strip.
  const tabs = [...place.querySelectorAll("[role=tab]")];
  const open = (name) => {
    tabs.forEach((tab) => { const isOpen = tab.dataset.opens === name; tab.setAttribute("aria-selected", isOpen); tab.tabIndex = isOpen ? 0 : -1; });
    place.querySelectorAll("[data-panel]").forEach((one) => { one.hidden = one.dataset.panel !== name; });
    place.dataset.open = name;
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => open(tab.dataset.opens));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (document.documentElement.dir === "rtl" ? -1 : 1);
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const next = tabs[(index + by + tabs.length) % tabs.length];
      open(next.dataset.opens);
      next.focus();
    });
  });
  let before = "";
  CutRoom.listen(() => { draw(); if (CutRoom.chosen && CutRoom.chosen !== before && CutStrip.isCentred()) open("piece"); before = CutRoom.chosen; });
  return { open, step, decibels };
})();
