// Carry a take or a sound from the bin to the strip: the mouse at once, a finger after resting on it.
// With Alt a take comes in the place of the shot on which it is let go.
(() => {
  if (!CutRoom) return;
  const { place } = CutRoom;
  const { box, inner, lanes } = CutStrip;
  const REST_MS = 350;
  const MOVED_PX = 6;
  let carry = null;

  const begin = () => {
    carry.begun = true;
    CutSource.leave();
    carry.ghost = carry.one.querySelector(".still, .bin-name").cloneNode(true);
    carry.ghost.classList.add("ghost");
    carry.ghost.removeAttribute("data-sheet");
    place.append(carry.ghost);
    box.classList.add("dragging");
    if (navigator.vibrate && carry.touch) navigator.vibrate(12);
  };
  const isOver = (area, event) => { const one = area.getBoundingClientRect(); return event.clientX >= one.left && event.clientX < one.right && event.clientY >= one.top && event.clientY < one.bottom; };
  const under = (event) => { const item = CutRoom.cut.items[CutAt.indexAt(CutRoom.cut, CutStrip.frameAt(event.clientX))]; return item && item.take && isOver(lanes.picture, event) ? item.id : ""; };
  // The shot that a take would replace says so.
  const aim = (id) => {
    if (carry.onto === id) return;
    const mark = (one, isOn) => { const shot = one && CutStrip.element(`item ${one}`); if (!shot) return; shot.classList.toggle("held", isOn); if (isOn) shot.dataset.frames = CutRoom.say("replace"); else delete shot.dataset.frames; };
    mark(carry.onto, false);
    mark(id, true);
    carry.onto = id;
  };
  const follow = (event) => {
    carry.ghost.style.transform = `translate(${event.clientX - 70}px, ${event.clientY - 60}px)`;
    carry.over = isOver(box, event);
    aim(carry.over && carry.kind === "take" && event.altKey ? under(event) : "");
    inner.classList.toggle("dropping", carry.over && carry.kind === "take" && !carry.onto);
    if (!carry.over) return;
    const frame = CutStrip.frameAt(event.clientX);
    carry.frame = Math.max(0, frame);
    carry.at = CutStrip.placeOf(CutRoom.cut, frame);
    carry.track = ([...lanes.tracks.children].find((lane) => isOver(lane, event)) || { dataset: {} }).dataset.track;
    inner.style.setProperty("--drop", `${CutStrip.x(CutAt.starts(CutRoom.cut)[carry.at] ?? CutAt.frames(CutRoom.cut))}px`);
    const edge = box.getBoundingClientRect();
    if (event.clientX > edge.right - 40) box.scrollLeft += 14; else if (event.clientX < edge.left + 40) box.scrollLeft -= 14;
  };
  const end = (isDone) => {
    if (!carry) return;
    const { onto } = carry;
    clearTimeout(carry.timer);
    if (carry.begun) aim("");
    const { begun, over, ghost, kind, one, at, track, frame } = carry;
    carry = null;
    if (!begun) return;
    ghost.remove();
    inner.classList.remove("dropping");
    box.classList.remove("dragging");
    if (isDone && onto) CutBin.replace(one.dataset.take, onto);
    else if (isDone && over && kind === "take") CutBin.put(one.dataset.take, at);
    if (isDone && over && kind === "sound") CutMix.put(one.dataset.sound, frame, track);
    addEventListener("click", (event) => { event.stopPropagation(); event.preventDefault(); }, { capture: true, once: true });
    setTimeout(() => dispatchEvent(new Event("click")), 0); // none followed: take the trap away
  };
  place.addEventListener("pointerdown", (event) => {
    const one = event.target.closest("[data-take]:not(.hole), [data-sound]");
    if (!one || carry || !event.isPrimary || event.button || event.target.closest("[data-act=put]")) return;
    const touch = event.pointerType !== "mouse";
    carry = { one, kind: one.dataset.take ? "take" : "sound", touch, x: event.clientX, y: event.clientY, begun: false, pointer: event.pointerId };
    if (touch) carry.timer = setTimeout(begin, REST_MS);
  });
  addEventListener("pointermove", (event) => {
    if (!carry || event.pointerId !== carry.pointer) return;
    const far = Math.hypot(event.clientX - carry.x, event.clientY - carry.y) > MOVED_PX;
    if (!carry.begun && far) { if (carry.touch) { end(false); return; } begin(); }
    if (carry.begun) { follow(event); event.preventDefault(); }
  });
  addEventListener("pointerup", () => end(true));
  addEventListener("pointercancel", () => end(false));
  place.addEventListener("dragstart", (event) => event.preventDefault());
  place.addEventListener("touchmove", (event) => { if (carry && carry.begun && event.cancelable) event.preventDefault(); }, { passive: false });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && carry && carry.begun) { event.stopImmediatePropagation(); end(false); } }, true);
})();
