// People are dragged to another group by their handle, with a mouse, a finger or a pen. Letting go
// sends the same form as the boxes and the button below, so that one way of moving is tested.
(() => {
  const form = document.getElementById("move");
  if (!form) return;
  document.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });
  const EDGE = 70;
  let dragged = null;
  let start = { x: 0, y: 0 };
  let at = { x: 0, y: 0 };
  let over = null;

  const under = () => {
    const found = document.elementFromPoint(at.x, at.y);
    const group = found && found.closest("[data-group]");
    return group && !group.contains(dragged) ? group : null;
  };
  const show = () => {
    dragged.style.translate = `${at.x - start.x}px ${at.y + scrollY - start.y}px`;
    const now = under();
    if (now === over) return;
    if (over) over.classList.remove("over");
    if (now) now.classList.add("over");
    over = now;
  };
  // The page follows as long as the pointer rests near its upper or lower edge.
  const roll = () => {
    if (!dragged) return;
    const by = at.y < EDGE ? -12 : at.y > innerHeight - EDGE ? 12 : 0;
    if (by) { scrollBy(0, by); show(); }
    requestAnimationFrame(roll);
  };
  const letGo = () => {
    const [person, group] = [dragged, over];
    person.classList.remove("dragged");
    person.style.translate = "";
    if (group) group.classList.remove("over");
    [dragged, over] = [null, null];
    return { person, group };
  };

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || dragged || !event.isPrimary || event.button) return;
    dragged = grip.closest("[data-person]");
    start = { x: event.clientX, y: event.clientY + scrollY };
    at = { x: event.clientX, y: event.clientY };
    dragged.classList.add("dragged");
    event.preventDefault();
    requestAnimationFrame(roll);
  });
  document.addEventListener("pointermove", (event) => {
    if (!dragged || !event.isPrimary) return;
    at = { x: event.clientX, y: event.clientY };
    show();
  });
  document.addEventListener("pointerup", (event) => {
    if (!dragged || !event.isPrimary) return;
    const { person, group } = letGo();
    if (!group) return;
    // Only the one who was dragged moves, whoever else is ticked.
    document.querySelectorAll('input[form="move"]').forEach((box) => { box.checked = box.value === person.dataset.person; });
    form.elements.group.value = group.dataset.group;
    form.requestSubmit();
  });
  document.addEventListener("pointercancel", () => { if (dragged) letGo(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && dragged) letGo(); });
})();
