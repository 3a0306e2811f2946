// Hands on the timeline: the middle of a bar moves it, its ends trim it, its upper corners fade it. A
// finger takes only the bar that is chosen; else it pulls the timeline along.
(() => {
  if (!LaneStrip) return;
  const { box, inner } = LaneStrip;
  const MOVED_PX = 4;
  const SNAP_PX = 9;
  const SCROLL_PX = 36;
  let drag = null;

  // What is snapped to: cuts, both ends of the film, where it stands, and the ends of other sounds.
  const marks = () => {
    const others = LaneRoom.all().filter((row) => row.id !== drag.id).map(LaneRoom.placed).filter(Boolean);
    return [0, LaneRoom.film.frames, LanePlay.frame(), ...LaneRoom.film.cuts, ...others.flatMap((at) => [at.start, at.start + at.frames])];
  };
  const reach = (event) => (LaneKeys.snaps() && !event.altKey ? SNAP_PX / LaneStrip.scale() : -1);
  const ways = {
    move: (at, by, event) => LaneMoves.snapped(at.start + by, at.frames, marks(), reach(event)) - at.start,
    start: (at, by, event) => LaneMoves.snapped(at.start + by, 0, marks(), reach(event)) - at.start,
    end: (at, by, event) => LaneMoves.snapped(at.start + at.frames + by, 0, marks(), reach(event)) - at.start - at.frames,
    fade_in: (at, by) => by,
    fade_out: (at, by) => -by,
  };
  const follow = (event) => {
    const edge = box.getBoundingClientRect();
    if (event.clientX > edge.right - SCROLL_PX) box.scrollLeft += 12;
    else if (event.clientX < edge.left + SCROLL_PX) box.scrollLeft -= 12;
    const by = Math.round((event.clientX - drag.x + box.scrollLeft - drag.scroll) / LaneStrip.scale());
    const row = LaneRoom.find(drag.id);
    if (!row) { end(false); return; }
    drag.cells = LaneMoves.moved(row.cells, drag.what, ways[drag.what](drag.at, by, event), LaneRoom.film, LaneRoom.lengthOf(row));
    LaneRoom.attempt(drag.id, drag.cells);
  };
  const end = (isDone) => {
    if (!drag) return;
    const { begun, id, cells, element } = drag;
    drag = null;
    element.classList.remove("held");
    if (!begun) return;
    if (isDone && cells) LaneRoom.change(id, cells); else LaneRoom.forget();
  };

  inner.addEventListener("pointerdown", (event) => {
    const element = event.target.closest("[data-id]");
    if (drag || !event.isPrimary || event.button) return;
    if (!element) { if (event.pointerType === "mouse" || event.target.closest("[data-ruler]")) LanePlay.go(LaneStrip.frameAt(event.clientX)); return; }
    const id = Number(element.dataset.id);
    const wasChosen = LaneRoom.chosen() === id;
    LaneRoom.choose(id);
    element.focus({ preventScroll: true });
    if (!LaneRoom.isMaker || (event.pointerType !== "mouse" && !wasChosen)) return;
    const what = event.target.dataset.grip || "move";
    drag = { element, id, what, at: LaneRoom.placed(LaneRoom.find(id)), x: event.clientX, scroll: box.scrollLeft, pointer: event.pointerId, begun: false };
    element.setPointerCapture(event.pointerId);
  });
  inner.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.begun && Math.abs(event.clientX - drag.x) <= MOVED_PX) return;
    if (!drag.begun) { drag.begun = true; drag.element.classList.add("held"); }
    follow(event);
  });
  inner.addEventListener("pointerup", () => end(true));
  inner.addEventListener("pointercancel", () => end(false));
  // A finger that only taps the empty lane goes there; one that pulls scrolls.
  inner.addEventListener("click", (event) => { if (event.pointerType === "touch" && !event.target.closest("[data-id], [data-ruler]")) LanePlay.go(LaneStrip.frameAt(event.clientX)); });
  inner.addEventListener("focusin", (event) => { const bar = event.target.closest("[data-id]"); if (bar) LaneRoom.choose(Number(bar.dataset.id)); });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && drag && drag.begun) { event.preventDefault(); end(false); } }, true);
})();
