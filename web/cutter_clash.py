"""Two cuts that were made at once, side by side: what each has changed, and how each looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline import desk
from pipeline.documents.cut import Cut, ItemKind
from pipeline.editing.cut_words import Told, changed_items, differences, name_of
from web.cutter_room import Room, opened_text, place_of, start_of
from web.parts import parts

MOST_TOLD: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One piece of a strip, in frames."""

    start: int
    frames: int
    kind: str
    """take, gap or title."""
    name: str
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two cuts."""

    whose: str
    """mine, or theirs."""
    by: str
    frames: int
    bars: tuple[Bar, ...]
    sounds: tuple[tuple[str, tuple[Bar, ...]], ...]
    """Role and sounds of each track."""
    told: tuple[Told, ...]
    more: int
    """How many changes are not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clashing:
    """Both sides."""

    seen: int
    """Number of what lies on the desk."""
    aside: int
    """Number of what was kept aside."""
    sides: tuple[Side, Side]

    @property
    def longest(self) -> int:
        """Frames of the longer cut; at least one."""
        return max(1, *(side.frames for side in self.sides))


def clashing(room: Room, *, base: int, seen: int, aside: int) -> Clashing:
    """Return what clashes: what was begun with, what lies there, and what was kept aside."""
    begun, _by = _version(room, base)
    theirs, their_name = _version(room, seen)
    mine, my_name = _version(room, aside)
    return Clashing(
        seen=seen,
        aside=aside,
        sides=(
            _side("mine", my_name, begun, mine),
            _side("theirs", their_name, begun, theirs),
        ),
    )


def _version(room: Room, number: int) -> tuple[Cut, str]:
    place = place_of(room.project_id)
    lying = desk.lying(parts().book, parts().store, place, number=max(1, number))
    content = lying.content if lying else start_of(room)
    return opened_text(content, room).cut, lying.version.by if lying else ""


def _side(whose: str, by: str, begun: Cut, cut: Cut) -> Side:
    told = differences(begun, cut)
    return Side(
        whose=whose,
        by=by,
        frames=cut.frames,
        bars=tuple(_bars(cut, changed_items(begun, cut))),
        sounds=tuple(_sounds(cut)),
        told=told[:MOST_TOLD],
        more=max(0, len(told) - MOST_TOLD),
    )


def _bars(cut: Cut, changed: frozenset[str]) -> Iterable[Bar]:
    for item, start in zip(cut.items, cut.starts(), strict=True):
        name = "" if item.kind is ItemKind.GAP else name_of(item)
        yield Bar(
            start=start,
            frames=item.frames,
            kind=item.kind.value,
            name=name,
            is_changed=item.id in changed,
        )


def _sounds(cut: Cut) -> Iterable[tuple[str, tuple[Bar, ...]]]:
    for track in cut.tracks:
        bars = (
            Bar(
                start=one.start_frame,
                frames=one.frames,
                kind="sound",
                name=one.media,
                is_changed=False,
            )
            for one in track.sounds
        )
        yield track.role.value, tuple(bars)
