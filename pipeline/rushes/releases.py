"""releases.csv: who has agreed to be seen and heard, on which form. Pure.

The table names people as the cast does, by first name or nickname; the paper with the signatures
stays in the coordinator's folder, and `form` says where to find it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.documents.rows import Row, read_each, read_rows
from pipeline.errors import CannotRead
from pipeline.shots.wording import folded

NAME: Final = "releases.csv"
COLUMNS: Final = ("person", "image", "voice", "until", "form")

_YES: Final = frozenset(
    {"yes", "y", "ok", "x", "✓", "✔", "1", "true", "oui", "o", "はい", "済", "○", "نعم"}
)
_NO: Final = frozenset({"", "no", "n", "0", "false", "non", "いいえ", "لا", "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What one person has agreed to."""

    person: str
    """As in the cast."""
    image: bool
    """May be seen."""
    voice: bool
    """May be heard."""
    until: date | None = None
    """The last day on which the form counts; None: without an end."""
    form: str = ""
    """Number or place of the signed paper."""

    def counts_on(self, day: date | None) -> bool:
        """Return whether it counts on a day; where the day is not known, whether it ever did."""
        return self.until is None or day is None or day <= self.until


def read_releases(text: str) -> tuple[Release, ...]:
    """Return the releases of a table. Raise CannotRead, naming every row that cannot be used."""
    rows = read_rows(text, name=NAME, columns=COLUMNS, key="person")
    return read_each((row for row in rows if row.cells["person"]), _release, name=NAME)


def release_of(releases: tuple[Release, ...], person: str) -> Release | None:
    """Return the release of somebody; the last row counts, as the newest paper does."""
    found = [one for one in releases if folded(one.person) == folded(person)]
    return found[-1] if found else None


def _release(row: Row) -> Release:
    cells = row.cells
    return Release(
        person=cells["person"],
        image=_agreed(cells["image"]),
        voice=_agreed(cells["voice"]),
        until=_date(cells["until"]),
        form=cells["form"],
    )


def _agreed(text: str) -> bool:
    if folded(text) in _YES:
        return True
    if folded(text) in _NO:
        return False
    raise CannotRead("“%(text)s” is neither yes nor no.", text=text[:40])


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise CannotRead(
            "“%(text)s” is not a date. Write it like 2026-08-04.",
            text=text[:40],
            detail=str(fault),
        ) from fault
