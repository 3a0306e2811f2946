// Hold a running film to the clock of the sound: start it a moment early, as no browser starts at
// once, and let it run a little faster or slower while it is not where it should be.
const CutSteer = (() => {
  const PATIENT_FRAMES = 10;
  const NEAR_FRAMES = 0.3;
  const AIM = 0.1; // how far into a frame it is when its picture comes to the screen
  let time = null;
  let slow = 0.04; // seconds from play() to the first moving picture, learnt

  // How far a running film is behind where it should be: by the pictures that it has shown, or else
  // by its clock.
  const steer = (slot, wanted) => {
    const { film } = slot;
    const behind = slot.behind ?? time.frames(wanted - film.currentTime);
    if (Math.abs(behind) > PATIENT_FRAMES && !film.seeking) { film.currentTime = wanted + slow; slot.behind = null; return; }
    const way = Math.abs(behind) < NEAR_FRAMES ? 1 : 1 + CutRules.clamp(behind * 0.06, -0.2, 0.25);
    if (Math.abs(film.playbackRate - way) > 0.01) film.playbackRate = way;
  };
  const roll = (slot) => {
    if (!slot || !slot.film.paused || !slot.isThere) return;
    const [began, at] = [performance.now(), slot.film.currentTime];
    slot.at = -1;
    slot.behind = null;
    slot.onFrame = (facts) => {
      if (facts.mediaTime <= at) return;
      const late = (facts.expectedDisplayTime - began) / 1000 - (facts.mediaTime - at);
      if (late > 0 && late < 0.4) slow += (late - slow) * 0.3;
      slot.onFrame = null;
    };
    slot.film.play().catch(() => { /* it was stopped again before it began */ });
  };
  // A picture is shown: which one it is, and which one it should be by then. Returns how many
  // frames it is off.
  const look = (slot, facts, wanted) => {
    const frame = time.frame(facts.mediaTime);
    const behind = wanted - frame - AIM;
    slot.behind = (slot.behind ?? behind) * 0.7 + behind * 0.3;
    return frame - Math.floor(wanted);
  };
  const begin = (clock) => { time = clock; };
  return { begin, roll, steer, look, late: () => time.frames(slow) };
})();
