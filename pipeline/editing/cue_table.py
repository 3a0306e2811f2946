"""Changes of cues.csv, one row at a time, and two people's changes together. Pure.

A change leaves alone what it does not name: other rows, their order, and columns that people have
added. Rows go by their file; of several rows of one file, by their order.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.documents.merge import Merge
from pipeline.documents.rows import write_rows
from pipeline.documents.sound import CUE_COLUMNS, base_name
from pipeline.errors import CannotRead, MovedOn
from pipeline.shots.merge import Kind, Row, merge_rows
from pipeline.shots.spreadsheet import lines_of_text
from pipeline.shots.wording import folded

NAME: Final = "cues.csv"
PAN: Final = "pan"
"""Where a sound is heard: -100 is left, 0 the middle, 100 right."""
COLUMNS: Final = tuple(dict.fromkeys((*CUE_COLUMNS, PAN)))
LONGEST_CELL: Final = 500


def rows_of(text: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a cue sheet by column; our columns are all there. Raise CannotRead."""
    _, rows = _read(text)
    return tuple({**dict.fromkeys(COLUMNS, ""), **row} for row in rows)


def added(text: str, cells: Mapping[str, str]) -> str:
    """Return the sheet with one more row at its end. Raise CannotRead for a broken one."""
    columns, rows = _read(text)
    return _written(columns, [*rows, _clean(cells)])


def cells_at(text: str, at: int, file: str) -> Mapping[str, str]:
    """Return the cells of a row, counted from 0. Raise MovedOn if it is gone."""
    rows = rows_of(text)
    _must_be(rows, at, file)
    return rows[at]


def changed(text: str, at: int, file: str, cells: Mapping[str, str]) -> str:
    """Return the sheet with other cells in a row, counted from 0. Raise MovedOn if it is gone."""
    columns, rows = _read(text)
    _must_be(rows, at, file)
    rows[at] |= _clean(cells)
    return _written(columns, rows)


def removed(text: str, at: int, file: str) -> str:
    """Return the sheet without a row, counted from 0. Raise MovedOn if it is gone already."""
    columns, rows = _read(text)
    _must_be(rows, at, file)
    return _written(columns, rows[:at] + rows[at + 1 :])


def merge_cues(base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()) -> Merge:
    """Return both changes of a cue sheet; a row that both changed differently clashes."""
    return merge_rows((base, mine, theirs), _CUES, keep_mine)


def _must_be(rows: Sequence[Row], at: int, file: str) -> None:
    if not (0 <= at < len(rows) and base_name(rows[at].get("file", "")) == base_name(file)):
        raise MovedOn("This sound is not at this place any more. Look at the list again.")


def _clean(cells: Mapping[str, str]) -> dict[str, str]:
    return {key: " ".join(cell.split())[:LONGEST_CELL] for key, cell in cells.items()}


def _read(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return the columns, ours and those that people have added, and the rows that are."""
    plain = text.removeprefix("\ufeff")
    lines = lines_of_text(plain, name=NAME) if plain.strip() else []
    heads = [_key(cell) or cell.strip() for cell in lines[0]] if lines else []
    if lines and "file" not in heads:
        raise CannotRead("The first row of cues.csv must name the columns: file, role, start.")
    rows = [dict(zip(heads, line, strict=False)) for line in lines[1:]]
    kept = [row for row in rows if any(cell.strip() for cell in row.values())]
    return [*COLUMNS, *(key for key in heads if key and key not in COLUMNS)], kept


def _written(columns: Sequence[str], rows: Sequence[Row]) -> str:
    return write_rows(columns, ([row.get(key, "") for key in columns] for row in rows))


def _key(heading: str) -> str:
    key = folded(heading)
    return key if key in COLUMNS else ""


_CUES: Final = Kind(
    whole=NAME,
    columns=COLUMNS,
    name_of=lambda row: (base_name(row.get("file", "")).strip().casefold(), ""),
    key_of=_key,
    place_of=lambda file, _: file or "a row without a file",
)
