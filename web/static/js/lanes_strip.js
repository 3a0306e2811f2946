// The timeline: ruler, shots, and a lane for each kind of sound. Bars that stay keep their elements,
// so that a hand or a focus on them is not lost. Time runs from left to right on every page.
const LaneStrip = (() => {
  if (!LaneRoom) return null;
  const { place, given, film } = LaneRoom;
  const { time } = film;
  const box = place.querySelector("[data-strip]");
  const [inner, ruler, shots, head] = ["inner", "ruler", "shots", "head"].map((name) => box.querySelector(`[data-${name}]`));
  const lanes = Object.fromEntries([...inner.querySelectorAll("[data-lane]")].map((lane) => [lane.dataset.lane, lane]));
  const [CLOSEST, HIGH, GAP, NAME] = [24, 56, 4, 22];
  const known = new Map();
  let scale = 1;

  const x = (frame) => frame * scale;
  const frameAt = (clientX) => Math.round((clientX - inner.getBoundingClientRect().left) / scale);
  const lay = (one, start, frames) => { Object.assign(one.style, { left: `${x(start)}px`, width: `${Math.max(2, x(frames))}px` }); };
  const make = (name, parent) => { const one = document.createElement("div"); one.className = name; parent.append(one); return one; };

  const still = (one, name, parent) => { const made = make(name, parent); const words = document.createElement("span"); words.dir = "auto"; words.textContent = one.name; made.title = one.name; made.append(words); lay(made, one.start, one.frames); return made; };
  const drawStill = () => {
    shots.replaceChildren();
    inner.querySelectorAll(".lane-fixed").forEach((one) => one.remove());
    given.shots.forEach((one) => still(one, "lanes-shot", shots));
    given.fixed.forEach((one) => {
      const made = still(one, "lane-fixed", lanes[one.role]);
      if (given.voices && one.role === "dialogue") Object.assign(made.appendChild(document.createElement("canvas")), { fixed: one });
    });
    const steps = [1, 5, time.base, ...[2, 5, 10, 30, 60, 300, 600].map((seconds) => time.base * seconds)];
    const step = steps.find((one) => x(one) >= 70) || steps.at(-1);
    ruler.replaceChildren(...Array.from({ length: Math.ceil(film.frames / step) }, (_, at) => { const mark = document.createElement("span"); mark.style.left = `${x(at * step)}px`; mark.textContent = time.timecode(at * step).slice(3, step < time.base ? 11 : 8); return mark; }));
    inner.style.width = `${Math.ceil(x(film.frames))}px`;
  };
  const fresh = (row) => {
    const one = make("lane-bar", inner);
    Object.assign(one, { tabIndex: 0 });
    one.dataset.id = row.id;
    one.setAttribute("role", "button");
    const name = document.createElement("span");
    name.className = "lane-words";
    name.dir = "auto";
    one.append(document.createElement("canvas"), name);
    for (const grip of LaneRoom.isMaker ? ["start", "end", "fade_in", "fade_out"] : []) make(`lane-grip grip-${grip}`, one).dataset.grip = grip;
    known.set(row.id, one);
    return one;
  };
  const drawBar = (row, at, level) => {
    const one = known.get(row.id) || fresh(row);
    const lane = lanes[(row.cells.role || "").trim().toLowerCase()] || lanes.effects;
    if (one.parentNode !== lane) lane.append(one);
    lay(one, at.start, at.frames);
    one.style.top = `${NAME + level * (HIGH + GAP)}px`;
    const words = row.cells.title || row.cells.note || LaneRoom.name(row);
    one.querySelector(".lane-words").textContent = words;
    one.setAttribute("aria-label", `${words}, ${time.timecode(at.start)} – ${time.timecode(at.start + at.frames)}, ${at.gain_db} dB`);
    one.setAttribute("aria-pressed", row.id === LaneRoom.chosen());
    one.classList.toggle("missing", !given.sounds[LaneRoom.name(row)]);
    one.style.setProperty("--rise", `${x(Math.min(at.fade_in, at.frames))}px`);
    one.style.setProperty("--fall", `${x(Math.min(at.fade_out, at.frames))}px`);
    one.style.setProperty("--side", at.pan);
    LaneWave.draw(one.querySelector("canvas"), LaneRoom.name(row), at, x(at.frames));
    one.seen = true;
  };
  // Sounds of one lane that overlap lie below each other; what the edit brings lies behind the first.
  const drawLane = (key, rows) => {
    const ends = [];
    for (const { row, at } of rows.sort((one, other) => one.at.start - other.at.start || one.row.id - other.row.id)) {
      const free = ends.findIndex((end) => end <= at.start);
      const level = free < 0 ? ends.length : free;
      ends[level] = at.start + at.frames;
      drawBar(row, at, level);
    }
    lanes[key].style.height = `${NAME + Math.max(1, ends.length) * (HIGH + GAP)}px`;
    lanes[key].hidden = key === "mix" && !rows.length;
  };
  const drawVoices = () => lanes.dialogue.querySelectorAll(".lane-fixed canvas").forEach((canvas) => {
    const { start, frames } = canvas.fixed;
    LaneWave.draw(canvas, LaneWave.VOICES, { begin: start, frames, gain_db: 0, fade_in: 0, fade_out: 0 }, x(frames));
  });
  const draw = () => {
    drawVoices();
    known.forEach((one) => { one.seen = false; });
    const rows = LaneRoom.all().map((row) => ({ row, at: LaneRoom.placed(row) })).filter((one) => one.at && one.at.start < film.frames);
    for (const key of Object.keys(lanes)) drawLane(key, rows.filter(({ row }) => (row.cells.role || "").trim().toLowerCase() === key));
    known.forEach((one, id) => { if (!one.seen) { one.remove(); known.delete(id); } });
  };
  const follow = (frame) => {
    head.style.transform = `translateX(${x(frame)}px)`;
    const at = x(frame) - box.scrollLeft;
    if (LanePlay.isPlaying() && (at > box.clientWidth - 30 || at < 0)) box.scrollLeft = x(frame) - 30;
  };
  const least = () => (box.clientWidth - 2) / Math.max(1, film.frames);
  const zoom = (by, to) => {
    scale = Math.min(CLOSEST, Math.max(least(), to || scale * by));
    drawStill();
    draw();
    follow(LanePlay.frame());
    box.scrollLeft = x(LanePlay.frame()) - box.clientWidth / 2;
  };
  const fit = () => zoom(1, least());

  document.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });
  document.querySelectorAll("[data-without-script]").forEach((one) => { one.hidden = true; });
  zoom(1, Math.max(least(), 0.5));
  LaneRoom.listen(draw);
  LaneWave.listen(draw);
  LanePlay.listen(follow);
  addEventListener("resize", () => zoom(1));
  return { box, inner, lanes, frameAt, zoom, fit, scale: () => scale, element: (id) => known.get(id) };
})();
