// A long board: the rest of a part is fetched a screen before it comes in sight, and the field
// above finds a group while one types. Every row is in the page from the start, with its names, so
// that the browser's own search finds it, and what is told of it reaches it.
(() => {
  const AGAIN_MS = 3000;
  const table = document.querySelector("table.board");
  const field = document.getElementById("find-group");

  const near = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach((one) => {
    near.unobserve(one.target);
    const part = one.target.querySelector("[data-part]");
    if (part) htmx.trigger(part, "near");
  }), { rootMargin: "100% 0px" });
  const failed = (event) => {
    const rows = event.target.matches("[data-part]") && event.target.closest("tbody");
    if (rows) setTimeout(() => near.observe(rows), AGAIN_MS);
  };

  const find = () => {
    const words = field.value.trim().toLocaleLowerCase();
    let left = 0;
    table.querySelectorAll("tbody tr").forEach((row) => {
      const names = [...row.querySelectorAll(".tape, .film")].map((one) => one.textContent.toLocaleLowerCase());
      row.hidden = Boolean(words) && !names.some((name) => name.includes(words));
      if (!row.hidden) left += 1;
    });
    const found = document.getElementById("found");
    found.textContent = left ? "" : found.dataset.none;
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (table) table.querySelectorAll("[data-part]").forEach((part) => near.observe(part.closest("tbody")));
    ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((kind) => document.addEventListener(kind, failed));
    if (!table || !field) return;
    field.addEventListener("input", find);
    document.addEventListener("htmx:afterSwap", () => { if (field.value !== field.defaultValue) find(); });
    if (field.value !== field.defaultValue) find();
  });
})();
