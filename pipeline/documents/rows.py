"""Comma-separated tables as people send them, row by row, with the number of each row. Pure.

Spreadsheets of different countries write commas, semicolons or tabs; all are read. A quotation mark
that is opened and never closed would swallow the rest of a table in silence: it is refused.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pipeline.errors import CannotRead

Value = TypeVar("Value")

MOST_ROWS: Final = 2000
MOST_CHARACTERS: Final = 1_000_000
LONGEST_CELL: Final = 500

_DELIMITERS: Final = ",;\t"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝")
_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row below the header."""

    number: int
    """As a spreadsheet counts: the header is row 1."""
    cells: Mapping[str, str]
    """Column name to text without spaces around it; every known column is there."""


def read_rows(text: str, *, name: str, columns: Sequence[str], key: str) -> tuple[Row, ...]:
    """Return the rows that are not empty; columns may stand in any order, unknown ones are dropped.

    Raise CannotRead when the column `key` is not in the header, when a quotation mark is never
    closed, or when the table is too large.
    """
    if len(text) > MOST_CHARACTERS:
        raise CannotRead("%(name)s is too large. Send only the rows of this film.", name=name)
    lines = _lines(text.removeprefix("\ufeff"), name)
    header = [cell.strip().lower() for cell in lines[0]] if lines else []
    if key not in header:
        raise CannotRead(
            "The first row of %(name)s must name the columns: %(columns)s.",
            name=name,
            columns=", ".join(columns),
        )
    places = {column: header.index(column) for column in columns if column in header}
    rows = (
        Row(number=number, cells=_cells(line, columns, places))
        for number, line in enumerate(lines[1:], start=2)
    )
    return tuple(row for row in rows if any(row.cells.values()))


def _lines(text: str, name: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        lines = [line for line, _ in zip(reader, range(MOST_ROWS + 2), strict=False)]
    except csv.Error as fault:
        raise CannotRead(
            "%(name)s cannot be read as a table. Look for a quotation mark that is never closed.",
            name=name,
            detail=str(fault),
        ) from fault
    if len(lines) > MOST_ROWS + 1:
        raise CannotRead("%(name)s has more than %(most)s rows.", name=name, most=MOST_ROWS)
    for number, line in enumerate(lines, start=1):
        if any("\n" in cell.strip() or len(cell) > LONGEST_CELL for cell in line):
            raise CannotRead(
                "Row %(row)s of %(name)s has a cell that is too long or goes over several lines."
                " Look for a quotation mark that is never closed.",
                row=number,
                name=name,
            )
    return lines


def _cells(line: list[str], columns: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {
        column: _plain(line[places[column]])
        if column in places and places[column] < len(line)
        else ""
        for column in columns
    }


def _plain(cell: str) -> str:
    """Return the text of a cell; the apostrophe that write_rows puts before a formula goes away."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def read_each(rows: Iterable[Row], make: Callable[[Row], Value], *, name: str) -> tuple[Value, ...]:
    """Return what is made of each row. Raise CannotRead naming every bad row with its reason."""
    made: list[Value] = []
    faults: list[str] = []
    for row in rows:
        try:
            made.append(make(row))
        except CannotRead as fault:
            faults.append(f"Row {row.number}: {fault}")
    if faults:
        raise CannotRead(
            "%(name)s has rows that cannot be used. %(faults)s",
            name=name,
            faults=" ".join(faults[:_MOST_NAMED]),
            detail="\n".join(faults),
        )
    return tuple(made)


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a text that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return (
        cell[:1] in "+-"
        and cell[1:].replace(".", "", 1).isascii()
        and (cell[1:].replace(".", "", 1).isdigit())
    )
