// Rows that wait are put in another order by their handle, with a mouse, a finger or a pen.
const SendDrag = (() => {
  const open = (list, moved) => {
    let dragged = null;
    const over = (y) => [...list.children].find((row) => { const box = row.getBoundingClientRect(); return y >= box.top && y < box.bottom; });
    const roll = (y) => { if (y < 80) scrollBy(0, -10); else if (y > innerHeight - 80) scrollBy(0, 10); };

    list.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest("[data-grip]");
      if (!grip || event.button || !event.isPrimary) return;
      dragged = grip.closest("[data-item]");
      dragged.classList.add("dragged");
      list.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    list.addEventListener("pointermove", (event) => {
      if (!dragged || !event.isPrimary) return;
      roll(event.clientY);
      const row = over(event.clientY);
      if (!row || row === dragged) return;
      const rows = [...list.children];
      moved(Number(dragged.dataset.item), rows.indexOf(row) - rows.indexOf(dragged));
    });
    const drop = () => { if (dragged) dragged.classList.remove("dragged"); dragged = null; };
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) list.addEventListener(end, drop);
  };
  return { open };
})();
