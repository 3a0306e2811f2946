"""A voice: a tone with its overtones, shaped by the mouth, with hiss for the consonants.

1. The words become sounds of speech, and those a timeline of formants, tone and hiss.
2. The melody of the sentence gives every moment its pitch: it sinks slowly, rises on what is
   stressed, and ends as the full stop, the question mark or the exclamation mark asks.
3. Every overtone is added with the loudness that the formants give it at that moment.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from sample_projects.sounding.phonemes import GLIDES, PHONEMES, WORDS, Phoneme
from sample_projects.sounding.waves import RATE, Sound, hiss, seconds

STEP_S: Final = 0.005
"""The mouth moves in steps of so many seconds."""
BREATH_S: Final = 0.16
"""A comma or three dots last so long at normal speed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks."""

    pitch_hz: float
    size: float
    """Length of the mouth; 1 is an adult, a child is less."""
    pace: float = 1.0
    """2 is twice as slow."""
    song: float = 1.0
    """How much the pitch moves."""
    breath: float = 0.02
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """One sound of speech in its place."""

    phoneme: Phoneme
    start_s: float
    length_s: float
    stressed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A spoken line: its sound, and what the mouth does."""

    sound: Sound
    opening: tuple[float, ...]
    """How wide the mouth is at each step of 5 ms."""
    rounding: tuple[float, ...]

    @property
    def length_s(self) -> float:
        """Seconds from the first sound to the last."""
        return len(self.sound) / RATE

    def mouth(self, second: float) -> tuple[float, float]:
        """Return how wide and how round the mouth is at a moment."""
        step = int(second / STEP_S)
        if 0 <= step < len(self.opening):
            return self.opening[step], self.rounding[step]
        return 0.0, 0.0


def _sounds(word: str) -> list[tuple[Phoneme, float, bool]]:
    found: list[tuple[Phoneme, float, bool]] = []
    for name in WORDS[word].split():
        stressed, key = name.endswith("1"), name.rstrip("1")
        for part in GLIDES.get(key, (key,)):
            phoneme = PHONEMES[part]
            longer = 1.35 if stressed else 1.0
            found.append((phoneme, phoneme.length_s * longer, stressed))
    return found


def segments(text: str, pace: float) -> list[Segment]:
    """Return the sounds of a line in their places; the last vowel is drawn out a little."""
    placed: list[Segment] = []
    clock = 0.0
    for token in re.findall(r"[a-z']+|[,.?!]+", text.lower().replace("\u2019", "'")):
        if token not in WORDS:
            clock += BREATH_S * pace * (2.0 if "..." in token else 1.0)
            continue
        for phoneme, length_s, stressed in _sounds(token):
            placed.append(Segment(phoneme, clock, length_s * pace, stressed))
            clock += length_s * pace
    last = max(index for index, part in enumerate(placed) if part.phoneme.voice == 1.0)
    extra = 0.1 * pace
    return [
        Segment(
            part.phoneme,
            part.start_s + (extra if index > last else 0.0),
            part.length_s + (extra if index == last else 0.0),
            part.stressed,
        )
        for index, part in enumerate(placed)
    ]


def _smoothed(values: Sound, width_s: float) -> Sound:
    radius = max(round(width_s / STEP_S), 1)
    bell = np.hanning(2 * radius + 3)[1:-1]
    padded = np.pad(values, radius, mode="edge")
    return np.convolve(padded, bell / bell.sum(), mode="valid")


class _Mouth:
    """The timeline of one line in steps of 5 ms."""

    def __init__(self, parts: list[Segment], speaker: Speaker) -> None:
        self.length_s = parts[-1].start_s + parts[-1].length_s + 0.08
        self.steps = round(self.length_s / STEP_S)
        self.formants = np.zeros((3, self.steps))
        self.voice, self.stress = np.zeros(self.steps), np.zeros(self.steps)
        self.opening, self.rounding = np.zeros(self.steps), np.zeros(self.steps)
        self._fill(parts, speaker)

    def _fill(self, parts: list[Segment], speaker: Speaker) -> None:
        self.formants[:] = np.array(parts[0].phoneme.formants)[:, None]
        for part in parts:
            start, end = (round(at / STEP_S) for at in (part.start_s, part.start_s + part.length_s))
            self.formants[:, start:] = np.array(part.phoneme.formants)[:, None]
            self.voice[start:end] = part.phoneme.voice
            self.stress[start:end] = float(part.stressed)
            self.opening[start:end] = part.phoneme.open
            self.rounding[start:end] = part.phoneme.round
        for row in range(3):
            self.formants[row] = _smoothed(self.formants[row], 0.035) / speaker.size
        self.voice = _smoothed(self.voice, 0.022)
        self.stress = _smoothed(self.stress, 0.09)
        self.opening = _smoothed(self.opening, 0.035)
        self.rounding = _smoothed(self.rounding, 0.05)


