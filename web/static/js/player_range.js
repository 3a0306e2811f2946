// In and out, the loop between them, the pace, the volume, the whole screen.
(() => {
  const press = (button, is) => button.setAttribute("aria-pressed", String(is));

  const range = (screen, player) => {
    let first = null;
    let last = null;
    let turns = false;
    const part = screen.querySelector("[data-bar-range]");
    const loop = screen.querySelector("[data-loop]");
    const show = () => {
      const all = Math.max(1, player.last());
      part.hidden = first === null && last === null;
      part.style.left = `${100 * ((first || 0) / all)}%`;
      part.style.width = `${100 * (((last === null ? all : last) - (first || 0)) / all)}%`;
      press(loop, turns);
      screen.dispatchEvent(new CustomEvent("range-set", { bubbles: true }));
    };
    const follow = (frame) => {
      const end = last === null ? player.last() : last;
      if (turns && player.speed() > 0 && frame >= end) { player.go(first || 0); player.play(); }
    };
    player.range = {
      first: () => first,
      last: () => last,
      begin: () => { first = player.frame(); if (last !== null && last <= first) last = null; show(); },
      end: () => { last = player.frame(); if (first !== null && first >= last) first = null; show(); },
      clear: () => { first = last = null; turns = false; show(); },
      turn: () => { turns = !turns; show(); },
    };
    player.listen(follow);
    // At the very end a film stops by itself before the loop is asked.
    player.film.addEventListener("ended", () => { if (turns) { player.go(first || 0); player.play(); } });
    show();
  };

  const acts = (player, button) => {
    if ("in" in button.dataset) player.range.begin();
    else if ("out" in button.dataset) player.range.end();
    else if ("loop" in button.dataset) player.range.turn();
    else if ("whole" in button.dataset) player.whole();
    else if ("quiet" in button.dataset) Player.hush(button, player.film);
  };

  const all = () => document.querySelectorAll("[data-player]").forEach((screen) => {
    if (screen.dataset.ranged || !screen.querySelector("[data-bar-range]")) return;
    screen.dataset.ranged = "yes";
    const player = Player.of(screen);
    range(screen, player);
    screen.querySelector("[data-more]").hidden = false;
    screen.addEventListener("click", (event) => {
      const button = event.target.closest(".transport button");
      if (button) acts(player, button);
    });
    screen.querySelector("[data-pace]").addEventListener("change", (event) => player.setPace(Number(event.target.value)));
  });
  document.addEventListener("htmx:load", all);
  all();
})();
