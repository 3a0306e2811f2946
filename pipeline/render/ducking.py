"""Music steps back while somebody speaks (side chain, attack 20 ms, release 500 ms). Pure.

The level is taken every five milliseconds; the gain runs in a straight line from one to the next.
The threshold follows the speech of this film, so that a group that recorded softly is ducked too.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.buses import Ducking
from pipeline.render.hops import Hops, chunks
from pipeline.render.pcm import Samples
from pipeline.timing import SAMPLE_RATE

HOP: Final = SAMPLE_RATE // 200
"""Samples between two levels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far a bus steps back."""

    ratio: float
    below_speech_db: float
    """The threshold lies this far under the speech."""
    deepest_db: float


STEPS: Final = {
    Ducking.SOFT: Step(ratio=2.0, below_speech_db=16.0, deepest_db=-10.0),
    Ducking.MEDIUM: Step(ratio=6.0, below_speech_db=16.0, deepest_db=-16.0),
    Ducking.STRONG: Step(ratio=10.0, below_speech_db=20.0, deepest_db=-24.0),
}
"""At the level of the speech, music is lowered by 8, by 13 or by 18 dB."""
ATTACK_S: Final = 0.020
RELEASE_S: Final = 0.500

SILENT_DB: Final = -60.0
"""Below it nobody speaks."""
GATE_DB: Final = -10.0
"""What is so far under the speech does not count to it."""

Levels = NDArray[np.float32]
"""Mean power of each hop, full scale 1.0."""


def levels(samples: Samples) -> Levels:
    """Return the power of each hop; a last hop that is not full counts as if it were."""
    missing = -len(samples) % HOP
    power = np.pad((samples[:, 0] ** 2 + samples[:, 1] ** 2) / 2, (0, missing))
    mean: Levels = power.reshape(-1, HOP).mean(axis=1, dtype=np.float32)
    return mean


def speech_level_db(power: Hops) -> float | None:
    """Return how loud people speak, gated twice as BS.1770 does; None where nobody speaks."""
    silent = 10 ** (SILENT_DB / 10)
    mean = _mean(power, lambda part: part > silent)
    if not mean:
        return None
    gate = max(mean * 10 ** (GATE_DB / 10), silent)
    return 10 * math.log10(_mean(power, lambda part: part >= gate))


def _mean(power: Hops, counts: Callable[[Levels], NDArray[np.bool_]]) -> float:
    """Return the mean of the levels that count; 0 where none does."""
    total, number = 0.0, 0
    for part in chunks(power):
        which = counts(part)
        total += float(part.sum(where=which, dtype=np.float64))
        number += int(np.count_nonzero(which))
    return total / max(1, number)


def duck_gains(dialogue: Hops, ducking: Ducking = Ducking.MEDIUM) -> Iterator[Levels]:
    """Yield the linear gain of what steps back, at the end of each hop, a part at a time."""
    speech, step = speech_level_db(dialogue), STEPS.get(ducking)
    if speech is None or step is None:
        return unchanged(dialogue)
    threshold, slope = speech - step.below_speech_db, 1 - 1 / step.ratio

    def wanted(decibels: Levels) -> Levels:
        lowered = -np.maximum(0.0, decibels - threshold) * slope
        goal: Levels = np.maximum(step.deepest_db, lowered).astype(np.float32)
        return goal

    return gains_along(dialogue, wanted, attack_s=ATTACK_S, release_s=RELEASE_S)


def unchanged(power: Hops) -> Iterator[Levels]:
    """Yield gains that change nothing."""
    return (np.ones(len(part), np.float32) for part in chunks(power))


def gains_along(
    power: Hops, wanted: Callable[[Levels], Levels], *, attack_s: float, release_s: float
) -> Iterator[Levels]:
    """Yield the linear gains that follow what is wanted at each level, all in decibels.

    They go down with the attack and up with the release. Of a long film, a part at a time is
    worked on: all of it at once would not be flat in memory.
    """
    now = 0.0
    for part in chunks(power):
        goals = wanted(10 * np.log10(np.maximum(part, 1e-12))).tolist()
        smooth = np.array([*_followed(goals, now, attack_s, release_s)])
        now = float(smooth[-1])
        gains = smooth.astype(np.float32)
        gains /= 20
        np.power(np.float32(10), gains, out=gains)
        yield gains


def _followed(
    wanted: Iterable[float], now: float, attack_s: float, release_s: float
) -> Iterator[float]:
    hop_s = HOP / SAMPLE_RATE
    down, up = (float(np.exp(-hop_s / seconds)) for seconds in (attack_s, release_s))
    for goal in wanted:
        keep = down if goal < now else up
        now = goal + (now - goal) * keep
        yield now


def gain_at(gains: Hops, start: int, count: int, hop: int = HOP) -> NDArray[np.float32]:
    """Return the gain of each sample from start: straight lines between the ends of the hops."""
    if not len(gains):
        return np.ones(count, np.float32)
    first = max(0, start // hop - 2)
    window = gains[first : (start + count) // hop + 2]
    if not window.size:
        return np.full(count, gains[len(gains) - 1 : len(gains)], np.float32)
    ends = np.arange(first + 1, first + 1 + len(window)) * hop
    places = np.arange(start, start + count)
    line: NDArray[np.float32] = np.interp(places, ends, window).astype(np.float32)
    return line
