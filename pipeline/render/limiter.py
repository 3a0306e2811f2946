"""Keeps the true peak under a limit, without being heard. Pure.

The true peak is that of the signal at four times the rate (ITU-R BS.1770-5, annex 2), taken every
millisecond. The gain looks ahead, so that it is already down when the peak comes, and is never
higher than any peak under it allows. The same gain goes on every stem, so that they still add up.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.render.pcm import Samples
from pipeline.timing import SAMPLE_RATE

HOP: Final = SAMPLE_RATE // 1000
LOOK_AHEAD: Final = 5
"""Hops: the gain begins to go down five milliseconds before the peak."""
RELEASE_S: Final = 0.080
CONTEXT: Final = 16
"""Samples around a block that the true peak needs."""

_NEARLY_ONE: Final = 1 - 1e-6

Peaks = NDArray[np.float32]
"""One value a hop, linear."""


def _between() -> NDArray[np.float32]:
    """Return the three filters that give the values between two samples (windowed sinc)."""
    places = np.arange(-CONTEXT, CONTEXT) + 0.5
    rows = []
    for quarter in (-0.25, 0.0, 0.25):
        at = places + quarter
        window = np.cos(np.pi * at / (2 * CONTEXT + 1)) ** 2
        taps = np.sinc(at) * window
        rows.append(taps / taps.sum())
    return np.array(rows, np.float32)


def true_peaks(samples: Samples) -> Peaks:
    """Return the true peak of each hop; samples begin and end with CONTEXT samples around them."""
    inner = samples[CONTEXT:-CONTEXT]
    peak = np.maximum(np.abs(inner[:, 0]), np.abs(inner[:, 1]))
    if peak.size and peak.max() > 0:
        for taps in _between():
            for channel in (0, 1):
                between = np.abs(np.convolve(samples[:, channel], taps, mode="valid"))
                np.maximum(peak, between[: len(peak)], out=peak)
    missing = -len(peak) % HOP
    highest: Peaks = np.pad(peak, (0, missing)).reshape(-1, HOP).max(axis=1)
    return highest


def limit_gains(peaks: Peaks, gain: float, limit: float) -> Peaks:
    """Return the gain of each hop that keeps peaks, times a gain, under a limit (all linear)."""
    return np.concatenate([np.zeros(0, np.float32), *limited([peaks], gain, limit)])


def limited(chunks: Iterable[Peaks], gain: float, limit: float) -> Iterator[Peaks]:
    """Yield the gains of peaks that come in chunks; they come a little later than the peaks.

    1. What each hop allows. 2. The lowest within the look-ahead. 3. Slowly up again after it.
    4. The mean over the look-ahead, which is still under what each hop allows, as all it is the
    mean of were. 5. The lower of two neighbours, so that the line between them is, too.
    """
    before, waiting, now = np.ones(LOOK_AHEAD), np.zeros(0), 1.0
    kernel = np.full(LOOK_AHEAD + 1, 1 / (LOOK_AHEAD + 1))
    some = filter(len, chunks)
    allowed = (np.minimum(1.0, limit / np.maximum(chunk * gain, 1e-9)) for chunk in some)
    for part in chain(allowed, [np.ones(LOOK_AHEAD + 1)]):
        ahead = np.concatenate([before, part])
        before = ahead[-LOOK_AHEAD:]
        lowest = np.lib.stride_tricks.sliding_window_view(ahead, LOOK_AHEAD + 1).min(axis=1)
        released = _released(lowest, now)
        now = float(released[-1])
        waiting = np.concatenate([waiting, released])
        ready = len(waiting) - LOOK_AHEAD - 1
        if ready > 0:
            mean = np.convolve(waiting, kernel, mode="valid")
            yield np.minimum(mean[:-1], mean[1:]).clip(0, 1).astype(np.float32)
            waiting = waiting[ready:]


def _released(lowest: NDArray[np.float64], now: float) -> NDArray[np.float64]:
    """Return the lowest gains with a slow way up after each, from where the gain is now."""
    if now >= _NEARLY_ONE and lowest.min() >= 1:
        return np.ones(len(lowest))
    return np.fromiter(_rising(lowest.tolist(), now), np.float64, len(lowest))


def _rising(lowest: Iterable[float], now: float) -> Iterator[float]:
    keep = float(np.exp(-HOP / SAMPLE_RATE / RELEASE_S))
    for allowed in lowest:
        now = min(allowed, 1.0 - (1.0 - now) * keep)
        yield now
