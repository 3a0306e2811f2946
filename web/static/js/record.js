// The recorder: choose, count down, record, listen, keep. Nothing that was kept is lost: it lies on
// this device until the server has answered that it is safe there.
(() => {
  const booth = document.querySelector("[data-booth]");
  if (!booth) return;
  const COUNT = 3;
  const LONGEST_S = 300;
  const part = (name) => booth.querySelector(`[data-${name}]`);
  const show = RecordShow.of(booth);
  const rows = RecordShow.rows(booth);
  const select = part("what");
  const own = booth.querySelector("[name=own]");
  const project = booth.dataset.project;
  let mic = null;
  let counting = 0;
  let loudest = RecordJudge.FLOOR;
  let recorded = null;

  const role = () => select.value.split("/")[0];
  const words = () => select.value.slice(role().length + 1) || own.value.trim();
  const isTone = () => role() === "room_tone";
  const least = () => (isTone() ? Number(booth.dataset.least) : 0);
  const title = () => [isTone() ? "RT" : "WT", ...words().split(/[^\p{L}\p{N}]+/u)].filter(Boolean).join("_");
  // A name of one's own is asked for only where the list has none.
  const ask = (form) => {
    const field = form.querySelector("[data-own]");
    field.hidden = !form.querySelector("[data-what]").value.endsWith("/");
    field.querySelector("input").required = !field.hidden;
  };
  const chosen = () => {
    document.querySelectorAll(".booth-what").forEach(ask);
    show.tone(isTone());
  };

  const heard = (peak) => {
    show.level(role(), peak);
    if (booth.dataset.state !== "rolling") return;
    loudest = Math.max(loudest, peak);
    show.time(mic.seconds());
    if (mic.seconds() >= LONGEST_S) stop();
  };
  const leave = () => {
    clearInterval(counting);
    if (mic) mic.close();
    mic = null;
    show.state("ready");
  };
  const roll = () => {
    loudest = RecordJudge.FLOOR;
    show.time(0);
    mic.roll();
    show.state("rolling");
  };
  const count = () => {
    let left = COUNT;
    const tick = () => {
      part("count").textContent = left;
      if (left === 0) { clearInterval(counting); roll(); }
      left -= 1;
    };
    show.state("counting");
    tick();
    counting = setInterval(tick, 1000);
  };
  const record = async () => {
    if (!own.reportValidity()) return;
    show.trouble("");
    part("says").hidden = false;
    try {
      mic = await RecordMic.open(booth.dataset.worklet, heard);
    } catch (fault) {
      show.trouble(RecordMic.trouble(fault));
      return;
    } finally {
      part("says").hidden = true;
    }
    count();
  };
  const listen = (sound) => {
    recorded = sound;
    URL.revokeObjectURL(part("heard").src);
    part("heard").src = URL.createObjectURL(sound.file);
    part("heard-name").textContent = sound.title;
    const short = sound.seconds < sound.least;
    show.verdict(short ? "short" : sound.word);
    booth.querySelector("[data-act=keep]").disabled = short;
    show.state("heard");
  };
  const stop = async () => {
    if (booth.dataset.state === "counting") { leave(); return; }
    if (booth.dataset.state !== "rolling") return;
    show.state("stopping");
    const { file, seconds } = await mic.stop();
    mic = null;
    const sound = { project, what: select.value, own: own.value.trim(), title: title(), file, seconds, least: least(), word: RecordJudge.word(role(), loudest), wanted: false };
    // Already here it is kept: a tab that is closed while somebody listens loses nothing.
    try { sound.id = await RecordKept.put(sound); } catch { sound.id = undefined; }
    listen(sound);
  };
  const throwAway = async (id) => { if (id !== undefined) await RecordKept.remove(id); rows.forget(id); };
  const again = async () => { await throwAway(recorded.id); recorded = null; show.state("ready"); };
  const keep = async () => {
    const sound = { ...recorded, wanted: true };
    sound.id = await RecordKept.put(sound);
    recorded = null;
    rows.tell(sound, "waits");
    show.state("ready");
    sendAll();
  };
  const told = (sound, state, ...more) => {
    rows.tell(sound, state, ...more);
    if (state === "safe") htmx.trigger(document.getElementById("wanted"), "stage-changed");
  };
  const sendAll = RecordSend.begin({ project, address: booth.dataset.address, token: booth.dataset.token, tell: told });

  const acts = { record, stop, again, keep, throw: (button) => throwAway(Number(button.closest("[data-sound]").dataset.sound)) };
  booth.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button) acts[button.dataset.act](button);
  });
  document.addEventListener("change", (event) => { if (event.target.matches("[data-what]")) chosen(); });
  document.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-choose]");
    if (!wanted || booth.dataset.state !== "ready") return;
    select.value = wanted.dataset.choose;
    chosen();
    booth.scrollIntoView({ block: "nearest" });
    booth.querySelector("[data-act=record]").focus();
  });
  const able = () => document.querySelectorAll("[data-with-booth]").forEach((one) => { one.hidden = !RecordMic.can(); });
  document.addEventListener("htmx:load", able);

  booth.hidden = false;
  if (!RecordMic.can()) { show.trouble(window.isSecureContext ? "missing" : "insecure"); show.state("deaf"); }
  else fetch(booth.dataset.worklet).catch(() => {});
  const missing = document.querySelector("[data-choose]");
  if (missing) select.value = missing.dataset.choose;
  chosen();
  able();
  RecordKept.all(project).then((kept) => {
    kept.filter((one) => one.wanted).forEach((one) => rows.tell(one, "waits"));
    const draft = kept.find((one) => !one.wanted);
    if (draft) listen(draft);
    sendAll();
  }).catch(() => {});
  addEventListener("pagehide", () => { if (mic) mic.close(); });
})();
