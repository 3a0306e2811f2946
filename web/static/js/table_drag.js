// Rows are dragged by their handle, with a mouse, a finger or a pen, inside their scene. On a phone
// the cards close to their pictures meanwhile, so that a scene fits under the thumb.
(() => {
  if (!ShotTable) return;
  const { sheet, field } = ShotTable;
  const { commit, focusOn } = ShotMoves;
  const TOP = 90;
  const BOTTOM = 130;
  let dragged = null;
  let height = 0;

  const shotAt = (y) => { const under = document.elementFromPoint(innerWidth / 2, y); return under && under.closest("[data-shot]"); };
  const follow = () => {
    const over = shotAt(height);
    if (!over || over === dragged || field(over, "scene").value !== field(dragged, "scene").value) return;
    const box = over.getBoundingClientRect();
    const half = height < box.top + box.height / 2;
    if (half && over.previousElementSibling !== dragged) over.before(dragged);
    else if (!half && over.nextElementSibling !== dragged) over.after(dragged);
  };
  // The page follows as long as the pointer rests near an edge.
  const roll = () => {
    if (!dragged) return;
    const by = height < TOP ? -12 : height > innerHeight - BOTTOM ? 12 : 0;
    if (by) { scrollBy(0, by); follow(); }
    requestAnimationFrame(roll);
  };

  sheet.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || dragged || !event.isPrimary || event.button) return;
    dragged = grip.closest("[data-shot]");
    height = event.clientY;
    const { top } = dragged.getBoundingClientRect();
    dragged.classList.add("dragged");
    sheet.classList.add("dragging");
    scrollBy({ top: dragged.getBoundingClientRect().top - (top > height - 60 ? top : height - 40), behavior: "instant" });
    sheet.setPointerCapture(event.pointerId); // the handle moves with its row and would lose it
    requestAnimationFrame(roll);
    event.preventDefault();
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!dragged || !event.isPrimary) return;
    height = event.clientY;
    follow();
  });
  const drop = () => {
    if (!dragged) return;
    const shot = dragged;
    dragged = null;
    shot.classList.remove("dragged");
    sheet.classList.remove("dragging");
    commit();
    if (!shot.contains(document.activeElement)) focusOn(shot, "shot");
    shot.scrollIntoView({ block: "nearest" });
  };
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) sheet.addEventListener(end, drop);
})();
