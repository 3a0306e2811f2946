"""Which voice says which line: both in their order, each line about as long as its words. Pure.

Nothing is recognised. All lines of a scene share its voices; the cheapest way to part the voices is
looked for, where a line costs by how far its time is from that of its words, and a parting costs
unless there is a pause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.editing.voices import STEPS_A_SECOND, Voice

_GRID: Final = 20
"""Within a voice, it may be parted every so many steps."""
_IN_A_VOICE: Final = 0.6
"""What it costs to part a voice where there is no pause."""
_LONG_PAUSE: Final = STEPS_A_SECOND
_MOST_PLACES: Final = 600

Costs = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where the voices may be parted."""

    done: int
    """Steps of voice before it."""
    before: int
    """The step at which the voice before it ends."""
    after: int
    """The step at which the next voice begins."""

    @property
    def cost(self) -> float:
        """What it costs: nothing at a long pause."""
        pause = self.after - self.before
        if pause <= 0:
            return _IN_A_VOICE
        return 0.2 * max(0.0, 1 - pause / _LONG_PAUSE)


def shared_out(weights: Sequence[float], voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """Return for each line from where to where it is said; empty where there are no voices."""
    places = _places(voices)
    if not weights or len(places) < 2:
        return ()
    if len(places) <= len(weights):
        places = _places(voices, grid=1)
    if len(places) <= len(weights):
        return ()
    chosen = _cheapest(weights, places)
    return tuple(
        Voice(start=places[first].after, end=max(places[last].before, places[first].after + 1))
        for first, last in pairwise(chosen)
    )


def _places(voices: Sequence[Voice], *, grid: int = _GRID) -> list[_Place]:
    steps = sum(one.end - one.start for one in voices)
    grid = max(grid, steps // _MOST_PLACES) if grid > 1 else max(1, steps // _MOST_PLACES)
    found: list[_Place] = []
    done, ended = 0, voices[0].start if voices else 0
    for one in voices:
        found.append(_Place(done=done, before=ended, after=one.start))
        found += (
            _Place(done=done + at, before=one.start + at, after=one.start + at)
            for at in range(grid, one.end - one.start - grid // 2, grid)
        )
        done, ended = done + one.end - one.start, one.end
    if voices:
        found.append(_Place(done=done, before=ended, after=ended))
    return found


def _cheapest(weights: Sequence[float], places: Sequence[_Place]) -> list[int]:
    """Return the numbers of the places before, between and after the lines."""
    done = np.array([place.done for place in places], np.float64)
    parting = np.array([place.cost for place in places], np.float64)
    parting[-1] = 0
    share = np.array(weights, np.float64) * (done[-1] / sum(weights))
    lasts = done[None, :] - done[:, None]  # from a place to a later one
    best: Costs = np.full(len(places), np.inf)
    best[0] = 0
    came: list[NDArray[np.intp]] = []
    for wanted in share:
        off = np.where(lasts > 0, ((lasts - wanted) / max(wanted, 1)) ** 2, np.inf)
        total = best[:, None] + off
        came.append(total.argmin(axis=0))
        best = total.min(axis=0) + parting
    at = len(places) - 1
    path = [at]
    for back in reversed(came):
        at = int(back[at])
        path.append(at)
    return path[::-1]
