"""By how much later than it should a sound is heard: two sounds laid over each other. Pure.

What is compared is how the loudness of some bands of pitch rises, a hundred times a second: a gain,
a filter, a compressor, another encoding or a little stretching leaves the rises where they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.timing import SAMPLE_RATE

Mono = NDArray[np.float32]
"""Full scale 1.0, 48 kHz."""
Rises = NDArray[np.float32]
"""One row for each band, one column for each hop."""

HOP: Final = SAMPLE_RATE // 100
SURE: Final = 0.45
"""So alike two sounds must be (1: the same rises). Another take of the same words is not."""
MOST_RIVAL: Final = 0.6
"""The second best place must be less alike than this share of the best: what comes again and
again may be heard at any of its places."""

_EDGES_HZ: Final = (150, 400, 800, 1600, 3200, 6400)
_FAINTEST: Final = 1e-4
"""Power against that of the loudest hop: softer sound is noise of the room, or of an encoder."""
_NOTHING: Final = 1e-8
"""Power of the loudest hop of a band below which there is nothing: -80 dBFS."""
_STEEPEST: Final = 3.0
"""One bang must not drown all the rest."""
_STEADY: Final = 0.02
"""A band whose loudness changes less from hop to hop does not speak (nepers)."""
_OWN: Final = 6
"""Hops around the best place that belong to it."""
_BLOCK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What two sounds tell when they are laid over each other."""

    late: float
    """Samples from where the sound should be to where it is; negative: it comes too early."""
    alike: float
    """0 to 1."""
    rival: float
    """How alike they are at the second best place."""

    @property
    def is_sure(self) -> bool:
        """Whether the sound was surely found."""
        return self.alike >= SURE and self.rival <= MOST_RIVAL * self.alike


def step_of(expected: Mono, heard: Mono) -> Step | None:
    """Return where a sound is in another one that begins and ends equally far around it.

    None where one of them is silent.
    """
    ours, theirs = rises_of(expected), rises_of(heard)
    lags = theirs.shape[1] - ours.shape[1]
    if not ours.size or lags < 2 * _OWN or not ours.any() or not theirs.any():
        return None
    alike = _alike(ours, theirs)[: lags + 1]
    best = int(np.argmax(alike))
    rest = np.concatenate([alike[: max(0, best - _OWN)], alike[best + _OWN + 1 :]])
    return Step(
        late=(best + _summit(alike, best) - lags / 2) * HOP,
        alike=float(alike[best]),
        rival=max(0.0, float(rest.max())) if rest.size else 0.0,
    )


def rises_of(sound: Mono) -> Rises:
    """Return how the loudness of each band rises from hop to hop; 0 in a band without sound."""
    power = np.concatenate([np.zeros((len(_EDGES_HZ) - 1, 0)), *_powers(sound)], axis=1)
    if power.shape[1] < 2:
        return np.zeros((len(power), 0), np.float32)
    loudest = power.max(axis=1, keepdims=True)
    levels = np.log(power + np.maximum(loudest * _FAINTEST, _NOTHING))
    rises = np.diff(levels, axis=1)
    rises -= rises.mean(axis=1, keepdims=True)
    spread = rises.std(axis=1, keepdims=True)
    shown = np.clip(rises / np.maximum(spread, _STEADY), -_STEEPEST, _STEEPEST)
    kept: Rises = np.where(loudest > _NOTHING, shown, 0).astype(np.float32)
    return kept


def _powers(sound: Mono) -> Iterator[NDArray[np.float64]]:
    """Yield the power of each band in windows of two hops, some at a time."""
    window = np.hanning(2 * HOP)
    scale = 2 / (window.sum() ** 2)
    edges = [round(hertz * 2 * HOP / SAMPLE_RATE) for hertz in _EDGES_HZ]
    for start in range(0, len(sound) - HOP, _BLOCK * HOP):
        block = np.asarray(sound[start : start + (_BLOCK + 1) * HOP], np.float64)
        hops = block[: len(block) // HOP * HOP].reshape(-1, HOP)
        if len(hops) < 2:
            return
        frames = np.concatenate([hops[:-1], hops[1:]], axis=1) * window
        power = np.abs(np.fft.rfft(frames, axis=1)) ** 2 * scale
        yield np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1).T


def _alike(ours: Rises, theirs: Rises) -> NDArray[np.float64]:
    """Return how alike they are at each place of the longer one (normalised correlation)."""
    short, long = ours.shape[1], theirs.shape[1]
    length = 1 << (short + long - 1).bit_length()
    turned = np.conj(np.fft.rfft(ours, length, axis=1)) * np.fft.rfft(theirs, length, axis=1)
    both = np.fft.irfft(turned.sum(axis=0), length)[: long - short + 1]
    sums = np.concatenate([[0.0], np.cumsum((theirs.astype(np.float64) ** 2).sum(axis=0))])
    around = sums[short:] - sums[: len(sums) - short]
    own = float((ours.astype(np.float64) ** 2).sum())
    # Where next to nothing is heard, chance would look like a likeness.
    least = 0.05 * float(around.max())
    return np.asarray(both / np.sqrt(own * np.maximum(around, max(least, 1e-12))))


def _summit(heights: NDArray[np.float64], best: int) -> float:
    """Return how far beside the highest value the top of the curve through it lies, in hops."""
    if not 0 < best < len(heights) - 1:
        return 0.0
    before, top, after = (float(heights[best + step]) for step in (-1, 0, 1))
    bend = before - 2 * top + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0
