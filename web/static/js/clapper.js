// The clap: three, two, one, and for 80 ms the whole screen is white while a tone of 1 kHz sounds,
// both at one instant, so that picture and sound can be lined up by it.
const Clapper = (() => {
  const COUNT = 3;
  const LENGTH_MS = 80;
  const BEEP_HZ = 1000;
  const SETTLES_MS = 700;
  let audio;

  const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
  // A browser lets a page sound only after somebody has touched it: so this is called by the tap.
  const wake = async () => {
    try {
      audio ??= new AudioContext({ latencyHint: "interactive" });
      if (audio.state !== "running") await Promise.race([audio.resume(), wait(400)]);
    } catch { /* no sound on this device: the flash alone is a clap, too */ }
  };

  // The sound card runs by its own clock and is heard later than it is told: ask it for both.
  const whenHeardAt = (ms) => {
    const stamp = audio.getOutputTimestamp ? audio.getOutputTimestamp() : {};
    if (stamp.performanceTime > 0) return stamp.contextTime + (ms - stamp.performanceTime) / 1000;
    return audio.currentTime + (ms - performance.now()) / 1000 - (audio.outputLatency || audio.baseLatency || 0);
  };

  const beepAt = (ms) => {
    if (!audio || audio.state !== "running") return false;
    const begins = Math.max(whenHeardAt(ms), audio.currentTime);
    const ends = begins + LENGTH_MS / 1000;
    const tone = new OscillatorNode(audio, { frequency: BEEP_HZ });
    const loud = new GainNode(audio, { gain: 0.9 });
    tone.connect(loud).connect(audio.destination);
    tone.start(begins);
    tone.stop(ends);
    return true;
  };

  // What a frame shows is seen one frame after it is drawn, so a frame is drawn for the next one.
  const clap = async ({ flash, onCount, stopped }) => {
    await wake();
    const at = performance.now() + COUNT * 1000;
    let heard = null;
    let before = 0;
    let said = 0;
    let until = 0;
    return new Promise((done) => {
      const frame = (now) => {
        const length = before ? Math.min(Math.max(now - before, 4), 40) : 16;
        before = now;
        if (stopped.aborted) { flash.hidden = true; done("stopped"); return; }
        const seen = now + length;
        const left = Math.ceil((at - seen) / 1000);
        if (left > 0 && left !== said) { said = left; onCount(left); }
        if (heard === null && seen > at - SETTLES_MS) heard = beepAt(at);
        // A phone that drops frames shows the white late rather than not at all.
        if (seen >= at && !until) {
          until = seen + LENGTH_MS;
          onCount(0);
          if (navigator.vibrate) navigator.vibrate(LENGTH_MS);
        }
        flash.hidden = !until || seen >= until;
        if (until && flash.hidden) done(heard ? "clapped" : "silent");
        else requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });
  };

  // The screen stays on while the slate is open; where the battery is low, the phone decides.
  const stayOn = async () => {
    try { if (navigator.wakeLock && !document.hidden) await navigator.wakeLock.request("screen"); } catch { /* refused */ }
  };
  return { clap, stayOn };
})();
