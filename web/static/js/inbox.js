// The inbox by keys: J and K walk over the lines, Enter opens the one that is marked, ? tells of it.
(() => {
  const IN_A_FIELD = "input, textarea, select, summary, button";
  const lines = () => [...document.querySelectorAll("[data-line]")];
  const wayIn = (line) => line.querySelector("[data-open]") || line.querySelector("a");
  const button = document.querySelector("[data-keys]");
  const told = document.getElementById("inbox-keys");

  const tell = () => {
    told.hidden = !told.hidden;
    button.setAttribute("aria-expanded", String(!told.hidden));
  };
  const go = (way) => {
    const all = lines();
    if (!all.length) return;
    const now = all.findIndex((line) => line.contains(document.activeElement));
    const next = now < 0 ? (way > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + way));
    wayIn(all[next]).focus();
    all[next].scrollIntoView({ block: "nearest" });
  };

  button.hidden = false;
  button.addEventListener("click", tell);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(IN_A_FIELD)) return;
    const act = { j: () => go(1), k: () => go(-1), "?": tell }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
