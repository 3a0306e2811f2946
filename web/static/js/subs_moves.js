// What people do with subtitles: each takes the list and gives a new one. Times are milliseconds.
const SubsMoves = (() => {
  const changed = (id, change) => (cues) => cues.map((one) => (one.id === id ? { ...one, ...change(one) } : one));
  const write = (id, text) => changed(id, () => ({ text }));
  const time = (id, start, end) => changed(id, (one) => ({ start: start ?? one.start, end: end ?? one.end }));
  const remove = (id) => (cues) => cues.filter((one) => one.id !== id);
  const add = (cue) => (cues) => [...cues, cue];

  const join = (id) => (cues) => {
    const at = cues.findIndex((one) => one.id === id);
    if (at < 0 || at + 1 >= cues.length) return cues;
    const [one, after] = cues.slice(at, at + 2);
    const both = { ...one, end: Math.max(one.end, after.end), text: [one.text, after.text].filter(Boolean).join("\n") };
    return [...cues.slice(0, at), both, ...cues.slice(at + 2)];
  };

  const halves = (lines) => {
    if (lines.length > 1) { const half = Math.ceil(lines.length / 2); return [lines.slice(0, half), lines.slice(half)]; }
    const words = (lines[0] || "").split(" ");
    if (words.length === 1) { const signs = [...words[0]]; const half = Math.ceil(signs.length / 2); return [[signs.slice(0, half).join("")], [signs.slice(half).join("")]]; }
    const uneven = (at) => Math.abs(words.slice(0, at).join(" ").length - words.slice(at).join(" ").length);
    const best = words.map((_, at) => at).slice(1).reduce((one, at) => (uneven(at) < uneven(one) ? at : one), 1);
    return [[words.slice(0, best).join(" ")], [words.slice(best).join(" ")]];
  };
  // Parted at the playhead when it stands inside, else by the words.
  const split = (id, text, newId, frame) => (cues) => {
    const one = cues.find((cue) => cue.id === id);
    const [first, second] = halves(text.linesOf(one.text));
    const [start, end] = [text.toFrame(one.start), text.toFrame(one.end)];
    const letters = first.join("").length / Math.max(1, first.join("").length + second.join("").length);
    const middle = frame > start && frame < end ? frame : Math.max(start + 1, Math.min(end - 1, start + Math.round((end - start) * letters)));
    if (middle <= start || middle >= end || !second.join("")) return cues;
    const pieces = [{ ...one, end: text.toMs(middle), text: first.join("\n") }, { id: newId, start: text.toMs(middle), end: one.end, text: second.join("\n") }];
    return cues.flatMap((cue) => (cue.id === id ? pieces : [cue]));
  };

  const shift = (frames, text) => (cues) => {
    const moved = (ms) => text.toMs(text.toFrame(ms) + frames);
    if (cues.some((one) => text.toFrame(one.start) + frames < 0)) return cues;
    return cues.map((one) => ({ ...one, start: moved(one.start), end: moved(one.end) }));
  };
  return { write, time, remove, add, join, split, shift };
})();
