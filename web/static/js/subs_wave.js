// The sound of the film as a wave, the cuts as lines, the subtitles as blocks below it. A stretch is
// shown at a time; the bar above it is the whole film.
const SubsWave = (() => {
  const holder = document.getElementById("wave");
  if (!SubsRoom || !holder) return null;
  const { place, text } = SubsRoom;
  const frames = Number(place.dataset.frames);
  if (!frames) return null;
  holder.hidden = false;
  const canvas = holder.querySelector("canvas");
  const pen = canvas.getContext("2d");
  const whole = (frames / text.rate) * 1000;
  const cuts = (place.dataset.cuts || "").split(" ").filter(Boolean).map(Number);
  const PEAKS_MS = 20;
  const BAR = 14;
  const EDGE = 9;
  const INK = { wave: "#8b8374", wash: "#2b2823", cut: "#5c5446", head: "#f6e27a", good: "#3f8a61", bad: "#c9682a", text: "#fff" };
  let peaks = new Uint8Array();
  let span = Math.min(whole, 15000);
  let from = 0;
  let head = 0;
  let wanted = false;

  const size = () => ({ width: canvas.clientWidth, height: canvas.clientHeight });
  const x = (ms) => ((ms - from) / span) * size().width;
  const msAt = (px) => from + (px / size().width) * span;
  const lane = () => ({ top: size().height * 0.62, bottom: size().height - 6 });

  const bars = () => {
    const { width } = size();
    const middle = BAR + (lane().top - BAR) / 2;
    const half = (lane().top - BAR) / 2 - 2;
    pen.fillStyle = INK.wave;
    for (let px = 0; px < width; px += 2) {
      const first = Math.floor(msAt(px) / PEAKS_MS);
      const end = Math.max(first + 1, Math.floor(msAt(px + 2) / PEAKS_MS));
      let loud = 0;
      for (let at = first; at < end; at += 1) loud = Math.max(loud, peaks[at] || 0);
      const high = Math.max(0.5, (loud / 255) * half);
      pen.fillRect(px, middle - high, 1.5, 2 * high);
    }
  };
  const overview = () => {
    const { width } = size();
    pen.fillStyle = INK.wash;
    pen.fillRect(0, 0, width, BAR - 3);
    pen.fillStyle = INK.cut;
    SubsRoom.all().forEach((one) => pen.fillRect((one.start / whole) * width, 2, Math.max(1, ((one.end - one.start) / whole) * width), BAR - 7));
    pen.strokeStyle = INK.head;
    pen.strokeRect((from / whole) * width + 0.5, 0.5, Math.max(3, (span / whole) * width - 1), BAR - 4);
  };
  const block = (one, before) => {
    const { top, bottom } = lane();
    const [left, right] = [x(one.start), x(one.end)];
    if (right < 0 || left > size().width) return;
    pen.fillStyle = text.state(one, before) === "good" ? INK.good : INK.bad;
    pen.fillRect(left, top, right - left, bottom - top);
    if (one.id === SubsRoom.selected()) { pen.strokeStyle = INK.head; pen.lineWidth = 2; pen.strokeRect(left + 1, top + 1, right - left - 2, bottom - top - 2); pen.lineWidth = 1; }
    pen.save();
    pen.beginPath();
    pen.rect(left, top, right - left, bottom - top);
    pen.clip();
    Object.assign(pen, { fillStyle: INK.text, textAlign: text.isRtl(one.text) ? "right" : "left" });
    pen.fillText(one.text.replace("\n", " "), text.isRtl(one.text) ? right - 6 : left + 6, (top + bottom) / 2);
    pen.restore();
  };
  const draw = () => {
    wanted = false;
    const { width, height } = size();
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio)) { canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio); }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    Object.assign(pen, { font: `650 13px ${getComputedStyle(canvas).fontFamily}`, textBaseline: "middle" });
    bars();
    pen.fillStyle = INK.cut;
    cuts.forEach((cut) => pen.fillRect(x(text.toMs(cut)), BAR, 1, height - BAR));
    SubsRoom.all().forEach((one, at, all) => block(one, all[at - 1]));
    overview();
    pen.fillStyle = INK.head;
    pen.fillRect(x(head) - 1, BAR, 2, height);
  };
  const soon = () => { if (!wanted) { wanted = true; requestAnimationFrame(draw); } };
  const pan = (to) => { from = Math.max(0, Math.min(whole - span, to)); soon(); };
  const show = (ms) => { head = ms; if (ms < from || ms > from + span * 0.92) pan(ms - span * 0.1); soon(); };
  const zoom = (by, around) => {
    const share = (around - from) / span;
    span = Math.max(2000, Math.min(whole, span * by));
    pan(around - share * span);
  };

  // What lies under a point: the bar, a block and which part of it, or the film.
  const hit = (px, py) => {
    if (py < BAR) return { part: "bar", ms: (px / size().width) * whole };
    const ms = msAt(px);
    if (py < lane().top) return { part: "film", ms };
    const reach = (EDGE / size().width) * span;
    const near = SubsRoom.all().filter((one) => ms >= one.start - reach && ms <= one.end + reach);
    const one = near.find((cue) => cue.id === SubsRoom.selected()) || near[near.length - 1];
    if (!one) return { part: "film", ms };
    const grip = Math.min(reach, (one.end - one.start) / 3);
    const part = ms < one.start + grip ? "start" : ms > one.end - grip ? "end" : "block";
    return { part, ms, one };
  };

  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    if (event.ctrlKey) zoom(event.deltaY > 0 ? 1.25 : 0.8, msAt(event.offsetX));
    else pan(from + ((event.deltaX || event.deltaY) / size().width) * span);
  }, { passive: false });
  addEventListener("resize", soon);
  for (const what of ["subs-changed", "subs-selected"]) document.addEventListener(what, soon);
  fetch(place.dataset.wave).then((answer) => (answer.ok ? answer.arrayBuffer() : new ArrayBuffer(0))).then((bytes) => { peaks = new Uint8Array(bytes); soon(); }).catch(() => {});
  soon();
  return { canvas, cuts, hit, show, pan, soon, msAt, view: () => ({ from, span, whole }), x };
})();
