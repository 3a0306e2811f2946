"""The numbers of scenes: as written, else counted; each is used once and fits on a slate. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_ON_A_SLATE: Final = re.compile(r"0*(\d{1,3})([A-Z]?)", re.ASCII)
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which look like figures on a slate."""


def slate_number(written: str | None) -> str:
    """Return a number as on a slate ("3A" of "003a"), or "" when it does not fit on one."""
    found = _ON_A_SLATE.fullmatch((written or "").upper())
    return f"{int(found[1])}{found[2]}" if found and int(found[1]) else ""


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
        last = int(number.rstrip(_LETTERS))
        yield number


def _next_free(last: int, taken: set[str]) -> str:
    if str(last + 1) not in taken:
        return str(last + 1)
    for letter in _LETTERS if last else "":
        if f"{last}{letter}" not in taken:
            return f"{last}{letter}"
    while str(last) in taken or not last:
        last += 1
    return str(last)
