// A player that knows whole frames: step by one picture, run forwards and backwards, read the
// timecode, put a note on it. Player.current() is what the keys and the notes of a page steer.
const Player = (() => {
  const FASTEST = 8;
  const two = (number) => String(number).padStart(2, "0");
  const rateOf = (screen) => { const [up, down] = screen.dataset.rate.split("/").map(Number); return up / (down || 1); };
  const timecode = (frame, rate) => {
    const whole = Math.round(rate);
    const seconds = Math.floor(frame / whole);
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % whole].map(two).join(":");
  };

  // The film of a screen, by frames.
  const make = (screen) => {
    const film = screen.querySelector("video, audio");
    const rate = rateOf(screen);
    const heard = [];
    let speed = 0;
    let pace = 1;
    let ticking = 0;
    let seen = null;
    // The middle of a frame: a time on its edge may show the one before.
    const timeOf = (frame) => (frame + 0.5) / rate;
    const frame = () => Math.floor(film.currentTime * rate + 1e-6);
    const last = () => Math.max(0, (Number(screen.dataset.frames) || Math.floor((film.duration || 0) * rate + 1e-6)) - 1);
    const tell = () => heard.forEach((one) => one(frame()));
    const halt = () => { cancelAnimationFrame(ticking); speed = 0; film.playbackRate = pace; film.pause(); };
    const go = (to) => { halt(); film.currentTime = timeOf(Math.min(last(), Math.max(0, to))); tell(); };
    const play = () => { halt(); speed = 1; return film.play(); };
    // The clock of a running film is ahead of what is on screen: who stops means the picture seen.
    const pause = () => { const at = !film.paused && !film.ended ? seen : null; halt(); if (at !== null) go(at); };
    // No browser plays backwards: the frames are sought one after the other, as fast as it can.
    const backwards = (from, since) => {
      const to = from + Math.round(speed * pace * rate * (performance.now() - since) / 1000);
      if (!film.seeking) film.currentTime = timeOf(Math.max(0, to));
      tell();
      if (to <= 0) halt(); else ticking = requestAnimationFrame(() => backwards(from, since));
    };
    const whole = () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (screen.requestFullscreen) screen.requestFullscreen();
      else if (film.webkitEnterFullscreen) film.webkitEnterFullscreen();  // a phone that makes only films whole
    };
    const shuttle = (way) => {
      const now = film.paused && speed > 0 ? 0 : speed;
      const next = now * way > 0 ? Math.min(FASTEST, Math.abs(now) * 2) : 1;
      halt();
      speed = way * next;
      if (way < 0) { backwards(frame(), performance.now()); return; }
      film.playbackRate = next * pace;
      film.play();
    };
    for (const kind of ["timeupdate", "seeked", "loadedmetadata", "play", "pause", "ratechange"]) film.addEventListener(kind, tell);
    film.addEventListener("ended", halt);
    if (film.requestVideoFrameCallback) {
      const every = (_now, facts) => { seen = Math.round(facts.mediaTime * rate); tell(); film.requestVideoFrameCallback(every); };
      film.requestVideoFrameCallback(every);
    }
    return {
      screen, film, rate, frame, last, go, play, shuttle, pause, whole,
      step: (by) => { if (speed) pause(); go(frame() + by); },
      toggle: () => { if (film.paused && speed >= 0) play(); else pause(); },
      seen: () => seen,
      setPace: (to) => { pace = to; film.playbackRate = Math.max(1, Math.abs(speed)) * pace; },
      speed: () => (film.paused && speed > 0 ? 0 : speed),
      listen: (act) => { heard.push(act); act(frame()); },
    };
  };

  const icon = (button, name) => { const use = button.querySelector("use"); if (use) use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`)); };
  // Who draws first keeps the picture in sight; the words come after.
  const noteHere = (frame, rate, { writes = true } = {}) => {
    document.getElementById("note-at").value = timecode(frame, rate);
    document.dispatchEvent(new CustomEvent("note-placed"));
    if (writes) document.getElementById("note-text").focus();
  };

  const press = (button, is) => button.setAttribute("aria-pressed", String(is));
  const hush = (button, film) => { film.muted = !film.muted; press(button, film.muted); icon(button, film.muted ? "volume-x" : "volume-2"); };
  const readAlong = (button, { textTracks: [words] }) => { words.mode = words.mode === "showing" ? "hidden" : "showing"; press(button, words.mode === "showing"); };

  // The buttons below a screen; player is one film, or two that run together.
  const steer = (bar, player) => {
    const said = bar.querySelector("output");
    const rushes = bar.querySelector("[data-speed]");
    const button = bar.querySelector("[data-play]");
    bar.hidden = false;
    player.listen((frame) => {
      said.textContent = timecode(frame, player.rate);
      icon(button, player.speed() ? "pause" : "play");
      if (rushes) rushes.textContent = Math.abs(player.speed()) > 1 || player.speed() < 0 ? `${player.speed()}×` : "";
    });
    bar.addEventListener("click", (event) => {
      const pressed = event.target.closest("button");
      if (!pressed) return;
      if (pressed.dataset.step) player.step(Number(pressed.dataset.step));
      else if ("play" in pressed.dataset) player.toggle();
      else if ("whole" in pressed.dataset) player.whole();
      else if ("quiet" in pressed.dataset) hush(pressed, player.film);
      else if ("words" in pressed.dataset) readAlong(pressed, player.film);
      else if ("noteHere" in pressed.dataset) { player.pause(); noteHere(player.frame(), player.rate); }
    });
    const note = bar.querySelector("[data-note-here]");
    if (note) note.hidden = !document.getElementById("note-at");
  };

  let chosen = null;
  const players = new WeakMap();
  const of = (screen) => {
    if (!players.has(screen)) players.set(screen, make(screen));
    return players.get(screen);
  };
  const all = () => document.querySelectorAll("[data-player]").forEach((screen) => {
    const bar = screen.querySelector(".transport");
    if (!screen.querySelector("video, audio") || !bar || screen.dataset.begun) return;
    screen.dataset.begun = "yes";
    steer(bar, of(screen));
    const film = of(screen).film;
    if (!("ownButtons" in screen.dataset)) return;
    film.controls = false;
    film.addEventListener("click", () => of(screen).toggle());
  });
  const current = () => {
    if (chosen) return chosen;
    const screen = document.querySelector("[data-player]");
    return screen && screen.querySelector("video, audio") ? of(screen) : null;
  };

  document.addEventListener("htmx:load", all);
  document.addEventListener("click", (event) => {
    const note = event.target.closest("[data-seek-frame]");
    const take = event.target.closest("[data-plays]");
    const player = current();
    if (!player || !(note || take)) return;
    event.preventDefault();
    player.screen.scrollIntoView({ block: "nearest" });
    if (note) { player.go(Number(note.dataset.seekFrame)); return; }
    player.film.removeAttribute("poster");
    player.film.src = take.href;
    player.play();
  });
  all();
  return { of, current, steer, hush, timecode, noteHere, choose: (player) => { chosen = player; } };
})();
