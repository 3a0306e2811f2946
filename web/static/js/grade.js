// The sliders of a grade move with their fields, and the picture beside them follows a moment later.
(() => {
  const WAIT_MS = 350;
  const fieldOf = (slider) => document.getElementById(slider.dataset.twin);
  const asNumber = (text) => Number(text.trim().replace(",", ".").replace("−", "-"));
  const redraw = (form) => {
    const picture = form.closest("[data-graded]").querySelector("[data-after]");
    if (!picture) return;
    const address = new URL(picture.dataset.still, location.href);
    const asked = new FormData(form);
    for (const name of ["exposure", "warmth", "tint", "saturation", "lut"]) address.searchParams.set(name, asked.get(name));
    if (picture.src === address.href) return;
    picture.setAttribute("aria-busy", "true");
    picture.src = address.href;
  };
  const waiting = new WeakMap();
  const soon = (form) => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => redraw(form), WAIT_MS));
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-grade]");
    if (!form) return;
    if (event.target.dataset.twin) fieldOf(event.target).value = event.target.value;
    else {
      const slider = form.querySelector(`[data-twin="${CSS.escape(event.target.id)}"]`);
      if (slider && Number.isFinite(asNumber(event.target.value))) slider.value = asNumber(event.target.value);
    }
    soon(form);
  });
  // Twice on a slider: back to where it changes nothing.
  document.addEventListener("dblclick", (event) => {
    const slider = event.target.closest("[data-twin]");
    if (!slider) return;
    slider.value = fieldOf(slider).value = slider.dataset.neutral;
    soon(slider.form);
  });
  for (const kind of ["load", "error"]) {
    document.addEventListener(kind, (event) => { if (event.target.matches?.("[data-after]")) event.target.removeAttribute("aria-busy"); }, true);
  }
  const begin = () => document.querySelectorAll("[data-grade] [data-twin]").forEach((slider) => { slider.hidden = false; });
  document.addEventListener("htmx:load", begin);
  begin();
})();
