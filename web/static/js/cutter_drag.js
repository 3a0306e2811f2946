// Hands on the strip: a mouse takes a piece at once, a finger after resting on it, so that it can
// still pull the strip along. Edges trim, corners fade, the edge of the sound makes J and L cuts.
// With Alt an edge moves the cut between two pieces, and the middle shows other frames of the take.
(() => {
  if (!CutRoom) return;
  const { box, inner } = CutStrip;
  const REST_MS = 320;
  const MOVED_PX = 5;
  const SNAP_PX = 7;
  const LOOKED_AT = ["start", "end", "roll", "slip"];
  let drag = null;

  const near = (frame, not) => {
    const cut = CutRoom.cut;
    const edges = [0, CutPlay.frame(), CutAt.frames(cut), ...CutAt.starts(cut)];
    cut.titles.concat(cut.tracks.flatMap((track) => track.sounds)).forEach((one) => { if (one.id !== not) edges.push(one.start_frame, one.start_frame + one.frames); });
    const best = edges.reduce((found, edge) => (Math.abs(edge - frame) < Math.abs(found - frame) ? edge : found), Infinity);
    return Math.abs(best - frame) * CutStrip.scale() <= SNAP_PX ? best : frame;
  };
  const snapped = (start, frames, id) => { const at = near(start, id); if (at !== start) return at; const end = near(start + frames, id); return end - frames; };
  const placeOf = (cut, frame) => { const starts = CutAt.starts(cut); const at = starts.findIndex((start, index) => frame < start + cut.items[index].frames / 2); return at < 0 ? cut.items.length : at; };
  const trackAt = (y, id) => { const lane = [...CutStrip.lanes.tracks.children].find((one) => { const area = one.getBoundingClientRect(); return y >= area.top && y < area.bottom; }); return lane ? lane.dataset.track : id; };

  // What each handle does with the frames that a hand has moved: the move, and what is looked at.
  const start = (one) => ({ name: "trim_start", args: ({ id }, by) => ({ id, by }), look: (now) => (one.lane === "item" ? now.one.in_frame : null), edge: 0 });
  const kinds = {
    start,
    end: () => ({ name: "trim_end", args: ({ id }, by) => ({ id, by }), edge: 1 }),
    fade_in: ({ one }) => ({ name: "fade_in", args: ({ id }, by) => ({ id, frames: Math.max(0, (one.fade_in_frames ?? one.fade_frames) + by) }) }),
    fade_out: ({ one }) => ({ name: "fade_out", args: ({ id }, by) => ({ id, frames: Math.max(0, (one.fade_out_frames ?? one.fade_frames) - by) }) }),
    dissolve: ({ one }) => ({ name: "dissolve", args: ({ id }, by) => ({ id, frames: Math.max(0, one.dissolve_frames + 2 * by) }) }),
    roll: () => ({ name: "roll", args: ({ id }, by) => ({ id, by }) }),
    slip: () => ({ name: "slip", args: ({ id }, by) => ({ id, by: -by }) }),
    sound: ({ one }) => ({ name: "sound_offset", args: ({ id }, by) => ({ id, frames: one.sound_offset + by }) }),
  };
  const moves = {
    item: { move: (by, event) => { const found = drag.found; const to = placeOf(CutRoom.cut, CutStrip.frameAt(event.clientX)); return ["move", { id: found.one.id, to: to > found.at ? to - 1 : to }]; } },
    title: { move: (by) => ["place", { id: drag.id, start_frame: Math.max(0, snapped(drag.found.start + by, drag.found.one.frames, drag.id)) }] },
    sound: { move: (by, event) => ["place", { id: drag.id, start_frame: Math.max(0, snapped(drag.found.start + by, drag.found.one.frames, drag.id)), track: trackAt(event.clientY, drag.found.track.id) }] },
  };

  const begin = () => {
    drag.begun = true;
    CutPlay.pause();
    CutRoom.choose(drag.element.dataset.id);
    drag.element.classList.add("held");
    box.classList.add("dragging");
    if (navigator.vibrate && drag.touch) navigator.vibrate(12);
  };
  // The picture at the edge that is trimmed is shown large while a hand moves it.
  const look = () => {
    const now = CutAt.find(CutRoom.shown(), drag.id);
    if (!now || now.lane !== "item") return;
    const at = drag.grip === "end" ? now.start + now.one.frames - 1 : now.start;
    if (!LOOKED_AT.includes(drag.grip)) return;
    if (now.one.kind === "take") CutStage.show({ layers: [{ item: now.one, at: now.one.in_frame + at - now.start, weight: 1, light: 1 }], over: [] });
    const { frames, in_frame } = CutAt.find(CutRoom.shown(), drag.element.dataset.id).one;
    drag.element.dataset.frames = CutRoom.say(drag.grip === "slip" ? "part" : "frames", { frames, first: in_frame, last: in_frame + frames - 1 });
  };
  // What Alt makes of a hand: the piece behind the cut that moves, or the one that slips.
  const withAlt = (found, grip) => {
    if (found.lane === "title") return null;
    if (!grip) return found.lane === "sound" || found.one.take ? { grip: "slip", found } : null;
    const next = found.lane === "item" && CutRoom.cut.items[found.at + (grip === "end" ? 1 : 0)];
    return next && ["start", "end"].includes(grip) && CutAt.find(CutRoom.cut, next.id).at > 0 ? { grip: "roll", found: CutAt.find(CutRoom.cut, next.id) } : null;
  };
  const follow = (event) => {
    const by = Math.round((event.clientX - drag.x + box.scrollLeft - drag.scroll) / CutStrip.scale());
    if (!drag.grip) {
      drag.element.style.transform = `translateX(${event.clientX - drag.x + box.scrollLeft - drag.scroll}px)`;
      const [name, args] = moves[drag.found.lane].move(by, event);
      drag.last = [name, args];
      if (drag.found.lane === "item") mark(args.to); else { drag.element.style.transform = ""; CutRoom.attempt(name, args); }
      return;
    }
    const kind = kinds[drag.grip](drag.found);
    drag.last = [kind.name, kind.args({ id: drag.id }, by)];
    CutRoom.attempt(...drag.last);
    // The left edge follows the hand: the film closes up only when it lets go.
    const now = CutAt.find(CutRoom.shown(), drag.id);
    if (drag.grip === "start" && drag.found.lane === "item") inner.style.transform = `translateX(${CutStrip.x(drag.found.one.frames - now.one.frames)}px)`;
    look();
  };
  const mark = (to) => {
    const cut = CutRoom.cut;
    const at = drag.found.at;
    const index = to >= at ? to + 1 : to;
    inner.style.setProperty("--drop", `${CutStrip.x(CutAt.starts(cut)[index] ?? CutAt.frames(cut))}px`);
    inner.classList.add("dropping");
  };
  const end = (isDone) => {
    if (!drag) return;
    const { begun, element, last, timer, grip, found } = drag;
    clearTimeout(timer);
    if (begun) {
      element.style.transform = inner.style.transform = "";
      element.classList.remove("held");
      delete element.dataset.frames;
      box.classList.remove("dragging");
      inner.classList.remove("dropping");
      const was = drag;
      drag = null;
      if (isDone && last) CutRoom.move(...last); else CutRoom.forget();
      const now = CutAt.find(CutRoom.cut, was.id);
      if (grip && found.lane === "item" && LOOKED_AT.includes(grip) && grip !== "slip" && now) CutPlay.go(grip === "end" ? now.start + now.one.frames - 1 : now.start); else CutPlay.refresh();
      box.dataset.dragged = "yes";
      setTimeout(() => { delete box.dataset.dragged; }, 0);
    }
    drag = null;
  };

  inner.addEventListener("pointerdown", (event) => {
    const element = event.target.closest("[data-id]");
    if (!element || drag || !event.isPrimary || event.button) return;
    const found = CutAt.find(CutRoom.cut, element.dataset.id);
    const grip = (event.target.closest("[data-grip]") || { dataset: {} }).dataset.grip || "";
    const touch = event.pointerType !== "mouse";
    if (!found || (element.classList.contains("own") && !grip)) return;
    drag = { element, found, grip, ...(event.altKey && withAlt(found, grip)), touch, x: event.clientX, y: event.clientY, scroll: box.scrollLeft, begun: false, pointer: event.pointerId };
    drag.id = drag.found.one.id;
    if (touch && !grip) drag.timer = setTimeout(begin, REST_MS);
    if (!touch || grip) element.setPointerCapture(event.pointerId);
  });
  inner.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > MOVED_PX;
    if (!drag.begun && far) { if (drag.touch && !drag.grip) { end(false); return; } begin(); }
    if (drag.begun) follow(event);
  });
  inner.addEventListener("pointerup", () => end(true));
  inner.addEventListener("pointercancel", () => end(false));
  // A finger that holds a piece does not pull the page along.
  inner.addEventListener("touchmove", (event) => { if (drag && drag.begun && event.cancelable) event.preventDefault(); }, { passive: false });
  inner.addEventListener("contextmenu", (event) => { if (drag && drag.touch) event.preventDefault(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && drag && drag.begun) { event.stopImmediatePropagation(); event.preventDefault(); end(false); } }, true);

  inner.addEventListener("click", (event) => {
    if (box.dataset.dragged) return;
    const element = event.target.closest("[data-id]");
    if (!element) { if (!event.target.closest("[data-ruler]")) CutRoom.choose(""); return; }
    CutRoom.choose(element.dataset.id);
    element.focus({ preventScroll: true });
    place(event);
  });
  inner.addEventListener("dblclick", (event) => { if (event.target.closest("[data-id]")) CutPanel.open("piece"); });
  const place = (event) => { if (!CutStrip.isCentred()) CutPlay.go(CutStrip.frameAt(event.clientX)); else { const found = CutAt.find(CutRoom.cut, CutRoom.chosen); const now = CutPlay.frame(); if (found && (now < found.start || now >= found.start + found.one.frames)) CutPlay.go(found.start); } };
  CutStrip.ruler.addEventListener("pointerdown", (event) => { if (CutStrip.isCentred()) return; CutStrip.ruler.setPointerCapture(event.pointerId); CutPlay.go(CutStrip.frameAt(event.clientX)); });
  CutStrip.ruler.addEventListener("pointermove", (event) => { if (CutStrip.ruler.hasPointerCapture(event.pointerId)) CutPlay.go(CutStrip.frameAt(event.clientX)); });
  CutStrip.placeOf = placeOf;
})();
