// Rows are dragged by their handle, with a mouse, a finger or a pen, inside their scene.
(() => {
  if (!ShotTable) return;
  const { sheet, field } = ShotTable;
  const { commit, focusOn } = ShotMoves;

  // One pointer drags at a time; the page follows when it comes near an edge.
  let dragged = null;
  const overShot = (event) => { const under = document.elementFromPoint(innerWidth / 2, event.clientY); return under && under.closest("[data-shot]"); };
  sheet.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || dragged || !event.isPrimary || event.button) return;
    dragged = grip.closest("[data-shot]");
    dragged.classList.add("dragged");
    sheet.setPointerCapture(event.pointerId); // the handle moves with its row and would lose it
    event.preventDefault();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!dragged || !event.isPrimary) return;
    const edge = event.clientY < 90 ? -14 : event.clientY > innerHeight - 130 ? 14 : 0;
    if (edge) scrollBy(0, edge);
    const over = overShot(event);
    if (!over || over === dragged || field(over, "scene").value !== field(dragged, "scene").value) return;
    const box = over.getBoundingClientRect();
    const half = event.clientY < box.top + box.height / 2;
    if (half && over.previousElementSibling !== dragged) over.before(dragged);
    else if (!half && over.nextElementSibling !== dragged) over.after(dragged);
  });
  const drop = () => { if (!dragged) return; dragged.classList.remove("dragged"); const shot = dragged; dragged = null; commit(); if (!shot.contains(document.activeElement)) focusOn(shot, "shot"); };
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) sheet.addEventListener(end, drop);
})();
