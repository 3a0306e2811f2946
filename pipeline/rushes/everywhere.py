"""Looks for a few seconds of sound in a whole long recording, at its fine shape. Pure.

Slower than to compare loudness, but it hears what no rise of loudness tells: rain, a machine, music
without a beat, two people far away in a street. Done at 12 kHz, in blocks.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Pcm16 = NDArray[np.int16]
Floats = NDArray[np.float64]

_COARSER: Final = 4
"""Samples at 48 kHz for one at 12 kHz."""
_BLOCK: Final = 1 << 20
_LOW_BIN: Final = _BLOCK * 150 // 48_000
_HIGH_BIN: Final = _BLOCK * 5000 // 48_000
_WHITEN: Final = 0.75


def lags_everywhere(camera: Pcm16, recorder: Pcm16, starts: list[int], length: int) -> list[int]:
    """Return, for each window of the camera, the lag at which the recorder sounds most like it."""
    windows = [_spectrum(camera[start : start + length]) for start in starts]
    best = [(0.0, 0)] * len(starts)
    step = _BLOCK - length
    # The window may begin before the recorder does.
    for first in range(-length // 2 // _COARSER * _COARSER, len(recorder), step):
        block = _spectrum(_stretch(recorder, first))
        for index, window in enumerate(windows):
            height, at = _peak(window, block, step // _COARSER)
            lag = first + at * _COARSER - starts[index]
            best[index] = max(best[index], (height, lag))
    return [lag for height, lag in best if height]


def _stretch(sound: Pcm16, first: int) -> Pcm16:
    out = np.zeros(_BLOCK, np.int16)
    low, high = max(0, first), min(len(sound), first + _BLOCK)
    out[low - first : high - first] = sound[low:high]
    return out


def _spectrum(sound: Pcm16) -> NDArray[np.complex128]:
    """Return the part of the spectrum that 12 kHz can hold."""
    return np.fft.rfft(sound, _BLOCK)[: _BLOCK // 2 // _COARSER + 1]


def _peak(
    window: NDArray[np.complex128], block: NDArray[np.complex128], within: int
) -> tuple[float, int]:
    """Return the height of the highest peak, in root mean squares, and where it is, at 12 kHz."""
    cross = np.conj(window) * block
    cross[:_LOW_BIN] = cross[_HIGH_BIN:] = 0
    cross /= np.maximum(np.abs(cross), 1e-9) ** _WHITEN
    found: Floats = np.abs(np.fft.irfft(cross, _BLOCK // _COARSER)[:within])
    at = int(np.argmax(found))
    usual = float(np.sqrt(np.mean(found**2)))
    return (float(found[at]) / usual if usual else 0.0), at
