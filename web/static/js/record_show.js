// What the recorder shows: the ring, the level, the verdict, and the rows of what is kept.
const RecordShow = (() => {
  const HOLD_MS = 900;

  const of = (booth) => {
    const part = (name) => booth.querySelector(`[data-${name}]`);
    const wished = Number(booth.dataset.wished);
    const least = Number(booth.dataset.least);
    let held = RecordJudge.FLOOR;
    let since = 0;

    const level = (role, peak) => {
      const now = performance.now();
      // The word follows the loudest of the last second: a word that flickers cannot be read.
      if (peak > held || now - since > HOLD_MS) { held = peak; since = now; }
      part("meter").value = Math.max(-60, peak);
      part("level").dataset.level = RecordJudge.word(role, held);
    };
    const time = (seconds) => {
      part("seconds").textContent = Math.floor(seconds);
      part("ring").setAttribute("stroke-dasharray", `${Math.min(100, (100 * seconds) / wished)} 100`);
      booth.classList.toggle("long-enough", seconds >= least);
    };
    const tone = (isTone) => {
      part("least-mark").toggleAttribute("hidden", !isTone);
      part("of").hidden = !isTone;
      booth.querySelectorAll("[data-hint]").forEach((hint) => { hint.hidden = (hint.dataset.hint === "room_tone") !== isTone; });
    };
    const verdict = (word) => booth.querySelectorAll("[data-verdict]").forEach((one) => { one.hidden = one.dataset.verdict !== word; });
    const trouble = (word) => booth.querySelectorAll("[data-trouble]").forEach((one) => { one.hidden = one.dataset.trouble !== word; });
    const state = (word) => { booth.dataset.state = word; };
    return { level, time, tone, verdict, trouble, state };
  };

  // One row for each recording that waits, is on its way, or has just arrived.
  const rows = (booth) => {
    const list = booth.querySelector("[data-kept]");
    const empty = booth.querySelector("[data-kept-row]");
    const known = new Map();
    const row = (sound) => {
      if (known.has(sound.id)) return known.get(sound.id);
      const made = empty.content.cloneNode(true).firstElementChild;
      made.dataset.sound = sound.id;
      made.querySelector("[data-save]").href = URL.createObjectURL(sound.file);
      made.querySelector("[data-save]").download = `${sound.title}.wav`;
      list.append(made);
      known.set(sound.id, made);
      return made;
    };
    return {
      tell: (sound, state, name, why) => {
        const shown = row(sound);
        shown.dataset.state = state;
        shown.querySelector("[data-name]").textContent = name || sound.title;
        shown.querySelector("[data-words]").textContent = [list.dataset[state], why].filter(Boolean).join(" ");
      },
      forget: (id) => { const shown = known.get(id); if (shown) shown.remove(); known.delete(id); },
    };
  };
  return { of, rows };
})();
