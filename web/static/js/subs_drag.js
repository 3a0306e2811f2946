// Hands on the blocks: the middle moves a subtitle, its ends trim it, the film behind it is sought.
(() => {
  if (!SubsWave) return;
  const { canvas, cuts } = SubsWave;
  const { text } = SubsRoom;
  const REACH = 8;
  const SHORTEST = 2;
  let held = null;
  let bursts = 0;

  const point = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  // An end that comes near a cut goes to it.
  const snapped = (frame) => {
    const reach = (REACH / canvas.clientWidth) * SubsWave.view().span * text.rate / 1000;
    const near = cuts.filter((cut) => Math.abs(cut - frame) <= reach);
    return near.length ? near.reduce((one, cut) => (Math.abs(cut - frame) < Math.abs(one - frame) ? cut : one)) : frame;
  };
  // Its neighbours are walls.
  const room = (id) => {
    const all = SubsRoom.all();
    const at = all.findIndex((one) => one.id === id);
    const before = all[at - 1];
    const after = all[at + 1];
    return { low: before ? text.toFrame(before.end) : 0, high: after ? text.toFrame(after.start) : Infinity };
  };
  const moved = (ms) => {
    const by = text.toFrame(ms) - text.toFrame(held.ms);
    const { low, high } = held.walls;
    let [start, end] = [held.start, held.end];
    if (held.part === "start") start = Math.min(end - SHORTEST, Math.max(low, snapped(start + by)));
    else if (held.part === "end") end = Math.max(start + SHORTEST, Math.min(high, snapped(end + by)));
    else {
      const to = Math.max(low, Math.min(high - (end - start), snapped(start + by)));
      [start, end] = [to, to + end - start];
    }
    return SubsMoves.time(held.id, text.toMs(start), text.toMs(end));
  };

  canvas.addEventListener("pointerdown", (event) => {
    const found = SubsWave.hit(...point(event));
    if (found.part === "bar") { SubsWave.pan(found.ms - SubsWave.view().span / 2); SubsPlay.seek(found.ms); return; }
    if (found.part === "film") { SubsPlay.seek(found.ms); return; }
    SubsRoom.select(found.one.id);
    if (!SubsRoom.isMaker) { SubsPlay.seek(found.one.start); return; }
    bursts += 1;
    const [start, end] = [found.one.start, found.one.end].map(text.toFrame);
    held = { id: found.one.id, part: found.part, ms: found.ms, start, end, walls: room(found.one.id), burst: `drag ${bursts}`, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [px, py] = point(event);
    if (!held) {
      const { part } = SubsWave.hit(px, py);
      canvas.style.cursor = { start: "ew-resize", end: "ew-resize", block: "grab" }[part] || "crosshair";
      return;
    }
    if (!held.moved && text.toFrame(SubsWave.msAt(px)) === text.toFrame(held.ms)) return;
    held.moved = true;
    SubsRoom.change(moved(SubsWave.msAt(px)), { burst: held.burst });
  });
  const drop = () => {
    if (held && !held.moved) { const one = SubsRoom.find(held.id); if (one) SubsPlay.seek(one.start); }
    held = null;
  };
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, drop);
})();
