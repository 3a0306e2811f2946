// The stems of a mix on the clock of the sound card, sample against sample, laid where the picture is.
// The film runs on the same clock, so that they stay together; where the film has stumbled (median of
// some frames), the sound is laid anew. Solo and mute are gains: nothing is started for them.
const MixPlay = (() => {
  const PIECE_S = 2;
  const AHEAD_S = 6;
  const LEAD_S = 0.08;
  const OFF_S = 0.03;
  const FRAMES = 7;
  const MOST_PIECES = 24;
  const heard = [];
  const measured = { off: [], anew: 0 };
  let context = null;
  let tracks = [];
  let film = null;
  let base = null;
  let filling = false;
  let seen = [];

  const make = () => {
    if (context) return context;
    context = new AudioContext({ sampleRate: 48000, latencyHint: "interactive" });
    for (const track of tracks) {
      track.gain = new GainNode(context, { gain: track.on ? 1 : 0 });
      track.meter = new AnalyserNode(context, { fftSize: 4096 });
      track.gain.connect(track.meter).connect(context.destination);
    }
    return context;
  };
  const tell = (what) => heard.forEach((act) => act(what));

  const piece = async (track, index) => {
    if (track.pieces.has(index)) return track.pieces.get(index);
    track.file = track.file || await MixPcm.open(track.url);
    const size = PIECE_S * track.file.rate;
    const buffer = await MixPcm.read(track.file, index * size, size);
    track.pieces.set(index, buffer);
    if (track.pieces.size > MOST_PIECES) track.pieces.delete(track.pieces.keys().next().value);
    return buffer;
  };
  const ready = (seconds) => Promise.all(tracks.map((track) => piece(track, Math.floor(seconds / PIECE_S))));

  // Film seconds of what leaves the loudspeakers now.
  const position = () => base.from + context.currentTime - base.at - base.latency;
  const lay = (track, index, buffer) => {
    if (!buffer) return;
    const starts = base.at + index * PIECE_S - base.from;
    const late = Math.max(0, base.at - starts, context.currentTime + 0.005 - starts);
    if (late >= buffer.duration) return;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(track.gain);
    source.start(starts + late, late);
    base.sources.push(source);
  };
  const fill = async () => {
    if (filling || !base) return;
    filling = true;
    const mine = base;
    try {
      while (base === mine && mine.next * PIECE_S < position() + AHEAD_S && mine.next * PIECE_S < film.duration) {
        const buffers = await Promise.all(tracks.map((track) => piece(track, mine.next)));
        if (base !== mine) break;
        tracks.forEach((track, at) => lay(track, mine.next, buffers[at]));
        mine.next += 1;
        mine.sources = mine.sources.slice(-MOST_PIECES * tracks.length);
      }
    } catch {
      tell("trouble");
      film.pause();
    } finally {
      filling = false;
    }
  };

  const stop = () => {
    if (base) base.sources.forEach((source) => source.stop());
    base = null;
    seen = [];
  };
  const start = async () => {
    stop();
    make();
    if (context.state !== "running") await context.resume();
    const seconds = film.currentTime;
    const waits = tracks.some((track) => !track.pieces.has(Math.floor(seconds / PIECE_S)));
    if (waits) {
      // The picture waits for the first sound.
      tell("fetching");
      film.pause();
      try { await ready(seconds); } catch { tell("trouble"); return; }
      tell("fetched");
      await film.play();
      return;
    }
    begin(film.currentTime);
  };
  const begin = (from) => {
    const latency = context.outputLatency || context.baseLatency || 0;
    base = { at: context.currentTime + LEAD_S, from: from + LEAD_S + latency, latency, next: Math.floor(from / PIECE_S), sources: [] };
    fill();
  };
  const steer = (shown) => {
    if (!base || film.paused || context.currentTime < base.at + base.latency) return;
    const off = shown - position();
    measured.off.push(off);
    seen.push(off);
    if (seen.length === FRAMES) {
      const median = [...seen].sort((one, other) => one - other)[Math.floor(FRAMES / 2)];
      const now = position() + median;
      seen = [];
      if (Math.abs(median) > OFF_S) { measured.anew += 1; stop(); begin(now); }
    }
    fill();
  };
  const level = (track) => {
    if (!track.meter || !base) return -Infinity;
    const samples = new Float32Array(track.meter.fftSize);
    track.meter.getFloatTimeDomainData(samples);
    return 10 * Math.log10(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
  };
  const listenTo = (isNormal) => {
    film.muted = true;
    film.addEventListener("playing", () => { if (isNormal()) start(); else stop(); });
    film.addEventListener("ratechange", () => { if (base && !isNormal()) stop(); });
    for (const kind of ["pause", "seeking", "ended", "waiting"]) film.addEventListener(kind, stop);
    if (!film.requestVideoFrameCallback) { film.addEventListener("timeupdate", () => steer(film.currentTime)); return; }
    const every = (_now, facts) => { steer(facts.mediaTime + (performance.now() - facts.expectedDisplayTime) / 1000); film.requestVideoFrameCallback(every); };
    film.requestVideoFrameCallback(every);
  };

  return {
    begin: (screen, urls, isNormal) => {
      film = screen;
      tracks = urls.map((url) => ({ url, on: true, pieces: new Map() }));
      listenTo(isNormal);
      return tracks;
    },
    turn: (track, on) => { track.on = on; if (track.gain) track.gain.gain.setTargetAtTime(on ? 1 : 0, context.currentTime, 0.012); },
    listen: (act) => heard.push(act),
    level, measured,
    runs: () => Boolean(base),
  };
})();
