// Gates by hand: a slip is dragged to another time, or into the lane of another mentor; its own
// form is sent then, as if it had been filled in.
(() => {
  let dragged = null;

  const prepare = () => document.querySelectorAll("[data-slip]").forEach((slip) => { slip.draggable = true; });
  const slotOf = (event) => event.target.closest && event.target.closest("[data-at]");
  const clear = () => document.querySelectorAll(".over").forEach((slot) => slot.classList.remove("over"));

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest && event.target.closest("[data-slip]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "gate");
    dragged.classList.add("dragged");
  });
  document.addEventListener("dragover", (event) => {
    const slot = slotOf(event);
    if (!dragged || !slot) return;
    event.preventDefault();
    if (slot.classList.contains("over")) return;
    clear();
    slot.classList.add("over");
  });
  document.addEventListener("dragend", () => {
    if (dragged) dragged.classList.remove("dragged");
    dragged = null;
    clear();
  });
  document.addEventListener("drop", (event) => {
    const slot = slotOf(event);
    if (!dragged || !slot) return;
    event.preventDefault();
    const form = dragged.querySelector("[data-move]");
    if (slot.contains(dragged)) return;
    form.elements.at.value = slot.dataset.at;
    form.elements.signer.value = slot.dataset.signer;
    form.requestSubmit();
  });
  document.addEventListener("htmx:load", prepare);
  prepare();
})();
