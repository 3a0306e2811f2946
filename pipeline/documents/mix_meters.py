"""What the meters showed while a mix was written: one reading a tenth of a second, each bus. Pure.

The worker writes it once; the pages draw it and say it in words without opening a sound.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

METERS: Final = "meters.json"
A_SECOND: Final = 10
"""Readings a second."""
FLOOR_DB: Final = -96.0
"""What is softer is written as this: silence."""
SPEAKING_DB: Final = -50.0
"""Below it nobody speaks."""
CLEAR_DB: Final = 6.0
"""So far the voices must stand over the music to be understood (as the check C45)."""
LIKE_DB: Final = 3.0
"""Two sounds that are no further apart seem equally loud."""
LOUDER_BY_TWO_CHANNELS_DB: Final = 2.3
"""From the mean power of two channels to loudness (BS.1770 adds them, and takes off 0.7)."""
SPREAD_DB: Final = 3.0
"""Voices may be so much softer or louder than the film before somebody says so."""
_PAUSE: Final = 15
"""Readings between two words: the music was near all the time."""
_SHORTEST: Final = 8
"""Readings of speech before anybody notices that it was covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MixMeters:
    """Mean levels in dBFS, one a tenth of a second."""

    total: tuple[float, ...] = ()
    buses: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """By the word of the bus: dialogue, effects, ambience, music, mix."""

    @property
    def seconds(self) -> float:
        """Length of the mix, up to a whole reading."""
        return len(self.total) / A_SECOND

    def sum_of(self, names: Iterable[str]) -> tuple[float, ...]:
        """Return the level of several buses together; nothing where none of them is there."""
        found = [self.buses[name] for name in names if name in self.buses]
        return tuple(_decibels(sum(map(_power, levels))) for levels in zip(*found, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A stretch in which the music stands too near to the voices."""

    begin: float
    """Seconds."""
    end: float
    over_db: float
    """How far the voices stand over the music while they speak, mean; below 0: under it."""

    @property
    def how(self) -> str:
        """louder, like, or near: the music against the voices."""
        if self.over_db < -LIKE_DB:
            return "louder"
        return "like" if self.over_db <= LIKE_DB else "near"


def meters_of(total: Iterable[float], buses: Mapping[str, Iterable[float]]) -> MixMeters:
    """Return the meters of powers, full scale 1."""
    return MixMeters(
        total=tuple(map(_decibels, total)),
        buses={name: tuple(map(_decibels, powers)) for name, powers in buses.items()},
    )


def covered_voices(meters: MixMeters) -> tuple[Covered, ...]:
    """Return where somebody speaks and the music is louder, as loud, or nearly as loud."""
    voices, music = (meters.buses.get(name, ()) for name in ("dialogue", "music"))
    speaking = set(_speaking(voices))
    near = [
        at
        for at, (voice, other) in enumerate(zip(voices, music, strict=False))
        if at in speaking and voice - other < CLEAR_DB
    ]
    return tuple(
        Covered(
            begin=part[0] / A_SECOND,
            end=(part[-1] + 1) / A_SECOND,
            over_db=sum(voices[at] - music[at] for at in part) / len(part),
        )
        for part in _together(near, speaking)
        if len(part) >= _SHORTEST
    )


def voices_off_db(meters: MixMeters, target_lufs: float) -> int:
    """Return how many decibels the voices are too quiet (below 0) or too loud; 0 for well.

    While they speak they should be about as loud as the film is to be. None speak: 0.
    """
    voices = meters.buses.get("dialogue", ())
    speaking = [_power(voices[at]) for at in _speaking(voices)]
    if not speaking:
        return 0
    off = _decibels(sum(speaking) / len(speaking)) + LOUDER_BY_TWO_CHANNELS_DB - target_lufs
    return round(off) if abs(off) > SPREAD_DB else 0


def is_silent(levels: Iterable[float]) -> bool:
    """Return whether nothing is to be heard on a bus."""
    return all(level <= FLOOR_DB for level in levels)


def _speaking(voices: tuple[float, ...]) -> list[int]:
    """Return the readings in which somebody speaks; what is far under the loudest is a breath."""
    floor = max(SPEAKING_DB, max(voices, default=FLOOR_DB) - 20.0)
    return [at for at, level in enumerate(voices) if level > floor]


def _together(near: list[int], speaking: set[int]) -> list[list[int]]:
    """Return near readings in stretches; speech that is clear in between ends one."""
    parts: list[list[int]] = []
    for at in near:
        last = parts[-1][-1] if parts else -_PAUSE - 1
        is_clear = any(one in speaking for one in range(last + 1, at))
        if at - last > _PAUSE or (is_clear and at - last > 2):
            parts.append([])
        parts[-1].append(at)
    return parts


def _power(decibels: float) -> float:
    return 0.0 if decibels <= FLOOR_DB else 10 ** (decibels / 10)


def _decibels(power: float) -> float:
    return round(max(FLOOR_DB, 10 * math.log10(power)), 1) if power > 0 else FLOOR_DB
