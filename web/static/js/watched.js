// Counts which pictures of the film were really shown, one after the other and not faster than they
// run. The button that says "watched here" appears when nothing was left out.
(() => {
  const LONGEST_STEP = 1.5; // seconds between two looks; more is a jump
  const SLACK = 1;
  const form = () => document.querySelector("[data-watched]");
  const film = document.querySelector("[data-player] video");
  if (!form() || !film) return;
  let ranges = [];
  let last = null;

  const add = (from, to) => {
    const touching = ranges.filter((one) => one[0] <= to + 0.05 && one[1] >= from - 0.05);
    const whole = [Math.min(from, ...touching.map((one) => one[0])), Math.max(to, ...touching.map((one) => one[1]))];
    ranges = [...ranges.filter((one) => !touching.includes(one)), whole];
  };
  const seen = () => ranges.reduce((sum, one) => sum + one[1] - one[0], 0);
  const show = () => {
    const length = film.duration || 0;
    if (!form() || !length) return;
    const line = form().querySelector("[data-watched-so-far]");
    line.hidden = false;
    const part = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
    line.querySelector("[data-watched-part]").textContent = part.format(Math.floor(100 * Math.min(1, seen() / length)) / 100);
    form().querySelector("[data-watched-here]").hidden = seen() < length - SLACK;
  };
  const look = () => {
    const now = film.currentTime;
    if (last !== null && !film.seeking && film.playbackRate <= 1 && now > last && now - last < LONGEST_STEP) add(last, now);
    last = film.seeking ? null : now;
    show();
  };
  film.addEventListener("timeupdate", look);
  film.addEventListener("ended", look);
  film.addEventListener("seeking", () => { last = null; });
  document.addEventListener("htmx:afterSwap", show);
})();
