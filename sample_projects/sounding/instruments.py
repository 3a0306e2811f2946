"""A few soft instruments and a way to write them down."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from sample_projects.sounding.waves import Sound, decay, hiss, in_room, seconds

_STEPS: Final = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
Instrument = Callable[[float, float], Sound]


def pitch_of(name: str) -> float:
    """Return the frequency of a note such as "F#4" in Hz, A4 being 440."""
    sharp = "#" in name
    semitones = _STEPS[name[0]] + int(sharp) + 12 * (int(name[-1]) - 4) - 9
    return float(440.0 * 2 ** (semitones / 12))


@lru_cache(maxsize=64)
def felt_piano(pitch_hz: float, length_s: float) -> Sound:
    """Return a note of a piano with felt between hammer and string."""
    long = length_s + 1.2
    time = seconds(long)
    total = np.zeros(len(time))
    for number in range(1, 9):
        stretched = number * (1 + 0.0004 * number**2)
        loud = 0.9 ** (number - 1) / number**1.7
        for detune in (-0.0006, 0.0006):
            wave = np.sin(2 * np.pi * pitch_hz * stretched * (1 + detune) * time)
            total += (
                loud
                * wave
                * decay(long, 0.55 / number**0.6 * (300 / pitch_hz) ** 0.35, attack_s=0.008)
            )
    knock = hiss(0.05, 180, 900, 3) * decay(0.05, 0.008)
    total[: len(knock)] += knock * 0.12
    return total * np.minimum((long - time) / 0.3, 1.0) * 0.4


@lru_cache(maxsize=64)
def kalimba(pitch_hz: float, length_s: float) -> Sound:
    """Return a plucked tongue of metal on wood."""
    long = length_s + 0.9
    time = seconds(long)
    tones = ((1.0, 1.0, 0.34), (2.0, 0.16, 0.16), (5.4, 0.16, 0.035), (8.9, 0.06, 0.015))
    total = np.zeros(len(time))
    for by, loud, half_life_s in tones:
        total += loud * np.sin(2 * np.pi * pitch_hz * by * time) * decay(long, half_life_s)
    thumb = hiss(0.03, 500, 2400, 5) * decay(0.03, 0.004)
    total[: len(thumb)] += thumb * 0.14
    return total * np.minimum((long - time) / 0.2, 1.0) * 0.5


@lru_cache(maxsize=64)
def celesta(pitch_hz: float, length_s: float) -> Sound:
    """Return a small bell under a hammer of felt."""
    long = length_s + 1.4
    time = seconds(long)
    total = np.zeros(len(time))
    for by, loud, half_life_s in ((1.0, 1.0, 0.45), (4.0, 0.22, 0.14), (10.1, 0.04, 0.03)):
        total += loud * np.sin(2 * np.pi * pitch_hz * by * time) * decay(long, half_life_s)
    return total * np.minimum((long - time) / 0.3, 1.0) * 0.36


@lru_cache(maxsize=64)
def strings(pitch_hz: float, length_s: float) -> Sound:
    """Return a soft section of strings that swells and leaves."""
    long = length_s + 0.7
    time = seconds(long)
    total = np.zeros(len(time))
    for player, detune in enumerate((-0.004, -0.0015, 0.0018, 0.0042)):
        vibrato = 0.0022 * np.sin(2 * np.pi * (4.6 + 0.3 * player) * time + player)
        phase = 2 * np.pi * pitch_hz * np.cumsum(1 + detune + vibrato) / 48000
        for number in range(1, 8):
            total += np.sin(number * phase + player) / number**1.9
    swell = np.minimum(time / 0.55, 1.0) * np.minimum((long - time) / 0.7, 1.0)
    return np.asarray(total * swell * 0.09, dtype=np.float64)


@lru_cache(maxsize=64)
def bass(pitch_hz: float, length_s: float) -> Sound:
    """Return a plucked double bass."""
    long = length_s + 0.4
    time = seconds(long)
    total = np.zeros(len(time))
    for number in range(1, 7):
        total += (
            np.sin(2 * np.pi * pitch_hz * number * time)
            / number**1.5
            * decay(long, 0.42 / number**0.5)
        )
    return total * np.minimum((long - time) / 0.15, 1.0) * 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one instrument plays: "D5:1 A4:.5 -:2 D4+F#4:3", lengths in beats; "-" is a rest."""

    instrument: Instrument
    notes: str
    gain: float = 1.0
    start: float = 0.0
    """Beats before the first note."""


def performed(parts: tuple[Part, ...], *, beats_per_minute: float, length_s: float) -> Sound:
    """Return a piece in stereo, in a hall, exactly so long."""
    beat_s = 60.0 / beats_per_minute
    dry = np.zeros(round(length_s * 48000))
    for part in parts:
        clock = part.start
        for word in part.notes.split():
            names, _, beats = word.partition(":")
            long = float(beats)
            for name in names.split("+") if names != "-" else ():
                _add(
                    dry, part.instrument(pitch_of(name), long * beat_s) * part.gain, clock * beat_s
                )
            clock += long
    hall = in_room(dry, wet=0.3, length_s=1.9, seed=77, dark_hz=4200.0)
    return hall[:, : len(dry)]


def _add(total: Sound, note: Sound, start_s: float) -> None:
    start = round(start_s * 48000)
    end = min(start + len(note), len(total))
    if start < end:
        total[start:end] += note[: end - start]
