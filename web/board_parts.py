"""The rows of a board in parts: the first are drawn whole, the others as one line each.

Two hundred groups drawn whole weigh a megabyte: on the Wi-Fi of a school that is a minute. A light
row says whose film it is and what it is at; a page with scripts fetches the rest of a part shortly
before it comes in sight, and one without has a link to each part. Paper is asked for as a whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from pipeline.records.values import Person
from pipeline.records.views import BoardRow

IN_A_PART: Final = 12
"""Rows that are drawn together: more than a screen shows, less than what one waits for."""
FIND_FROM: Final = 13
"""A board with so many groups, more than one part, has a field to find one."""

Draw = Callable[[BoardRow], Markup]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that stand below each other."""

    first: int
    """Number of its first row on the board, from 1."""
    rows: tuple[BoardRow, ...]
    is_whole: bool

    @property
    def last(self) -> int:
        """Number of its last row."""
        return self.first + len(self.rows) - 1


def parts_of(
    rows: tuple[BoardRow, ...], wanted: int, *, for_paper: bool = False
) -> tuple[Part, ...]:
    """Return all rows in parts; the one that holds the row of a wanted number is whole.

    For paper all are: nobody scrolls on it.
    """
    wanted = wanted if 1 <= wanted <= len(rows) else 1
    return tuple(
        Part(
            first=start + 1,
            rows=rows[start : start + IN_A_PART],
            is_whole=for_paper or start < wanted <= start + IN_A_PART,
        )
        for start in range(0, len(rows), IN_A_PART)
    )


def found(rows: tuple[BoardRow, ...], words: str) -> tuple[BoardRow, ...]:
    """Return the rows whose group or film has these words in its name; all for no words."""
    sought = words.strip().casefold()
    return tuple(
        one for one in rows if sought in one.group.name.casefold() or sought in one.title.casefold()
    )


def is_whole(part: Part, row: BoardRow, person: Person) -> bool:
    """Return whether a row is drawn whole: one's own always is, and one that calls for help."""
    return part.is_whole or row.call is not None or row.group.id == person.group_id


def drawn_part(part: Part, person: Person, whole: Draw, light: Draw) -> Markup:
    """Return the rows of a part as a piece of a page."""
    pieces = ((whole if is_whole(part, row, person) else light)(row) for row in part.rows)
    return Markup("\n").join(pieces)
