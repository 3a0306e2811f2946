// The mix is heard with the film of the edit, whose own sound is off meanwhile: it runs, stops and is
// sought along with it, and the film's own button for the sound is that of the mix.
(() => {
  const film = document.getElementById("film");
  const mix = document.getElementById("mix");
  if (!film || !mix) return;
  const SLACK_S = 0.04;
  const follow = () => {
    mix.playbackRate = film.playbackRate;
    if (Math.abs(mix.currentTime - film.currentTime) > SLACK_S) mix.currentTime = film.currentTime;
    if (film.paused !== mix.paused) { if (film.paused) mix.pause(); else mix.play().catch(() => {}); }
  };
  const loud = () => {
    mix.volume = film.volume;
    if (film.muted) return;
    film.muted = true;
    mix.muted = !mix.muted;
  };
  const begin = () => {
    film.muted = true;
    for (const kind of ["play", "pause", "seeked", "ratechange", "timeupdate"]) film.addEventListener(kind, follow);
    film.addEventListener("volumechange", loud);
    document.querySelectorAll("[data-with-mix]").forEach((one) => { one.hidden = false; });
    follow();
  };
  // A mix that cannot be played leaves the film its own sound.
  if (mix.readyState > 0) begin();
  else mix.addEventListener("loadedmetadata", begin, { once: true });
})();
