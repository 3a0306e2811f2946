// The table of the credits: what is written goes to the desk by itself and the cards come anew; rows
// are dragged by their handle inside their kind. Without this script every button is a form.
(() => {
  const form = document.getElementById("credits");
  if (!form) return;
  const said = form.querySelector("[data-desk-state]");
  form.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });

  const say = (state) => { said.dataset.now = state; said.querySelector("span").textContent = said.dataset[state]; };
  let waiting = 0;
  const later = (ms) => { clearTimeout(waiting); say("saving"); waiting = setTimeout(() => htmx.trigger(form, "credits-changed"), ms); };
  form.addEventListener("input", (event) => { if (event.target.name !== "language") later(900); });
  form.addEventListener("change", (event) => {
    // Another language brings other fields: the page has to come anew.
    if (event.target.name === "language") form.requestSubmit(form.querySelector("button[value=keep]"));
    else later(150);
  });
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.elt === form) say(event.detail.successful ? "kept" : "waiting"); });
  document.addEventListener("htmx:sendError", () => { say("waiting"); setTimeout(() => later(0), 5000); });

  let dragged = null;
  const follow = (height) => {
    const over = document.elementFromPoint(dragged.getBoundingClientRect().left + 8, height)?.closest("[data-credit]");
    if (!over || over === dragged || over.parentElement !== dragged.parentElement) return;
    const box = over.getBoundingClientRect();
    if (height < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  };
  form.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || dragged || !event.isPrimary || event.button) return;
    dragged = grip.closest("[data-credit]");
    dragged.classList.add("dragged");
    form.classList.add("dragging");
    form.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  form.addEventListener("pointermove", (event) => { if (dragged && event.isPrimary) follow(event.clientY); });
  const drop = () => {
    if (!dragged) return;
    dragged.classList.remove("dragged");
    form.classList.remove("dragging");
    dragged = null;
    // The numbers of the rows are their places: the buttons of a row mean what the page shows.
    later(0);
  };
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) form.addEventListener(end, drop);

  // What others lay on the desk comes in while nobody writes here.
  document.addEventListener("desk-changed", async () => {
    const answer = await fetch(form.dataset.desk).catch(() => null);
    if (!answer?.ok || said.dataset.now === "saving") return;
    const { number } = await answer.json();
    if (number === Number(form.elements.base.value)) return;
    if (form.contains(document.activeElement)) document.getElementById("news").hidden = false;
    else location.reload();
  });
})();
