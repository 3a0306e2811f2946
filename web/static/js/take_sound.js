// The recorder's sound with the picture of its take, so that ears can say whether the two fit: it
// runs, stops and is sought along with the film, whose own sound is off meanwhile.
(() => {
  const player = () => Player.current();
  let along = null;
  const SLACK_S = 0.04;
  const follow = () => {
    if (!along) return;
    const { film } = player();
    along.playbackRate = film.playbackRate;
    if (Math.abs(along.currentTime - film.currentTime) > SLACK_S) along.currentTime = film.currentTime;
    if (film.paused !== along.paused) { if (film.paused) along.pause(); else along.play(); }
  };
  const hear = (button, audio) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    if (along) along.pause();
    along = on ? audio : null;
    player().film.muted = on;
    if (on && player().film.paused) { if (player().frame() >= player().last()) player().go(0); player().play(); }
    follow();
  };
  const begin = () => {
    const button = document.querySelector("[data-hear-along]");
    if (along && !along.isConnected) { along.pause(); along = null; player().film.muted = false; }
    if (!button || !player() || player().film.tagName !== "VIDEO" || button.dataset.begun) return;
    const audio = document.getElementById("synced");
    button.dataset.begun = "yes";
    button.hidden = false;
    audio.hidden = true;
    button.addEventListener("click", () => hear(button, audio));
  };
  document.addEventListener("htmx:load", begin);
  begin();
  if (player()) for (const kind of ["play", "pause", "seeked", "ratechange", "timeupdate"]) player().film.addEventListener(kind, follow);
})();
