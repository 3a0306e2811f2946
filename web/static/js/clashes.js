// Two have written in one place: both writings are shown, and people choose.
const Clashes = (() => {
  const show = (clash, settle) => {
    const place = document.getElementById("clash");
    place.hidden = !clash;
    if (!clash) { place.replaceChildren(); return; }
    const pattern = document.getElementById("clash-pattern").content;
    const fields = clash.clashes.map((one) => {
      const part = pattern.cloneNode(true).firstElementChild;
      part.dataset.place = one.place;
      part.querySelector("legend").textContent = one.place;
      const [theirs, mine] = part.querySelectorAll("pre");
      theirs.textContent = one.theirs;
      mine.textContent = one.mine;
      part.querySelectorAll("input").forEach((choice) => { choice.name = `at ${one.place}`; });
      return part;
    });
    const button = document.getElementById("clash-button").content.cloneNode(true).firstElementChild;
    button.addEventListener("click", () => settle(Object.fromEntries(fields.map((part) => [part.dataset.place, part.querySelector("input:checked").value]))));
    place.replaceChildren(...fields, button);
    place.scrollIntoView({ block: "start" });
  };
  return { show };
})();
