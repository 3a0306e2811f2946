"""Sounds that the tests make themselves: what is in them is known to the sample."""

import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.timing import SAMPLE_RATE

Sound = NDArray[np.float64]


def save(path: Path, sound: Sound) -> Path:
    """Write one or two channels as 16-bit WAV."""
    channels = sound.reshape(len(sound), -1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels.shape[1])
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        whole = np.rint(channels.clip(-1, 1) * 32767).astype("<i2")
        file.writeframes(whole.tobytes())
    return path


def load(path: Path) -> NDArray[np.int64]:
    """Read a 24-bit stereo WAV as whole numbers."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (
            2,
            3,
            SAMPLE_RATE,
        )
        raw = np.frombuffer(file.readframes(file.getnframes()), np.uint8).reshape(-1, 3)
    parts = raw.astype(np.int32)
    whole = (parts[:, 0] << 8 | parts[:, 1] << 16 | parts[:, 2] << 24) >> 8
    return whole.reshape(-1, 2).astype(np.int64)


def tone(seconds: float, *, hertz: float = 440.0, level: float = 0.1) -> Sound:
    """A sine."""
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)


def speech(seconds: float, *, level: float = 0.1) -> Sound:
    """Syllables and pauses of a voice, with the crest and the rhythm of speech."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    syllables = np.maximum(0, np.sin(2 * np.pi * 3.3 * time)) ** 2
    pauses = np.sin(2 * np.pi * 0.2 * time) > -0.3
    voice = sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 20))
    return np.asarray(level * syllables * pauses * voice)


def talk(seconds: float, *, level: float = 0.2, seed: int = 1) -> Sound:
    """Somebody who speaks: no two syllables are of one length, one pitch or one colour."""
    random = np.random.default_rng(seed)
    said = np.zeros(round(seconds * SAMPLE_RATE))
    at = round(random.uniform(0.05, 0.3) * SAMPLE_RATE)
    while at < len(said):
        count = min(len(said) - at, round(random.uniform(0.07, 0.26) * SAMPLE_RATE))
        time = np.arange(count) / SAMPLE_RATE
        pitch, colour = random.uniform(120, 260), random.uniform(0.4, 1.4)
        tones = sum(np.sin(2 * np.pi * pitch * k * time) / k**colour for k in range(1, 24))
        hiss = random.uniform(0, 0.6) * random.standard_normal(count)
        shape = np.sin(np.pi * np.arange(count) / count) ** random.uniform(0.3, 1.5)
        said[at : at + count] = shape * (tones + hiss) * random.uniform(0.4, 1)
        at += count + round(random.uniform(0.02, 0.4) * SAMPLE_RATE)
    return np.asarray(level * said / max(1e-9, np.abs(said).max()))


def noise(seconds: float, *, level: float = 0.1, seed: int = 7) -> Sound:
    """White noise, the same every time."""
    random = np.random.default_rng(seed)
    return level * random.standard_normal(round(seconds * SAMPLE_RATE))


def drums(seconds: float) -> Sound:
    """Short hits in silence: peaks far over their loudness."""
    hits = np.zeros(round(seconds * SAMPLE_RATE))
    for start in range(0, len(hits) - 9_600, SAMPLE_RATE // 2):
        hits[start : start + 9_600] = noise(0.2) * np.exp(-np.arange(9_600) / 1_500)
    return hits
