"""The line through many windows: how far a recorder is off, and how much faster its clock is. Pure.

Windows that heard something else are outvoted, not averaged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.rushes.windows import Heard
from pipeline.timing import SAMPLE_RATE

Floats = NDArray[np.float64]

TOLERANCE: Final = 24
"""Samples (half a millisecond) that a window may be off the line and still agree."""
CHANCE: Final = 5.5
"""Height that the best place of sounds without anything in common reaches by chance."""
RIVAL: Final = 1.2
"""How many times higher than the second best place a peak must be."""
ENOUGH: Final = 10.0
"""Heights over chance that together leave 1/e of a doubt."""
MOST_DRIFT: Final = 300e-6
"""Clocks of phones and recorders are within 100 ppm of the truth, most within 20."""
SHORTEST: Final = 8 * SAMPLE_RATE
"""In less time a drift cannot be told from the shaking of the peaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Sample of the recorder minus sample of the camera = base + slope * sample of the camera."""

    base: float
    slope: float = 0.0
    evidence: float = 0.0
    """Heights over chance of all windows on the line."""
    agreement: float = 0.0
    """Share of the evidence of all windows that is on the line, 0 to 1."""

    def lag(self, at: float) -> float:
        """Return the lag at a sample of the camera."""
        return self.base + self.slope * at

    @property
    def sureness(self) -> float:
        """How sure this line is by itself, 0 to 1."""
        return self.agreement * (1 - float(np.exp(-self.evidence / ENOUGH)))


NOWHERE: Final = Line(base=0.0)


def line_through(heard: Sequence[Heard]) -> Line:
    """Return the line on which the most evidence lies; evidence 0 where there is none."""
    told = [one for one in heard if weight_of(one) > 0]
    if not told:
        return NOWHERE
    places = np.array([one.at for one in told])
    lags = np.array([one.lag for one in told])
    weights = np.array([weight_of(one) for one in told])
    kept = _voted(places, lags, weights)
    base, slope = _fitted(places[kept], lags[kept], weights[kept])
    evidence = float(weights[kept].sum())
    return Line(
        base=base, slope=slope, evidence=evidence, agreement=evidence / float(weights.sum())
    )


def weight_of(heard: Heard) -> float:
    """Return how much a window is worth: how far it stands out of chance and of its rival."""
    return max(0.0, heard.height - max(CHANCE, RIVAL * heard.rival))


def _voted(places: Floats, lags: Floats, weights: Floats) -> NDArray[np.bool_]:
    """Return which windows lie on the best line through any two of them, or a level one."""
    first, second = np.triu_indices(len(places))
    apart = places[second] - places[first]
    far = np.abs(apart) >= SHORTEST
    slopes = np.where(far, (lags[second] - lags[first]) / np.where(far, apart, 1), 0.0)
    slopes[np.abs(slopes) > MOST_DRIFT] = 0.0
    expected = lags[first, None] + slopes[:, None] * (places[None, :] - places[first, None])
    on_it = np.abs(lags[None, :] - expected) <= TOLERANCE
    best: NDArray[np.bool_] = on_it[int(np.argmax(on_it @ weights))]
    return best


def _fitted(places: Floats, lags: Floats, weights: Floats) -> tuple[float, float]:
    middle = float(np.average(places, weights=weights))
    lag = float(np.average(lags, weights=weights))
    far = places - middle
    if len(places) < 3 or np.ptp(places) < SHORTEST:
        return lag, 0.0
    slope = float(np.sum(weights * far * (lags - lag)) / np.sum(weights * far**2))
    off = lags - lag - slope * far
    # By how much the slope may be wrong, from how far the windows are off the line.
    doubt = np.sqrt(np.average(off**2, weights=weights) / np.sum(far**2 * weights) * weights.mean())
    if abs(slope) < max(3 * doubt, 0.2e-6) or abs(slope) > MOST_DRIFT:
        return lag, 0.0
    return lag - slope * middle, slope
