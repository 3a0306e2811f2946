// A player that knows whole frames: step by one picture, read the timecode, put a note on it.
(() => {
  const two = (number) => String(number).padStart(2, "0");
  const rateOf = (screen) => { const [up, down] = screen.dataset.rate.split("/").map(Number); return up / (down || 1); };
  // The middle of a frame: a time on its edge may show the one before.
  const timeOf = (frame, rate) => (frame + 0.5) / rate;
  const frameAt = (film, rate) => Math.floor(film.currentTime * rate + 1e-6);
  const timecode = (frame, rate) => {
    const whole = Math.round(rate);
    const seconds = Math.floor(frame / whole);
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % whole].map(two).join(":");
  };

  const begin = (screen) => {
    const film = screen.querySelector("video");
    const bar = screen.querySelector(".transport");
    if (!film || !bar || screen.dataset.begun) return;
    screen.dataset.begun = "yes";
    const rate = rateOf(screen);
    const said = bar.querySelector("output");
    const tell = () => { said.textContent = timecode(frameAt(film, rate), rate); };
    bar.hidden = false;
    for (const kind of ["timeupdate", "seeked", "loadedmetadata"]) film.addEventListener(kind, tell);
    if (film.requestVideoFrameCallback) {
      const every = () => { tell(); film.requestVideoFrameCallback(every); };
      film.requestVideoFrameCallback(every);
    }
    screen.go = (frame) => { film.pause(); film.currentTime = Math.max(0, timeOf(frame, rate)); tell(); };
    screen.step = (by) => screen.go(frameAt(film, rate) + by);
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.step) screen.step(Number(button.dataset.step));
      else if ("play" in button.dataset) film.paused ? film.play() : film.pause();
      else {
        film.pause();
        document.getElementById("note-at").value = timecode(frameAt(film, rate), rate);
        document.getElementById("note-text").focus();
      }
    });
    bar.querySelector("[data-note-here]").hidden = !document.getElementById("note-at");
  };

  const all = () => document.querySelectorAll("[data-player]").forEach(begin);
  const first = () => document.querySelector("[data-player]");
  document.addEventListener("htmx:load", all);
  document.addEventListener("click", (event) => {
    const note = event.target.closest("[data-seek-frame]");
    const take = event.target.closest("[data-plays]");
    if (note && first()) { first().go(Number(note.dataset.seekFrame)); first().scrollIntoView({ block: "nearest" }); event.preventDefault(); }
    if (take && first()) {
      const film = first().querySelector("video");
      film.removeAttribute("poster");
      film.src = take.href;
      film.play();
      first().scrollIntoView({ block: "nearest" });
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (!first() || event.target.closest("input, textarea, select, button, video, a, summary") || event.ctrlKey || event.metaKey || event.altKey) return;
    const film = first().querySelector("video");
    const keys = { ",": () => first().step(-1), ".": () => first().step(1), k: () => film.pause(), l: () => film.play(), j: () => first().step(-Math.round(rateOf(first()))), " ": () => (film.paused ? film.play() : film.pause()) };
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  all();
})();
