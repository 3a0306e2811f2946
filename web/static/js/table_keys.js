// The feel of a spreadsheet: arrows go from cell to cell until somebody writes in one; Alt and an
// arrow move the row.
(() => {
  if (!ShotTable) return;
  const { form, sheet, shots, field } = ShotTable;
  const { act, add, undo, redo, commit } = ShotMoves;
  let writing = false;
  let before = "";
  let byPointer = false;

  const isCell = (one) => one && one.dataset && one.dataset.key && one.type !== "hidden";
  const isText = (one) => one.tagName !== "SELECT";
  const isFolded = (one) => Boolean(one.closest(".folded"));
  const inLine = (shot) => [...shot.querySelectorAll(".line [data-key]")].filter(isCell);
  const enter = (one) => { if (!one) return; one.focus(); one.closest("[data-shot]").scrollIntoView({ block: "nearest" }); };

  const beside = (cell, by) => {
    const line = inLine(cell.closest("[data-shot]"));
    enter(line[line.indexOf(cell) + by]);
  };
  const upright = (cell, by) => {
    const all = shots();
    const next = all[all.indexOf(cell.closest("[data-shot]")) + by];
    if (next) enter(field(next, cell.dataset.key));
  };
  const asAbove = (cell) => {
    const all = shots();
    const other = all[all.indexOf(cell.closest("[data-shot]")) - 1];
    if (!other || ["shot", "scene"].includes(cell.dataset.key)) return;
    ShotTable.set(cell.closest("[data-shot]"), { [cell.dataset.key]: field(other, cell.dataset.key).value });
    commit();
  };

  sheet.addEventListener("pointerdown", () => { byPointer = true; }, true);
  sheet.addEventListener("focusin", (event) => {
    const cell = event.target;
    if (!isCell(cell)) return;
    before = cell.value;
    writing = byPointer && isText(cell);
    if (isText(cell) && !byPointer) cell.select();
    byPointer = false;
  });
  sheet.addEventListener("input", (event) => { if (isCell(event.target) && isText(event.target)) writing = true; });

  const forward = () => (document.documentElement.dir === "rtl" ? -1 : 1);
  const arrows = {
    ArrowUp: (cell) => upright(cell, -1), ArrowDown: (cell) => upright(cell, +1),
    ArrowLeft: (cell) => beside(cell, -forward()), ArrowRight: (cell) => beside(cell, forward()),
  };
  const staysInside = (cell, key) => isFolded(cell) || (writing && (cell.tagName === "TEXTAREA" || key === "ArrowLeft" || key === "ArrowRight"));
  const back = (cell) => { if (cell.value !== before) { cell.value = before; cell.dispatchEvent(new Event("input", { bubbles: true })); cell.dispatchEvent(new Event("change", { bubbles: true })); } writing = false; if (isText(cell)) cell.select(); };

  const withControl = {
    z: (event) => (event.shiftKey ? redo() : undo()),
    y: () => redo(),
    d: (event) => isCell(event.target) && asAbove(event.target),
    enter: (event) => { const shot = event.target.closest("[data-shot]"); if (shot) add(field(shot, "scene").value, {}, shot); },
  };
  document.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (event.isComposing || !(form.contains(cell) || cell === document.body)) return;
    const shot = cell.closest("[data-shot]");
    if (event.ctrlKey || event.metaKey) {
      const verb = withControl[event.key.toLowerCase()];
      if (verb) { verb(event); event.preventDefault(); }
      return;
    }
    const onGrip = cell.classList.contains("grip");
    if (shot && (event.altKey || onGrip) && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      act(event.key === "ArrowUp" ? "up" : "down", shot);
      event.preventDefault();
      return;
    }
    if (!isCell(cell) || event.altKey) return;
    if (event.key === "Escape") back(cell);
    else if (event.key === "F2") { writing = true; if (isText(cell)) cell.setSelectionRange(cell.value.length, cell.value.length); }
    else if (event.key === "Enter" && !(event.shiftKey && cell.tagName === "TEXTAREA")) { if (!isFolded(cell)) upright(cell, event.shiftKey ? -1 : 1); } else if (arrows[event.key] && !event.shiftKey && !staysInside(cell, event.key)) arrows[event.key](cell);
    else return;
    event.preventDefault();
  });
})();
