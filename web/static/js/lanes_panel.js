// What is set on the chosen sound, its moves as buttons, and the form that puts a new one in. The
// buttons are those of the form that works without a script: here they do the same at once.
const LanePanel = (() => {
  if (!LaneStrip) return null;
  const { place } = LaneRoom;
  const { time } = LaneRoom.film;
  const panel = place.querySelector("[data-panel]");
  const form = panel.querySelector("[data-chosen]");
  const times = panel.querySelector("[data-times]");
  const part = (name) => form.querySelector(`[data-${name}]`);
  const put = document.getElementById("put");
  const ask = document.getElementById("lanes-ask");
  const values = {
    start: (at) => time.timecode(at.start), begin: (at) => time.timecode(at.begin), end: (at) => time.timecode(at.start + at.frames),
    gain: (at) => `${at.gain_db} dB`, pan: (at) => at.pan, fade_in: (at) => at.fade_in, fade_out: (at) => at.fade_out,
  };

  // What somebody is typing stays, whatever comes from others meanwhile.
  let typing = 0;
  const showTimes = (row) => {
    if (!times) return;
    const at = row && LaneRoom.placed(row);
    times.hidden = !at;
    if (!at || typing === row.id) return;
    typing = 0;
    const { start, lasts } = times.elements;
    [start.value, lasts.value] = [at.start, at.frames].map(time.timecode);
    for (const field of [start, lasts]) field.setCustomValidity("");
  };
  if (times) {
    times.addEventListener("input", (event) => { typing = LaneRoom.chosen(); event.target.setCustomValidity(""); });
    times.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const row = LaneRoom.find(LaneRoom.chosen());
      const { start, lasts } = times.elements;
      for (const field of [start, lasts]) field.setCustomValidity(field.value.trim() && time.samples(field.value.trim()) === null ? times.dataset.wrong : "");
      if (!row || !times.reportValidity()) return;
      typing = 0;
      LaneRoom.change(row.id, LaneMoves.timed(row.cells, start.value, lasts.value, LaneRoom.film, LaneRoom.lengthOf(row)) || {});
    }, true);
  }

  const show = () => {
    const row = LaneRoom.find(LaneRoom.chosen());
    panel.querySelector("[data-nothing]").hidden = Boolean(row);
    form.hidden = !row;
    showTimes(row);
    if (!row) return;
    const at = LaneRoom.placed(row);
    part("name").textContent = row.cells.title || row.cells.note || LaneRoom.name(row);
    part("file").textContent = LaneRoom.name(row);
    part("odd").hidden = Boolean(at);
    part("missing").hidden = Boolean(LaneRoom.given.sounds[LaneRoom.name(row)]);
    form.querySelectorAll("[data-value]").forEach((one) => { one.textContent = at ? values[one.dataset.value](at) : "–"; });
    form.querySelectorAll("[name=do]").forEach((one) => { one.disabled = !at; });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const [what, by] = ((event.submitter && event.submitter.value) || "").split(":");
    if (what && by) LaneRoom.move(LaneRoom.chosen(), what, Number(by));
  }, true);
  // It asks first; what is taken out can be brought back by undo, too.
  const remove = () => {
    const row = LaneRoom.find(LaneRoom.chosen());
    if (!row || !LaneRoom.isMaker) return;
    ask.querySelector("[data-name]").textContent = row.cells.title || row.cells.note || LaneRoom.name(row);
    ask.returnValue = "";
    ask.showModal();
  };
  // To close a dialog sends nothing: it may be asked again at once.
  if (ask) ask.addEventListener("submit", (event) => event.stopPropagation());
  if (ask) ask.addEventListener("close", () => { if (ask.returnValue === "yes") LaneRoom.remove(LaneRoom.chosen()); });

  // A new one lies where the film stands, until somebody has typed another place.
  const start = put && put.querySelector("[name=start]");
  let isTyped = false;
  if (start) {
    start.addEventListener("input", () => { isTyped = true; });
    LanePlay.listen((frame) => { if (!isTyped) start.value = time.timecode(frame); });
    put.addEventListener("submit", (event) => {
      const { file, role } = put.elements;
      if (time.samples(start.value) === null) return; // the server says what is wrong with it
      event.preventDefault();
      event.stopPropagation();
      isTyped = false;
      const id = LaneRoom.add({ file: file.value, role: role.value, start: start.value });
      LaneRoom.choose(id);
    }, true);
  }
  LaneRoom.listen(show);
  return { remove };
})();
