// The film above the timeline: where it stands, in frames. Without a film only the place is kept.
const LanePlay = (() => {
  if (!LaneRoom) return null;
  const { film: { time, frames } } = LaneRoom;
  const film = document.getElementById("film");
  const clock = LaneRoom.place.querySelector("[data-film-time]");
  const heard = [];
  let still = 0;
  const frame = () => (film ? Math.min(frames, time.frame(film.currentTime)) : still);
  const isPlaying = () => Boolean(film) && !film.paused;
  const tell = () => { clock.textContent = time.timecode(frame()); heard.forEach((act) => act(frame())); };
  const go = (to) => {
    still = Math.max(0, Math.min(frames - 1, to));
    if (film) film.currentTime = time.middle(still);
    tell();
  };
  const toggle = () => { if (!film) return; if (film.paused) film.play(); else film.pause(); };
  const tick = () => { tell(); if (isPlaying()) requestAnimationFrame(tick); };
  if (film) { film.controls = false; film.addEventListener("click", toggle); }
  if (film) for (const what of ["play", "pause", "seeked", "timeupdate", "loadedmetadata"]) film.addEventListener(what, tick);
  return { film, frame, go, toggle, isPlaying, listen: (act) => { heard.push(act); act(frame()); } };
})();
