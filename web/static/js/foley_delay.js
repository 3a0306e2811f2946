// How long a sound takes out of the loudspeaker and back in through the microphone: clicks are
// played, found again, and what they took is kept on this device, for each microphone.
const FoleyDelay = (() => {
  const CLICKS = 5;
  const EVERY_S = 0.4;
  const LONGEST_S = 0.35;
  const SPREAD_S = 0.012;
  const NEEDED = 3;
  const OVER_NOISE = 6;
  const FLOOR = 0.01;
  const KEY = "claquette-delay";

  const key = (device) => `${KEY} ${device}`;
  const known = (device) => {
    const kept = Number(localStorage.getItem(key(device)));
    return kept > 0 ? kept : null;
  };
  const keep = (device, seconds) => localStorage.setItem(key(device), String(seconds));

  const flat = (blocks) => {
    const first = blocks[0].at;
    const last = blocks[blocks.length - 1];
    const samples = new Float32Array(last.at + last.channels[0].length - first);
    for (const { at, channels } of blocks) samples.set(channels[0], at - first);
    return { first, samples };
  };
  // Seconds from each click to the first sample that stands out of the noise before it; null: too few.
  const find = (blocks, clicks, rate) => {
    if (!blocks.length) return null;
    const { first, samples } = flat(blocks);
    const found = [];
    for (const click of clicks) {
      const from = Math.round(click * rate) - first;
      const quiet = samples.subarray(Math.max(0, from - Math.round(0.05 * rate)), Math.max(0, from));
      const noise = quiet.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      const loud = Math.max(FLOOR, OVER_NOISE * noise);
      const part = samples.subarray(Math.max(0, from), from + Math.round(LONGEST_S * rate));
      const at = part.findIndex((one) => Math.abs(one) > loud);
      if (at > 0) found.push(at / rate);
    }
    if (found.length < NEEDED) return null;
    const sorted = found.sort((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)];
    const near = sorted.filter((one) => Math.abs(one - middle) < SPREAD_S);
    return near.length >= NEEDED ? middle : null;
  };

  const click = (context, at) => {
    const buffer = new AudioBuffer({ length: 240, sampleRate: context.sampleRate });
    const samples = buffer.getChannelData(0);
    for (let place = 0; place < samples.length; place += 1) samples[place] = 0.8 * Math.sin((2 * Math.PI * 2000 * place) / context.sampleRate) * (1 - place / samples.length);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(context.destination);
    source.start(at);
  };
  const measure = async (mic) => {
    const { context } = mic;
    mic.roll();
    const begin = context.currentTime + 0.3;
    const clicks = Array.from({ length: CLICKS }, (_, number) => begin + number * EVERY_S);
    clicks.forEach((at) => click(context, at));
    await new Promise((done) => { setTimeout(done, 1000 * (0.4 + CLICKS * EVERY_S + LONGEST_S)); });
    const seconds = find(mic.take(), clicks, context.sampleRate);
    if (seconds) keep(mic.device, seconds);
    return seconds;
  };
  return { find, measure, known };
})();
