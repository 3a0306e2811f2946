"""Listens to a mix while it is written: what a mixer would see on the meters. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.render.mix_plan import Bus
from pipeline.render.pcm import Samples
from pipeline.timing import SAMPLE_RATE

WINDOW: Final = SAMPLE_RATE // 10
"""Samples of one reading."""
SPEAKING_DB: Final = -50.0
"""Below it nobody speaks."""
SILENT_DB: Final = -60.0
CLEAR_LU: Final = 6.0
"""Speech must stand this far over the music to be understood."""

Readings = NDArray[np.float32]
"""Mean power of each tenth of a second, full scale 1.0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metered:
    """The readings of a whole mix."""

    total: Readings
    buses: Mapping[Bus, Readings]
    left_db: float
    """Level of the whole left channel, dBFS RMS; -inf for nothing."""
    right_db: float

    def covered_speech(self) -> float:
        """Return the part of the time with speech in which music stands too near to it (0 to 1)."""
        if Bus.DIALOGUE not in self.buses or Bus.MUSIC not in self.buses:
            return 0.0
        speech, music = (_decibels(self.buses[bus]) for bus in (Bus.DIALOGUE, Bus.MUSIC))
        speaking = speech > max(SPEAKING_DB, float(speech.max()) - 20.0)
        near = speech - music < CLEAR_LU
        return float((speaking & near).sum() / max(1, speaking.sum()))

    def silences(self, seconds: float) -> tuple[tuple[float, float], ...]:
        """Return begin and end, in seconds, of every silence that lasts so long."""
        quiet = np.concatenate([[False], _decibels(self.total) < SILENT_DB, [False]])
        turns = np.flatnonzero(quiet[1:] != quiet[:-1]) * WINDOW / SAMPLE_RATE
        pairs = zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True)
        return tuple((begin, end) for begin, end in pairs if end - begin >= seconds)


class Meter:
    """Takes readings block by block; blocks are whole windows but for the last."""

    def __init__(self, buses: Iterable[Bus]) -> None:
        self._total: list[Readings] = []
        self._buses: dict[Bus, list[Readings]] = {bus: [] for bus in buses}
        self._channels = np.zeros(2)
        self._samples = 0

    def hear(self, total: Samples, buses: Mapping[Bus, Samples]) -> None:
        """Take the readings of one block."""
        self._total.append(_power(total))
        silent = np.zeros_like(self._total[-1])
        for bus, readings in self._buses.items():
            readings.append(_power(buses[bus]) if bus in buses else silent)
        self._channels += np.square(total, dtype=np.float64).sum(axis=0)
        self._samples += len(total)

    def metered(self) -> Metered:
        """Return all readings."""
        left, right = (_decibels(self._channels / max(1, self._samples))).tolist()
        return Metered(
            total=_joined(self._total),
            buses={bus: _joined(readings) for bus, readings in self._buses.items()},
            left_db=left,
            right_db=right,
        )


def _power(samples: Samples) -> Readings:
    missing = -len(samples) % WINDOW
    power = np.pad((samples[:, 0] ** 2 + samples[:, 1] ** 2) / 2, (0, missing))
    mean: Readings = power.reshape(-1, WINDOW).mean(axis=1, dtype=np.float32)
    return mean


def _joined(readings: list[Readings]) -> Readings:
    return np.concatenate(readings) if readings else np.zeros(0, np.float32)


def _decibels(power: NDArray[np.floating]) -> NDArray[np.floating]:
    decibels: NDArray[np.floating] = 10 * np.log10(np.maximum(power, 1e-14))
    return decibels
