// How long it still takes, honestly: from what really went in the last half minute, in round words.
const SendSpeed = (() => {
  const WINDOW_MS = 30000;
  const FIRST_MS = 3000;
  const language = document.documentElement.lang;
  let steps = [];
  let gone = 0;

  const in_ = (value, unit, unitDisplay = "long") => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
  const UNITS = [[1e9, "gigabyte"], [1e6, "megabyte"], [1e3, "kilobyte"]];

  return {
    went(bytes) { gone += bytes; },
    tick(isMoving) {
      const now = Date.now();
      if (!isMoving) { steps = []; return; }
      steps.push({ at: now, gone });
      while (now - steps[0].at > WINDOW_MS) steps.shift();
    },
    // Seconds for so many bytes; null while it cannot be known.
    secondsFor(bytes) {
      if (steps.length < 2) return null;
      const [first, last] = [steps[0], steps[steps.length - 1]];
      const speed = (last.gone - first.gone) / (last.at - first.at) * 1000;
      return last.at - first.at >= FIRST_MS && speed > 0 ? bytes / speed : null;
    },
    time(seconds) {
      if (seconds < 55) return in_(Math.max(10, Math.ceil(seconds / 10) * 10), "second");
      if (seconds < 90 * 60) return in_(Math.round(seconds / 60), "minute");
      return in_(Math.round(seconds / 1800) / 2, "hour");
    },
    size(bytes) {
      const [by, unit] = UNITS.find(([least]) => bytes >= least) || UNITS[2];
      return in_(bytes / by, unit, "short");
    },
  };
})();
