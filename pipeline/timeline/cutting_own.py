"""The shots' own sound, found again in a lane: where each goes over into the next. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from pipeline.documents.cut import Cut, CutBin, CutItem, ItemKind
from pipeline.timeline.cutting_lanes import Bridge, Part, Piece, lanes_of, placed

Heard: TypeAlias = tuple[tuple[int, Piece], ...]


def with_own_sound(cut: Cut, lane: tuple[Part, ...], bin_: CutBin) -> Cut | None:
    """Return the cut with sound offsets, gains and mutes that give exactly this lane.

    None if there are none that do: then the lane is a track like any other.
    """
    if any(isinstance(part, Bridge) for part in lane):
        return None
    pieces = tuple(placed(lane))
    matched = _matched(cut, pieces)
    if matched is None:
        return None
    starts = (*cut.starts(), cut.frames)
    items = list(cut.items)
    for n, item in enumerate(items):
        piece = matched.get(n)
        if piece is not None:
            items[n] = replace(item, gain_db=piece[1].gain_db, muted=not piece[1].enabled)
        elif item.kind is ItemKind.TAKE and _could_sound(item, bin_):
            items[n] = replace(item, muted=True)
        if n:
            items[n] = replace(items[n], sound_offset=_cut_at(n, matched, starts) - starts[n])
    found = replace(cut, items=tuple(items))
    return found if _audible(placed(lanes_of(found, bin_).own)) == _audible(pieces) else None


def _could_sound(item: CutItem, bin_: CutBin) -> bool:
    footage = bin_.takes.get(item.take)
    return footage is None or footage.has_sound


def _matched(cut: Cut, pieces: Heard) -> Mapping[int, tuple[int, Piece]] | None:
    """Return which item each piece is the sound of: in order, same take, in step."""
    found: dict[int, tuple[int, Piece]] = {}
    steps = [
        (item.take, start - item.in_frame)
        for item, start in zip(cut.items, cut.starts(), strict=True)
    ]
    after = 0
    for start, piece in pieces:
        step = (piece.media, start - piece.in_frame)
        fitting = [n for n in range(after, len(steps)) if steps[n] == step]
        here = next((n for n in fitting if _meets(cut, n, start, piece)), None)
        if here is None:
            return None
        found[here] = (start, piece)
        after = here + 1
    return found


def _meets(cut: Cut, n: int, start: int, piece: Piece) -> bool:
    """Whether a piece sounds at or beside the picture of an item."""
    starts = (*cut.starts(), cut.frames)
    first, end = starts[max(0, n - 1)], starts[min(n + 2, len(cut.items))]
    return start < end and start + piece.frames > first


def _cut_at(n: int, matched: Mapping[int, tuple[int, Piece]], starts: tuple[int, ...]) -> int:
    """Return where the sound goes over to item n."""
    if n in matched:
        return matched[n][0]
    if n - 1 in matched:
        start, piece = matched[n - 1]
        return start + piece.frames
    return starts[n]


def _audible(pieces: Iterable[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
    return [one for one in pieces if one[1].enabled]
