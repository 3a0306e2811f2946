"""Listens to a mix while it is written: what a mixer would see on the meters. Pure."""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

BANDS_HZ: Final = ((100, 400), (400, 1600), (1600, 6400))
"""Rumble and hum, voices, hiss: two octaves each."""
COLOURED: Final = (Bus.DIALOGUE, Bus.AMBIENCE, Bus.MUSIC)
"""The buses of which each band is read, too."""
_COARSER: Final = 3
"""Samples that are taken together for the bands: 8 kHz are enough for them."""

_SOFT: Final = np.hanning(WINDOW // _COARSER).astype(np.float32)
"""So that a loud band is not heard in the next one."""

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
    bands: Mapping[Bus, tuple[Readings, ...]] = field(default_factory=dict)
    """Readings of each band, of what the colour of a place is heard in."""

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
        self._total = array("f")
        self._buses = {bus: array("f") for bus in buses}
        self._bands = {
            bus: tuple(array("f") for _ in BANDS_HZ) for bus in COLOURED if bus in self._buses
        }
        self._channels = np.zeros(2)
        self._samples = 0

    def hear(self, total: Samples, buses: Mapping[Bus, Samples]) -> None:
        """Take the readings of one block."""
        power = _power(total)
        self._total.frombytes(power.tobytes())
        silent = np.zeros_like(power)
        for bus, readings in self._buses.items():
            readings.frombytes((_power(buses[bus]) if bus in buses else silent).tobytes())
        for bus, rows in self._bands.items():
            bands = _bands(buses[bus]) if bus in buses else _no_bands(len(silent))
            for row, band in zip(rows, bands, strict=True):
                row.frombytes(band.tobytes())
        self._channels += np.square(total, dtype=np.float64).sum(axis=0)
        self._samples += len(total)

    def metered(self) -> Metered:
        """Return all readings."""
        left, right = (_decibels(self._channels / max(1, self._samples))).tolist()
        return Metered(
            total=_read(self._total),
            buses={bus: _read(readings) for bus, readings in self._buses.items()},
            left_db=left,
            right_db=right,
            bands={bus: tuple(map(_read, rows)) for bus, rows in self._bands.items()},
        )


def _power(samples: Samples) -> Readings:
    missing = -len(samples) % WINDOW
    power = np.pad((samples[:, 0] ** 2 + samples[:, 1] ** 2) / 2, (0, missing))
    mean: Readings = power.reshape(-1, WINDOW).mean(axis=1, dtype=np.float32)
    return mean


def _no_bands(windows: int) -> Readings:
    return np.zeros((len(BANDS_HZ), windows), np.float32)


def _bands(samples: Samples) -> Readings:
    """Return the mean power of each band in each window: one row for each band."""
    mono = np.pad(samples.mean(axis=1), (0, -len(samples) % WINDOW))
    windows = mono.reshape(-1, WINDOW // _COARSER, _COARSER).mean(axis=2) * _SOFT
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    scale = 2 / (_SOFT.size * float((_SOFT**2).sum()))
    hertz = SAMPLE_RATE / WINDOW
    parts = [
        power[:, round(low / hertz) : round(high / hertz)].sum(axis=1) for low, high in BANDS_HZ
    ]
    found: Readings = (np.stack(parts) * scale).astype(np.float32)
    return found


def _read(figures: "array[float]") -> Readings:
    return np.frombuffer(figures, np.float32) if figures else np.zeros(0, np.float32)


def _decibels(power: NDArray[np.floating]) -> NDArray[np.floating]:
    decibels: NDArray[np.floating] = 10 * np.log10(np.maximum(power, 1e-14))
    return decibels
