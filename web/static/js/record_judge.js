// Is it too loud, good, or too quiet? A room tone is the silence of a place: there quiet is good, and
// loud means that somebody talks or moves. Levels are in decibels below full scale.
const RecordJudge = (() => {
  const FLOOR = -120;
  const LIMITS = {
    room_tone: { loud: -18, quiet: -84, nothing: -92 },
    wild: { loud: -1.5, quiet: -36, nothing: -84 },
  };
  const decibels = (value) => (value > 0 ? Math.max(FLOOR, 20 * Math.log10(value)) : FLOOR);

  const measure = (channels) => {
    let peak = 0;
    for (const channel of channels) for (const sample of channel) peak = Math.max(peak, Math.abs(sample));
    return decibels(peak);
  };
  const word = (role, peak) => {
    const limits = LIMITS[role] || LIMITS.wild;
    if (peak < limits.nothing) return "nothing";
    if (peak < limits.quiet) return "quiet";
    return peak > limits.loud ? "loud" : "good";
  };
  return { FLOOR, measure, word };
})();
