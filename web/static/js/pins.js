// A line of the script is tapped: the note that is written next belongs to it.
(() => {
  const field = () => document.getElementById("note-line");
  const quote = () => document.querySelector("[data-line-quote]");
  const words = (line) => [...line.querySelectorAll("h3, p")].map((one) => one.textContent.trim()).join(" ");
  const lineAt = (number) => document.querySelector(`[data-line="${CSS.escape(number)}"]`);
  const letGo = () => {
    document.querySelectorAll(".script-line.chosen").forEach((one) => one.classList.remove("chosen"));
    document.querySelectorAll(".script-page .note-here").forEach((one) => one.remove());
  };
  const choose = (line) => {
    letGo();
    line.classList.add("chosen");
    line.append(document.getElementById("note-here").content.cloneNode(true));
  };
  const pin = (line) => {
    letGo();
    line.classList.add("chosen");
    field().value = line.dataset.line;
    quote().textContent = words(line);
    quote().hidden = false;
    document.getElementById("note-text").focus();
  };
  document.addEventListener("click", (event) => {
    const line = event.target.closest(".script-line");
    const back = event.target.closest("[data-to-line]");
    if (back && lineAt(back.dataset.toLine)) { letGo(); return; }
    if (!line || !field() || event.target.closest(".pin")) return;
    if (event.target.closest(".note-here, .line-number")) { event.preventDefault(); pin(line); }
    else if (line.classList.contains("chosen")) letGo();
    else if (!String(getSelection())) choose(line);
  });
  document.addEventListener("input", (event) => {
    if (event.target !== field()) return;
    const line = lineAt(event.target.value.trim());
    quote().hidden = !line;
    quote().textContent = line ? words(line) : "";
  });
})();
