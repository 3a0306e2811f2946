// Keys and tools of the timeline: each is a move that a button makes, too.
const LaneKeys = (() => {
  if (!LaneStrip) return null;
  const { place } = LaneRoom;
  const button = (name) => place.querySelector(`[data-tool=${name}]`);
  const snaps = () => !button("snap") || button("snap").getAttribute("aria-pressed") === "true";
  const at = () => { const row = LaneRoom.find(LaneRoom.chosen()); return row && LaneRoom.placed(row); };
  const move = (what, by) => { if (at()) LaneRoom.move(LaneRoom.chosen(), what, by); };
  const tools = {
    play: () => LanePlay.toggle(),
    undo: () => LaneRoom.undo(),
    redo: () => LaneRoom.redo(),
    snap: () => button("snap").setAttribute("aria-pressed", !snaps()),
    remove: () => LanePanel.remove(),
    closer: () => LaneStrip.zoom(1.6), farther: () => LaneStrip.zoom(1 / 1.6), fit: () => LaneStrip.fit(),
  };
  // Its beginning, or its end, goes where the film stands.
  const begin = () => { const now = at(); if (now) move("start", LanePlay.frame() - now.start); };
  const finish = () => { const now = at(); if (now) move("end", LanePlay.frame() - now.start - now.frames); };
  const keys = {
    ArrowLeft: (event) => move("move", event.shiftKey ? -10 : -1),
    ArrowRight: (event) => move("move", event.shiftKey ? 10 : 1),
    ArrowUp: () => move("gain", 1),
    ArrowDown: () => move("gain", -1),
    "[": begin, i: begin, "]": finish, o: finish,
    Delete: tools.remove, Backspace: tools.remove,
    n: tools.snap, " ": tools.play,
  };
  const isField = (target) => target.closest("input, textarea, select, button, a, summary, video, dialog");
  const isLooking = ["ArrowLeft", "ArrowRight"];

  place.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-tool]");
    if (pressed) tools[pressed.dataset.tool]();
  });
  document.addEventListener("keydown", (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.target.matches("input, textarea, select") || event.target.closest("dialog")) return;
    if ((event.ctrlKey || event.metaKey) && ["z", "y"].includes(key)) {
      event.preventDefault();
      if (key === "y" || event.shiftKey) tools.redo(); else tools.undo();
      return;
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !isField(event.target);
    if (!isPlain || !keys[key]) return;
    // Without a sound in hand, or for those who only look, arrows go through the film.
    const isMove = at() && LaneRoom.isMaker;
    if (!isMove && isLooking.includes(key)) LanePlay.go(LanePlay.frame() + (key === "ArrowLeft" ? -1 : 1) * (event.shiftKey ? 10 : 1));
    else if (isMove || key === " ") keys[key](event);
    else return;
    event.preventDefault();
  });
  LaneRoom.listen(() => {
    for (const [name, can] of [["undo", LaneRoom.canUndo()], ["redo", LaneRoom.canRedo()]]) if (button(name)) button(name).disabled = !can;
  });
  LanePlay.listen(() => {
    const use = button("play").querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, LanePlay.isPlaying() ? "#pause" : "#play"));
  });
  LaneRoom.begin();
  document.documentElement.dataset.lanes = "ready";
  return { snaps };
})();
