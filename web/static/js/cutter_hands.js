// What a hand means, as moves: a handle that is pulled too far stops where the take ends, and the
// same gesture works on a shot, on words and on a sound. Pure.
const CutHands = (() => {
  const { clamp, longestDissolve, headOf, tailOf, LONGEST } = CutRules;
  const where = (cut, at, list = cut.items) => (at < list.length ? { before: list[at].id } : {});
  const around = (found, cut) => {
    const list = found.lane === "title" ? cut.titles : found.track.sounds;
    const at = list.indexOf(found.one);
    return [at > 0 ? list[at - 1].start_frame + list[at - 1].frames : 0, list[at + 1] ? list[at + 1].start_frame : LONGEST];
  };
  const mediumOf = (one, bin) => (one.take ? bin.takes[one.take] : one.media ? bin.takes[one.media] || bin.sounds[one.media] : null);
  const plainWords = (text) => text.replace(/[^\P{Z} ]/gu, " ").replace(/[^\P{C}\n]/gu, "");

  const trim_start = (found, { by }, cut, bin) => {
    const { one, lane } = found;
    const least = Math.max(mediumOf(one, bin) ? -one.in_frame : -LONGEST, lane === "item" ? -LONGEST : around(found, cut)[0] - one.start_frame);
    const frames = clamp(by, least, one.frames - 1);
    if (!frames) return [];
    if (lane === "item") return [["trim_head", { item: one.id, frames }]];
    if (lane === "sound") return [["trim_sound_head", { sound: one.id, frames }]];
    return [["change_title_over", { title: one.id, start_frame: one.start_frame + frames, frames: one.frames - frames }]];
  };
  const trim_end = (found, { by }, cut, bin) => {
    const { one, lane } = found;
    const medium = mediumOf(one, bin);
    const most = Math.min(medium ? medium.frames - one.in_frame - one.frames : LONGEST, lane === "item" ? LONGEST : around(found, cut)[1] - one.start_frame - one.frames);
    const frames = clamp(by, 1 - one.frames, Math.max(0, most));
    if (!frames) return [];
    if (lane === "item") return [["trim_tail", { item: one.id, frames: -frames }]];
    if (lane === "sound") return [["trim_sound_tail", { sound: one.id, frames: -frames }]];
    return [["change_title_over", { title: one.id, frames: one.frames + frames }]];
  };
  // How far a cut may go either way, and how far a take may slip under its place.
  const roll = ({ one, lane, at }, { by }, cut, bin) => {
    const before = lane === "item" && cut.items[at - 1];
    if (!before) return [];
    const [own, other] = [mediumOf(one, bin), mediumOf(before, bin)];
    const frames = clamp(by, Math.max(1 - before.frames, own ? -one.in_frame : -LONGEST), Math.min(one.frames - 1, other ? Math.max(0, other.frames - before.in_frame - before.frames) : LONGEST));
    return frames ? [["roll", { item: one.id, frames }]] : [];
  };
  const slip = ({ one, lane }, { by }, _, bin) => {
    const medium = mediumOf(one, bin);
    const frames = medium ? clamp(by, -one.in_frame, Math.max(0, medium.frames - one.in_frame - one.frames)) : 0;
    if (!frames) return [];
    return lane === "item" ? [["slip", { item: one.id, frames }]] : [["change_sound", { sound: one.id, in_frame: one.in_frame + frames }]];
  };
  const longest = (cut, at, bin) => (at < 1 ? 0 : longestDissolve({ ...cut.items[at - 1], fade_out_frames: 0 }, { ...cut.items[at], fade_in_frames: 0, dissolve_frames: 0 }, bin, tailOf(cut, at)));
  const fades = {
    item: ({ one, at }, side, frames, cut) => [["set_fade", { item: one.id, [side]: clamp(frames, 0, one.frames - 1 - (side === "fade_in" ? tailOf(cut, at) : headOf(one))) }]],
    title: ({ one }, _, frames) => [["change_title_over", { title: one.id, fade_frames: clamp(frames, 0, Math.floor(one.frames / 2)) }]],
    sound: ({ one }, side, frames) => [["change_sound", { sound: one.id, [`${side}_frames`]: clamp(frames, 0, one.frames - (side === "fade_in" ? one.fade_out_frames : one.fade_in_frames)) }]],
  };
  // By what is meant: the piece that was found, what is asked, the cut and what it is made of.
  const ofPiece = {
    remove: ({ one, lane }) => [[{ item: "remove", title: "remove_title_over", sound: "remove_sound" }[lane], { [lane]: one.id }]],
    lift: (found, { new_id }) => (found.lane === "item" ? [["lift", { item: found.one.id, id: new_id }]] : ofPiece.remove(found)),
    move: ({ one }, { to }, cut) => { const rest = cut.items.filter((item) => item !== one); return [["move", { item: one.id, ...(to < rest.length ? where(cut, to, rest) : { after: rest.length ? rest.at(-1).id : one.id }) }]]; },
    trim_start, trim_end, roll, slip,
    replace: ({ one }, { id, ...more }) => [["replace_take", { item: one.id, ...more }]],
    place: ({ one, lane }, { start_frame, track }) => (lane === "title" ? [["change_title_over", { title: one.id, start_frame }]] : [["change_sound", { sound: one.id, start_frame, track }]]),
    split: ({ one, lane, start }, { frame, new_id }) => (lane === "title" ? [] : [[lane === "item" ? "split" : "split_sound", { [lane]: one.id, at: frame - start, id: new_id }]]),
    dissolve: ({ one, at }, { frames }, cut, bin) => [["set_dissolve", { item: one.id, frames: frames ? clamp(frames, 0, longest(cut, at, bin)) : 0 }]],
    fade_in: (found, { frames }, cut) => fades[found.lane](found, "fade_in", frames, cut),
    fade_out: (found, { frames }, cut) => fades[found.lane](found, "fade_out", frames, cut),
    sound_offset: ({ one, at }, { frames }, cut) => { const [before, next] = [cut.items[at - 1], cut.items[at + 1]]; return before ? [["set_sound_offset", { item: one.id, frames: clamp(frames, Math.max(-before.frames, before.sound_offset - before.frames), Math.min(one.frames, next ? one.frames + next.sound_offset : one.frames)) }]] : []; },
    gain: ({ one, lane }, { gain_db }) => [[lane === "item" ? "set_gain" : "change_sound", { [lane]: one.id, gain_db }]],
    mute: ({ one }, { muted }) => [["set_mute", { item: one.id, muted }]],
    text: ({ one }, { text }) => [["set_text", { title: one.id, text: plainWords(text) }]],
  };
  const ofCut = {
    insert: ({ at, item: { kind, ...more } }, cut) => [[{ take: "add_take", gap: "add_gap", title: "add_title" }[kind], { ...more, ...where(cut, at) }]],
    add_title: (asked) => [["add_title_over", asked]],
    add_track: (asked) => [["add_track", asked]],
    remove_track: ({ id }) => [["remove_track", { track: id }]],
    track: ({ id, ...more }) => [["change_track", { track: id, ...more }]],
    lay_sound: (asked) => [["add_sound", asked]],
  };
  // The cut after it. Throws a refusal.
  const apply = (cut, name, asked, bin) => {
    const found = ofPiece[name] && CutAt.find(cut, asked.id);
    if (ofPiece[name] && !found) return cut;
    const moves = found ? ofPiece[name](found, asked, cut, bin) : ofCut[name](asked, cut);
    return moves.reduce((now, [move, values]) => CutMoves.moved(now, move, values, bin), cut);
  };
  return { apply, longest };
})();
