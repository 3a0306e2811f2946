"""What is true of every cut: what is possible, and what is made to fit after each change. Pure.

A dissolve needs frames of both takes beyond the cut, a fade and a dissolve never touch in the
middle of a shot, and the sound of a shot goes over to the next one somewhere beside their cut.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeVar

from pipeline.documents.cut import Cut, CutBin, CutItem, CutSound, CutTitle, ItemKind

LONGEST: Final = 10**7
"""Frames; nothing is longer."""

Placed = TypeVar("Placed", CutTitle, CutSound)


def settled(cut: Cut, bin_: CutBin) -> Cut:
    """Return the cut with dissolves, fades and sound offsets made as short as they must be, and
    titles and sounds in order: what would overlap begins later.
    """
    items = list(cut.items)
    for n in range(len(items)):
        items[n] = _settled_head(items, n, bin_)
    for n in range(len(items)):
        items[n] = _settled_tail(items, n)
    tracks = tuple(
        replace(track, sounds=in_order(tuple(map(_fitting_sound, track.sounds))))
        for track in cut.tracks
    )
    return replace(
        cut,
        items=tuple(_settled_offsets(items)),
        titles=in_order(tuple(map(_fitting_title, cut.titles))),
        tracks=tracks,
    )


def _fitting_sound(sound: CutSound) -> CutSound:
    fade_in = min(sound.fade_in_frames, sound.frames)
    fade_out = min(sound.fade_out_frames, sound.frames - fade_in)
    return replace(sound, fade_in_frames=fade_in, fade_out_frames=fade_out)


def _fitting_title(title: CutTitle) -> CutTitle:
    return replace(title, fade_frames=min(title.fade_frames, title.frames // 2))


def in_order(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Return things by their start; one that would overlap begins where the one before ends."""
    at, found = 0, list[Placed]()
    for one in sorted(placed, key=lambda one: one.start_frame):
        moved = replace(one, start_frame=max(at, one.start_frame))
        found.append(moved)
        at = moved.start_frame + moved.frames
    return tuple(found)


def longest_dissolve(before: CutItem, after: CutItem, bin_: CutBin, *, tail: int = 0) -> int:
    """Return over how many frames one item can turn into the next.

    tail: so many frames at the end of the second are mixed already.
    """
    if ItemKind.GAP in (before.kind, after.kind):
        return 0
    later = max(0, min(_tail_handle(before, bin_), after.frames - 1 - tail))
    earlier = max(0, min(_head_handle(after), head_room(before)))
    return min(2 * later, 2 * earlier + 1)


def head_room(item: CutItem) -> int:
    """Return how many frames at the end of an item may be mixed with something else."""
    return item.frames - 1 - head_of(item)


def tail_of(cut: Cut, at: int) -> int:
    """Return how many frames at the end of an item are mixed with something else."""
    after = cut.items[at + 1 : at + 2]
    return (after[0].dissolve_frames // 2 if after else 0) or cut.items[at].fade_out_frames


def head_of(item: CutItem) -> int:
    """Return how many frames at the beginning of an item are mixed with something else."""
    return item.dissolve_frames - item.dissolve_frames // 2 or item.fade_in_frames


def _head_handle(item: CutItem) -> int:
    return item.in_frame if item.kind is ItemKind.TAKE else LONGEST


def _tail_handle(item: CutItem, bin_: CutBin) -> int:
    footage = bin_.takes.get(item.take)
    if item.kind is not ItemKind.TAKE or footage is None:
        return LONGEST
    return footage.frames - item.in_frame - item.frames


def _settled_head(items: list[CutItem], n: int, bin_: CutBin) -> CutItem:
    item = items[n]
    if item.kind is ItemKind.GAP:
        return replace(item, dissolve_frames=0, fade_in_frames=0, fade_out_frames=0)
    most = longest_dissolve(items[n - 1], item, bin_) if n else 0
    dissolve = min(item.dissolve_frames, most)
    fade = 0 if dissolve else min(item.fade_in_frames, item.frames - 1)
    return replace(item, dissolve_frames=dissolve, fade_in_frames=fade)


def _settled_tail(items: list[CutItem], n: int) -> CutItem:
    item = items[n]
    dissolves = n + 1 < len(items) and items[n + 1].dissolve_frames > 0
    fade = 0 if dissolves else min(item.fade_out_frames, head_room(item))
    return replace(item, fade_out_frames=max(0, fade))


def _settled_offsets(items: list[CutItem]) -> list[CutItem]:
    found = [replace(item, sound_offset=0) for item in items[:1]]
    for before, item in pairwise(items):
        earliest = found[-1].sound_offset - before.frames
        offset = min(max(item.sound_offset, earliest, -before.frames), item.frames)
        found.append(replace(item, sound_offset=offset))
    return [_quiet(item) for item in found]


def _quiet(item: CutItem) -> CutItem:
    """Gaps and titles have no sound to change."""
    return item if item.kind is ItemKind.TAKE else replace(item, gain_db=0.0, muted=False)
