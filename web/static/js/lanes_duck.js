// Music steps back under voices as it does in the mix (pipeline/render/ducking.py): the same threshold,
// depth, attack and release. What is listened to are the peaks that are drawn, a byte for each 20 ms.
const LaneDuck = (() => {
  const A_SECOND = 50;
  const linear = (decibels) => 10 ** (decibels / 10);
  const decibels = (power) => 10 * Math.log10(Math.max(power, 1e-12));
  const mean = (powers, counts) => { let [total, number] = [0, 0]; for (const one of powers) if (counts(one)) { total += one; number += 1; } return total / Math.max(1, number); };

  // The power of all voices along the film. A voice is its peaks, and where they lie: begin, start and
  // lasts in seconds, gain in decibels.
  const powers = (seconds, voices) => {
    const found = new Float32Array(Math.max(0, Math.ceil(seconds * A_SECOND)));
    for (const { peaks, begin, start, lasts, gain_db } of voices) {
      const [from, to, count] = [begin, start, lasts].map((one) => Math.round(one * A_SECOND));
      for (let at = 0; at < Math.min(count, peaks.length - from, found.length - to); at += 1) {
        found[to + at] = Math.max(found[to + at], (peaks[from + at] / 255) ** 4 * linear(gain_db)); // peaks are drawn as roots
      }
    }
    return found;
  };
  // How loud people speak, gated twice; null where nobody does.
  const speech = (heard, { silent_db, gate_db }) => {
    const silent = linear(silent_db);
    const usual = mean(heard, (one) => one > silent);
    const gate = Math.max(usual * linear(gate_db), silent);
    return usual ? decibels(mean(heard, (one) => one >= gate)) : null;
  };
  // The gain at the beginning of the film and at the end of each 20 ms; null where nothing steps back.
  const gains = (heard, how, step) => {
    const level = speech(heard, how);
    if (level === null || !step) return null;
    const found = new Float32Array(heard.length + 1).fill(1);
    const threshold = level - step.below_speech_db;
    const [down, up] = [how.attack_s, how.release_s].map((seconds) => Math.exp(-1 / (A_SECOND * seconds)));
    let now = 0;
    heard.forEach((one, at) => {
      const goal = Math.max(step.deepest_db, -Math.max(0, decibels(one) - threshold) * (1 - 1 / step.ratio));
      now = goal + (now - goal) * (goal < now ? down : up);
      found[at + 1] = linear(now / 2);
    });
    return found;
  };
  return { A_SECOND, powers, gains };
})();
