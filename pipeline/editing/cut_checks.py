"""Whether a cut that came from outside is possible: the first thing that is not is named. Pure."""

import math
from typing import Final

from pipeline.documents.cut import Cut, CutBin, CutItem, CutSound, CutTitle, CutTrack, ItemKind
from pipeline.editing.cut_rules import LONGEST, settled
from pipeline.errors import CannotRead
from pipeline.timeline.cutting_items import ID, Frame
from pipeline.timeline.cutting_json import LONGEST_NAME
from pipeline.timeline.cutting_pieces import LONGEST_TEXT

MOST_ITEMS: Final = 500
MOST_TITLES: Final = 200
MOST_TRACKS: Final = 12
MOST_SOUNDS: Final = 300
LOUDEST_DB: Final = 24.0
SOFTEST_DB: Final = -60.0
LONGEST_FILM_S: Final = 4 * 3600


def must_be_possible(cut: Cut, bin_: CutBin, film: Frame) -> None:
    """Raise CannotRead with one sentence if a cut is not one of this film and this bin."""
    if (cut.frame_rate, cut.width, cut.height) != (film.rate, film.width, film.height):
        raise CannotRead("This cut has another frame rate or size than the film.")
    must_be_sound(cut, bin_)


def must_be_sound(cut: Cut, bin_: CutBin) -> None:
    """Raise CannotRead with one sentence if a cut breaks a rule."""
    if is_too_much(cut):
        raise CannotRead(
            "The cut has more pieces than the simple cutter takes. "
            "Use an editing program for this film."
        )
    _ids(cut)
    for item in cut.items:
        _item(item, bin_)
    for title in cut.titles:
        _title(title)
    for track in cut.tracks:
        _track(track, bin_)
    if cut.frames > LONGEST_FILM_S * cut.frame_rate:
        raise CannotRead("The film is longer than four hours.")
    if settled(cut, bin_) != cut:
        raise CannotRead(
            "A dissolve, a fade, a sound or a title does not fit where it is. Load the page again."
        )


def is_too_much(cut: Cut) -> bool:
    """Return whether a cut has more pieces than the cutter takes."""
    sounds = sum(len(track.sounds) for track in cut.tracks)
    return (
        len(cut.items) > MOST_ITEMS
        or len(cut.titles) > MOST_TITLES
        or len(cut.tracks) > MOST_TRACKS
        or sounds > MOST_SOUNDS
    )


def _ids(cut: Cut) -> None:
    sounds = [sound.id for track in cut.tracks for sound in track.sounds]
    ids = [one.id for row in (cut.items, cut.titles, cut.tracks) for one in row] + sounds
    if len(set(ids)) < len(ids) or not all(map(ID.fullmatch, ids)):
        raise CannotRead("Two pieces of the cut have the same name. Load the page again.")


def _must(is_so: bool, sentence: str, **values: str | int) -> None:
    if not is_so:
        raise CannotRead(sentence, detail="", can_retry=False, **values)


def _item(item: CutItem, bin_: CutBin) -> None:
    _within(item.frames, 1)
    for number in (item.in_frame, item.dissolve_frames, item.fade_in_frames, item.fade_out_frames):
        _within(number)
    _must(abs(item.sound_offset) <= LONGEST, "A sound lies too far from its picture.")
    _gain(item.gain_db)
    if item.kind is ItemKind.TAKE:
        footage = bin_.takes.get(item.take)
        _must(footage is not None, _NO_TAKE, name=item.take[:LONGEST_NAME])
        _must(
            footage is not None and item.in_frame + item.frames <= footage.frames,
            "“%(name)s” is not that long.",
            name=item.take[:LONGEST_NAME],
        )
    else:
        _must(not item.take and not item.in_frame, "A title or a gap plays no take.")
    _must(item.kind is ItemKind.TITLE or not item.text, "Only titles have words.")
    _text(item.text)


_NO_TAKE: Final = "“%(name)s” is not a take of your rushes."


def _title(title: CutTitle) -> None:
    _within(title.start_frame)
    _within(title.frames, 1)
    _within(title.fade_frames)
    _must(2 * title.fade_frames <= title.frames, "The title is too short for its fade.")
    _text(title.text)


def _track(track: CutTrack, bin_: CutBin) -> None:
    _gain(track.gain_db)
    _must(len(track.name) <= LONGEST_NAME and track.name.isprintable(), "This name is too long.")
    for sound in track.sounds:
        _sound(sound, bin_)


def _sound(sound: CutSound, bin_: CutBin) -> None:
    _gain(sound.gain_db)
    _within(sound.frames, 1)
    for number in (sound.start_frame, sound.in_frame):
        _within(number)
    name = sound.media[:LONGEST_NAME]
    footage = bin_.sounding(sound.media)
    if footage is None:
        raise CannotRead("“%(name)s” is not a sound of your rushes.", name=name)
    end = sound.in_frame + sound.frames
    _must(end <= footage.frames, "“%(name)s” is not that long.", name=name)
    fades = (sound.fade_in_frames, sound.fade_out_frames)
    _must(
        min(fades) >= 0 and sum(fades) <= sound.frames,
        "“%(name)s” is too short for its fades.",
        name=name,
    )


def _within(number: int, least: int = 0) -> None:
    _must(least <= number <= LONGEST, "A piece of the cut lies outside of the film.")


def _gain(gain: float) -> None:
    _must(
        math.isfinite(gain) and SOFTEST_DB <= gain <= LOUDEST_DB,
        "Choose a loudness between %(low)s and %(high)s dB.",
        low=round(SOFTEST_DB),
        high=round(LOUDEST_DB),
    )


def _text(text: str) -> None:
    _must(len(text) <= LONGEST_TEXT, "A title has at most %(most)s letters.", most=LONGEST_TEXT)
    lines = text.split("\n")
    _must(all(line.isprintable() for line in lines), "A title has only letters and lines.")
