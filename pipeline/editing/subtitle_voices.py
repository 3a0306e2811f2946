"""Which voice says which line: both in their order, each line about as long as its words. Pure.

Nothing is recognised. The cheapest way to part the voices of a scene among its lines is looked for:
a line costs by how far its time is from that of its words, a parting unless there is a pause, and
a voice that is left to nobody by its length.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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

LETTERS_A_SECOND: Final = 14
"""As people speak in films, pauses within a phrase included."""
_FASTER: Final = 0.6
_SLOWER: Final = 1.0
_LEFT_OUT: Final = 0.003
"""What it costs to leave a step of voice to nobody: there are doors, steps and music."""

Costs = NDArray[np.float64]
Ways = NDArray[np.intp]


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
    return tuple(
        Voice(start=places[first].after, end=max(places[last].before, places[first].after + 1))
        for first, last in _cheapest(weights, places)
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


def _cheapest(weights: Sequence[float], places: Sequence[_Place]) -> list[tuple[int, int]]:
    """Return the numbers of the places before and after each line."""
    done = np.array([place.done for place in places], np.float64)
    parting = np.array([place.cost for place in places], np.float64)
    parting[[0, -1]] = 0
    natural = np.array(weights, np.float64) * STEPS_A_SECOND / LETTERS_A_SECOND
    wanted = natural * np.clip(done[-1] / natural.sum(), _FASTER, _SLOWER)
    lasts = done[None, :] - done[:, None]  # from a place to a later one
    best: Costs = _LEFT_OUT * done
    ways: list[tuple[Ways, Ways]] = []
    for number, one in enumerate(wanted):
        begins, begun = (best + parting, _same(best)) if not number else _begun(best, done, parting)
        off = np.where(lasts > 0, ((lasts - one) / one) ** 2, np.inf)
        total = begins[:, None] + off
        first = total.argmin(axis=0)
        ways.append((begun, first))
        best = total.min(axis=0) + parting
    at = int((best + _LEFT_OUT * (done[-1] - done)).argmin())
    path: list[tuple[int, int]] = []
    for begun, first in reversed(ways):
        start = int(first[at])
        path.append((start, at))
        at = int(begun[start])
    return path[::-1]


def _same(best: Costs) -> Ways:
    return np.arange(len(best))


def _begun(best: Costs, done: Costs, parting: Costs) -> tuple[Costs, Ways]:
    """Return what it costs to begin the next line at each place, and where the one before ended:
    there, or earlier with some voice between them that is neither's.
    """
    ahead = best - _LEFT_OUT * done
    lowest = np.minimum.accumulate(ahead)
    ended = np.maximum.accumulate(np.where(ahead == lowest, np.arange(len(best)), 0))
    later = lowest + _LEFT_OUT * done + parting
    return np.minimum(best, later), np.where(best <= later, np.arange(len(best)), ended)
