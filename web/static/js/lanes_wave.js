// How loud each sound is along its time: asked of the server once, a byte for each 20 ms. Of a sound
// that the server does not draw, the peaks come when it is decoded to be heard.
const LaneWave = (() => {
  if (!LaneRoom) return null;
  const PEAKS_A_SECOND = 50;
  const WIDEST = 4096;
  const found = new Map();
  const heard = [];
  const tell = () => heard.forEach((act) => act());

  // The voices of the edit have no file of their own: what the newest mix has of them is drawn.
  const VOICES = "";
  const ask = (file) => {
    const sound = file === VOICES ? { wave: LaneRoom.given.voices } : LaneRoom.given.sounds[file];
    if (!sound || !sound.wave || found.has(file)) return;
    found.set(file, new Uint8Array());
    fetch(sound.wave).then((answer) => (answer.ok ? answer.arrayBuffer() : new ArrayBuffer(0)))
      .then((bytes) => { if (bytes.byteLength) { found.set(file, new Uint8Array(bytes)); tell(); } })
      .catch(() => found.delete(file));
  };
  const decoded = (file, buffer) => {
    if ((found.get(file) || []).length) return;
    const step = Math.floor(buffer.sampleRate / PEAKS_A_SECOND);
    const samples = buffer.getChannelData(0);
    const loudest = (at) => samples.subarray(at * step, (at + 1) * step).reduce((most, one) => Math.max(most, Math.abs(one)), 0);
    found.set(file, Uint8Array.from({ length: Math.floor(samples.length / step) }, (_, at) => Math.min(255, Math.round(255 * Math.sqrt(loudest(at))))));
    tell();
  };
  // As loud as it is heard: with its gain and its fades. Roots are drawn, as the peaks are roots.
  const draw = (canvas, file, at, width) => {
    ask(file);
    const peaks = found.get(file) || [];
    const wide = Math.max(1, Math.min(WIDEST, Math.round(width)));
    const key = [file, peaks.length, at.begin, at.frames, at.gain_db, at.fade_in, at.fade_out, wide].join(" ");
    if (canvas.dataset.key === key) return;
    Object.assign(canvas, { width: wide, height: 64 });
    canvas.dataset.key = key;
    canvas.dataset.peaks = peaks.length;
    const pen = canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(canvas).color;
    const { time } = LaneRoom.film;
    const gain = 10 ** (at.gain_db / 40);
    for (let x = 0; x < wide; x += 2) {
      const into = (x / wide) * at.frames;
      const faded = Math.min(1, at.fade_in ? into / at.fade_in : 1, at.fade_out ? (at.frames - into) / at.fade_out : 1);
      const [from, to] = [into, into + (2 / wide) * at.frames].map((frame) => Math.floor(time.seconds(at.begin + frame) * PEAKS_A_SECOND));
      let loud = 0;
      for (let peak = from; peak <= Math.max(from, to - 1); peak += 1) loud = Math.max(loud, peaks[peak] || 0);
      const half = Math.min(31, (loud / 255) * 31 * gain * Math.sqrt(Math.max(0, faded)));
      if (half > 0.4) pen.fillRect(x, 32 - half, 1.5, 2 * half);
    }
  };
  const peaks = (file) => { ask(file); return found.get(file) || []; };
  return { VOICES, draw, peaks, decoded, listen: (act) => heard.push(act) };
})();
