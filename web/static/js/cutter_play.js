// The playhead: stands on a frame, or runs. While it runs, the film of the next piece stands ready
// at its first frame, starts a moment early behind the picture, and is swapped in at the cut.
const CutPlay = (() => {
  const { roll, steer, late } = CutSteer;
  const EARLY = 3;
  const PATIENT_FRAMES = 10;
  const FASTEST = 8;
  const heard = [];
  const measured = { swaps: [], off: [] };
  let cut = null;
  let time = null;
  let frame = 0;
  let speed = 0;
  let from = 0;
  let since = 0;
  let top = "";
  let stuck = 0;
  let ticking = 0;

  const last = () => (cut ? Math.max(0, CutAt.frames(cut) - 1) : 0);
  const tell = () => heard.forEach((act) => act(frame, speed));
  const halt = () => { cancelAnimationFrame(ticking); if (speed === 1) CutSound.stop(); speed = 0; };
  const stand = () => { CutStage.show(CutAt.picture(cut, frame)); tell(); };
  const go = (to) => { halt(); frame = Math.min(last(), Math.max(0, Math.round(to))); stand(); };

  const keepRunning = (one, exact, start) => {
    const slot = CutStage.of(one.item) || CutStage.stand(one.item, one.at + 2, top ? [top] : []);
    if (!slot) return;
    if (slot.film.paused) roll(slot); else steer(slot, time.seconds(one.item.in_frame + exact - start));
  };
  // The pieces that come next take what films are free, and start shortly before they are seen.
  const prepare = (exact, busy) => {
    const starts = CutAt.starts(cut);
    const keep = [...busy];
    for (let at = CutAt.indexAt(cut, Math.max(0, Math.floor(exact))) + 1; at > 0 && at < cut.items.length; at += 1) {
      const item = cut.items[at];
      if (item.kind !== "take" || busy.includes(item.id)) continue;
      const { from: seen } = CutAt.seen(cut, at);
      const first = item.in_frame + seen - starts[at];
      const early = Math.min(EARLY, Math.max(0, first));
      const slot = CutStage.of(item);
      if (slot && !slot.film.paused) { steer(slot, time.seconds(item.in_frame + exact - starts[at])); keep.push(item.id); continue; }
      const there = CutStage.stand(item, Math.max(0, first) - early, keep);
      if (!there) return;
      keep.push(item.id);
      if (exact >= seen - early - late()) roll(there);
      if (keep.length >= CutStage.slots.length) return;
    }
  };
  const measure = (exact, picture) => {
    const one = picture.layers.at(-1);
    if (!one || one.item.id === top) return;
    const { from: seen } = CutAt.seen(cut, cut.items.indexOf(one.item));
    if (top && one.item.kind === "take") measured.swaps.push(exact - seen);
    top = one.item.id;
  };
  CutStage.onFrames((slot, facts) => {
    const at = speed === 1 && CutSound.runs() && !slot.film.paused ? cut.items.findIndex((item) => item.id === slot.id) : -1;
    if (at < 0) return;
    const then = from + time.frames(CutSound.elapsed() + (facts.expectedDisplayTime - performance.now()) / 1000);
    const off = CutSteer.look(slot, facts, cut.items[at].in_frame + then - CutAt.starts(cut)[at]);
    if (slot.id === top) measured.off.push(off);
  });
  const tick = () => {
    const exact = from + time.frames(CutSound.elapsed());
    const now = Math.max(from, Math.floor(exact));
    if (now > last()) { halt(); frame = last(); stand(); return; }
    ticking = requestAnimationFrame(tick);
    const picture = CutAt.picture(cut, now);
    const starts = CutAt.starts(cut);
    const takes = picture.layers.filter((one) => one.item.kind === "take");
    if (exact >= from - late()) takes.forEach((one) => keepRunning(one, exact, starts[cut.items.indexOf(one.item)]));
    const isShown = CutStage.run(picture);
    // Only then is the film of the piece before free for the one that comes next.
    if (isShown) { measure(exact, picture); stuck = 0; prepare(exact, takes.map((one) => one.item.id)); } else stuck = stuck || now;
    CutSound.ahead();
    if (now !== frame) { frame = now; tell(); }
    if (stuck && now - stuck > PATIENT_FRAMES) wait();
  };
  // The network is slower than the film: sound and picture wait for each other.
  const wait = () => {
    const at = frame;
    halt();
    stuck = 0;
    speed = 1;
    frame = at;
    stand();
    const look = () => { if (speed !== 1) return; if (CutStage.isReady()) run(); else ticking = requestAnimationFrame(look); };
    look();
  };
  const run = async () => {
    from = frame;
    top = "";
    stand();
    const until = performance.now() + 1500;
    while (!CutStage.isReady() && performance.now() < until) await new Promise(requestAnimationFrame);
    if (speed !== 1) return;
    await CutSound.start(frame);
    if (speed === 1) ticking = requestAnimationFrame(tick); else CutSound.stop();
    tell();
  };
  const play = () => { if (!cut || !CutAt.frames(cut)) return undefined; halt(); if (frame >= last()) frame = 0; speed = 1; tell(); return run(); };
  // Faster, and backwards: one frame after the other is sought, as fast as the device can.
  const rush = () => {
    const to = from + speed * time.frames((performance.now() - since) / 1000);
    if (CutStage.isReady() || Math.abs(to - frame) > time.base * 2) { frame = Math.min(last(), Math.max(0, Math.round(to))); stand(); }
    if (to <= 0 || to >= last()) { halt(); stand(); } else ticking = requestAnimationFrame(rush);
  };
  const shuttle = (way) => {
    const next = speed * way > 0 ? Math.min(FASTEST, Math.abs(speed) * 2) : 1;
    if (way > 0 && next === 1) { play(); return; }
    halt();
    speed = way * next;
    [from, since] = [frame, performance.now()];
    ticking = requestAnimationFrame(rush);
  };
  const set = (wanted) => {
    cut = wanted;
    CutSound.set(cut, frame);
    frame = Math.min(frame, last());
    if (speed === 1) { cancelAnimationFrame(ticking); CutSound.stop(); run(); } else stand();
  };
  const begin = (clock) => { time = clock; CutSteer.begin(clock); };
  return {
    begin, set, go, play, shuttle, measured, last,
    frame: () => frame, speed: () => speed, pause: () => { const ran = speed; halt(); if (ran) stand(); else tell(); },
    step: (by) => go(frame + by), toggle: () => { if (speed) { halt(); stand(); } else play(); },
    listen: (act) => heard.push(act), refresh: () => { if (!speed) stand(); },
  };
})();
