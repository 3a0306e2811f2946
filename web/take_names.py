"""Which shot a recording is: what people said, else its slate, else its file name. Pure.

Everything that the pages know about naming goes through here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate, parse_slate
from pipeline.errors import CannotRead
from pipeline.rushes.clip import Clip
from pipeline.rushes.naming import slates_of

Cells = Mapping[str, str]


class How(StrEnum):
    """Who says which take it is."""

    PEOPLE = "people"
    SLATE = "slate"
    FILE_NAME = "file_name"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Which take a recording is, or what it may be."""

    how: How
    slate: Slate | None = None
    role: str = ""
    """Of a recording that is no take: wild, room_tone, double, music, effect."""
    proposals: tuple[Slate, ...] = field(default=())
    """What it may be, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToName:
    """What naming knows of one recording."""

    file: str
    original: str
    clip: Clip | None
    cells: Cells


def name_all(recordings: Sequence[ToName], shots: Sequence[Shot]) -> list[Named]:
    """Return for each recording, in the order in which they arrived, which take it is."""
    by_file = slates_of([one.file for one in recordings] + [one.original for one in recordings])
    named: list[Named] = []
    last: Slate | None = None
    for one in recordings:
        found = _said(one) or _seen(one, named) or _written(one, by_file)
        found = found or Named(how=How.NOBODY, proposals=_likely(shots, named, last))
        last = found.slate or last
        named.append(found)
    return named


def _said(one: ToName) -> Named | None:
    cells = one.cells
    if cells.get("role"):
        return Named(how=How.PEOPLE, role=cells["role"], slate=_slate_in(cells))
    slate = _slate_in(cells)
    return Named(how=How.PEOPLE, slate=slate) if slate else None


def _slate_in(cells: Cells) -> Slate | None:
    if not (cells.get("scene") and cells.get("shot")):
        return None
    try:
        take = cells.get("take") or "1"
        return parse_slate(f"S{cells['scene'].upper()}_P{cells['shot']}_T{take}")
    except CannotRead:
        return None


def _seen(one: ToName, named: Iterable[Named]) -> Named | None:
    """Return what a slate in the picture says; one of paper has no number of the take."""
    for mark in one.clip.slates if one.clip else ():
        _, *parts = mark.text.split()
        try:
            if len(parts) > len(("scene", "shot")):
                return Named(how=How.SLATE, slate=parse_slate("_".join(parts)))
            slate = parse_slate("_".join([*parts, "T1"]))
        except CannotRead:
            continue
        return Named(how=How.SLATE, slate=next_of(slate, named))
    return None


def next_of(slate: Slate, named: Iterable[Named]) -> Slate:
    """Return a slate with the first number of a take that is free in its shot."""
    used = [one.slate.take for one in named if one.slate and one.slate.shot_name == slate.shot_name]
    return Slate(scene=slate.scene, shot=slate.shot, take=max(used, default=0) + 1)


def _written(one: ToName, by_file: Mapping[str, Slate]) -> Named | None:
    slate = by_file.get(one.file) or by_file.get(one.original)
    return Named(how=How.FILE_NAME, slate=slate) if slate else None


def _likely(
    shots: Sequence[Shot], named: Sequence[Named], last: Slate | None, most: int = 3
) -> tuple[Slate, ...]:
    """Return the shot that was filmed just before, then those that nobody has filmed yet."""
    done = {one.slate.shot_name for one in named if one.slate}
    again = [shot for shot in shots if last and shot.name == last.shot_name]
    after = [shot for shot in shots if shot.name not in done]
    first = (Slate(scene=shot.scene, shot=shot.shot, take=1) for shot in (*again, *after)[:most])
    return tuple(next_of(slate, named) for slate in first)
