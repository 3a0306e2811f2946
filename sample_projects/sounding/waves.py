"""The clay of all sounds: time, shaped noise, envelopes, rooms, and WAV files.

A sound is a float array at 48 kHz, full scale is 1; stereo has two rows.
"""

import wave
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 48000
PEAK_DBFS: Final = -4.0
"""No file is louder than this."""
Sound = NDArray[np.float64]


def seconds(length_s: float) -> Sound:
    """Return the time of every sample, in seconds."""
    return np.arange(round(length_s * RATE), dtype=np.float64) / RATE


def decibels(gain_db: float) -> float:
    """Return the factor of a gain."""
    return float(10 ** (gain_db / 20))


def hiss(length_s: float, low_hz: float, high_hz: float, seed: int) -> Sound:
    """Return noise between two frequencies with soft edges, at a level of about 1 RMS."""
    count = round(length_s * RATE)
    size = 1 << max(count - 1, 1).bit_length()
    white = np.random.default_rng(seed).standard_normal(size)
    spectrum = np.fft.rfft(white)
    log = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1.0))
    rise = 1 / (1 + np.exp(-(log - np.log2(low_hz)) * 9))
    fall = 1 / (1 + np.exp((log - np.log2(high_hz)) * 9))
    shaped = np.fft.irfft(spectrum * rise * fall, size)[:count]
    level = float(np.sqrt(np.mean(shaped**2))) or 1.0
    return np.asarray(shaped / level, dtype=np.float64)


def curve(length_s: float, *points: tuple[float, float]) -> Sound:
    """Return an envelope through points of (seconds, level), in straight lines."""
    places = [place for place, _ in points]
    return np.interp(seconds(length_s), places, [level for _, level in points])


def decay(length_s: float, half_life_s: float, *, attack_s: float = 0.003) -> Sound:
    """Return an envelope that rises at once and dies away."""
    time = seconds(length_s)
    return np.minimum(time / attack_s, 1.0) * 0.5 ** (time / half_life_s)


def placed(length_s: float, *parts: tuple[float, Sound]) -> Sound:
    """Return sounds added up at their places (seconds); what hangs over is cut off."""
    total = np.zeros(round(length_s * RATE))
    for start_s, part in parts:
        start = round(start_s * RATE)
        end = min(start + len(part), len(total))
        if 0 <= start < end:
            total[start:end] += part[: end - start]
    return total


def convolved(dry: Sound, answer: Sound) -> Sound:
    """Return a sound as a room with this answer gives it back, as long as both together."""
    length = len(dry) + len(answer) - 1
    size = 1 << (length - 1).bit_length()
    product = np.fft.rfft(dry, size) * np.fft.rfft(answer, size)
    return np.asarray(np.fft.irfft(product, size)[:length], dtype=np.float64)


def room(length_s: float, seed: int, *, dark_hz: float = 3200.0) -> Sound:
    """Return the answer of a room that rings so long (to -60 dB)."""
    tail = hiss(length_s, 120.0, dark_hz, seed) * 10 ** (-3 * seconds(length_s) / length_s)
    tail *= np.minimum(seconds(length_s) / 0.02, 1.0)
    return tail / float(np.sqrt(np.sum(tail**2)))


def in_room(
    dry: Sound, *, wet: float, length_s: float, seed: int, dark_hz: float = 3200.0
) -> Sound:
    """Return a stereo sound: the dry one in the middle, a different room on each side."""
    sides = []
    for side in (0, 1):
        echo = convolved(dry, room(length_s, seed + side, dark_hz=dark_hz))
        echo[: len(dry)] = echo[: len(dry)] * wet + dry
        echo[len(dry) :] *= wet
        sides.append(echo)
    return np.stack(sides)


def levelled(sound: Sound, peak_dbfs: float = PEAK_DBFS) -> Sound:
    """Return the sound so loud that its highest sample is at the peak."""
    highest = float(np.max(np.abs(sound))) or 1.0
    return sound * (decibels(peak_dbfs) / highest)


def faded(sound: Sound, fade_in_s: float, fade_out_s: float) -> Sound:
    """Return the sound with soft ends."""
    count = sound.shape[-1]
    time = np.arange(count) / RATE
    gain = np.minimum(time / max(fade_in_s, 1e-4), 1.0)
    gain = gain * np.minimum((count / RATE - time) / max(fade_out_s, 1e-4), 1.0)
    return np.asarray(sound * gain, dtype=np.float64)


def write_wav(path: Path, sound: Sound) -> None:
    """Write a mono or stereo sound as 16-bit PCM."""
    rows = np.atleast_2d(sound)
    samples = np.round(np.clip(rows, -1.0, 1.0) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(rows))
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.T.tobytes())
