// The moves that change how a piece looks and sounds: dissolve, fade, J and L cut, loudness. Pure.
const CutMovesLooks = (() => {
  const { refuse } = CutAsked;
  const { longestDissolve, headOf, tailOf } = CutRules;
  const put = (cut, at, fields) => ({ ...cut, items: cut.items.map((one, n) => (n === at ? { ...one, ...fields } : one)) });
  const takeAt = (cut, asked) => { const at = asked.index(cut); return cut.items[at].take ? at : refuse("no_own_sound"); };
  const fadeIn = (cut, at, frames) => {
    const item = cut.items[at];
    const most = item.frames - 1 - tailOf(cut, at);
    if (frames > most) refuse("long_fade", { most });
    return put(cut, at, { fade_in_frames: frames, dissolve_frames: frames ? 0 : item.dissolve_frames });
  };
  const fadeOut = (cut, at, frames) => {
    const item = cut.items[at];
    const most = item.frames - 1 - headOf(item);
    if (frames > most) refuse("long_fade", { most });
    return put(frames ? put(cut, at + 1, { dissolve_frames: 0 }) : cut, at, { fade_out_frames: frames });
  };
  return {
    set_dissolve: (cut, asked) => {
      const [at, frames] = [asked.index(cut), asked.whole("frames", { least: 0 })];
      if (at === 0) refuse("no_before");
      const before = { ...cut.items[at - 1], fade_out_frames: 0 };
      const item = { ...cut.items[at], fade_in_frames: 0, dissolve_frames: 0 };
      if ([before.kind, item.kind].includes("gap")) refuse("no_room_for_gap");
      const most = longestDissolve(before, item, asked.bin, tailOf(cut, at));
      if (frames > most) refuse("long_dissolve", { most });
      if (frames === 0) return put(cut, at, { dissolve_frames: 0 });
      return put(put(cut, at - 1, { fade_out_frames: 0 }), at, { fade_in_frames: 0, dissolve_frames: frames });
    },
    set_fade: (cut, asked) => {
      const at = asked.index(cut);
      if (cut.items[at].kind === "gap") refuse("black_already");
      const begun = asked.has("fade_in") ? fadeIn(cut, at, asked.whole("fade_in", { least: 0 })) : cut;
      return asked.has("fade_out") ? fadeOut(begun, at, asked.whole("fade_out", { least: 0 })) : begun;
    },
    set_sound_offset: (cut, asked) => {
      const [at, frames] = [asked.index(cut), asked.whole("frames")];
      if (at === 0) refuse("no_before");
      const [before, item, next] = cut.items.slice(at - 1, at + 2);
      const earliest = Math.max(-before.frames, before.sound_offset - before.frames);
      const latest = Math.min(item.frames, next ? item.frames + next.sound_offset : item.frames);
      if (frames < earliest || frames > latest) refuse("far_sound", { before: -earliest, after: latest });
      return put(cut, at, { sound_offset: frames });
    },
    set_gain: (cut, asked) => put(cut, takeAt(cut, asked), { gain_db: asked.gain() }),
    set_mute: (cut, asked) => put(cut, takeAt(cut, asked), { muted: asked.flag("muted") }),
    set_text: (cut, asked) => {
      const [wanted, text] = [asked.text("title"), asked.words()];
      const at = cut.items.findIndex((item) => item.id === wanted && item.kind === "title");
      if (at >= 0) return put(cut, at, { text });
      if (!cut.titles.some((title) => title.id === wanted)) refuse("no_title");
      return { ...cut, titles: cut.titles.map((one) => (one.id === wanted ? { ...one, text } : one)) };
    },
  };
})();
