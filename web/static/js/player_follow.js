// The script and the cut beside the picture: what is on now is marked and kept in sight.
(() => {
  const rows = () => [...document.querySelectorAll("[data-follow] [data-from]")];
  const isOn = (row, frame) => Number(row.dataset.from) <= frame && frame <= Number(row.dataset.to);
  let shown = "";

  const follow = (frame) => {
    const on = rows().filter((row) => isOn(row, frame));
    const key = on.map((row) => row.id).join(" ");
    if (key === shown) return;
    shown = key;
    document.querySelectorAll("[data-follow] [aria-current]").forEach((row) => row.removeAttribute("aria-current"));
    on.forEach((row) => {
      row.setAttribute("aria-current", "true");
      // Only the list is scrolled, never the page under somebody's hand.
      const list = row.closest("[data-follow-list]");
      if (list) list.scrollTop += row.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
    });
  };

  const all = () => {
    const screen = document.querySelector("[data-player]");
    if (!screen || !document.querySelector("[data-follow]")) return;
    shown = "";
    if (screen.dataset.followed) { follow(Player.of(screen).frame()); return; }
    screen.dataset.followed = "yes";
    Player.of(screen).listen(follow);
  };
  document.addEventListener("htmx:load", all);
  all();
})();
