// Frames, never seconds: the rate is a fraction, and seconds exist only where a browser asks for them.
const CutTime = (() => {
  const two = (number) => String(number).padStart(2, "0");
  const of = (text) => {
    const [up, down = 1] = String(text).split("/").map(Number);
    const base = Math.floor(up / down + 0.5);
    return {
      base,
      seconds: (frames) => (frames * down) / up,
      // The middle of a frame: a time on its edge may show the one before.
      middle: (frame) => ((frame + 0.5) * down) / up,
      frame: (seconds) => Math.floor((seconds * up) / down + 1e-6),
      frames: (seconds) => (seconds * up) / down,
      timecode: (frame) => {
        const seconds = Math.floor(frame / base);
        return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % base].map(two).join(":");
      },
    };
  };
  return { of };
})();
