"""What a recording without a slate may be, by the log of the slate. Pure.

Who held the slate has logged take after take, and the camera has counted clip after clip: what was
logged between two takes that are known lies between their clips.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from pipeline.documents.slate import Slate
from pipeline.shots.slate_log import VOID, LoggedTake

MOST: Final = 3
"""Proposals for one recording."""

Clip = tuple[str, Slate | None, bool]
"""A file, its slate where it is known, and whether the group must be asked."""


def proposals_for(
    clips: Sequence[Clip], log: Sequence[LoggedTake]
) -> Mapping[str, tuple[Slate, ...]]:
    """Return for each recording without a slate what it may be, the likeliest first.

    clips stand in the order in which they were shot, the log in the order of announcing.
    """
    logged = [
        Slate(scene=one.scene, shot=one.shot, take=one.take) for one in log if one.rating != VOID
    ]
    found = {slate for _, slate, _ in clips if slate}
    free = [slate for slate in dict.fromkeys(logged) if slate not in found]
    proposed: dict[str, tuple[Slate, ...]] = {}
    before: Slate | None = None
    runs = [(is_open, list(run)) for is_open, run in groupby(clips, key=lambda one: one[2])]
    for place, (is_open, run) in enumerate(runs):
        if is_open:
            after = _known(runs[place + 1][1]) if place + 1 < len(runs) else []
            between = _between(logged, free, before, after[0] if after else None)
            proposed |= _matched([name for name, _, _ in run], between or free)
        known = _known(run)
        before = known[-1] if known else before
    return proposed


def _known(run: Sequence[Clip]) -> list[Slate]:
    return [slate for _, slate, _ in run if slate]


def _between(
    logged: Sequence[Slate], free: Sequence[Slate], before: Slate | None, after: Slate | None
) -> list[Slate]:
    start = logged.index(before) + 1 if before in logged else 0
    end = logged.index(after) if after in logged else len(logged)
    stretch = set(logged[start:end])
    return [slate for slate in free if slate in stretch]


def _matched(names: Sequence[str], slates: Sequence[Slate]) -> dict[str, tuple[Slate, ...]]:
    """Match in order; then the neighbours, since a false start may be on one side only."""
    matched = {}
    for place, name in enumerate(names):
        near = sorted(range(len(slates)), key=lambda other: (abs(other - place), other))
        matched[name] = tuple(slates[other] for other in near[:MOST])
    return matched
