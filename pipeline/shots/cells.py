"""One cell of a table to its value, or a reason why not. Pure.

Figures of any script name a scene or a shot. What is counted (seconds, minutes) is written with the
figures 0 to 9, narrow or full-width: the decimal marks of Arabic figures are commas, and a comma
parts cells.
"""

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import Final

from pipeline.errors import CannotRead
from pipeline.shots.vocabulary import Term
from pipeline.shots.wording import folded

SHORTEST_SECONDS: Final = Fraction(1, 10)
LONGEST_SECONDS: Final = 3600
MOST_SETUP_MINUTES: Final = 24 * 60
USUAL_SECONDS: Final = 4
"""Planned length of a shot that says none."""
LONGEST_QUOTE: Final = 30

_SCENE: Final = re.compile(r"(?:s|sc|scene|séq|seq)?[ ._#-]*0*(\d{1,3})([a-z]{0,2})", re.ASCII)
_SHOT: Final = re.compile(r"(?:p|shot|plan|c)?[ ._#-]*0*(\d{1,3})", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,5}(?:[.,]\d{1,6})?", re.ASCII)
_NAMES: Final = re.compile(r"[,;/、،\n]")


def scene_of(text: str) -> str:
    """Return the number of a scene: "3", "3A" or "3AB". Raise CannotRead."""
    found = _SCENE.fullmatch(_digits(text))
    if not found or not int(found[1]):
        raise CannotRead(
            "the scene must be a number like 3 or 3A, not “%(text)s”", text=quoted(text)
        )
    return f"{int(found[1])}{found[2].upper()}"


def shot_of(text: str) -> int:
    """Return the number of a shot, from 1. Raise CannotRead."""
    found = _SHOT.fullmatch(_digits(text))
    if not found or not int(found[1]):
        raise CannotRead(
            "the shot must be a whole number, like 2, not “%(text)s”", text=quoted(text)
        )
    return int(found[1])


def seconds_of(text: str) -> Fraction:
    """Return the planned seconds; the usual ones for an empty cell. Raise CannotRead."""
    if not text:
        return Fraction(USUAL_SECONDS)
    digits = folded(text).removesuffix("s").removesuffix("秒").strip()
    seconds = Fraction(digits.replace(",", ".")) if _NUMBER.fullmatch(digits) else Fraction(0)
    if not SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS:
        raise CannotRead(
            "the seconds must be a number like 4 or 4.5, not “%(text)s”", text=quoted(text)
        )
    return seconds


def minutes_of(text: str) -> int:
    """Return the set-up minutes, 0 for an empty cell. Raise CannotRead."""
    digits = folded(text).removesuffix("min").removesuffix("分").strip()
    if not digits:
        return 0
    if not _NUMBER.fullmatch(digits) or Fraction(digits.replace(",", ".")) > MOST_SETUP_MINUTES:
        raise CannotRead(
            "the set-up minutes must be a number like 15, not “%(text)s”", text=quoted(text)
        )
    return round(float(digits.replace(",", ".")))


def names_of(text: str) -> tuple[str, ...]:
    """Return the names of a list, each once."""
    parts = _NAMES.split(text)
    return tuple(dict.fromkeys(name for part in parts if (name := " ".join(part.split()))))


def choice_of(text: str, terms: tuple[Term, ...]) -> str:
    """Return the key of a word in any of the languages; the first key for no word, "" for others.

    The terms must be one of the tables of the vocabulary.
    """
    word = folded(text)
    return _by_word(terms).get(word, "") if word else terms[0].key


@cache
def _by_word(terms: tuple[Term, ...]) -> dict[str, str]:
    return {
        folded(word): term.key for term in terms for word in (term.key, *term.words, *term.also)
    }


def quoted(text: str) -> str:
    """Return a text for a sentence: one short line."""
    shown = " ".join(text.split())
    return shown if len(shown) <= LONGEST_QUOTE else f"{shown[: LONGEST_QUOTE - 1]}…"


def _digits(text: str) -> str:
    """Return the text folded, the figures of any script as 0 to 9."""
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in folded(text)
    )
