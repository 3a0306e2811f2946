// Run through a take with the pointer or a finger: the picture below it is shown, out of the sheet
// of small pictures that was made of the whole take. A tap still opens the take.
(() => {
  const MOVED_PX = 8;
  const layer = (still) => {
    let over = still.querySelector(".scrub");
    if (over) return over;
    const { sheet, columns, rows } = still.dataset;
    over = document.createElement("span");
    over.className = "scrub";
    over.style.backgroundImage = `url("${sheet}")`;
    over.style.backgroundSize = `${columns * 100}% ${rows * 100}%`;
    over.append(document.createElement("span"));
    still.append(over);
    return over;
  };
  const part = (at, all) => (all > 1 ? (at / (all - 1)) * 100 : 0);
  const show = (still, x) => {
    const box = still.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
    const { columns, rows, pictures } = still.dataset;
    const at = Math.min(pictures - 1, Math.floor(share * pictures));
    const over = layer(still);
    over.hidden = false;
    over.style.backgroundPosition = `${part(at % columns, Number(columns))}% ${part(Math.floor(at / columns), Number(rows))}%`;
    over.firstChild.style.insetInlineStart = "auto";
    over.firstChild.style.left = `${share * 100}%`;
    still.dataset.scrubbed = at;
  };
  const hide = (still) => {
    const over = still.querySelector(".scrub");
    if (over) over.hidden = true;
    delete still.dataset.scrubbed;
  };
  const stillAt = (event) => event.target.closest && event.target.closest("[data-sheet]");

  let held = null;
  let shown = null;
  document.addEventListener("pointerdown", (event) => {
    const still = stillAt(event);
    held = still && event.pointerType !== "mouse" ? { still, x: event.clientX, moved: false } : null;
  });
  document.addEventListener("pointermove", (event) => {
    const still = held ? held.still : event.pointerType === "mouse" && stillAt(event);
    if (shown && shown !== still) hide(shown);
    shown = still || null;
    if (!still) return;
    if (held && !held.moved && Math.abs(event.clientX - held.x) < MOVED_PX) return;
    if (held) held.moved = true;
    show(still, event.clientX);
  });
  // The browser takes the finger over to scroll the page up and down.
  document.addEventListener("pointercancel", () => { if (held) hide(held.still); held = null; });
  document.addEventListener("pointerleave", () => { if (shown) hide(shown); shown = null; });
  let dragged = false;
  document.addEventListener("pointerup", () => { dragged = Boolean(held && held.moved); held = null; });
  document.addEventListener("click", (event) => {
    if (dragged && stillAt(event)) { event.preventDefault(); event.stopPropagation(); }
    dragged = false;
  }, true);
})();
