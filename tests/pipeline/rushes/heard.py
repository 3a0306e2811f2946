"""Sounds for lining up: what is in them, and where, is known to the sample."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.timing import SAMPLE_RATE

Sound = NDArray[np.float64]
"""Mono, full scale 1.0."""


def beep(level: float = 0.3, *, phase: float = 0.0) -> Sound:
    """The beep of the slate: 80 ms at 1 kHz."""
    return level * np.sin(2 * np.pi * np.arange(3840) / 48 + phase)


def clap(rng: np.random.Generator, level: float = 0.5) -> Sound:
    """Two boards that meet: noise that is gone after some 20 ms."""
    places = np.arange(4800)
    return level * rng.uniform(-1, 1, 4800) * np.exp(-places / 300)


def noise(rng: np.random.Generator, seconds: float, level: float = 0.1) -> Sound:
    return level * rng.standard_normal(int(seconds * SAMPLE_RATE))


def talk(rng: np.random.Generator, seconds: float, level: float = 0.1) -> Sound:
    """What is said and done: syllables of ever other pitch, with pauses."""
    count = int(seconds * SAMPLE_RATE)
    pitches = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    sound = np.zeros(count)
    for low in (150, 500, 1400, 3500):
        band = np.fft.rfft(rng.standard_normal(count)) * (pitches > low) * (pitches < 2.5 * low)
        syllables = rng.exponential(1.0, int(seconds * 6) + 2) * (rng.random() + 0.5)
        places = np.arange(count) * 6 / SAMPLE_RATE
        sound += np.fft.irfft(band, count) * np.interp(places, np.arange(len(syllables)), syllables)
    return sound * (level / float(np.sqrt(np.mean(sound**2))))


def room(rng: np.random.Generator, seconds: float, wet: float) -> Sound:
    """The answer of a room, in which a sound dies away by 60 dB; what comes straight is first."""
    count = int(seconds * SAMPLE_RATE)
    answer = rng.standard_normal(count) * np.exp(-6.9 * np.arange(count) / count)
    answer *= wet / np.sqrt(np.sum(answer**2))
    answer[0] = 1.0
    return answer


def clocked(sound: Sound, ppm: float) -> Sound:
    """A sound as a recorder keeps it whose clock is faster."""
    count = len(sound)
    spectrum = np.fft.rfft(sound)
    finer = 4 * np.fft.irfft(np.pad(spectrum, (0, 3 * (len(spectrum) - 1))), 4 * count)
    places = np.arange(int(count * (1 + ppm / 1e6))) / (1 + ppm / 1e6)
    return np.interp(places * 4, np.arange(len(finer)), finer)


def in_16_bits(sound: Sound) -> NDArray[np.int16]:
    whole: NDArray[np.int16] = np.rint(sound.clip(-1, 1) * 32767).astype(np.int16)
    return whole


def in_blocks(pcm: NDArray[np.int16], size: int = 10_000) -> Iterator[NDArray[np.int16]]:
    return (pcm[at : at + size] for at in range(0, len(pcm), size))


def decoded(path: Path, folder: Path) -> NDArray[np.int16]:
    """Any recording as mono at 48 kHz."""
    into = folder / f"{path.name}.pcm"
    run_ffmpeg(
        [
            *("-i", f"file:{path}", "-vn", "-ac", "1", "-ar", str(SAMPLE_RATE)),
            *("-f", "s16le", "-y", f"file:{into}"),
        ]
    )
    return np.fromfile(into, "<i2")


def echoed(sound: Sound, room: Sound) -> Sound:
    """A sound in a room."""
    length = len(sound) + len(room)
    both = np.fft.rfft(sound, length) * np.fft.rfft(room, length)
    return np.fft.irfft(both, length)[: len(sound)]
