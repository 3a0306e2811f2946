// The page of the mix: solo, mute, meters, the line that shows where one is, and the hall.
(() => {
  const room = document.querySelector("[data-mix]");
  const lanes = room ? [...room.querySelectorAll("[data-stem]:not([data-empty])")] : [];
  const player = Player.current();
  if (!lanes.length || !player || !window.AudioContext) return;
  const FALL_DB = 1.5;
  const { film } = player;
  const tracks = MixPlay.begin(film, lanes.map((lane) => lane.dataset.stem), () => Math.abs(player.speed() - 1) < 0.1);
  const part = (lane, name) => lane.querySelector(`[data-${name}]`);
  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";

  room.querySelectorAll("[data-with-stems]").forEach((one) => { one.hidden = false; });
  room.querySelectorAll("[data-without-stems]").forEach((one) => { one.hidden = true; one.querySelectorAll("audio").forEach((audio) => audio.pause()); });
  room.classList.add("has-stems");

  const turn = () => {
    const alone = lanes.some((lane) => isPressed(part(lane, "solo")));
    lanes.forEach((lane, at) => {
      const on = !isPressed(part(lane, "mute")) && (!alone || isPressed(part(lane, "solo")));
      lane.classList.toggle("is-off", !on);
      MixPlay.turn(tracks[at], on);
    });
  };
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  // What is alone cannot be off as well.
  const toggle = (lane, button) => {
    const on = !isPressed(button);
    press(button, on);
    const other = part(lane, "solo" in button.dataset ? "mute" : "solo");
    if (on) press(other, false);
    turn();
  };

  const show = () => {
    const percent = `${film.duration ? Math.min(100, (100 * film.currentTime) / film.duration) : 0}%`;
    room.querySelectorAll("[data-now]").forEach((line) => { line.setAttribute("x1", percent); line.setAttribute("x2", percent); });
  };
  const measure = () => {
    lanes.forEach((lane, at) => {
      const meter = part(lane, "level");
      meter.value = Math.max(-60, MixPlay.level(tracks[at]), meter.value - FALL_DB);
    });
    if (MixPlay.runs() || lanes.some((lane) => part(lane, "level").value > -60)) requestAnimationFrame(measure); else isMeasuring = false;
  };
  let isMeasuring = false;
  player.listen(() => {
    show();
    if (MixPlay.runs() && !isMeasuring) { isMeasuring = true; requestAnimationFrame(measure); }
  });

  const fetching = room.querySelector("[data-fetching]");
  const trouble = room.querySelector("[data-trouble]");
  MixPlay.listen((what) => { fetching.hidden = what !== "fetching"; trouble.hidden = what !== "trouble"; });

  const hall = async () => {
    lanes.forEach((lane) => { press(part(lane, "solo"), false); press(part(lane, "mute"), false); });
    turn();
    try { await player.screen.requestFullscreen(); } catch { /* it plays in the page then */ }
    player.go(0);
    await player.play();
  };
  room.addEventListener("click", (event) => {
    const button = event.target.closest("[data-solo], [data-mute]");
    const lane = event.target.closest("[data-seek-lane]");
    if (button) { toggle(button.closest("[data-stem]"), button); return; }
    if (event.target.closest("[data-hall]")) { hall(); return; }
    if (!lane || !film.duration) return;
    const box = lane.getBoundingClientRect();
    player.go(Math.floor(((event.clientX - box.left) / box.width) * film.duration * player.rate));
  });
  // A tone of the hall and the film are not heard at once.
  room.addEventListener("play", (event) => { if (event.target.matches(".mix-hall audio")) player.pause(); }, true);
  turn();
  show();
})();
