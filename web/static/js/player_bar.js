// The whole film as a line below its picture: where it is, where notes stand, which part repeats.
// The line runs from left to right in every language, as timecode does.
(() => {
  const share = (frame, player) => Math.min(1, frame / Math.max(1, player.last()));
  const place = (part, start, end) => { part.style.left = `${100 * start}%`; if (end !== undefined) part.style.width = `${100 * (end - start)}%`; };

  const marks = (bar, player) => {
    const lane = bar.querySelector("[data-bar-marks]");
    const notes = [...document.querySelectorAll("#notes [data-note-frame]")];
    lane.replaceChildren(...notes.map((note) => {
      const from = Number(note.dataset.noteFrame);
      const mark = document.createElement("button");
      Object.assign(mark, { type: "button", className: `bar-mark kind-${note.dataset.kind || "plain"}`, title: note.dataset.says, tabIndex: -1 });
      mark.classList.toggle("is-done", "done" in note.dataset);
      place(mark, share(from, player), note.dataset.noteTo ? share(Number(note.dataset.noteTo), player) : undefined);
      mark.addEventListener("click", (event) => { event.stopPropagation(); player.go(from); note.scrollIntoView({ block: "nearest" }); });
      return mark;
    }));
  };

  const dress = (screen, player) => {
    const bar = screen.querySelector("[data-bar]");
    const head = bar.querySelector("[data-bar-head]");
    const line = bar.querySelector("[role=slider]");
    bar.hidden = false;
    player.listen((frame) => {
      place(head, share(frame, player));
      line.setAttribute("aria-valuemax", player.last());
      line.setAttribute("aria-valuenow", frame);
      line.setAttribute("aria-valuetext", Player.timecode(frame, player.rate));
    });
    const at = (event) => {
      const box = line.getBoundingClientRect();
      return Math.round(player.last() * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
    };
    line.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      line.setPointerCapture(event.pointerId);
      player.go(at(event));
    });
    line.addEventListener("pointermove", (event) => { if (line.hasPointerCapture(event.pointerId)) player.go(at(event)); });
    line.addEventListener("keydown", (event) => {
      const to = { Home: 0, End: player.last(), PageUp: player.frame() - 10 * Math.round(player.rate), PageDown: player.frame() + 10 * Math.round(player.rate) }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      player.go(to);
    });
    player.film.addEventListener("loadedmetadata", () => marks(bar, player));
    marks(bar, player);
  };

  // A finger: a tap plays, a pull to the side turns picture by picture.
  const touch = (screen, player) => {
    const STEP = 14;
    const film = screen.querySelector("[data-film]");
    let from = null;
    let moved = false;
    film.addEventListener("pointerdown", (event) => { if (event.pointerType !== "mouse" && !screen.dataset.draws) { from = event.clientX; moved = false; } });
    film.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const by = Math.trunc((event.clientX - from) / STEP);
      if (!by) return;
      from += by * STEP;
      moved = true;
      player.step(by);
    });
    for (const kind of ["pointerup", "pointercancel"]) film.addEventListener(kind, () => { from = null; });
    film.addEventListener("click", (event) => { if (moved) { event.stopPropagation(); moved = false; } }, true);
  };

  const all = () => document.querySelectorAll("[data-player]").forEach((screen) => {
    if (!screen.querySelector("[data-bar]")) return;
    const player = Player.of(screen);
    if (!screen.dataset.barred) {
      screen.dataset.barred = "yes";
      dress(screen, player);
      if (screen.querySelector("[data-film]")) touch(screen, player);
    } else marks(screen.querySelector("[data-bar]"), player);
  });
  document.addEventListener("htmx:load", all);
  all();
})();
