"""Where in a long recording the sound of a short one may be: by how loud each pitch rises. Pure.

How a sound rises and falls is much the same through two microphones, whatever room and noise do to
its finer shape; and there are only a hundred values of it a second, so that an hour is searched at
once.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.timing import SAMPLE_RATE

Pcm16 = NDArray[np.int16]
Features = NDArray[np.float32]
"""One row for each band, a hundred columns a second."""

HOP: Final = SAMPLE_RATE // 100
_BLOCK: Final = 1000 * HOP
_EDGES_HZ: Final = (200, 400, 700, 1100, 1700, 2600, 4000, 6000)
_QUIETEST: Final = 4.0
"""Power of half a step of 16 bits or so: what is below is no sound."""
_AROUND: Final = 100
"""Columns over which the usual loudness is told from a change of it."""


def features_of(sound: Pcm16) -> Features:
    """Return the rises of loudness, band by band; only a block of the file is held at once."""
    parts = list(_levels(sound))
    if not parts:
        return np.zeros((len(_EDGES_HZ) - 1, 0), np.float32)
    levels = np.concatenate(parts, axis=1)
    rises = np.diff(levels, axis=1, prepend=levels[:, :1])
    rises -= rises.mean(axis=1, keepdims=True)
    spread = rises.std(axis=1, keepdims=True)
    # One bang must not drown all the rest.
    features: Features = np.clip(rises / np.maximum(spread, 1e-6), -3, 3).astype(np.float32)
    return features


def _levels(sound: Pcm16) -> Iterator[Features]:
    window = np.hanning(2 * HOP).astype(np.float32)
    edges = [round(hertz * 2 * HOP / SAMPLE_RATE) for hertz in _EDGES_HZ]
    for start in range(0, len(sound) - HOP, _BLOCK):
        block = np.asarray(sound[start : start + _BLOCK + HOP], np.float32)
        hops = block[: len(block) // HOP * HOP].reshape(-1, HOP)
        frames = np.concatenate([hops[:-1], hops[1:]], axis=1) * window
        power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
        bands = np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1)
        yield np.log(bands.T / HOP + _QUIETEST)


def likely_lags(camera: Features, recorder: Features, most: int) -> list[int]:
    """Return where the camera's first column may lie in the recorder, likeliest first.

    A lag is negative where the recorder started later. Two lags are at least 50 ms apart.
    """
    first, second = camera.shape[1], recorder.shape[1]
    if not first or not second:
        return []
    length = 1 << (first + second - 1).bit_length()
    total = np.zeros(length)
    for low, high in zip(camera, recorder, strict=True):
        turned = np.conj(np.fft.rfft(low, length)) * np.fft.rfft(high, length)
        total += np.fft.irfft(turned, length)
    lags = np.arange(-first + 1, second)
    overlap = np.minimum(lags + first, second) - np.maximum(lags, 0)
    # What overlaps longer sums up more by chance alone.
    score = total[lags % length] / np.sqrt(np.maximum(overlap, _AROUND))
    found: list[int] = []
    for _ in range(most):
        best = int(np.argmax(score))
        if score[best] <= 0:
            break
        found.append(int(lags[best]))
        score[max(0, best - 5) : best + 6] = -np.inf
    return found
