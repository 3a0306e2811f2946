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
