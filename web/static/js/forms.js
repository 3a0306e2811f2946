// Small kindnesses for forms: selects that send themselves, no double sending.
(() => {
  // What the other scripts draw stands now: it was not shown before, so that nothing leaps.
  addEventListener("DOMContentLoaded", () => { document.documentElement.dataset.ready = "yes"; });
  document.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-auto-submit]")) event.target.form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
})();
