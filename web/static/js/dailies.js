// The dailies: a press on a take plays it from its card on; the list says which take is on screen.
(() => {
  const IN_A_FIELD = "input, textarea, select, video";
  const takes = () => [...document.querySelectorAll("[data-jump]")];
  const player = () => { const screen = document.querySelector("[data-reel]"); return screen && Player.of(screen); };
  const at = (frame) => takes().findIndex((take) => frame >= Number(take.dataset.jump) && frame < Number(take.dataset.end));

  const jump = (take) => {
    player().go(Number(take.dataset.jump));
    player().play().catch(() => {});
  };
  const mark = (frame) => {
    const shown = at(frame);
    takes().forEach((take, place) => {
      if ((place === shown) === take.hasAttribute("aria-current")) return;
      take.toggleAttribute("aria-current", place === shown);
      if (place === shown) {
        take.setAttribute("aria-current", "true");
        const list = take.closest("ol");
        if (list.scrollHeight > list.clientHeight) list.scrollTop = take.offsetTop - list.offsetTop - list.clientHeight / 3;
      }
    });
  };
  const watched = new WeakSet();
  const begin = () => {
    document.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });
    const screen = document.querySelector("[data-reel]");
    if (!screen || watched.has(screen)) return;
    watched.add(screen);
    player().listen(mark);
  };
  document.addEventListener("click", (event) => {
    const take = event.target.closest("[data-jump]");
    if (!take || !player() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.querySelector("[data-reel]").scrollIntoView({ block: "nearest" });
    jump(take);
  });
  document.addEventListener("keydown", (event) => {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!way || !player() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(IN_A_FIELD)) return;
    const next = takes()[at(player().frame()) + way];
    if (next) { event.preventDefault(); jump(next); }
  });
  document.addEventListener("htmx:load", begin);
  begin();
})();
