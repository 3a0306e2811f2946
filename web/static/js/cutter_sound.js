// The sound of a cut: every sound is decoded once and laid on the clock of the sound card by
// samples, takes with their J and L cuts and the other tracks alike. That clock drives the picture.
const CutSound = (() => {
  const RATE = 48000;
  const LEAD = 0.12;
  const AHEAD = 4;
  const MOST_SECONDS = CutFiles.isSmall ? 180 : 1200;
  const STEPS = 33;
  const decoded = new Map();
  let context = null;
  let time = null;
  let plan = [];
  let urlOf = () => "";
  let lengths = () => ({});
  let base = null;
  let playing = new Map();

  const level = (db) => 10 ** (db / 20);
  const make = () => {
    const Kind = window.AudioContext || window.webkitAudioContext;
    if (!context && Kind) context = new Kind({ sampleRate: RATE, latencyHint: "interactive" });
    return context;
  };
  const forget = () => {
    const wanted = new Set(plan.map(urlOf));
    let seconds = [...decoded.values()].reduce((sum, one) => sum + (one.buffer ? one.buffer.duration : 0), 0);
    for (const [url, one] of decoded) {
      if (seconds <= MOST_SECONDS) return;
      if (!wanted.has(url) && one.buffer) { seconds -= one.buffer.duration; decoded.delete(url); }
    }
  };
  const load = (url) => {
    if (decoded.has(url)) return;
    const one = { buffer: null };
    decoded.set(url, one);
    CutFiles.get(url).then((blob) => blob.arrayBuffer()).then((bytes) => new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes))
      .then((buffer) => { one.buffer = buffer; forget(); if (base) ahead(); })
      .catch((fault) => { if (fault.name !== "EncodingError") decoded.delete(url); }); // no sound in it: once is enough
  };
  // What will be heard, and from where; the nearest to the playhead is fetched first.
  const set = (cut, frame = 0) => {
    plan = CutAt.sounds(cut, lengths()).filter((one) => !one.muted && urlOf(one));
    const far = (one) => (one.start_frame + one.frames > frame ? one.start_frame - frame : 1e9 - one.start_frame);
    [...plan].sort((a, b) => far(a) - far(b)).forEach((one) => load(urlOf(one)));
  };

  // A quarter of a sine, the part of it that is still to come.
  const fade = (gain, { at, seconds, from, loud, rises }) => {
    if (from >= 1 || seconds <= 0) return;
    const curve = Float32Array.from({ length: STEPS }, (_, step) => { const x = from + (1 - from) * (step / (STEPS - 1)); return loud * Math.sin((Math.PI / 2) * (rises ? x : 1 - x)); });
    gain.setValueCurveAtTime(curve, at, seconds * (1 - from));
  };
  const schedule = (one, buffer) => {
    const start = base.at + time.seconds(one.start_frame - base.frame);
    const late = Math.max(0, context.currentTime + 0.005 - start, base.at - start);
    const lasts = time.seconds(one.frames);
    if (late >= lasts) return null;
    const source = new AudioBufferSourceNode(context, { buffer });
    const volume = new GainNode(context, { gain: level(one.gain_db) });
    const loud = level(one.gain_db);
    const [rise, fall] = [time.seconds(one.fade_in_frames || 0), time.seconds(one.fade_out_frames || 0)];
    if (rise) fade(volume.gain, { at: start + late, seconds: rise, from: late / rise, loud, rises: true });
    const falls = start + lasts - fall;
    if (fall && falls >= start + Math.max(late, rise)) fade(volume.gain, { at: falls, seconds: fall, from: 0, loud, rises: false });
    else if (fall && late >= rise) fade(volume.gain, { at: start + late, seconds: fall, from: Math.max(0, (start + late - falls) / fall), loud, rises: false });
    source.connect(volume).connect(context.destination);
    source.start(start + late, time.seconds(one.in_frame) + late, lasts - late);
    return source;
  };
  // Lay what begins within the next seconds; asked again and again while the film runs.
  const ahead = () => {
    if (!base || !context) return;
    const until = context.currentTime + AHEAD;
    for (const one of plan) {
      const key = `${one.id} ${one.start_frame}`;
      const { buffer } = decoded.get(urlOf(one)) || {};
      if (!buffer || playing.has(key) || base.at + time.seconds(one.start_frame - base.frame) > until) continue;
      playing.set(key, schedule(one, buffer));
    }
  };
  const stop = () => { playing.forEach((source) => { if (source) source.stop(); }); playing = new Map(); base = null; };
  const start = async (frame) => {
    stop();
    if (make() && context.state !== "running") await Promise.race([context.resume(), new Promise((done) => { setTimeout(done, 300); })]);
    const runs = context && context.state === "running";
    const heard = (runs && context.outputLatency) || 0;
    base = { frame, at: runs ? context.currentTime + LEAD : 0, runs, heard, began: performance.now() / 1000 + LEAD + heard };
    if (runs) ahead();
  };
  // Seconds since the frame that was started from; before it is heard they are below zero. The
  // clock of the page is finer than that of the sound card, which puts it right where they part.
  const elapsed = () => {
    if (!base) return 0;
    const seconds = performance.now() / 1000 - base.began;
    if (base.runs) {
      const apart = context.currentTime - base.at - base.heard - seconds;
      if (Math.abs(apart) > 0.06) base.began -= apart;
    }
    return performance.now() / 1000 - base.began;
  };
  const begin = (clock, address, known) => { time = clock; urlOf = address; lengths = known; };
  const isThere = (url) => Boolean((decoded.get(url) || {}).buffer);
  return { begin, set, start, stop, ahead, elapsed, isThere, runs: () => Boolean(base), running: () => [...playing.values()].filter(Boolean).length };
})();
