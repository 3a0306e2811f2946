// One piece of the strip: its pictures or waves, its name, the handles at its edges and corners.
const CutClip = CutRoom && (() => {
  const MOST_TILES = 160;
  const grips = (names) => names.map((name) => { const grip = document.createElement("span"); grip.className = `grip grip-${name}`; grip.dataset.grip = name; return grip; });
  const part = (className) => { const one = document.createElement("span"); one.className = className; return one; };

  const make = (item, one) => {
    one.dataset.id = item.id;
    one.append(part("tiles"), part("ramp ramp-in"), part("ramp ramp-out"), part("mix"), part("clip-name"), ...grips(["start", "end", "fade_in", "fade_out", "dissolve"]));
    return one;
  };
  const makeOwn = (sound, one) => { one.dataset.id = sound.id; one.append(...grips(["sound"])); return one; };
  const makeBar = (bar, one) => { one.dataset.id = bar.id; one.append(part("ramp ramp-in"), part("ramp ramp-out"), part("bar-name"), ...grips(["start", "end", "fade_in", "fade_out"])); return one; };

  const share = (at, all) => (all > 1 ? (at / (all - 1)) * 100 : 0);
  const tile = (sheet, frame) => {
    const one = part("");
    const at = Math.min(sheet.pictures - 1, Math.max(0, Math.floor(frame / sheet.step_frames)));
    one.style.backgroundImage = `url("${sheet.url}")`;
    one.style.backgroundSize = `${sheet.columns * 100}% ${sheet.rows * 100}%`;
    one.style.backgroundPosition = `${share(at % sheet.columns, sheet.columns)}% ${share(Math.floor(at / sheet.columns), sheet.rows)}%`;
    return one;
  };
  // Says whether something is to be drawn anew; a long film has hundreds of pieces.
  const isNew = (one, ...facts) => { if (one.drawn && facts.every((fact, at) => fact === one.drawn[at])) return false; one.drawn = facts; return true; };
  const drawTiles = (one, item, scale, high) => {
    const take = CutRoom.takes.get(item.take);
    const place = one.querySelector(".tiles");
    const key = `${item.take} ${item.in_frame} ${item.frames} ${scale} ${high} ${Boolean(take && take.sheet)}`;
    if (place.dataset.key === key) return;
    place.dataset.key = key;
    if (!take || !take.sheet) { place.replaceChildren(); return; }
    const wide = (high * CutRoom.cut.width) / CutRoom.cut.height;
    const count = Math.min(MOST_TILES, Math.ceil((item.frames * scale) / wide));
    place.replaceChildren(...Array.from({ length: count }, (_, at) => { const made = tile(take.sheet, item.in_frame + Math.min(item.frames - 1, ((at + 0.5) * wide) / scale)); made.style.width = `${wide}px`; return made; }));
  };
  const ramps = (one, rise, fall, scale) => {
    one.querySelector(".ramp-in").style.width = `${rise * scale}px`;
    one.querySelector(".ramp-out").style.width = `${fall * scale}px`;
    one.style.setProperty("--rise", `${rise * scale}px`);
    one.style.setProperty("--fall", `${fall * scale}px`);
  };
  const short = (item) => (item.kind === "take" ? item.take.replace(/^S0*(\w+)_P0*(\w+)_T0*(\w+)$/, "$1/$2 · T$3") : item.kind === "title" ? item.text.split("\n")[0] || "…" : "");
  const label = (item) => (item.kind === "take" ? item.take : item.kind === "title" ? CutRoom.say("titled", { text: item.text.replaceAll("\n", " ") }) : CutRoom.say("black"));
  const draw = (one, { item, next, at, all, start, scale, high }) => {
    const isChosen = item.id === CutRoom.chosen;
    if (!isNew(one, item, !next, at, all, start, scale, high, isChosen, !CutRoom.chosen, CutRoom.takes)) return;
    one.className = `clip clip-${item.kind}`;
    one.classList.toggle("chosen", isChosen);
    one.classList.toggle("hole", item.kind === "take" && !CutRoom.address(item.take));
    one.classList.toggle("last", !next);
    one.setAttribute("aria-selected", isChosen);
    one.tabIndex = isChosen || (!CutRoom.chosen && at === 0) ? 0 : -1;
    one.setAttribute("aria-posinset", at + 1);
    one.setAttribute("aria-setsize", all);
    one.setAttribute("aria-label", CutRoom.say("piece", { name: label(item), frames: item.frames, timecode: CutRoom.time.timecode(start) }));
    one.querySelector(".clip-name").textContent = short(item);
    ramps(one, item.fade_in_frames, item.fade_out_frames, scale);
    const mix = one.querySelector(".mix");
    mix.hidden = !item.dissolve_frames;
    mix.style.width = `${item.dissolve_frames * scale}px`;
    mix.style.left = `${-CutAt.before(item) * scale}px`;
    one.querySelector(".grip-dissolve").hidden = at === 0;
    one.style.setProperty("--mix", `${CutAt.after(item) * scale}px`);
    drawTiles(one, item, scale, high);
  };
  const drawBar = (one, bar, name, kind) => {
    const isChosen = bar.id === CutRoom.chosen;
    if (!isNew(one, bar, name, isChosen, CutStrip.scale())) return;
    one.classList.toggle("chosen", isChosen);
    one.setAttribute("aria-selected", isChosen);
    one.tabIndex = isChosen ? 0 : -1;
    one.setAttribute("aria-label", CutRoom.say(`piece of ${kind}`, { name, frames: bar.frames, timecode: CutRoom.time.timecode(bar.start_frame) }));
    one.querySelector(".bar-name").textContent = name;
    const fade = bar.fade_frames;
    ramps(one, fade === undefined ? bar.fade_in_frames : fade, fade === undefined ? bar.fade_out_frames : fade, CutStrip.scale());
  };
  // The picture of the whole sound, of which the piece shows its part.
  const wave = (one, sound, scale) => {
    const medium = CutRoom.media(sound.media);
    const key = `${sound.media} ${sound.in_frame} ${scale} ${Boolean(medium && medium.waveform_url)}`;
    if (one.dataset.wave === key) return;
    one.dataset.wave = key;
    if (!medium || !medium.waveform_url || !medium.frames) { one.style.backgroundImage = ""; return; }
    one.style.setProperty("--wave", `url("${medium.waveform_url}")`);
    one.style.setProperty("--wave-at", `${-sound.in_frame * scale}px`);
    one.style.setProperty("--wave-size", `${medium.frames * scale}px`);
    one.classList.add("waved");
  };
  return { make, makeOwn, makeBar, draw, drawBar, wave, label, short, tile };
})();
