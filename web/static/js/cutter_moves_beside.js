// The moves beside the picture: titles over it, tracks of sound, and what lies on them. Pure.
const CutMovesBeside = (() => {
  const { refuse, useful, sounding, LONGEST_NAME } = CutAsked;
  const ROLES = ["dialogue", "effects", "ambience", "music"];
  const isTaken = (row, one) => row.some((other) => other.start_frame < one.start_frame + one.frames && one.start_frame < other.start_frame + other.frames);
  const fade = (asked, name, otherwise, most) => {
    const frames = asked.whole(name, { otherwise, least: 0 });
    if (asked.has(name) && frames > most) refuse("long_fade", { most });
    return frames;
  };
  const titleOf = (cut, asked) => cut.titles.find((one) => one.id === asked.text("title")) || refuse("no_title");
  const withTitle = (cut, title) => { if (isTaken(cut.titles, title)) refuse("title_there"); return { ...cut, titles: [...cut.titles, title] }; };
  const without = (cut, title) => ({ ...cut, titles: cut.titles.filter((one) => one !== title) });

  const trackOf = (cut, wanted) => cut.tracks.find((one) => one.id === wanted) || refuse("no_track");
  const withTrack = (cut, track) => ({ ...cut, tracks: cut.tracks.map((one) => (one.id === track.id ? track : one)) });
  const soundOf = (cut, asked) => { for (const track of cut.tracks) { const sound = track.sounds.find((one) => one.id === asked.text("sound")); if (sound) return [track, sound]; } return refuse("no_piece_of_sound"); };
  const silent = (track, sound) => ({ ...track, sounds: track.sounds.filter((one) => one !== sound) });
  const roleOf = (asked) => (ROLES.includes(asked.text("role")) ? asked.text("role") : refuse("no_role"));
  const laid = (track, sound, asked) => {
    const footage = sounding(asked.bin, sound.media) || refuse("no_sound", { name: sound.media.slice(0, LONGEST_NAME) });
    if (sound.frames < 1) refuse("too_short");
    if (sound.in_frame + sound.frames > footage.frames) refuse("past_tail", { most: Math.max(0, footage.frames - sound.in_frame) });
    if (isTaken(track.sounds, sound)) refuse("sound_there");
    return { ...track, sounds: [...track.sounds, sound] };
  };
  return {
    add_title_over: (cut, asked) => {
      const frames = asked.whole("frames", { least: 1 });
      return withTitle(cut, { id: asked.newId(cut, "t"), text: asked.words(), start_frame: asked.whole("start_frame", { least: 0 }), frames, fade_frames: fade(asked, "fade_frames", 0, Math.floor(frames / 2)) });
    },
    change_title_over: (cut, asked) => {
      const title = titleOf(cut, asked);
      const frames = asked.whole("frames", { otherwise: title.frames, least: 1 });
      return withTitle(without(cut, title), { ...title, start_frame: asked.whole("start_frame", { otherwise: title.start_frame, least: 0 }), frames, fade_frames: fade(asked, "fade_frames", title.fade_frames, Math.floor(frames / 2)) });
    },
    remove_title_over: (cut, asked) => without(cut, titleOf(cut, asked)),
    add_track: (cut, asked) => ({ ...cut, tracks: [...cut.tracks, { id: asked.newId(cut, "k"), name: asked.name(), role: roleOf(asked), gain_db: 0, muted: false, sounds: [] }] }),
    change_track: (cut, asked) => {
      const track = trackOf(cut, asked.text("track"));
      return withTrack(cut, {
        ...track,
        name: asked.has("name") ? asked.name() : track.name,
        role: asked.has("role") ? roleOf(asked) : track.role,
        gain_db: asked.has("gain_db") ? asked.gain() : track.gain_db,
        muted: asked.has("muted") ? asked.flag("muted") : track.muted,
      });
    },
    remove_track: (cut, asked) => { const track = trackOf(cut, asked.text("track")); return { ...cut, tracks: cut.tracks.filter((one) => one !== track) }; },
    add_sound: (cut, asked) => {
      const [track, media] = [trackOf(cut, asked.text("track")), asked.text("media")];
      const footage = sounding(asked.bin, media) || refuse("no_sound", { name: media.slice(0, LONGEST_NAME) });
      let [in_frame, frames] = useful(footage);
      if (asked.has("in_frame") || asked.has("frames")) { in_frame = asked.whole("in_frame", { otherwise: in_frame, least: 0 }); frames = asked.whole("frames", { otherwise: Math.max(1, footage.frames - in_frame), least: 1 }); }
      const sound = { id: asked.newId(cut, "s"), media, start_frame: asked.whole("start_frame", { least: 0 }), frames, in_frame, gain_db: 0, fade_in_frames: 0, fade_out_frames: 0 };
      return withTrack(cut, laid(track, sound, asked));
    },
    change_sound: (cut, asked) => {
      const [track, sound] = soundOf(cut, asked);
      const frames = asked.whole("frames", { otherwise: sound.frames, least: 1 });
      const rise = fade(asked, "fade_in_frames", sound.fade_in_frames, frames);
      const changed = {
        ...sound,
        start_frame: asked.whole("start_frame", { otherwise: sound.start_frame, least: 0 }),
        in_frame: asked.whole("in_frame", { otherwise: sound.in_frame, least: 0 }),
        frames,
        gain_db: asked.has("gain_db") ? asked.gain() : sound.gain_db,
        fade_in_frames: rise,
        fade_out_frames: fade(asked, "fade_out_frames", sound.fade_out_frames, Math.max(0, frames - rise)),
      };
      const rest = withTrack(cut, silent(track, sound));
      return withTrack(rest, laid(trackOf(rest, asked.text("track") || track.id), changed, asked));
    },
    trim_sound_head: (cut, asked) => {
      const [track, sound] = soundOf(cut, asked);
      const frames = asked.whole("frames");
      const later = { ...sound, start_frame: sound.start_frame + frames, in_frame: sound.in_frame + frames, frames: sound.frames - frames };
      if (later.in_frame < 0 || later.start_frame < 0) refuse("past_head", { most: Math.min(sound.in_frame, sound.start_frame) });
      return withTrack(cut, laid(silent(track, sound), later, asked));
    },
    trim_sound_tail: (cut, asked) => { const [track, sound] = soundOf(cut, asked); return withTrack(cut, laid(silent(track, sound), { ...sound, frames: sound.frames - asked.whole("frames") }, asked)); },
    split_sound: (cut, asked) => {
      const [track, sound] = soundOf(cut, asked);
      const at = asked.whole("at");
      if (at <= 0 || at >= sound.frames) refuse("not_inside");
      const rest = sound.frames - at;
      const first = { ...sound, frames: at, fade_in_frames: Math.min(sound.fade_in_frames, at), fade_out_frames: 0 };
      const second = { ...sound, id: asked.newId(cut, "s"), start_frame: sound.start_frame + at, in_frame: sound.in_frame + at, frames: rest, fade_in_frames: 0, fade_out_frames: Math.min(sound.fade_out_frames, rest) };
      return withTrack(cut, { ...track, sounds: [...silent(track, sound).sounds, first, second] });
    },
    remove_sound: (cut, asked) => { const [track, sound] = soundOf(cut, asked); return withTrack(cut, silent(track, sound)); },
  };
})();
