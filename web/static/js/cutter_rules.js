// What must be true of every cut, as on the server: dissolves, fades and sound edges are made as
// short as they must be, titles and sounds stand in order. Pure.
const CutRules = (() => {
  const LONGEST = 1e7;
  const within = (number, least, most) => Math.min(most, Math.max(least, number));
  // How many frames at the beginning of an item are mixed with something else.
  const headOf = (item) => item.dissolve_frames - Math.floor(item.dissolve_frames / 2) || item.fade_in_frames;
  const room = (item) => item.frames - 1 - headOf(item);
  const handleAfter = (item, lengths) => (item.kind === "take" && lengths[item.take] ? lengths[item.take] - item.in_frame - item.frames : LONGEST);
  const longestDissolve = (before, after, lengths) => {
    if (before.kind === "gap" || after.kind === "gap") return 0;
    const head = Math.max(0, Math.min(handleAfter(before, lengths), after.frames - 1));
    const tail = Math.max(0, Math.min(after.kind === "take" ? after.in_frame : LONGEST, room(before)));
    return Math.min(2 * head, 2 * tail + 1);
  };
  // The same object where nothing is to be changed.
  const changed = (item, fields) => (Object.keys(fields).every((key) => item[key] === fields[key]) ? item : { ...item, ...fields });
  const head = (items, n, lengths) => {
    const item = items[n];
    if (item.kind === "gap") return changed(item, { dissolve_frames: 0, fade_in_frames: 0, fade_out_frames: 0 });
    const dissolve = Math.min(item.dissolve_frames, n ? longestDissolve(items[n - 1], item, lengths) : 0);
    return changed(item, { dissolve_frames: dissolve, fade_in_frames: dissolve ? 0 : Math.min(item.fade_in_frames, item.frames - 1) });
  };
  const tail = (items, n) => {
    const dissolves = n + 1 < items.length && items[n + 1].dissolve_frames > 0;
    return changed(items[n], { fade_out_frames: Math.max(0, dissolves ? 0 : Math.min(items[n].fade_out_frames, room(items[n]))) });
  };
  const offsets = (items) => {
    let last = 0;
    return items.map((item, n) => {
      const before = items[n - 1];
      last = before ? within(item.sound_offset, Math.max(last - before.frames, -before.frames), item.frames) : 0;
      const quiet = item.kind === "take" ? {} : { gain_db: 0, muted: false };
      return changed(item, { sound_offset: last, ...quiet });
    });
  };
  // What would overlap the one before begins where that ends.
  const inOrder = (placed) => {
    let at = 0;
    const found = [...placed].sort((one, other) => one.start_frame - other.start_frame).map((one) => { const moved = changed(one, { start_frame: Math.max(at, one.start_frame) }); at = moved.start_frame + moved.frames; return moved; });
    return found.length === placed.length && found.every((one, n) => one === placed[n]) ? placed : found;
  };
  const settled = (cut, lengths) => {
    const items = [...cut.items];
    items.forEach((_, n) => { items[n] = head(items, n, lengths); });
    items.forEach((_, n) => { items[n] = tail(items, n); });
    const found = offsets(items);
    const tracks = cut.tracks.map((track) => changed(track, { sounds: inOrder(track.sounds) }));
    return {
      ...cut,
      items: found.length === cut.items.length && found.every((one, n) => one === cut.items[n]) ? cut.items : found,
      titles: inOrder(cut.titles),
      tracks: tracks.every((one, n) => one === cut.tracks[n]) ? cut.tracks : tracks,
    };
  };
  return { settled, longestDissolve, within };
})();
