// A wall with more groups than it has room for turns its pages by itself, like a departure board,
// and waits a minute when somebody has scrolled by hand. A phone is read by hand.
(() => {
  const STAY_MS = 12000;
  const BY_HAND_MS = 60000;
  const WIDE = "(min-width: 64rem)";
  let touched = -BY_HAND_MS;

  for (const kind of ["wheel", "touchmove", "keydown"]) {
    addEventListener(kind, () => { touched = performance.now(); }, { passive: true });
  }
  const turn = () => {
    const page = document.documentElement;
    const isLong = page.scrollHeight > innerHeight + 8;
    if (!isLong || !matchMedia(WIDE).matches || performance.now() - touched < BY_HAND_MS) return;
    const head = document.querySelector(".wall thead");
    const isEnd = scrollY + innerHeight >= page.scrollHeight - 8;
    scrollTo({ top: isEnd ? 0 : scrollY + innerHeight - head.offsetHeight, behavior: "instant" });
  };
  setInterval(turn, STAY_MS);
})();
