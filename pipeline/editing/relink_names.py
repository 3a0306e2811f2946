"""How alike two names of files are: spelled the same, loosely the same, or as copies are called.
Pure.

Computers change names on the way: capitals, the two spellings of "é", blanks, the suffix when a
film is converted, " (1)" when it is downloaded twice. Each of these is one form that both names are
brought to.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, TypeAlias

from pipeline.media.safety import display_name

Form: TypeAlias = Callable[[str], str]

_SUFFIX: Final = re.compile(r"(?<=.)\.[a-z0-9]{1,5}$", re.ASCII)
_COPY: Final = re.compile(
    r"(?: \(\d{1,3}\)|[ _-]+(?:copy|copie|kopie|copia|コピー|نسخة)(?: \(?\d{1,3}\)?)?"
    r"|[ _-]+(?:proxy|preview))$"
)
_MOST_COPIES: Final = 4


def exactly(name: str) -> str:
    """Return a name as it is, in the one spelling of letters with accents."""
    return unicodedata.normalize("NFC", name)


def loosely(name: str) -> str:
    """Return a name without capitals, and as the table of a group would show it."""
    return unicodedata.normalize("NFKC", display_name(name)).casefold()


def stem(name: str) -> str:
    """Return a loose name without its suffix."""
    return _SUFFIX.sub("", loosely(name))


def original(name: str) -> str:
    """Return the stem of what a name is a copy of: "img_0042" for "IMG_0042 (1).mov"."""
    found = stem(name)
    for _ in range(_MOST_COPIES):
        shorter = _COPY.sub("", found).rstrip(" -_")
        if shorter in ("", found):
            break
        found = shorter
    return found


def pairs(name: str) -> frozenset[str]:
    """Return the pairs of letters and digits of a stem, for `likeness`."""
    plain = re.sub(r"[\W_]+", "", original(name))
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return 0 (nothing in common) to 1 (the same pairs)."""
    both = len(one) + len(other)
    return 2 * len(one & other) / both if both else 0.0
