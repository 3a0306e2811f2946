"""Lines of text to rows with named cells; all rows can be used, or none is taken. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pipeline.errors import CannotRead

Value = TypeVar("Value")
Cells = Mapping[str, str]

MOST_COLUMNS: Final = 64
MOST_ROWS: Final = 5000
"""More than any film has shots."""
LONGEST_CELL: Final = 2000
MOST_REASONS: Final = 40
"""Rows whose reason is told; of further ones the numbers are."""


class BadRows(CannotRead):
    """Raised when rows cannot be used; `rows` are their numbers and reasons, for translating."""

    def __init__(self, name: str, rows: Mapping[int, CannotRead]) -> None:
        """Take the file's name, and the reason of each row by its number."""
        told = [f"Row {number}: {fault}." for number, fault in rows.items()]
        shown = " ".join(told[:MOST_REASONS])
        if len(told) > MOST_REASONS:
            shown += f" Also rows {', '.join(map(str, [*rows][MOST_REASONS:]))}."
        super().__init__(
            "%(name)s was not taken; %(count)s of its rows cannot be used. %(faults)s",
            name=name,
            count=len(rows),
            faults=shown,
            detail="\n".join(told),
        )
        self.rows = rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a table must look like."""

    name: str
    """The file's name, for messages."""
    key_of: Callable[[str], str]
    """The key of a heading in any language, or "" for another column."""
    needed: tuple[str, ...]
    example: str
    """A first row as it could be."""


def read_rows(
    lines: Sequence[Sequence[str]], form: Form, make: Callable[[Cells], tuple[str, Value]]
) -> tuple[Value, ...]:
    """Return what `make` makes of each row that is not empty: its name, which is told once, and it.

    Raise CannotRead when the first line does not name the columns, BadRows naming every bad row.
    """
    header = _header(lines, form)
    made: list[Value] = []
    faults: dict[int, CannotRead] = {}
    rows: dict[str, int] = {}
    for number, cells in _rows(lines, header):
        try:
            name, value = make(_short_enough(cells))
            if name in rows:
                raise CannotRead("%(what)s is already in row %(row)s", what=name, row=rows[name])
        except CannotRead as fault:
            faults[number] = fault
        else:
            rows[name] = number
            made.append(value)
    if faults:
        raise BadRows(form.name, faults)
    return tuple(made)


def _rows(
    lines: Sequence[Sequence[str]], header: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(lines[1:], start=2):
        cells = {
            key: line[place].strip() if place < len(line) else "" for key, place in header.items()
        }
        if any(cells.values()):
            yield number, cells


def _header(lines: Sequence[Sequence[str]], form: Form) -> dict[str, int]:
    if not lines or not any(cell.strip() for line in lines for cell in line):
        raise CannotRead("%(name)s is empty. Write at least one row into it.", name=form.name)
    if len(lines[0]) > MOST_COLUMNS or len(lines) > MOST_ROWS + 1:
        raise CannotRead(
            "%(name)s is too large: at most %(columns)s columns and %(rows)s rows.",
            name=form.name,
            columns=MOST_COLUMNS,
            rows=MOST_ROWS,
        )
    header: dict[str, int] = {}
    for place, heading in enumerate(lines[0]):
        key = form.key_of(heading)
        if key in header:
            raise CannotRead(
                "%(name)s has two columns called “%(heading)s”. Rename or remove one of them.",
                name=form.name,
                heading=heading.strip()[:40],
            )
        if key:
            header[key] = place
    if not header.keys() >= set(form.needed):
        raise CannotRead(
            "The first row of %(name)s must name the columns, at least %(needed)s, for example:"
            " %(example)s.",
            name=form.name,
            needed=", ".join(form.needed),
            example=form.example,
        )
    return header


def _short_enough(cells: Cells) -> Cells:
    for key, text in cells.items():
        if len(text) > LONGEST_CELL:
            raise CannotRead("the text under %(column)s is too long", column=key)
    return cells
