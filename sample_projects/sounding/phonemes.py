"""The sounds of speech: where the mouth resonates, how it hisses, how it looks. Pure.

Formant frequencies follow Peterson and Barney (1952) for an adult's vowels, rounded; consonants
are simplified to what an animated film needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Phoneme:
    """One sound of speech."""

    formants: tuple[float, float, float] = (500.0, 1500.0, 2500.0)
    """Hz, for an adult."""
    length_s: float = 0.08
    voice: float = 0.0
    """Loudness of the tone, 0 to 1."""
    noise: float = 0.0
    """Loudness of the hiss, 0 to 1."""
    band: tuple[float, float] = (500.0, 5000.0)
    """Hz between which it hisses."""
    burst: bool = False
    """Closed first, then released with a small explosion."""
    open: float = 0.2
    """How the mouth looks: 0 shut, 1 wide."""
    round: float = 0.0
    """1: lips pushed forward."""


def _vowel(
    formants: tuple[float, float, float],
    opening: float,
    rounding: float = 0.0,
    length_s: float = 0.12,
) -> Phoneme:
    return Phoneme(formants=formants, voice=1.0, open=opening, round=rounding, length_s=length_s)


def _hiss(band: tuple[float, float], noise: float, voice: float = 0.0) -> Phoneme:
    return Phoneme(
        formants=(320, 1500, 2500), noise=noise, band=band, voice=voice, open=0.16, length_s=0.1
    )


def _stop(band: tuple[float, float], second: float, *, voiced: bool, opening: float) -> Phoneme:
    return Phoneme(
        formants=(280, second, 2500),
        noise=0.3 if voiced else 0.55,
        band=band,
        voice=0.18 if voiced else 0.0,
        burst=True,
        open=opening,
        length_s=0.075,
    )


def _hum(
    formants: tuple[float, float, float], voice: float, opening: float, rounding: float = 0.0
) -> Phoneme:
    return Phoneme(formants=formants, voice=voice, open=opening, round=rounding, length_s=0.075)


PHONEMES: Final[Mapping[str, Phoneme]] = {
    "IY": _vowel((270, 2290, 3010), 0.35),
    "IH": _vowel((390, 1990, 2550), 0.42, length_s=0.08),
    "EH": _vowel((530, 1840, 2480), 0.66),
    "AE": _vowel((660, 1720, 2410), 0.85, length_s=0.14),
    "AH": _vowel((620, 1200, 2390), 0.62, length_s=0.09),
    "AA": _vowel((730, 1090, 2440), 1.0, length_s=0.14),
    "AO": _vowel((570, 840, 2410), 0.8, 0.55, length_s=0.14),
    "UH": _vowel((440, 1020, 2240), 0.4, 0.6, length_s=0.08),
    "UW": _vowel((300, 870, 2240), 0.34, 1.0, length_s=0.13),
    "M": _hum((250, 1100, 2200), 0.5, 0.0),
    "N": _hum((260, 1500, 2400), 0.5, 0.16),
    "L": _hum((350, 1100, 2700), 0.65, 0.32),
    "R": _hum((330, 1080, 1500), 0.65, 0.28, 0.5),
    "W": _hum((290, 640, 2150), 0.6, 0.16, 1.0),
    "Y": _hum((270, 2150, 3000), 0.6, 0.22),
    "HH": Phoneme(
        formants=(560, 1500, 2500), noise=0.34, band=(500, 3600), open=0.4, length_s=0.07
    ),
    "S": _hiss((4600, 9500), 0.34),
    "Z": _hiss((4300, 9000), 0.22, 0.4),
    "SH": _hiss((2200, 6000), 0.42),
    "F": _hiss((1800, 9000), 0.16),
    "TH": _hiss((1600, 8000), 0.12),
    "DH": _hiss((1400, 6000), 0.06, 0.55),
    "V": _hiss((1200, 6000), 0.07, 0.55),
    "P": _stop((300, 1800), 800, voiced=False, opening=0.0),
    "B": _stop((250, 1400), 800, voiced=True, opening=0.0),
    "T": _stop((2800, 7500), 1750, voiced=False, opening=0.18),
    "D": _stop((2400, 6500), 1750, voiced=True, opening=0.18),
    "K": _stop((1300, 4200), 1900, voiced=False, opening=0.3),
    "G": _stop((1100, 3600), 1800, voiced=True, opening=0.3),
    "CH": _hiss((2300, 6500), 0.5),
}

WORDS: Final[Mapping[str, str]] = {
    "hello": "HH EH L OW1",
    "i'm": "AY M",
    "ida": "AY1 D AH",
    "what's": "W AH1 T S",
    "two": "T UW1",
    "plus": "P L AH S",
    "four": "F AO1 R",
    "five": "F AY1 V",
    "i": "AY",
    "have": "HH AE V",
    "to": "T UH",
    "go": "G OW",
    "home": "HH OW1 M",
    "already": "AO L R EH1 D IY",
    "ready": "R EH1 D IY",
    "eddy": "EH1 D IY",
    "dy": "D IY1",
    "echoes": "EH1 K OW Z",
    "don't": "D OW1 N T",
    "say": "S EY",
    "same": "S EY1 M",
    "time": "T AY1 M",
    "tomorrow": "T UH M AA1 R OW",
    "that's": "DH AE T S",
    "my": "M AY1",
    "scarf": "S K AA1 R F",
    "ha": "HH AA1",
    "hee": "HH IY1",
    "ah": "AA1",
    "choo": "CH UW1",
    "hm": "M",
    "oops": "UW1 P S",
    "no": "N OW1",
}

GLIDES: Final[Mapping[str, tuple[str, str]]] = {
    "AY": ("AA", "IH"),
    "EY": ("EH", "IY"),
    "OW": ("AO", "UH"),
}
"""Vowels that move from one place to another."""
