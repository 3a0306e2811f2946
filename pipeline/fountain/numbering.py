"""The numbers of scenes: as written, else counted; each is used once and fits on a slate. Pure."""

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

_ON_A_SLATE: Final = re.compile(r"0*(\d{1,3})([A-Z]?)", re.ASCII)
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which look like figures on a slate."""


def slate_number(written: str | None) -> str:
    """Return a number as on a slate ("3A" of "003a"), or "" when it does not fit on one.

    0A, 0B … are the scenes put in before scene 1.
    """
    found = _ON_A_SLATE.fullmatch((written or "").upper())
    fits = found and (int(found[1]) or found[2])
    return f"{int(found[1])}{found[2]}" if found and fits else ""


def whole_of(number: str) -> int:
    """Return the figure of a number: 3 of "3A"."""
    return int(number.rstrip(_LETTERS))


def with_letter(whole: int, taken: Set[str]) -> str:
    """Return the first of 3A, 3B … that is free, or "" when none is."""
    numbers = (f"{whole}{letter}" for letter in _LETTERS)
    return next((number for number in numbers if number not in taken), "")


def number_scenes(written: Sequence[str | None]) -> Iterator[str]:
    """Return a number for each scene.

    A number that is missing, used before, or does not fit on a slate is replaced: after scene 3
    comes 4, or 3A where somebody else is 4.
    """
    taken = {number for one in written if (number := slate_number(one))}
    used: set[str] = set()
    last = 0
    for one in written:
        number = slate_number(one)
        if not number or number in used:
            number = _next_free(last, taken)
            taken.add(number)
        used.add(number)
        last = whole_of(number)
        yield number


def _next_free(last: int, taken: Set[str]) -> str:
    if str(last + 1) not in taken:
        return str(last + 1)
    if last and (number := with_letter(last, taken)):
        return number
    while str(last) in taken or not last:
        last += 1
    return str(last)
