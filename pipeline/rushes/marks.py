"""Where a recording can be lined up: the beep of our slate and whatever sounds like a clap. Pure.

The beep is a tone of exactly 1 kHz for exactly 80 ms (web/static/js/clapper.js). Because both are
exact, it is told from speech and music: nobody speaks or plays so steadily at this one pitch, and
stops after 80 ms. A clap is sharp, short, and in all pitches at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.timing import SAMPLE_RATE

Pcm16 = NDArray[np.int16]
Floats = NDArray[np.float64]
T = TypeVar("T", bound=np.generic)

MS: Final = SAMPLE_RATE // 1000
"""Samples of a millisecond, which is one period of the beep."""
BEEP_MS: Final = 80
MOST_CLAPS: Final = 5

_CHUNK: Final = 5000 * MS
_AROUND: Final = 500 * MS
"""Sound before and after a chunk that is looked at together with it."""
_SETTLED: Final = 30 * MS
"""What a recording begins with has no beginning of its own."""

_VOICE_HZ: Final = (300.0, 3000.0)
_PURE: Final = 0.35
"""Least share of the tone in the band of voices while it sounds."""
_BEFORE: Final = 0.35
"""Loudest the tone may be before the beep, and ..."""
_AFTER: Final = 0.6
"""... after it, where a room still rings, as shares of the tone."""
_UNSTEADY: Final = 0.45
"""How far any 10 ms of the tone may be from its whole."""
_FAINTEST: Final = 8.0
"""Quietest amplitude of a beep, in steps of 16 bits: -72 dBFS."""

_CLAP_RISE: Final = 15.0
"""A clap is that many times (12 dB) stronger than what was just before, in every band, and ..."""
_CLAP_FALL: Final = 0.1
"""... after 100 ms no stronger than this share of it."""
_CLAP_APART_MS: Final = 200
_QUIETEST_CLAP: Final = 100.0
"""Quietest root mean square of the first 5 ms of a clap, in steps of 16 bits: -50 dBFS."""
_CLAP_BANDS: Final = ((1, 2), (2, 4), (4, 8), (8, 16))
"""Octaves from 500 Hz to 8 kHz, in bins of 500 Hz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What was heard, in samples at 48 kHz from the start of the recording."""

    beeps: tuple[int, ...] = ()
    """Where beeps begin, in the order of time; a recorder may run through several takes."""
    claps: tuple[int, ...] = ()
    """Where the loudest clap-like sounds begin, loudest first."""

    @property
    def beep(self) -> int | None:
        """Where the first beep begins."""
        return self.beeps[0] if self.beeps else None


def marks_of(blocks: Iterable[Pcm16]) -> Marks:
    """Return the marks of mono sound at 48 kHz, which comes in blocks of any length."""
    beeps: list[int] = []
    claps: list[tuple[float, int]] = []
    for start, chunk in _chunks(blocks):
        own = range(max(start, _SETTLED), start + _CHUNK)
        origin = start - _AROUND
        beeps += [at + origin for at in _beeps_in(chunk) if at + origin in own]
        claps += [(loud, at + origin) for loud, at in _claps_in(chunk) if at + origin in own]
        claps = _loudest(claps)
    return Marks(beeps=tuple(beeps), claps=tuple(at for _, at in claps))


def _chunks(blocks: Iterable[Pcm16]) -> Iterator[tuple[int, Floats]]:
    """Yield (start, samples): each chunk with the sound around it; silence around the whole."""
    held = np.zeros(_AROUND, np.int16)
    start, whole = 0, _AROUND + _CHUNK + _AROUND
    for block in blocks:
        held = np.concatenate([held, block])
        while len(held) >= whole:
            yield start, held[:whole].astype(np.float64)
            held, start = held[_CHUNK:], start + _CHUNK
    rest = np.concatenate([held, np.zeros(_AROUND, np.int16)])
    while len(rest) > 2 * _AROUND:
        part = rest[:whole].astype(np.float64)
        yield start, np.pad(part, (0, -len(part) % MS))
        rest, start = rest[_CHUNK:], start + _CHUNK


def _beeps_in(sound: Floats) -> list[int]:
    voice = _band(sound, *_VOICE_HZ)
    turn = np.exp(-2j * np.pi * np.arange(MS) / MS)
    tone = voice[: len(voice) // MS * MS].reshape(-1, MS) @ turn * (2 / MS)
    power = (voice[: len(tone) * MS] ** 2).reshape(-1, MS).mean(axis=1)
    level = np.abs(_means(tone, BEEP_MS))
    pure = level**2 / 2 > _PURE * _means(power, BEEP_MS)
    found: list[int] = []
    for ms in np.flatnonzero(pure & (level > _FAINTEST)).tolist():
        near = level[max(0, ms - BEEP_MS // 2) : ms + BEEP_MS // 2]
        if level[ms] == near.max() and _is_beep(tone, ms):
            found.append(_beginning(sound, ms * MS))
    return found


def _is_beep(tone: NDArray[np.complex128], ms: int) -> bool:
    """Return whether the tone begins at a millisecond, is steady for 80 of them, and stops."""
    end = ms + BEEP_MS
    before, after = tone[max(0, ms - 45) : max(0, ms - 5)], tone[end + 30 : end + 70]
    whole = tone[ms:end].mean()
    if not len(before) or not len(after):
        return False
    level = abs(whole)
    steps = tone[ms:end].reshape(8, -1).mean(axis=1) / whole
    return bool(
        abs(before.mean()) < _BEFORE * level
        and abs(after.mean()) < _AFTER * level
        and np.abs(steps - 1).max() < _UNSTEADY
    )


def _beginning(sound: Floats, about: int) -> int:
    """Return the sample at which the tone most probably begins, near a sample (3 ms)."""
    at = about
    for _ in range(2):
        # The sound that came straight, before the room answers, tells the phase.
        first = at + MS
        heard = sound[first : first + 10 * MS]
        places = np.arange(len(heard))
        phasor = 2 * np.mean(heard * np.exp(-2j * np.pi * places / MS))
        low, high = max(0, about - 3 * MS), about + 3 * MS
        places = np.arange(low, high)
        model = (phasor * np.exp(2j * np.pi * (places - first) / MS)).real
        # Likelihood of "from here on tone", for noise of any strength: the sum of what it explains.
        explains = model * (2 * sound[low:high] - model)
        at = low + int(np.argmax(np.cumsum(explains[::-1])[::-1]))
    return at


def _claps_in(sound: Floats) -> list[tuple[float, int]]:
    """Return (loudness, sample) of what rises at once in all bands and is gone at once."""
    frames = sound[: len(sound) // MS * MS].reshape(-1, MS)
    pairs = np.concatenate([frames[:-1], frames[1:]], axis=1) * np.hanning(2 * MS)
    spectrum = np.abs(np.fft.rfft(pairs, axis=1)) ** 2
    bands = np.stack([spectrum[:, low:high].sum(axis=1) for low, high in _CLAP_BANDS])
    # One step of 16 bits is always there, also where a recorder writes zeros.
    bands += MS
    strong = _means(bands, 5)
    count = strong.shape[1]
    before = _shifted(_means(bands, 20), 22, count)
    later = _shifted(_means(bands, 40), -100, count)
    sharp = (strong > _CLAP_RISE * before).all(axis=0)
    short = later.sum(axis=0) < _CLAP_FALL * strong.sum(axis=0)
    loud = np.sqrt(strong.sum(axis=0) / (MS * MS / 2))
    found: list[tuple[float, int]] = []
    for ms in np.flatnonzero(sharp & short & (loud > _QUIETEST_CLAP)).tolist():
        if loud[ms] == loud[max(0, ms - 20) : ms + 20].max():
            found.append((float(loud[ms]), _onset(sound, ms * MS)))
    return found


def _onset(sound: Floats, about: int) -> int:
    """Return the first sample near another that is a third as loud as the loudest there."""
    low = max(0, about - 4 * MS)
    steps = np.abs(np.diff(sound[low : about + 6 * MS]))
    return low + 1 + int(np.argmax(steps > steps.max() / 3))


def _loudest(claps: list[tuple[float, int]]) -> list[tuple[float, int]]:
    kept: list[tuple[float, int]] = []
    for loud, at in sorted(claps, reverse=True):
        if all(abs(at - other) >= _CLAP_APART_MS * MS for _, other in kept):
            kept.append((loud, at))
    return kept[:MOST_CLAPS]


def _band(sound: Floats, low_hz: float, high_hz: float) -> Floats:
    """Return the sound between two frequencies; soft edges, so that nothing rings for long."""
    pitches = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE)
    passed = np.interp(pitches, [low_hz * 0.7, low_hz, high_hz, high_hz * 1.4], [0, 1, 1, 0])
    return np.fft.irfft(np.fft.rfft(sound) * passed, len(sound))


def _means(values: NDArray[T], count: int) -> NDArray[T]:
    """Return the mean of each and the following ones, along the last axis."""
    sums = np.cumsum(np.insert(values, 0, 0, axis=-1), axis=-1)
    means: NDArray[T] = (sums[..., count:] - sums[..., :-count]) / count
    return means


def _shifted(values: Floats, steps: int, count: int) -> Floats:
    """Return what was so many steps ago (or will be), the edge going on for ever."""
    places = np.arange(count) - steps
    return values[..., np.clip(places, 0, values.shape[-1] - 1)]
