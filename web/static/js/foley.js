// Record to the picture: 3-2-1 with the film, a take, listen with the film, keep the best one. The
// file begins exactly where the film was when its place was reached; the measured delay is taken off.
(() => {
  const booth = document.querySelector("[data-foley]");
  if (!booth) return;
  const part = (name) => booth.querySelector(`[data-${name}]`);
  const project = booth.dataset.project;
  const rate = booth.dataset.rate.split("/").map(Number).reduce((up, down) => up / down);
  const screen = part("film");
  const film = FoleyFilm.of(screen);
  const rows = RecordShow.rows(booth);
  const [what, start] = ["what", "start"].map((name) => booth.querySelector(`[name=${name}]`));
  const LONGEST_S = 120;
  let mic = null;
  let loudest = RecordJudge.FLOOR;
  let takes = [];
  let heard = null;

  // The film is moved by hand only while nothing is recorded.
  const state = (word) => { booth.dataset.state = word; screen.controls = word === "ready"; };
  const trouble = (word) => booth.querySelectorAll("[data-trouble]").forEach((one) => { one.hidden = one.dataset.trouble !== word; });
  const seconds = () => {
    const text = start.value.trim();
    const parts = text.split(/[:;]/).map(Number);
    if (parts.length !== 4) return Number(text.replace(",", ".")) || 0;
    return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) + parts[3] / Math.round(rate);
  };
  const delay = () => (mic && (FoleyDelay.known(mic.device) || mic.guess)) || 0;
  const tellDelay = () => {
    const known = mic && FoleyDelay.known(mic.device);
    part("delay").textContent = known ? booth.dataset.known.replace("{ms}", Math.round(known * 1000)) : booth.dataset.unknown;
  };
  const level = (peak) => {
    part("meter").value = Math.max(-60, peak);
    if (booth.dataset.state === "rolling") loudest = Math.max(loudest, peak);
  };
  const listenIn = async () => {
    if (mic) return true;
    try {
      mic = await FoleyMic.open(booth.dataset.worklet, level);
      tellDelay();
      return true;
    } catch (fault) {
      trouble(RecordMic.trouble(fault));
      return false;
    }
  };

  const measure = async () => {
    if (!(await listenIn())) return;
    trouble("");
    state("measuring");
    const found = await FoleyDelay.measure(mic);
    trouble(found ? "" : "no-click");
    tellDelay();
    state("ready");
  };
  // The place of the sound card's clock at which the sound of a second of the film was recorded.
  const sampleOf = (second) => {
    const seen = film.seenAt(second);
    const now = mic.context.currentTime;
    if (seen === null) return null;
    return FoleyMic.RATE * (now + (seen + 1000 * delay() - mic.outAt(now)) / 1000);
  };
  const record = async () => {
    if (!what.reportValidity() || !(await listenIn())) return;
    trouble("");
    stopListening();
    loudest = RecordJudge.FLOOR;
    state("counting");
    mic.roll();
    screen.muted = true;
    const arrived = await film.run(seconds(), (left) => { part("count").textContent = left; });
    if (!arrived) { mic.take(); state("ready"); return; }
    state("rolling");
    setTimeout((take) => { if (booth.dataset.state === "rolling" && takes.length === take) stop(); }, 1000 * LONGEST_S, takes.length);
  };
  const stop = async () => {
    const was = booth.dataset.state;
    film.stop();
    if (was !== "rolling") return;
    const from = sampleOf(seconds());
    const blocks = mic.take();
    const made = FoleyMic.cut(blocks, from === null ? (blocks[0] || { at: 0 }).at : from);
    state("ready");
    if (!made || made.seconds <= 0) { trouble("nothing"); return; }
    const take = { number: takes.length + 1, what: what.value.trim(), start: start.value.trim(), at: seconds(), ...made, word: RecordJudge.word("wild", loudest) };
    takes = [...takes, take];
    show(take);
    film.at(take.at);
  };

  const show = (take) => {
    const row = part("take-row").content.cloneNode(true).firstElementChild;
    row.dataset.take = take.number;
    row.querySelector("[data-name]").textContent = `${take.what} · T${take.number}`;
    row.querySelector("[data-length]").textContent = `${take.seconds.toFixed(1)} s`;
    row.querySelectorAll("[data-verdict]").forEach((one) => { one.hidden = one.dataset.verdict !== take.word; });
    part("takes").prepend(row);
  };
  const stopListening = () => { if (heard) heard.pause(); heard = null; film.stop(); };
  const listen = async (take) => {
    stopListening();
    heard = new Audio(URL.createObjectURL(take.file));
    screen.muted = true;
    await film.at(take.at);
    await Promise.all([screen.play(), heard.play()]);
    heard.addEventListener("ended", stopListening);
  };
  const keep = async (take, places) => {
    const sound = { project, what: take.what, own: "", title: `${take.what} T${take.number}`, file: take.file, more: places ? { start: take.start } : {}, wanted: true };
    sound.id = await RecordKept.put(sound);
    rows.tell(sound, "waits");
    booth.querySelector(`[data-take="${take.number}"]`).remove();
    sendAll();
  };
  const sendAll = RecordSend.begin({ project, address: booth.dataset.address, token: booth.dataset.token, tell: rows.tell });

  const takeOf = (button) => takes.find((one) => one.number === Number(button.closest("[data-take]").dataset.take));
  const acts = {
    measure, record, stop,
    listen: (button) => listen(takeOf(button)),
    place: (button) => keep(takeOf(button), true),
    keep: (button) => keep(takeOf(button), false),
    throw: async (button) => { const id = Number(button.closest("[data-sound]").dataset.sound); await RecordKept.remove(id); rows.forget(id); },
    forget: (button) => button.closest("[data-take]").remove(),
    here: () => { start.value = Player.timecode(Math.floor(screen.currentTime * rate + 1e-6), rate); },
  };
  booth.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) acts[button.dataset.act](button);
  });
  screen.addEventListener("ended", () => { if (booth.dataset.state === "rolling") stop(); });
  start.addEventListener("change", () => film.at(seconds()));
  booth.hidden = false;
  if (!RecordMic.can()) { trouble(window.isSecureContext ? "missing" : "insecure"); state("deaf"); }
  else state("ready");
  part("delay").textContent = booth.dataset.unknown;
  film.at(seconds());
  RecordKept.all(project).then((kept) => { kept.forEach((one) => rows.tell(one, "waits")); sendAll(); }).catch(() => {});
  addEventListener("pagehide", () => { if (mic) mic.close(); });
})();
