// The keys of a player: J K L as at an editing table, arrows by frame, space; M notes the frame.
(() => {
  const IN_A_FIELD = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
  const keys = {
    ",": (player) => player.step(-1),
    ".": (player) => player.step(1),
    ArrowLeft: (player) => player.step(-1),
    ArrowRight: (player) => player.step(1),
    j: (player) => player.shuttle(-1),
    k: (player) => player.pause(),
    l: (player) => player.shuttle(1),
    " ": (player) => player.toggle(),
    i: (player) => { if (player.range) player.range.begin(); },
    o: (player) => { if (player.range) player.range.end(); },
    r: (player) => { if (player.range) player.range.turn(); },
    x: (player) => { if (player.range) player.range.clear(); },
    f: (player) => { if (player.whole) player.whole(); },
    m: (player) => { if (document.getElementById("note-at")) { player.pause(); Player.noteHere(player.frame(), player.rate); } },
  };
  const second = { ArrowLeft: -1, ArrowRight: 1 };
  document.addEventListener("keydown", (event) => {
    const player = Player.current();
    if (!player || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(IN_A_FIELD)) return;
    const pressesSomething = event.target.closest("button, a, summary, [role=slider]");
    if (event.key === " " && pressesSomething) return;
    const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.shiftKey && second[name]) { event.preventDefault(); player.step(second[name] * Math.round(player.rate)); return; }
    const act = keys[name];
    if (!act) return;
    event.preventDefault();
    act(player);
  });
})();
