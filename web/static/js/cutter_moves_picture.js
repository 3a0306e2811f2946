// The moves on the picture track: add, take out, reorder, trim, roll, slip, split. What lies beside
// the picture moves with it, by where it begins. Pure.
const CutMovesPicture = (() => {
  const { refuse, useful } = CutAsked;
  const ITEM = { take: "", in_frame: 0, text: "", dissolve_frames: 0, fade_in_frames: 0, fade_out_frames: 0, sound_offset: 0, gain_db: 0, muted: false };
  const isTake = (item) => Boolean(item.take);
  const startOf = (cut, at) => cut.items.slice(0, at).reduce((sum, item) => sum + item.frames, 0);
  const put = (cut, at, item) => ({ ...cut, items: cut.items.map((one, n) => (n === at ? item : one)) });
  // What stands at a place gets a plain cut before it: it follows something else now.
  const plain = (items, at) => items.map((item, n) => (n === at ? { ...item, dissolve_frames: 0, sound_offset: 0 } : item));
  const inserted = (items, at, item) => [...items.slice(0, at), item, ...items.slice(at)];

  const shifted = (cut, shift) => {
    const begin = (one) => ({ ...one, start_frame: shift(one.start_frame) });
    return { ...cut, titles: cut.titles.map(begin), tracks: cut.tracks.map((track) => ({ ...track, sounds: track.sounds.map(begin) })) };
  };
  const pushed = (at, frames) => (start) => (start >= at ? start + frames : start);
  const pulled = (at, frames) => (start) => (start >= at ? Math.max(at, start - frames) : start);
  const carried = (before, after) => {
    const starts = new Map(after.items.map((item, at) => [item.id, startOf(after, at)]));
    const spans = before.items.map((item, at) => { const first = startOf(before, at); return [first, first + item.frames, starts.get(item.id) - first]; });
    return (start) => start + (spans.find(([first, end]) => first <= start && start < end) || [0, 0, 0])[2];
  };
  const withItems = (cut, items, shift, asked) => { const changed = { ...cut, items }; return shift && asked.ripples() ? shifted(changed, shift) : changed; };

  const mustFit = (item, footage, was) => {
    if (item.frames < 1) refuse("too_short");
    if (!footage) return;
    if (item.in_frame < 0) refuse("past_head", { most: was ? was.in_frame : 0 });
    if (item.in_frame + item.frames > footage.frames) refuse("past_tail", { most: was ? footage.frames - was.in_frame - was.frames : 0 });
  };
  const placeOf = (cut, asked) => { if (asked.has("before")) return asked.index(cut, "before"); return asked.has("after") ? asked.index(cut, "after") + 1 : cut.items.length; };
  const insert = (cut, item, asked) => {
    const at = placeOf(cut, asked);
    return withItems(cut, inserted(plain(cut.items, at), at, { ...ITEM, ...item }), at < cut.items.length ? pushed(startOf(cut, at), item.frames) : null, asked);
  };
  const headTrimmed = (cut, at, frames, asked) => {
    const item = cut.items[at];
    const start = startOf(cut, at);
    if (frames >= item.frames) refuse("too_short");
    const trimmed = { ...item, in_frame: isTake(item) ? item.in_frame + frames : 0, frames: item.frames - frames };
    mustFit(trimmed, asked.bin.takes[item.take], item);
    return withItems(cut, put(cut, at, trimmed).items, frames > 0 ? pulled(start, frames) : pushed(start + 1, -frames), asked);
  };
  const tailTrimmed = (cut, at, frames, asked) => {
    const item = cut.items[at];
    const end = startOf(cut, at) + item.frames;
    if (frames >= item.frames) refuse("too_short");
    const trimmed = { ...item, frames: item.frames - frames };
    mustFit(trimmed, asked.bin.takes[item.take], item);
    const shift = frames > 0 ? pulled(end - frames, frames) : pushed(end, -frames);
    return withItems(cut, put(cut, at, trimmed).items, at === cut.items.length - 1 ? null : shift, asked);
  };
  const takeOf = (asked) => asked.bin.takes[asked.text("take")] || refuse("no_take", { name: asked.text("take").slice(0, 80) });

  return {
    add_take: (cut, asked) => {
      const footage = takeOf(asked);
      let [first, frames] = useful(footage);
      if (asked.has("in_frame") || asked.has("frames")) { first = asked.whole("in_frame", { otherwise: first, least: 0 }); frames = asked.whole("frames", { otherwise: footage.frames - first }); }
      const item = { id: asked.newId(cut, "i"), kind: "take", take: asked.text("take"), in_frame: first, frames };
      mustFit(item, footage);
      return insert(cut, item, asked);
    },
    add_gap: (cut, asked) => insert(cut, { frames: asked.whole("frames", { least: 1 }), id: asked.newId(cut, "i"), kind: "gap" }, asked),
    add_title: (cut, asked) => insert(cut, { frames: asked.whole("frames", { least: 1 }), text: asked.words(), id: asked.newId(cut, "i"), kind: "title" }, asked),
    remove: (cut, asked) => {
      const at = asked.index(cut);
      const items = plain(cut.items.filter((_, n) => n !== at), at);
      return withItems(cut, items, at < items.length ? pulled(startOf(cut, at), cut.items[at].frames) : null, asked);
    },
    lift: (cut, asked) => { const at = asked.index(cut); return { ...cut, items: plain(put(cut, at, { ...ITEM, id: asked.newId(cut, "i"), kind: "gap", frames: cut.items[at].frames }).items, at + 1) }; },
    move: (cut, asked) => {
      const at = asked.index(cut);
      const item = cut.items[at];
      if ([asked.text("before"), asked.text("after")].includes(item.id)) return cut;
      const rest = cut.items.filter((one) => one !== item);
      const to = placeOf({ ...cut, items: rest }, asked);
      if (to === at) return cut;
      const after = { ...cut, items: inserted(plain(plain(rest, at), to), to, { ...item, dissolve_frames: 0, sound_offset: 0 }) };
      return asked.ripples() ? shifted(after, carried(cut, after)) : after;
    },
    trim_head: (cut, asked) => headTrimmed(cut, asked.index(cut), asked.whole("frames"), asked),
    trim_tail: (cut, asked) => tailTrimmed(cut, asked.index(cut), asked.whole("frames"), asked),
    trim_to: (cut, asked) => {
      const at = asked.index(cut);
      const item = cut.items[at];
      const first = isTake(item) ? asked.whole("in_frame", { otherwise: item.in_frame, least: 0 }) : 0;
      const end = asked.whole("out_frame", { otherwise: item.in_frame + item.frames });
      if (end <= first) refuse("too_short");
      const [later, shorter] = [first - item.in_frame, item.in_frame + item.frames - end];
      if (shorter < 0) return headTrimmed(tailTrimmed(cut, at, shorter, asked), at, later, asked);
      return tailTrimmed(headTrimmed(cut, at, later, asked), at, shorter, asked);
    },
    roll: (cut, asked) => {
      const [at, frames] = [asked.index(cut), asked.whole("frames")];
      if (at === 0) refuse("no_before");
      const [before, item] = [cut.items[at - 1], cut.items[at]];
      if (before.frames + frames < 1 || item.frames - frames < 1) refuse("too_short");
      const longer = { ...before, frames: before.frames + frames };
      const shorter = { ...item, in_frame: isTake(item) ? item.in_frame + frames : 0, frames: item.frames - frames };
      mustFit(longer, asked.bin.takes[before.take], before);
      mustFit(shorter, asked.bin.takes[item.take], item);
      return put(put(cut, at - 1, longer), at, shorter);
    },
    slip: (cut, asked) => {
      const [at, frames] = [asked.index(cut), asked.whole("frames")];
      const item = cut.items[at];
      if (!isTake(item)) refuse("not_a_take");
      const slipped = { ...item, in_frame: item.in_frame + frames };
      mustFit(slipped, asked.bin.takes[item.take], item);
      return put(cut, at, slipped);
    },
    split: (cut, asked) => {
      const [at, frames] = [asked.index(cut), asked.whole("at")];
      const item = cut.items[at];
      if (frames <= 0 || frames >= item.frames) refuse("not_inside");
      const second = { ...item, id: asked.newId(cut, "i"), in_frame: isTake(item) ? item.in_frame + frames : 0, frames: item.frames - frames, dissolve_frames: 0, fade_in_frames: 0, sound_offset: 0 };
      return { ...cut, items: inserted(put(cut, at, { ...item, frames, fade_out_frames: 0 }).items, at + 1, second) };
    },
    replace_take: (cut, asked) => {
      const at = asked.index(cut);
      const item = cut.items[at];
      const footage = takeOf(asked);
      if (!isTake(item)) refuse("not_a_take");
      const first = Math.min(asked.whole("in_frame", { otherwise: useful(footage)[0], least: 0 }), Math.max(0, footage.frames - item.frames));
      const shorter = tailTrimmed(cut, at, item.frames - Math.min(item.frames, footage.frames - first), asked);
      return put(shorter, at, { ...shorter.items[at], take: asked.text("take"), in_frame: first });
    },
  };
})();
