// What must be true of every cut, as on the server: dissolves, fades and sound edges are made as
// short as they must be, titles and sounds stand in order. Pure.
const CutRules = (() => {
  const LONGEST = 1e7;
  const clamp = (number, least, most) => Math.min(most, Math.max(least, number));
  // How many frames at the beginning of an item are mixed with something else, and at its end.
  const headOf = (item) => item.dissolve_frames - Math.floor(item.dissolve_frames / 2) || item.fade_in_frames;
  const tailOf = (cut, at) => { const after = cut.items[at + 1]; return (after ? Math.floor(after.dissolve_frames / 2) : 0) || cut.items[at].fade_out_frames; };
  const headRoom = (item) => item.frames - 1 - headOf(item);
  const tailHandle = (item, bin) => { const footage = bin.takes[item.take]; return item.kind === "take" && footage ? footage.frames - item.in_frame - item.frames : LONGEST; };
  const longestDissolve = (before, after, bin, tail = 0) => {
    if (before.kind === "gap" || after.kind === "gap") return 0;
    const later = Math.max(0, Math.min(tailHandle(before, bin), after.frames - 1 - tail));
    const earlier = Math.max(0, Math.min(after.kind === "take" ? after.in_frame : LONGEST, headRoom(before)));
    return Math.min(2 * later, 2 * earlier + 1);
  };
  // The same object where nothing is to be changed.
  const changed = (one, fields) => (Object.keys(fields).every((key) => one[key] === fields[key]) ? one : { ...one, ...fields });
  const same = (list, was) => (list.length === was.length && list.every((one, n) => one === was[n]) ? was : list);
  const head = (items, n, bin) => {
    const item = items[n];
    if (item.kind === "gap") return changed(item, { dissolve_frames: 0, fade_in_frames: 0, fade_out_frames: 0 });
    const dissolve = Math.min(item.dissolve_frames, n ? longestDissolve(items[n - 1], item, bin) : 0);
    return changed(item, { dissolve_frames: dissolve, fade_in_frames: dissolve ? 0 : Math.min(item.fade_in_frames, item.frames - 1) });
  };
  const tail = (items, n) => {
    const dissolves = n + 1 < items.length && items[n + 1].dissolve_frames > 0;
    return changed(items[n], { fade_out_frames: Math.max(0, dissolves ? 0 : Math.min(items[n].fade_out_frames, headRoom(items[n]))) });
  };
  const offsets = (items) => {
    let last = 0;
    return items.map((item, n) => {
      const before = items[n - 1];
      last = before ? Math.min(Math.max(item.sound_offset, last - before.frames, -before.frames), item.frames) : 0;
      return changed(item, { sound_offset: last, ...(item.kind === "take" ? {} : { gain_db: 0, muted: false }) });
    });
  };
  const fitting = (one) => {
    if (one.fade_frames !== undefined) return changed(one, { fade_frames: Math.min(one.fade_frames, Math.floor(one.frames / 2)) });
    const fade_in_frames = Math.min(one.fade_in_frames, one.frames);
    return changed(one, { fade_in_frames, fade_out_frames: Math.min(one.fade_out_frames, one.frames - fade_in_frames) });
  };
  // What would overlap the one before begins where that ends.
  const inOrder = (placed) => {
    let at = 0;
    return same([...placed].map(fitting).sort((one, other) => one.start_frame - other.start_frame).map((one) => { const moved = changed(one, { start_frame: Math.max(at, one.start_frame) }); at = moved.start_frame + moved.frames; return moved; }), placed);
  };
  const settled = (cut, bin) => {
    const items = [...cut.items];
    items.forEach((_, n) => { items[n] = head(items, n, bin); });
    items.forEach((_, n) => { items[n] = tail(items, n); });
    const tracks = cut.tracks.map((track) => changed(track, { sounds: inOrder(track.sounds) }));
    return { ...cut, items: same(offsets(items), cut.items), titles: inOrder(cut.titles), tracks: same(tracks, cut.tracks) };
  };
  return { settled, longestDissolve, headOf, tailOf, clamp, LONGEST };
})();
