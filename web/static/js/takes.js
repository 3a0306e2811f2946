// The pages of takes: keys that rate and go on, what others said comes in, and a form that was
// answered with a page of its own (two wrote at once, a wrong time) shows that page.
(() => {
  const IN_A_FIELD = "input:not([type=radio], [type=checkbox]), textarea, select";
  // By its number: the piece under the hand may have been exchanged since the hand moved. And only
  // when the hand or the page has moved: while a piece is exchanged, others lie there for a moment.
  let under = null;
  let hand = "";
  document.addEventListener("scroll", () => { hand = ""; }, { capture: true, passive: true });
  document.addEventListener("pointerover", (event) => {
    const here = `${event.clientX} ${event.clientY}`;
    if (here === hand) return;
    hand = here;
    const one = event.target.closest("[data-take]");
    under = one && one.dataset.take;
  });
  const take = () => (under && document.querySelector(`[data-take="${under}"]`)) || document.querySelector("[data-take]:focus-within")
    || (document.querySelectorAll("[data-take]").length === 1 && document.querySelector("[data-take]")) || null;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(IN_A_FIELD)) return;
    if (/^[123]$/.test(event.key)) {
      const button = take() && take().querySelector(`[data-key="${event.key}"]`);
      if (button) { event.preventDefault(); button.click(); }
      return;
    }
    const way = document.querySelector(`[data-way="${event.key.toLowerCase()}"]`);
    if (way) way.click();
  });

  // Nothing was changed by a form that was refused: sent once more, the usual way, it is answered
  // with the page that says why.
  document.addEventListener("htmx:responseError", (event) => {
    const form = event.target.closest("form[data-says]");
    if (!form) return;
    const pressed = event.detail.requestConfig.triggeringEvent && event.detail.requestConfig.triggeringEvent.submitter;
    if (pressed && pressed.name) {
      const said = document.createElement("input");
      Object.assign(said, { type: "hidden", name: pressed.name, value: pressed.value });
      form.append(said);
    }
    form.submit();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form[data-clears]");
    if (form && event.detail.successful) form.reset();
  });

  // What somebody else laid on the desk; whoever writes here is not disturbed.
  const isTyping = (part) => [...part.querySelectorAll("textarea, input:not([type=hidden])")].some((one) => one.value !== one.defaultValue)
    || part.contains(document.activeElement) && document.activeElement.matches(IN_A_FIELD);
  document.addEventListener("desk-changed", () => {
    const part = document.querySelector("[data-desk-part]");
    if (part && !isTyping(part)) htmx.trigger(part, "desk-came");
  });
  // A swapped piece keeps what was folded open and where the keyboard is.
  let open = [];
  let focused = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    open = [...event.detail.target.querySelectorAll("details")].map((one) => one.open);
    const active = document.activeElement;
    focused = event.detail.target.contains(active) && active.dataset.key ? `#${CSS.escape(event.detail.target.id)} [data-key="${active.dataset.key}"]` : null;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = document.getElementById(event.detail.target.id);
    if (!target) return;
    [...target.querySelectorAll("details")].forEach((one, at) => { if (open[at]) one.open = true; });
    const again = focused && document.querySelector(focused);
    if (again) again.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:load", () => document.querySelectorAll("[data-without-script]").forEach((one) => { one.hidden = true; }));
})();
