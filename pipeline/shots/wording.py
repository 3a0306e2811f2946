"""What people write in the column of a shot, to keys: "M2S wide, dolly" is ms, two, dolly. Pure.

Longer words are looked for first; what is left over stays with the shot as a note, so that nothing
anybody wrote is lost.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.shots.vocabulary import ANGLES, FRAMINGS, MOVES, SIZES, Term


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The keys found in a text; "" where it says nothing."""

    size: str = ""
    framing: str = ""
    angle: str = ""
    move: str = ""
    left_over: str = ""
    """The words that are no key."""


_KINDS: Final = (("size", SIZES), ("framing", FRAMINGS), ("angle", ANGLES), ("move", MOVES))
_BOTH: Final = {"m2s": ("ms", "two"), "mcu2s": ("mcu", "two"), "w2s": ("ws", "two")}
_KEYS: Final = {kind: frozenset(term.key for term in terms) for kind, terms in _KINDS}
_SPACE: Final = re.compile(r"[\s,;/+()\[\].:→・-]+")


def wording_of(text: str, *, language: str = "en", first: str = "size") -> Wording:
    """Return the keys of a text; the first word of each kind counts.

    `first` is the column it stands in: where a word means two things ("CUT"), that kind wins. A
    neutral key, as we write it ourselves, is that key in every language.
    """
    if text in _KEYS[first]:
        return Wording(**{first: text})
    words = _SPACE.sub(" ", folded(text)).strip()
    found: dict[str, str] = {}
    for kind, key, word in _entries(first, language.lower()[:2]):
        if not words:
            break
        place = _place(words, word)
        if place >= 0 and found.get(kind, key) == key:
            words = f"{words[:place]} {words[place + len(word) :]}".strip()
            for one_kind, one_key in _keys(kind, key, word):
                found.setdefault(one_kind, one_key)
    return Wording(**found, left_over=" ".join(words.split()))


def folded(text: str) -> str:
    """Return a text for comparing: full-width letters narrow, no capitals, plain apostrophes."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").casefold().strip()


def _keys(kind: str, key: str, word: str) -> tuple[tuple[str, str], ...]:
    if word in _BOTH:
        return (("size", _BOTH[word][0]), ("framing", _BOTH[word][1]))
    return ((kind, key),)


@cache
def _entries(first: str, language: str) -> tuple[tuple[str, str, str], ...]:
    """Return (kind, key, word), the longest word first, those of the column before the others.

    An abbreviation of the language wins over the same letters of another: WS is a wide shot in
    English and a waist shot in Japanese.
    """
    own = {
        folded(term.short(language)): term.key
        for _, terms in _KINDS
        for term in terms
        if term.shorts
    }
    entries = [
        (kind, own.get(word, term.key), word)
        for kind, terms in _KINDS
        for term in terms
        for word in _words(term)
    ]
    entries += [("framing", two, word) for word, (_, two) in _BOTH.items()]
    return tuple(sorted(entries, key=lambda one: (-len(one[2]), one[0] != first)))


def _words(term: Term) -> set[str]:
    written = (term.key, *term.words, *term.also, *term.shorts)
    return {_SPACE.sub(" ", folded(one)).strip() for one in written} - {""}


def _place(words: str, word: str) -> int:
    """Return where a whole word stands; scripts without spaces are found inside a text."""
    if not word.isascii():
        return words.find(word)
    return f" {words} ".find(f" {word} ")
