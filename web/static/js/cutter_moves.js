// Every move that changes a cut: a table of pure functions, the same as on the server. A move that
// is not possible leaves the cut as it is.
const CutMoves = (() => {
  const { within } = CutRules;
  const ITEM = { take: "", in_frame: 0, text: "", dissolve_frames: 0, fade_in_frames: 0, fade_out_frames: 0, sound_offset: 0, gain_db: 0, muted: false };
  const SOUND = { in_frame: 0, gain_db: 0, fade_in_frames: 0, fade_out_frames: 0 };
  const [SOFTEST, LOUDEST] = [-60, 24];

  const put = (list, at, one) => [...list.slice(0, at), one, ...list.slice(at)];
  const out = (list, id) => list.filter((one) => one.id !== id);
  const change = (list, id, fields) => list.map((one) => (one.id === id ? { ...one, ...fields } : one));
  const inTracks = (cut, act) => ({ ...cut, tracks: cut.tracks.map((track) => { const sounds = act(track.sounds, track); return sounds === track.sounds ? track : { ...track, sounds }; }) });
  // Change one piece, wherever it lies.
  const set = (cut, id, fields) => {
    const { lane } = CutAt.find(cut, id) || {};
    if (lane === "item") return { ...cut, items: change(cut.items, id, fields) };
    if (lane === "title") return { ...cut, titles: change(cut.titles, id, fields) };
    return inTracks(cut, (sounds) => (sounds.some((one) => one.id === id) ? change(sounds, id, fields) : sounds));
  };
  const mediumOf = (one) => one.take || one.media || "";
  const neighbours = (cut, found) => {
    const list = found.lane === "title" ? cut.titles : found.track.sounds;
    const at = list.indexOf(found.one);
    const [before, after] = [list[at - 1], list[at + 1]];
    return [before ? before.start_frame + before.frames : 0, after ? after.start_frame : Infinity];
  };
  // Sounds and titles are as long as their fades at least.
  const fades = (one, frames) => {
    if (one.fade_frames !== undefined) return { fade_frames: Math.min(one.fade_frames, Math.floor(frames / 2)) };
    if (one.media === undefined) return {};
    const fade_in_frames = Math.min(one.fade_in_frames, frames);
    return { fade_in_frames, fade_out_frames: Math.min(one.fade_out_frames, frames - fade_in_frames) };
  };

  const trim_start = (cut, { id, by }) => {
    const found = CutAt.find(cut, id);
    if (!found) return cut;
    const { one, lane } = found;
    const plays = Boolean(mediumOf(one));
    let wanted = Math.min(by, one.frames - 1);
    if (plays) wanted = Math.max(wanted, -one.in_frame);
    if (lane !== "item") wanted = Math.max(wanted, neighbours(cut, found)[0] - one.start_frame);
    const place = lane === "item" ? {} : { start_frame: one.start_frame + wanted };
    const into = plays ? { in_frame: one.in_frame + wanted } : {};
    return set(cut, id, { ...place, ...into, frames: one.frames - wanted, ...fades(one, one.frames - wanted) });
  };
  const trim_end = (cut, { id, by }, lengths) => {
    const found = CutAt.find(cut, id);
    if (!found) return cut;
    const { one, lane } = found;
    let most = mediumOf(one) ? (lengths[mediumOf(one)] || Infinity) - one.in_frame : Infinity;
    if (lane !== "item") most = Math.min(most, neighbours(cut, found)[1] - one.start_frame);
    const frames = Math.max(1, Math.min(most, one.frames + by));
    return set(cut, id, { frames, ...fades(one, frames) });
  };
  const splitOne = (one, at, new_id) => {
    const first = { ...one, frames: at, fade_out_frames: 0 };
    const second = { ...one, id: new_id, frames: one.frames - at, fade_in_frames: 0 };
    if (mediumOf(one)) second.in_frame = one.in_frame + at;
    if (one.start_frame !== undefined) second.start_frame = one.start_frame + at; else Object.assign(second, { dissolve_frames: 0, sound_offset: 0 });
    return [first, second].map((part) => ({ ...part, ...fades(part, part.frames) }));
  };
  const split = (cut, { id, frame, new_id }) => {
    const found = CutAt.find(cut, id);
    const at = found ? frame - found.start : 0;
    if (!found || found.lane === "title" || at < 1 || at >= found.one.frames) return cut;
    const both = (list) => list.flatMap((one) => (one.id === id ? splitOne(one, at, new_id) : [one]));
    return found.lane === "item" ? { ...cut, items: both(cut.items) } : inTracks(cut, (sounds) => (sounds.includes(found.one) ? both(sounds) : sounds));
  };
  const remove = (cut, { id }) => {
    const { lane } = CutAt.find(cut, id) || {};
    if (lane === "item") return { ...cut, items: out(cut.items, id) };
    if (lane === "title") return { ...cut, titles: out(cut.titles, id) };
    return inTracks(cut, (sounds) => (sounds.some((one) => one.id === id) ? out(sounds, id) : sounds));
  };
  const place = (cut, { id, start_frame, track }) => {
    const found = CutAt.find(cut, id);
    if (!found || found.lane === "item") return cut;
    const list = out(found.lane === "title" ? cut.titles : (cut.tracks.find((one) => one.id === track) || found.track).sounds, id);
    const moved = { ...found.one, start_frame };
    if (list.some((one) => one.start_frame < start_frame + moved.frames && start_frame < one.start_frame + one.frames)) return cut;
    if (found.lane === "title") return { ...cut, titles: [...list, moved] };
    const to = (cut.tracks.find((one) => one.id === track) || found.track).id;
    return inTracks(cut, (sounds, one) => (one.id === to ? [...out(sounds, id), moved] : sounds.includes(found.one) ? out(sounds, id) : sounds));
  };
  const fade = (which) => (cut, { id, frames }) => {
    const { one, lane } = CutAt.find(cut, id) || {};
    if (!one) return cut;
    if (lane === "title") return set(cut, id, { fade_frames: within(frames, 0, Math.floor(one.frames / 2)) });
    const other = which === "fade_in_frames" ? "fade_out_frames" : "fade_in_frames";
    return set(cut, id, { [which]: within(frames, 0, one.frames - one[other]) });
  };
  const own = (cut, id, fields) => ({ ...cut, tracks: change(cut.tracks, id, fields) });
  const decibels = (gain) => within(gain, SOFTEST, LOUDEST);
  const table = {
    insert: (cut, { at, item }) => ({ ...cut, items: put(cut.items, at, { ...ITEM, ...item }) }),
    remove,
    lift: (cut, { id }) => (CutAt.find(cut, id).lane === "item" ? set(cut, id, { ...ITEM, kind: "gap" }) : remove(cut, { id })),
    move: (cut, { id, to }) => { const item = cut.items.find((one) => one.id === id); return item ? { ...cut, items: put(out(cut.items, id), to, item) } : cut; },
    trim_start, trim_end, split, place,
    dissolve: (cut, { id, frames }) => set(cut, id, { dissolve_frames: frames }),
    fade_in: fade("fade_in_frames"), fade_out: fade("fade_out_frames"),
    sound_offset: (cut, { id, frames }) => set(cut, id, { sound_offset: frames }),
    gain: (cut, { id, gain_db }) => set(cut, id, { gain_db: decibels(gain_db) }),
    mute: (cut, { id, muted }) => set(cut, id, { muted }),
    text: (cut, { id, text }) => set(cut, id, { text }),
    add_title: (cut, { title }) => ({ ...cut, titles: [...cut.titles, { fade_frames: 0, ...title }] }),
    add_track: (cut, { id, name, role }) => ({ ...cut, tracks: [...cut.tracks, { id, name, role, gain_db: 0, muted: false, sounds: [] }] }),
    remove_track: (cut, { id }) => ({ ...cut, tracks: out(cut.tracks, id) }),
    track_gain: (cut, { id, gain_db }) => own(cut, id, { gain_db: decibels(gain_db) }),
    track_mute: (cut, { id, muted }) => own(cut, id, { muted }),
    track_name: (cut, { id, name }) => own(cut, id, { name }),
    track_role: (cut, { id, role }) => own(cut, id, { role }),
    lay_sound: (cut, { track, sound }) => inTracks(cut, (sounds, one) => (one.id === track ? [...sounds, { ...SOUND, ...sound }] : sounds)),
  };
  const apply = (cut, name, args, lengths = {}) => CutRules.settled(table[name](cut, args, lengths), lengths);
  return { table, apply };
})();
