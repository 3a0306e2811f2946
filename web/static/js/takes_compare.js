// Two takes in sync: both begin at their first useful frame, run, stop and step together; one of
// them is heard.
(() => {
  const room = document.querySelector("[data-compare]");
  const screens = room ? [...room.querySelectorAll("[data-side]")] : [];
  if (screens.length !== 2) return;
  const sides = screens.map((screen) => Player.of(screen));
  const starts = screens.map((screen) => Number(screen.dataset.in));
  const [first, second] = sides;
  const NEAR_FRAMES = 0.25;
  const FAR_FRAMES = 3;
  const NUDGE = 0.05;
  const MOST = 0.1;
  const HEARD_MS = 400;

  const place = () => first.frame() - starts[0];
  const last = () => Math.min(...sides.map((side, at) => side.last() - starts[at]));
  const go = (to) => { const within = Math.min(last(), Math.max(0, to)); sides.forEach((side, at) => side.go(starts[at] + within)); };
  const pause = () => { sides.forEach((side) => side.pause()); go(place()); };
  // Two films drift apart: the second one follows the first, a little slower or faster; from far it leaps.
  let corrected = 0;
  const follow = () => {
    const apart = (second.film.currentTime - first.film.currentTime) * first.rate - (starts[1] - starts[0]);
    const speed = first.speed();
    if (speed > 0) second.film.playbackRate = first.film.playbackRate * (1 - (Math.abs(apart) > NEAR_FRAMES ? Math.max(-MOST, Math.min(MOST, apart * NUDGE)) : 0));
    if (speed > 0 && Math.abs(apart) > FAR_FRAMES && performance.now() - corrected > HEARD_MS) {
      corrected = performance.now();
      second.film.currentTime = first.film.currentTime + (starts[1] - starts[0]) / first.rate;
    }
    if (speed > 0 && place() >= last()) pause();
  };
  const together = (act) => {
    if (place() >= last()) go(0);
    sides.forEach(act);
  };
  const pair = {
    screen: room, film: first.film, rate: first.rate,
    frame: place, last, go, pause,
    step: (by) => go(place() + by),
    play: () => together((side) => side.play()),
    toggle: () => { if (first.speed()) pause(); else together((side) => side.play()); },
    shuttle: (way) => { if (way > 0) together((side) => side.shuttle(way)); else if (place() > 0) sides.forEach((side) => side.shuttle(way)); },
    speed: first.speed,
    listen: (act) => first.listen(() => act(Math.max(0, place()))),
  };

  const hear = (which) => screens.forEach((screen, at) => {
    const side = screen.parentElement;
    sides[at].film.muted = at !== which;
    side.classList.toggle("heard", at === which);
    const button = side.querySelector("[data-hear]");
    button.hidden = false;
    button.setAttribute("aria-pressed", String(at === which));
    const use = button.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, at === which ? "#volume-2" : "#volume-x"));
  });
  room.addEventListener("click", (event) => {
    const button = event.target.closest("[data-hear]");
    if (button) hear(screens.findIndex((screen) => screen.parentElement.contains(button)));
  });

  sides.forEach((side) => { side.film.controls = false; side.film.addEventListener("click", pair.toggle); });
  Player.choose(pair);
  Player.steer(room.querySelector(".transport"), pair);
  hear(0);
  first.listen(follow);
  const ready = (film) => new Promise((done) => { if (film.readyState) done(); else film.addEventListener("loadedmetadata", done, { once: true }); });
  Promise.all(sides.map((side) => ready(side.film))).then(() => go(0));
})();
