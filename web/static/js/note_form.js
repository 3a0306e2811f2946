// The note beside the film: takes its time and its range from the player, is kept without leaving
// the page, and one that was refused is answered with the page that says why.
(() => {
  const form = () => document.querySelector("[data-note-form]");
  const field = (name) => form() && form().elements.namedItem(name);

  const place = () => {
    const player = Player.current();
    if (!player || !player.range || !field("to")) return;
    const [first, last] = [player.range.first(), player.range.last()];
    if (first === null || last === null) return;
    field("at").value = Player.timecode(first, player.rate);
    field("to").value = Player.timecode(last, player.rate);
  };
  const drawn = () => {
    const says = form() && form().querySelector("[data-drawing-says]");
    if (says) says.hidden = !field("drawing").value;
  };
  const more = () => {
    const part = form() && form().querySelector("[data-more-todos]");
    if (part) part.hidden = !field("is_todo").checked;
  };

  document.addEventListener("range-set", place);
  document.addEventListener("note-placed", drawn);
  document.addEventListener("change", (event) => { if (event.target === field("is_todo")) more(); });
  document.addEventListener("htmx:responseError", (event) => {
    const pressed = event.target.closest && event.target.closest("form[data-says]");
    if (pressed) pressed.submit();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const sent = event.detail.requestConfig && event.detail.requestConfig.elt;
    if (sent && sent.matches("[data-note-form]")) document.dispatchEvent(new CustomEvent("note-kept"));
  });
  document.addEventListener("htmx:load", more);
  more();
})();
