"""Moves that change how a piece looks and sounds: dissolve, fade, J and L cut, loudness. Pure."""

from dataclasses import replace

from pipeline.documents.cut import Cut, CutItem, ItemKind
from pipeline.editing.cut_asked import Asked, is_take, refuse
from pipeline.editing.cut_checks import LOUDEST_DB, SOFTEST_DB
from pipeline.editing.cut_moves_picture import words_of
from pipeline.editing.cut_rules import head_of, longest_dissolve, tail_of


def set_dissolve(cut: Cut, asked: Asked) -> Cut:
    """Let the item before turn into this one over so many frames; 0 is a plain cut."""
    at, frames = asked.index(cut), asked.whole("frames", least=0)
    if at == 0:
        refuse("no_before")
    before = replace(cut.items[at - 1], fade_out_frames=0)
    item = replace(cut.items[at], fade_in_frames=0, dissolve_frames=0)
    if ItemKind.GAP in (before.kind, item.kind):
        refuse("no_room_for_gap")
    most = longest_dissolve(before, item, asked.bin, tail=tail_of(cut, at))
    if frames > most:
        refuse("long_dissolve", most=most)
    if frames == 0:
        return _put(cut, at, replace(cut.items[at], dissolve_frames=0))
    return _put(_put(cut, at - 1, before), at, replace(item, dissolve_frames=frames))


def set_fade(cut: Cut, asked: Asked) -> Cut:
    """Let an item come from black over fade_in frames, or go to black over fade_out frames."""
    at = asked.index(cut)
    if cut.items[at].kind is ItemKind.GAP:
        refuse("black_already")
    if asked.has("fade_in"):
        cut = _fade_in(cut, at, asked.whole("fade_in", least=0))
    if asked.has("fade_out"):
        cut = _fade_out(cut, at, asked.whole("fade_out", least=0))
    return cut


def _fade_in(cut: Cut, at: int, frames: int) -> Cut:
    item = cut.items[at]
    most = item.frames - 1 - tail_of(cut, at)
    if frames > most:
        refuse("long_fade", most=most)
    dissolve = 0 if frames else item.dissolve_frames
    return _put(cut, at, replace(item, fade_in_frames=frames, dissolve_frames=dissolve))


def _fade_out(cut: Cut, at: int, frames: int) -> Cut:
    item = cut.items[at]
    most = item.frames - 1 - head_of(item)
    if frames > most:
        refuse("long_fade", most=most)
    if frames and at + 1 < len(cut.items):
        cut = _put(cut, at + 1, replace(cut.items[at + 1], dissolve_frames=0))
    return _put(cut, at, replace(item, fade_out_frames=frames))


def set_sound_offset(cut: Cut, asked: Asked) -> Cut:
    """Let the sound of an item begin so many frames after its picture, or before it (negative)."""
    at, frames = asked.index(cut), asked.whole("frames")
    if at == 0:
        refuse("no_before")
    before, item = cut.items[at - 1], cut.items[at]
    earliest = max(-before.frames, before.sound_offset - before.frames)
    after = cut.items[at + 1 : at + 2]
    latest = min(item.frames, item.frames + after[0].sound_offset if after else item.frames)
    if not earliest <= frames <= latest:
        refuse("far_sound", before=-earliest, after=latest)
    return _put(cut, at, replace(item, sound_offset=frames))


def set_gain(cut: Cut, asked: Asked) -> Cut:
    """Make the own sound of an item louder or softer."""
    at = asked.index(cut)
    if not is_take(cut.items[at]):
        refuse("no_own_sound")
    return _put(cut, at, replace(cut.items[at], gain_db=gain_of(asked)))


def gain_of(asked: Asked) -> float:
    """Return the loudness that is asked for. Raise CannotRead."""
    gain = asked.number("gain_db")
    if not SOFTEST_DB <= gain <= LOUDEST_DB:
        refuse("loud", low=round(SOFTEST_DB), high=round(LOUDEST_DB))
    return gain


def set_mute(cut: Cut, asked: Asked) -> Cut:
    """Switch the own sound of an item off, or on again."""
    at = asked.index(cut)
    if not is_take(cut.items[at]):
        refuse("no_own_sound")
    return _put(cut, at, replace(cut.items[at], muted=asked.flag("muted")))


def set_text(cut: Cut, asked: Asked) -> Cut:
    """Change the words of a title, on black or over the picture."""
    wanted, text = asked.text("title"), words_of(asked)
    for at, item in enumerate(cut.items):
        if item.id == wanted and item.kind is ItemKind.TITLE:
            return _put(cut, at, replace(item, text=text))
    if wanted not in {title.id for title in cut.titles}:
        refuse("no_title")
    titles = (replace(one, text=text) if one.id == wanted else one for one in cut.titles)
    return replace(cut, titles=tuple(titles))


def _put(cut: Cut, at: int, item: CutItem) -> Cut:
    return replace(cut, items=(*cut.items[:at], item, *cut.items[at + 1 :]))
