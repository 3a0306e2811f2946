"""The moves beside the picture: titles over it, tracks of sound, and what lies on them. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.documents.cut import Cut, CutSound, CutTitle, CutTrack
from pipeline.documents.edit import SoundRole
from pipeline.editing.cut_asked import Asked, new_id, refuse
from pipeline.editing.cut_moves_looks import gain_of
from pipeline.editing.cut_moves_picture import words_of
from pipeline.timeline.cutting_json import LONGEST_NAME


def add_title_over(cut: Cut, asked: Asked) -> Cut:
    """Lay words over the picture."""
    frames = asked.whole("frames", least=1)
    title = CutTitle(
        id=new_id(cut, asked, "t"),
        text=words_of(asked),
        start_frame=asked.whole("start_frame", least=0),
        frames=frames,
        fade_frames=_fade(asked, "fade_frames", 0, most=frames // 2),
    )
    return replace(cut, titles=(*cut.titles, _free_title(cut, title)))


def change_title_over(cut: Cut, asked: Asked) -> Cut:
    """Let words over the picture begin or end elsewhere, or fade."""
    title = _title(cut, asked)
    frames = asked.whole("frames", title.frames, least=1)
    changed = replace(
        title,
        start_frame=asked.whole("start_frame", title.start_frame, least=0),
        frames=frames,
        fade_frames=_fade(asked, "fade_frames", title.fade_frames, most=frames // 2),
    )
    rest = replace(cut, titles=tuple(one for one in cut.titles if one is not title))
    return replace(cut, titles=(*rest.titles, _free_title(rest, changed)))


def remove_title_over(cut: Cut, asked: Asked) -> Cut:
    """Take words over the picture away."""
    title = _title(cut, asked)
    return replace(cut, titles=tuple(one for one in cut.titles if one is not title))


def add_track(cut: Cut, asked: Asked) -> Cut:
    """Add an empty track of sound."""
    track = CutTrack(id=new_id(cut, asked, "k"), name=_name(asked), role=_role(asked))
    return replace(cut, tracks=(*cut.tracks, track))


def change_track(cut: Cut, asked: Asked) -> Cut:
    """Change name, role, loudness of a track, or switch it off or on."""
    track = _track(cut, asked.text("track"))
    changed = replace(
        track,
        name=_name(asked) if asked.has("name") else track.name,
        role=_role(asked) if asked.has("role") else track.role,
        gain_db=gain_of(asked) if asked.has("gain_db") else track.gain_db,
        muted=asked.flag("muted") if asked.has("muted") else track.muted,
    )
    return _with_track(cut, changed)


def remove_track(cut: Cut, asked: Asked) -> Cut:
    """Take a track and all its sounds out."""
    track = _track(cut, asked.text("track"))
    return replace(cut, tracks=tuple(one for one in cut.tracks if one is not track))


def add_sound(cut: Cut, asked: Asked) -> Cut:
    """Lay a sound, or the sound of a take, on a track; all of it unless frames says otherwise."""
    track, media = _track(cut, asked.text("track")), asked.text("media")
    footage = asked.bin.sounding(media) or refuse("no_sound", name=media[:LONGEST_NAME])
    first, frames = footage.useful
    if asked.has("in_frame") or asked.has("frames"):
        first = asked.whole("in_frame", first, least=0)
        frames = asked.whole("frames", max(1, footage.frames - first), least=1)
    sound = CutSound(
        id=new_id(cut, asked, "s"),
        media=media,
        start_frame=asked.whole("start_frame", least=0),
        frames=frames,
        in_frame=first,
    )
    return _with_track(cut, _laid(track, sound, asked))


def change_sound(cut: Cut, asked: Asked) -> Cut:
    """Move a sound, also to another track, trim it, fade it, make it louder or softer."""
    track, sound = _sound(cut, asked)
    frames = asked.whole("frames", sound.frames, least=1)
    fade_in = _fade(asked, "fade_in_frames", sound.fade_in_frames, most=frames)
    changed = replace(
        sound,
        start_frame=asked.whole("start_frame", sound.start_frame, least=0),
        in_frame=asked.whole("in_frame", sound.in_frame, least=0),
        frames=frames,
        gain_db=gain_of(asked) if asked.has("gain_db") else sound.gain_db,
        fade_in_frames=fade_in,
        fade_out_frames=_fade(
            asked, "fade_out_frames", sound.fade_out_frames, most=max(0, frames - fade_in)
        ),
    )
    rest = _with_track(cut, _without(track, sound))
    onto = _track(rest, asked.text("track") or track.id)
    return _with_track(rest, _laid(onto, changed, asked))


def trim_sound_head(cut: Cut, asked: Asked) -> Cut:
    """Take frames off the beginning of a sound, or give it more; the rest stays in step."""
    track, sound = _sound(cut, asked)
    frames = asked.whole("frames")
    later = replace(
        sound,
        start_frame=sound.start_frame + frames,
        in_frame=sound.in_frame + frames,
        frames=sound.frames - frames,
    )
    if later.in_frame < 0 or later.start_frame < 0:
        refuse("past_head", most=min(sound.in_frame, sound.start_frame))
    return _with_track(cut, _laid(_without(track, sound), later, asked))


def trim_sound_tail(cut: Cut, asked: Asked) -> Cut:
    """Take frames off the end of a sound, or with a negative number give it more."""
    track, sound = _sound(cut, asked)
    shorter = replace(sound, frames=sound.frames - asked.whole("frames"))
    return _with_track(cut, _laid(_without(track, sound), shorter, asked))


def split_sound(cut: Cut, asked: Asked) -> Cut:
    """Cut a sound in two after so many of its frames."""
    track, sound = _sound(cut, asked)
    at = asked.whole("at")
    if not 0 < at < sound.frames:
        refuse("not_inside")
    first = replace(
        sound, frames=at, fade_in_frames=min(sound.fade_in_frames, at), fade_out_frames=0
    )
    rest = sound.frames - at
    second = replace(
        sound,
        id=new_id(cut, asked, "s"),
        start_frame=sound.start_frame + at,
        in_frame=sound.in_frame + at,
        frames=rest,
        fade_in_frames=0,
        fade_out_frames=min(sound.fade_out_frames, rest),
    )
    sounds = (*_without(track, sound).sounds, first, second)
    return _with_track(cut, replace(track, sounds=sounds))


def remove_sound(cut: Cut, asked: Asked) -> Cut:
    """Take a sound out."""
    track, sound = _sound(cut, asked)
    return _with_track(cut, _without(track, sound))


def _title(cut: Cut, asked: Asked) -> CutTitle:
    wanted = asked.text("title")
    found = next((one for one in cut.titles if one.id == wanted), None)
    return found or refuse("no_title")


def _free_title(cut: Cut, title: CutTitle) -> CutTitle:
    """Return the title if nothing lies where it is to lie."""
    if _is_taken(cut.titles, title):
        refuse("title_there")
    return title


def _fade(asked: Asked, name: str, default: int, *, most: int) -> int:
    """Return a fade; one that is asked for must fit, one that was there becomes shorter."""
    fade = asked.whole(name, default, least=0)
    if asked.has(name) and fade > most:
        refuse("long_fade", most=most)
    return fade


def _track(cut: Cut, wanted: str) -> CutTrack:
    return next((one for one in cut.tracks if one.id == wanted), None) or refuse("no_track")


def _with_track(cut: Cut, track: CutTrack) -> Cut:
    tracks = (track if one.id == track.id else one for one in cut.tracks)
    return replace(cut, tracks=tuple(tracks))


def _sound(cut: Cut, asked: Asked) -> tuple[CutTrack, CutSound]:
    wanted = asked.text("sound")
    for track in cut.tracks:
        for sound in track.sounds:
            if sound.id == wanted:
                return track, sound
    return refuse("no_piece_of_sound")


def _without(track: CutTrack, sound: CutSound) -> CutTrack:
    return replace(track, sounds=tuple(one for one in track.sounds if one.id != sound.id))


def _laid(track: CutTrack, sound: CutSound, asked: Asked) -> CutTrack:
    """Return the track with a sound on it. Refuse what its medium has not, or what lies there."""
    footage = asked.bin.sounding(sound.media)
    if footage is None:
        refuse("no_sound", name=sound.media[:LONGEST_NAME])
    if sound.frames < 1:
        refuse("too_short")
    over = sound.in_frame + sound.frames - footage.frames
    if over > 0:
        refuse("past_tail", most=max(0, footage.frames - sound.in_frame))
    if _is_taken(track.sounds, sound):
        refuse("sound_there")
    return replace(track, sounds=(*track.sounds, sound))


def _is_taken(row: Iterable[CutTitle | CutSound], new: CutTitle | CutSound) -> bool:
    end = new.start_frame + new.frames
    return any(
        one.start_frame < end and new.start_frame < one.start_frame + one.frames for one in row
    )


def _name(asked: Asked) -> str:
    name = " ".join(asked.text("name").split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        refuse("long_name", most=LONGEST_NAME)
    return name


def _role(asked: Asked) -> SoundRole:
    role = asked.text("role")
    return SoundRole(role) if role in set(SoundRole) else refuse("no_role")
