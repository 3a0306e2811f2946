// The sounds of the cue sheet, roughly as they will be: laid on the clock of the sound card while the
// film plays with its own sound. The mix of the server is exact; this one is there at once.
const LaneSound = (() => {
  if (!LaneRoom || !LanePlay || !LanePlay.film) return null;
  const { film: { time } } = LaneRoom;
  const { film } = LanePlay;
  const LEAD_S = 0.05;
  const AHEAD_S = 5;
  const OFF_S = 0.08;
  const MOST_SECONDS = 900;
  const STEPS = 17;
  const buffers = new Map();
  let context = null;
  let base = null;

  const load = (file) => {
    const sound = LaneRoom.given.sounds[file];
    if (!sound || buffers.has(file)) return;
    buffers.set(file, null);
    fetch(sound.sound).then((answer) => { if (!answer.ok) throw new Error("no sound"); return answer.arrayBuffer(); })
      .then((bytes) => context.decodeAudioData(bytes))
      .then((buffer) => { buffers.set(file, buffer); known(sound, buffer); LaneWave.decoded(file, buffer); forget(); lay(); })
      .catch((fault) => { if (fault.name !== "EncodingError") buffers.delete(file); }); // no sound in it: once is enough
  };
  // How long a packed file is, nobody knew before it was decoded.
  const known = (sound, buffer) => { if (sound.frames === null) { sound.frames = Math.max(1, time.frame(buffer.duration)); LaneRoom.forget(); } };
  // A long song stays in memory only while it is in the film.
  const forget = () => {
    const used = new Set(LaneRoom.all().map(LaneRoom.name));
    const seconds = [...buffers.values()].reduce((sum, one) => sum + (one ? one.duration : 0), 0);
    if (seconds > MOST_SECONDS) [...buffers.keys()].filter((file) => !used.has(file)).forEach((file) => buffers.delete(file));
  };
  const role = (row) => (row.cells.role || "").trim().toLowerCase();
  // Film seconds of what is heard now.
  const position = () => base.from + context.currentTime - base.at;
  const curve = (gain, at, seconds, from, loud, rises) => {
    if (from >= 1 || seconds <= 0) return;
    const values = Float32Array.from({ length: STEPS }, (_, step) => { const part = from + (1 - from) * (step / (STEPS - 1)); return loud * Math.sin((Math.PI / 2) * (rises ? part : 1 - part)); });
    gain.setValueCurveAtTime(values, at, seconds * (1 - from));
  };
  // Whoever speaks: in the edit, as the newest mix has it, and in the sheet.
  const voices = () => {
    const own = LaneRoom.all().filter((row) => role(row) === "dialogue").map((row) => ({ file: LaneRoom.name(row), at: LaneRoom.placed(row) })).filter(({ at }) => at);
    const laid = own.map(({ file, at }) => ({ peaks: LaneWave.peaks(file), begin: time.seconds(at.begin), start: time.seconds(at.start), lasts: time.seconds(at.frames), gain_db: at.gain_db }));
    const whole = time.seconds(LaneRoom.film.frames);
    return LaneDuck.powers(whole, [{ peaks: LaneWave.peaks(LaneWave.VOICES), begin: 0, start: 0, lasts: whole, gain_db: 0 }, ...laid]);
  };
  // What all sounds of one kind go through; some kinds step back under voices, along the whole film.
  const bus = (kind) => {
    if (base.buses.has(kind)) return base.buses.get(kind);
    const made = new GainNode(context);
    const { ducking } = LaneRoom.given;
    const gains = ducking.steps[kind] ? LaneDuck.gains(voices(), ducking, ducking.steps[kind]) : null;
    const first = Math.floor(base.from * LaneDuck.A_SECOND);
    const left = gains ? gains.subarray(first) : [];
    if (left.length > 1) made.gain.setValueCurveAtTime(left, base.at + first / LaneDuck.A_SECOND - base.from, (left.length - 1) / LaneDuck.A_SECOND);
    made.connect(context.destination);
    base.buses.set(kind, made);
    return made;
  };
  const schedule = (at, buffer, kind) => {
    const starts = base.at + time.seconds(at.start) - base.from;
    const late = Math.max(0, context.currentTime + 0.01 - starts);
    const lasts = Math.min(time.seconds(at.frames), buffer.duration - time.seconds(at.begin));
    if (late >= lasts) return null;
    const loud = 10 ** (at.gain_db / 20);
    const source = new AudioBufferSourceNode(context, { buffer });
    const volume = new GainNode(context, { gain: loud });
    const [rise, fall] = [at.fade_in, at.fade_out].map(time.seconds);
    if (rise > late) curve(volume.gain, starts + late, rise, late / rise, loud, true);
    const falls = starts + lasts - fall;
    if (fall && falls >= starts + Math.max(late, rise) + 0.01) curve(volume.gain, falls, fall, 0, loud, false);
    source.connect(volume).connect(new StereoPannerNode(context, { pan: at.pan / 100 })).connect(bus(kind));
    source.start(starts + late, time.seconds(at.begin) + late, lasts - late);
    return source;
  };
  // Lay what begins within the next seconds; asked again and again while the film runs.
  const lay = () => {
    if (!base) return;
    const now = position();
    for (const row of LaneRoom.all()) {
      const at = LaneRoom.placed(row);
      if (!at || base.laid.has(row.id)) continue;
      const [begins, ends] = [time.seconds(at.start), time.seconds(at.start + at.frames)];
      if (ends <= now || begins > now + AHEAD_S) continue;
      const file = LaneRoom.name(row);
      load(file);
      if (buffers.get(file)) base.laid.set(row.id, schedule(at, buffers.get(file), role(row)));
    }
  };
  const stop = () => { if (base) { base.laid.forEach((source) => { if (source) source.stop(); }); base.buses.forEach((one) => one.disconnect()); } base = null; };
  const start = async () => {
    stop();
    context = context || new AudioContext({ sampleRate: 48000, latencyHint: "interactive" });
    if (context.state !== "running") await context.resume();
    if (film.paused) return;
    base = { at: context.currentTime + LEAD_S, from: film.currentTime + LEAD_S, laid: new Map(), buses: new Map() };
    lay();
  };
  const steer = () => {
    if (!base || film.paused) return;
    if (Math.abs(film.currentTime - position()) > OFF_S) start(); else lay();
  };
  film.addEventListener("playing", start);
  for (const what of ["pause", "seeking", "waiting", "ended", "ratechange"]) film.addEventListener(what, stop);
  film.addEventListener("timeupdate", steer);
  // What somebody has just changed is heard at once, and voices that have just come.
  for (const one of [LaneRoom, LaneWave]) one.listen(() => { if (base && !film.paused) start(); });
  return { gain: (kind) => (base && base.buses.has(kind) ? base.buses.get(kind).gain.value : 1), isHeard: () => (base ? [...base.laid.values()].filter(Boolean).length : 0) };
})();
