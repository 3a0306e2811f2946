// The keys of the cutting room, as at an editing table; ? shows them.
(() => {
  if (!CutRoom) return;
  const { place } = CutRoom;
  const IN_A_FIELD = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const TEN = 10;
  // The two keys right of M, whatever a keyboard prints on them.
  const PLACES = { Comma: ",", Period: "." };
  const nudge = (name, by) => { const found = CutRoom.meant(); if (!found || (name === "roll" && found.lane !== "item")) return; CutRoom.choose(found.one.id); CutPanel.step(name, by); };
  const keys = {
    " ": "play", k: () => CutPlay.pause(), j: () => CutPlay.shuttle(-1), l: () => CutPlay.shuttle(1),
    ArrowLeft: () => CutPlay.step(-1), ArrowRight: () => CutPlay.step(1), ArrowUp: "before", ArrowDown: "after", Home: "first", End: "last",
    i: "in", o: "out", s: "split", d: "dissolve", t: "title", g: "black", Delete: "remove", Backspace: "remove", "+": "closer", "=": "closer", "-": "farther", 0: "fit", "?": "keys",
    ",": () => nudge("roll", -1), ".": () => nudge("roll", 1),
    Enter: (event) => { const piece = event.target.closest("[data-id]"); if (!piece) return; CutRoom.choose(piece.dataset.id); CutPanel.open("piece"); CutRoom.place.querySelector("[data-panel=piece] [data-step]:not([hidden]) button").focus(); },
    Escape: () => { if (CutSource.name()) CutSource.leave(); else CutRoom.choose(""); },
  };
  const withShift = { ArrowLeft: () => CutPlay.step(-TEN), ArrowRight: () => CutPlay.step(TEN), Delete: "lift", Backspace: "lift", ",": () => nudge("slip", -1), ".": () => nudge("slip", 1) };
  const withAlt = { ArrowLeft: "earlier", ArrowRight: "later" };
  const withControl = { z: (event) => (event.shiftKey ? CutTools.redo() : CutTools.undo()), y: "redo" };
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (!CutRoom.cut || event.isComposing || event.defaultPrevented || !(target === document.body || target.id === "work" || place.contains(target)) || target.closest(`${IN_A_FIELD}, dialog`)) return;
    const name = event.key.length === 1 ? (/\p{L}/u.test(event.key) ? event.key.toLowerCase() : PLACES[event.code] || event.key) : event.key;
    if (target.type === "range" && /^(Arrow|Home|End)/.test(name)) return;
    if ((name === " " || name === "Enter") && target.closest("button, a, summary")) return;
    const table = event.ctrlKey || event.metaKey ? withControl : event.altKey ? withAlt : event.shiftKey && withShift[name] ? withShift : keys;
    const act = table[name];
    if (!act) return;
    event.preventDefault();
    if (typeof act === "string") CutTools[act](); else act(event);
  });
})();
