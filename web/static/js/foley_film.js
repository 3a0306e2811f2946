// The film that one records to: it begins three seconds early, and says at which moment of the page's
// clock each of its pictures was seen.
const FoleyFilm = (() => {
  const EARLY_S = 3;
  const of = (film) => {
    let epochs = [];
    let stopped = true;
    const every = (_now, facts) => {
      if (!film.paused) epochs.push(facts.expectedDisplayTime - facts.mediaTime * 1000);
      film.requestVideoFrameCallback(every);
    };
    if (film.requestVideoFrameCallback) film.requestVideoFrameCallback(every);
    else film.addEventListener("timeupdate", () => { if (!film.paused) epochs.push(performance.now() - film.currentTime * 1000); });
    const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
    const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });
    const at = async (seconds) => {
      film.pause();
      film.currentTime = seconds;
      while (film.seeking) await pause(20);
    };

    // Count down with the film before the place; say when it is there.
    const run = async (start, count) => {
      epochs = [];
      stopped = false;
      await at(Math.max(0, start - EARLY_S));
      // Near its beginning the film has no three seconds to give: it waits.
      for (let left = EARLY_S; left > start; left -= 1) { count(Math.ceil(left)); await pause(1000 * Math.min(1, left - start)); if (stopped) return false; }
      await film.play();
      while (film.currentTime < start) {
        count(Math.ceil(start - film.currentTime));
        await pause(30);
        if (stopped) return false;
      }
      return !stopped;
    };
    return {
      run, at,
      stop: () => { stopped = true; film.pause(); },
      // The moment of the page, in milliseconds, at which a second of the film was seen.
      seenAt: (seconds) => (epochs.length ? median(epochs.slice(-60)) + seconds * 1000 : null),
    };
  };
  return { of, EARLY_S };
})();
