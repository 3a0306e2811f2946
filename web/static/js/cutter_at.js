// What a cut shows and sounds like at every frame. Pure.
const CutAt = (() => {
  const starts = (cut) => { let at = 0; return cut.items.map((item) => { at += item.frames; return at - item.frames; }); };
  const frames = (cut) => cut.items.reduce((sum, item) => sum + item.frames, 0);
  // Titles and sounds may lie beyond the last picture, where the film ends.
  const laid = (cut) => Math.max(frames(cut), ...cut.titles.map((one) => one.start_frame + one.frames), ...cut.tracks.flatMap((track) => track.sounds.map((one) => one.start_frame + one.frames)));
  const indexAt = (cut, frame) => { let at = 0; return cut.items.findIndex((item) => { at += item.frames; return frame < at; }); };
  const find = (cut, id) => {
    const at = cut.items.findIndex((item) => item.id === id);
    if (at >= 0) return { lane: "item", at, one: cut.items[at], start: starts(cut)[at] };
    const title = cut.titles.find((one) => one.id === id);
    if (title) return { lane: "title", one: title, start: title.start_frame };
    for (const track of cut.tracks) { const one = track.sounds.find((sound) => sound.id === id); if (one) return { lane: "sound", one, track, start: one.start_frame }; }
    return null;
  };
  // A dissolve lies half on each side of its cut, the odd frame after it.
  const before = (item) => Math.floor(item.dissolve_frames / 2);
  const after = (item) => item.dissolve_frames - before(item);

  const faded = (item, into, left) => Math.min(1, item.fade_in_frames && !item.dissolve_frames ? (into + 0.5) / item.fade_in_frames : 1, item.fade_out_frames ? (left - 0.5) / item.fade_out_frames : 1);
  const layer = (cut, from, at, frame, weight) => {
    const item = cut.items[at];
    const into = frame - from[at];
    return { item, at: item.in_frame + into, weight, light: Math.max(0, faded(item, into, item.frames - into)) };
  };
  // The layers from the back to the front, and the words over them.
  const picture = (cut, frame) => {
    const from = starts(cut);
    const at = indexAt(cut, frame);
    const layers = [];
    if (at >= 0) {
      const item = cut.items[at];
      const next = cut.items[at + 1];
      const into = frame - from[at];
      const left = item.frames - into;
      if (into < after(item) && at > 0) layers.push(layer(cut, from, at - 1, frame, 1), layer(cut, from, at, frame, (into + before(item) + 0.5) / item.dissolve_frames));
      else if (next && left <= before(next)) layers.push(layer(cut, from, at, frame, 1), layer(cut, from, at + 1, frame, (before(next) - left + 0.5) / next.dissolve_frames));
      else layers.push(layer(cut, from, at, frame, 1));
    }
    const over = cut.titles.filter((one) => frame >= one.start_frame && frame < one.start_frame + one.frames).map((one) => {
      const into = frame - one.start_frame + 0.5;
      return { id: one.id, text: one.text, weight: one.fade_frames ? Math.min(1, into / one.fade_frames, (one.frames - into) / one.fade_frames) : 1 };
    });
    return { layers, over };
  };
  // From where to where an item can be seen, its dissolves included.
  const seen = (cut, at) => {
    const from = starts(cut)[at];
    const next = cut.items[at + 1];
    return { from: from - (at ? before(cut.items[at]) : 0), to: from + cut.items[at].frames + (next ? after(next) : 0) };
  };

  // Every sound with its place. The sound of a take lasts until that of the next one begins; all
  // sound ends with the picture.
  const sounds = (cut, lengths = {}) => {
    const from = starts(cut);
    const end = frames(cut);
    const goesOver = (at) => (at < cut.items.length ? from[at] + (at ? cut.items[at].sound_offset : 0) : end);
    const own = cut.items.flatMap((item, at) => {
      if (item.kind !== "take") return [];
      const zero = from[at] - item.in_frame;
      const [first, until] = [Math.max(0, zero, goesOver(at)), Math.min(end, goesOver(at + 1), zero + (lengths[item.take] || Infinity))];
      return until > first ? [{ id: item.id, media: item.take, own: true, muted: item.muted, start_frame: first, frames: until - first, in_frame: first - zero, gain_db: item.gain_db }] : [];
    });
    const others = cut.tracks.flatMap((track) => track.sounds.filter((one) => one.start_frame < end).map((one) => ({
      ...one, muted: track.muted, gain_db: one.gain_db + track.gain_db, frames: Math.min(one.frames, end - one.start_frame) })));
    return [...own, ...others];
  };
  // The same cut is the same text, in whatever order somebody has written its fields.
  const inOrder = (_, value) => (value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value);
  const text = (cut) => JSON.stringify([cut.name, cut.items, cut.titles, cut.tracks], inOrder);
  return { text, starts, frames, laid, indexAt, find, before, after, picture, seen, sounds };
})();
