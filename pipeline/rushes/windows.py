"""How far two recordings are apart at one moment, to a fraction of a sample, and how surely. Pure.

Two microphones colour a sound differently, so what counts is the phase of each pitch more than its
strength (generalised cross-correlation with a softened phase transform).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.timing import SAMPLE_RATE

Pcm16 = NDArray[np.int16]
Floats = NDArray[np.float64]

_BAND_HZ: Final = (120.0, 7000.0)
_WHITEN: Final = 0.75
"""0: loud pitches count most; 1: all count the same, also those of which there is only noise."""
_SIDE: Final = 48
"""Samples around a peak that belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one window tells."""

    at: float
    """Middle of the window, as a sample of the camera."""
    lag: float
    """Sample of the recorder minus sample of the camera."""
    height: float
    """Of the peak, in root mean squares of all else that was looked at."""
    rival: float
    """Height of the second best place."""


def heard_at(
    camera: Pcm16, recorder: Pcm16, start: int, lag: int, *, length: int, search: int
) -> Heard | None:
    """Compare a window of the camera with the recorder around a lag; None where one is silent."""
    ours = _cut(camera, start, length)
    theirs = _cut(recorder, start + lag - search, length + 2 * search)
    if not ours.any() or not theirs.any():
        return None
    found = np.abs(_correlated(ours, theirs)[: 2 * search + 1])
    best = int(np.argmax(found))
    rest = np.concatenate([found[: max(0, best - _SIDE)], found[best + _SIDE + 1 :]])
    usual = float(np.sqrt(np.mean(rest**2))) if len(rest) else 0.0
    if not usual:
        return None
    return Heard(
        at=start + length / 2,
        lag=lag - search + _summit(found, best),
        height=float(found[best]) / usual,
        rival=float(rest.max()) / usual,
    )


def _cut(sound: Pcm16, start: int, length: int) -> Floats:
    """Return a stretch, with silence where there is no sound; soft at its ends."""
    out = np.zeros(length)
    first, last = max(0, start), min(len(sound), start + length)
    if first < last:
        part = np.asarray(sound[first:last], np.float64)
        out[first - start : last - start] = (part - part.mean()) * _taper(len(part))
    return out


def _taper(length: int) -> Floats:
    edge = min(480, length // 4)
    taper = np.ones(length)
    rise = np.sin(np.linspace(0, np.pi / 2, edge, endpoint=False)) ** 2
    taper[:edge], taper[length - edge :] = rise, rise[::-1]
    return taper


def _correlated(ours: Floats, theirs: Floats) -> Floats:
    """Return how alike they are, by how many samples ours begins later in theirs."""
    # Only lags at which all of ours lies in theirs are asked for: nothing goes round the end.
    length = 1 << (len(theirs) - 1).bit_length()
    low, high = np.fft.rfft(ours, length), np.fft.rfft(theirs, length)
    cross = np.conj(low) * high
    pitches = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
    band = (pitches > _BAND_HZ[0]) & (pitches < _BAND_HZ[1])
    strength = np.abs(cross)
    cross[~band] = 0
    cross[band] /= np.maximum(strength[band], 1e-9) ** _WHITEN
    return np.fft.irfft(cross, length)


def _summit(found: Floats, best: int) -> float:
    """Return the top of the parabola through the three highest samples."""
    if not 0 < best < len(found) - 1:
        return float(best)
    before, top, after = found[best - 1 : best + 2]
    bend = before - 2 * top + after
    return best + float(0.5 * (before - after) / bend) if bend else float(best)
