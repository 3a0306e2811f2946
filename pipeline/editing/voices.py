"""When somebody speaks: the loud stretches of a dialogue track. No word is recognised. Pure.

Of each ten milliseconds one level is kept, of the band in which voices are. What rises well above
the floor around it is taken for a voice; a pause within a word is bridged, a click is left out.
Where nothing rises (a steady tone, a sea), nothing is said: then nobody knows when people speak.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.timing import SAMPLE_RATE

STEPS_A_SECOND: Final = 100
STEP: Final = SAMPLE_RATE // STEPS_A_SECOND
"""Samples of one level."""
Levels = NDArray[np.float32]
"""Decibels below full scale, one for each step."""

_SILENCE_DB: Final = -100.0
_LEAST_DB: Final = -60.0
"""What is softer is no voice, however quiet the room."""
_RISE_DB: Final = 9.0
"""How far a voice rises above the floor at least."""
_SHARE: Final = 0.4
"""Of the way from the floor to the loudest: from there on it is a voice."""
_AROUND: Final = 15 * STEPS_A_SECOND
_BRIDGED: Final = 20
"""A pause of a fifth of a second is one within a phrase."""
_SHORTEST: Final = 12
_VOICE_HERTZ: Final = (200, 4_000)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Voice:
    """A stretch in which somebody speaks; in steps of 10 ms from the first frame."""

    start: int
    end: int


def levels_of(blocks: Iterable[NDArray[np.float32]]) -> Levels:
    """Return the level of each step of a sound of one channel, full scale 1.0."""
    found: list[Levels] = []
    left = np.zeros(0, np.float32)
    for block in blocks:
        left = np.concatenate([left, block])
        whole = len(left) // STEP * STEP
        found.append(_levels(left[:whole].reshape(-1, STEP)))
        left = left[whole:]
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _levels(steps: NDArray[np.float32]) -> Levels:
    if not len(steps):
        return np.zeros(0, np.float32)
    low, high = (hertz * STEP // SAMPLE_RATE for hertz in _VOICE_HERTZ)
    spectrum = np.abs(np.fft.rfft(steps * np.hanning(STEP), axis=1)[:, low : high + 1])
    power = (spectrum**2).sum(axis=1) / STEP**2 * 2
    floor = 10 ** (_SILENCE_DB / 10)
    levels: Levels = (10 * np.log10(np.maximum(power, floor))).astype(np.float32)
    return levels


def voices_in(levels: Levels) -> tuple[Voice, ...]:
    """Return when somebody speaks, in order, parted by pauses."""
    loud = levels > _thresholds(levels)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]).astype(np.int8)))
    found: list[Voice] = []
    for start, end in edges.reshape(-1, 2).tolist():
        if found and start - found[-1].end <= _BRIDGED:
            start = found.pop().start
        found.append(Voice(start=start, end=end))
    return tuple(one for one in found if one.end - one.start >= _SHORTEST)


def _thresholds(levels: Levels) -> Levels:
    """Return for each step how loud a voice is there at least, by what is around it."""
    found = np.full(len(levels), np.inf, np.float32)
    for start in range(0, len(levels), _AROUND // 3):
        around = levels[max(0, start - _AROUND // 3) : start + 2 * _AROUND // 3]
        floor, top = np.percentile(around, [15, 95])
        if top - floor >= _RISE_DB:
            rise = max(_RISE_DB / 2, _SHARE * (top - max(floor, _LEAST_DB)))
            found[start : start + _AROUND // 3] = max(_LEAST_DB, max(floor, _LEAST_DB) + rise)
    return found
