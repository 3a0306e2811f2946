"""Lamps on the mains, which go bright and dark 100 or 120 times a second. Pure.

A camera that takes 25 or 30 pictures a second does not see that: it sees the beat of the two, as
pumping or as bands that run over the picture. Which beats there can be is known from the rate of
the camera, so a dancer, a train or a blinking lamp is not taken for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

LAMPS_HZ: Final = (100, 120)
"""Twice the mains: lamps light up in both halves of the wave."""
LEAST_HZ: Final = 1.5
"""Slower beats look like a cloud, and a picture has slow changes of its own."""
_NEAR_HZ: Final = 0.6
_PURE: Final = 0.45
"""Least share of one pitch in all that changes faster than LEAST_HZ."""
_STRONG: Final = 0.006
"""Least amplitude, as a share of the light."""
_SHORTEST: Final = 32
_DARKEST: Final = 8.0


@dataclass(slots=True, kw_only=True)
class Flicker:
    """Hears the light of the rows of pictures as one hears a tone."""

    rate: Fraction
    camera_rates: tuple[Fraction, ...]
    _heard: list[float] = field(default_factory=list)
    """The pitch of each window, 0 where there was none."""

    def hear(self, rows: NDArray[np.float32]) -> None:
        """Listen to some pictures: arrays of (pictures, rows), the mean light of each row.

        By rows, since a phone reads its picture from top to bottom: what pumps is in another place
        of the wave in each row, and the mean of the whole picture would hide it.
        """
        if len(rows) < _SHORTEST:
            return
        pitches = np.fft.rfftfreq(len(rows), 1 / float(self.rate))
        spectrum = np.abs(np.fft.rfft(_level(rows) * _bell(len(rows)), axis=0)) ** 2
        power = spectrum.mean(axis=1)
        # The sum of a bell is half of its length, and a real tone has half of its power here.
        loud = 4 * np.sqrt(power) / len(rows) / max(_DARKEST, float(rows.mean()))
        quick = pitches >= LEAST_HZ
        peak = int(np.argmax(np.where(quick, power, 0)))
        near = power[max(0, peak - 1) : peak + 2].sum()
        is_tone = near > _PURE * power[quick].sum() and loud[peak] > _STRONG
        self._heard.append(float(pitches[peak]) if is_tone else 0.0)

    def hertz(self) -> float:
        """Return the pitch that most of the recording has and that lamps can have; 0: none."""
        tones = [pitch for pitch in self._heard if pitch]
        if not tones:
            return 0.0
        middle = float(np.median(tones))
        same = sum(abs(pitch - middle) <= _NEAR_HZ for pitch in tones)
        expected = beats_of(self.camera_rates or (self.rate,), self.rate)
        is_lamp = any(abs(middle - beat) <= _NEAR_HZ for beat in expected)
        return round(middle, 2) if is_lamp and same * 2 > len(self._heard) else 0.0


def beats_of(
    camera_rates: Iterable[Fraction], rate: Fraction, lamps_hz: tuple[int, ...] = LAMPS_HZ
) -> tuple[float, ...]:
    """Return at which pitches lamps can be seen to pump, after the pictures came to `rate`."""
    found = set()
    for camera_rate in camera_rates:
        for lamp in lamps_hz:
            beat = _folded(Fraction(lamp), camera_rate)
            found.add(round(float(_folded(beat, rate)), 3))
    return tuple(sorted(beat for beat in found if beat >= LEAST_HZ))


def _folded(pitch: Fraction, rate: Fraction) -> Fraction:
    return abs(pitch - rate * round(pitch / rate)) if rate else Fraction(0)


def _level(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the light without its mean and without its slow rise or fall."""
    time = np.linspace(-1, 1, len(rows))[:, None]
    flat = rows - rows.mean(axis=0, dtype=np.float64)
    slope = (flat * time).sum(axis=0) / (time * time).sum()
    level: NDArray[np.float64] = flat - time * slope
    return level


def _bell(count: int) -> NDArray[np.float64]:
    return np.hanning(count)[:, None]