def melody(stress: Sound, ending: str, song: float) -> Sound:
    """Return the pitch of every step in semitones around the speaker's own."""
    along = np.linspace(0.0, 1.0, len(stress))
    line = 1.5 - 3.0 * along + 3.6 * stress
    late = np.clip((along - 0.62) / 0.38, 0.0, 1.0)
    if ending == "?":
        line = line + 7.0 * late**1.5
    elif ending == "!":
        line = line + 2.5 - 3.5 * late
    else:
        line = line - 3.0 * late
    return line * song


def _tone(mouth: _Mouth, pitch_hz: Sound, speaker: Speaker) -> Sound:
    time = seconds(mouth.length_s)
    places = np.arange(mouth.steps) * STEP_S
    fine_pitch = np.interp(time, places, pitch_hz)
    phase = 2 * np.pi * np.cumsum(fine_pitch) / RATE
    shifts = np.random.default_rng(speaker.seed).uniform(0, 2 * np.pi, 120)
    overtones = range(1, int(6200 / float(pitch_hz.min())) + 1)
    loud = np.stack([_loudness(number, pitch_hz, mouth.formants) for number in overtones])
    level = np.sqrt(np.sum(loud**2, axis=0))
    loud = loud / level**0.7 * mouth.voice
    total = np.zeros(len(time))
    for number, row in zip(overtones, loud, strict=True):
        total += np.interp(time, places, row) * np.cos(number * phase + shifts[number])
    return total


def _loudness(overtone: int, pitch_hz: Sound, formants: Sound) -> Sound:
    at_hz = overtone * pitch_hz
    bright = _resonance(at_hz, formants) ** 0.85 / overtone**0.72
    return np.asarray(bright / (1 + (at_hz / 4600.0) ** 6), dtype=np.float64)


def _resonance(at_hz: Sound, formants: Sound) -> Sound:
    answer = np.ones_like(at_hz)
    for centre, width in zip(
        [*formants, formants[2] * 1.35], (95.0, 120.0, 190.0, 280.0), strict=True
    ):
        answer *= centre**2 / np.sqrt((centre**2 - at_hz**2) ** 2 + (at_hz * width) ** 2)
    return np.minimum(answer, 22.0)


def _hissing(parts: list[Segment], length_s: float, speaker: Speaker) -> Sound:
    total = np.zeros(round(length_s * RATE))
    for number, part in enumerate(parts):
        sound = part.phoneme
        if not sound.noise:
            continue
        shift = 1 / speaker.size**0.5
        length_s = part.length_s * (0.4 if sound.burst else 1.1)
        start_s = part.start_s + (part.length_s * 0.6 if sound.burst else 0.0)
        noise = hiss(
            length_s, sound.band[0] * shift, sound.band[1] * shift, speaker.seed * 100 + number
        )
        shape = np.hanning(len(noise)) if not sound.burst else np.linspace(1, 0, len(noise)) ** 1.5
        start = round(start_s * RATE)
        end = min(start + len(noise), len(total))
        total[start:end] += (noise * shape * sound.noise)[: end - start]
    return total


@lru_cache(maxsize=64)
def speak(text: str, speaker: Speaker) -> Spoken:
    """Return a line as this speaker says it. Raise KeyError for a word without a pronunciation."""
    parts = segments(text, speaker.pace)
    mouth = _Mouth(parts, speaker)
    ending = re.sub(r"[^?!.]", "", text)[-1:] or "."
    semitones = melody(mouth.stress, ending, speaker.song)
    wobble = np.random.default_rng(speaker.seed + 5).standard_normal(mouth.steps)
    semitones = _smoothed(semitones, 0.05) + _smoothed(wobble, 0.05) * 0.9
    tone = _tone(mouth, speaker.pitch_hz * 2 ** (semitones / 12), speaker)
    tone /= float(np.max(np.abs(tone)))
    breath = hiss(mouth.length_s, 700.0, 4200.0, speaker.seed + 9)
    places = np.arange(mouth.steps) * STEP_S
    breath = breath * np.interp(seconds(mouth.length_s), places, mouth.voice) * speaker.breath
    sound = tone * 0.8 + breath[: len(tone)] + _hissing(parts, mouth.length_s, speaker) * 0.3
    return Spoken(
        sound=sound / float(np.max(np.abs(sound))),
        opening=tuple(float(value) for value in mouth.opening),
        rounding=tuple(float(value) for value in mouth.rounding),
    )
