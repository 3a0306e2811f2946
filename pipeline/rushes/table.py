"""Changes of takes.csv, one cell of one file at a time, and two people's changes together. Pure.

A change leaves alone what it does not name: other rows, their order, and columns that people have
added. A take that gets a slate takes the row that was waiting for it.
"""

from collections.abc import Mapping
from typing import Final

from pipeline.documents.merge import Merge
from pipeline.errors import CannotRead
from pipeline.rushes.catalogue import COLUMNS, NAME
from pipeline.rushes.naming import base_name
from pipeline.shots.merge import Kind, Row, merge_rows
from pipeline.shots.spreadsheet import lines_of_text, write_csv
from pipeline.shots.wording import folded

LONGEST_CELL: Final = 500
_SLATE: Final = ("scene", "shot", "take")


def merge_takes(
    base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return both changes of takes.csv; a row goes by its file, an empty one by its slate."""
    return merge_rows((base, mine, theirs), _TAKES, keep_mine)


def whole(text: str) -> str:
    """Return the same table with all of our columns. Raise CannotRead for a broken one."""
    columns, rows = _read(text)
    return _written(columns, rows)


def changed(text: str, file: str, cells: Mapping[str, str]) -> str:
    """Return the table with new cells in the row of a file. Raise CannotRead for a broken table.

    A file without a row gets the one that waits for this slate, else a new one at the end.
    """
    columns, rows = _read(text)
    name = base_name(file)
    new = {key: " ".join(cell.split())[:LONGEST_CELL] for key, cell in cells.items()}
    row = _row_of(rows, name) or _waiting(rows, new)
    if row is None:
        row = {}
        rows.append(row)
    row.update(new)
    row["file"] = row.get("file") or name
    return _written(columns, rows)


def _written(columns: list[str], rows: list[dict[str, str]]) -> str:
    return write_csv([columns, *([row.get(key, "") for key in columns] for row in rows)])


def _read(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return the columns, ours and those that people have added, and the rows."""
    lines = lines_of_text(text, name=NAME) if text.strip() else []
    heads = [_key(cell) or cell.strip() for cell in lines[0]] if lines else []
    if lines and "file" not in heads:
        raise CannotRead("The first row of takes.csv must name the columns: file, scene, shot.")
    rows = [dict(zip(heads, line, strict=False)) for line in lines[1:]]
    return [*COLUMNS, *(key for key in heads if key and key not in COLUMNS)], rows


def _row_of(rows: list[dict[str, str]], name: str) -> dict[str, str] | None:
    wanted = name.casefold()
    return next((row for row in rows if _file(row) == wanted), None)


def _waiting(rows: list[dict[str, str]], new: Mapping[str, str]) -> dict[str, str] | None:
    slate = [new.get(key, "") for key in _SLATE]
    if not all(slate):
        return None
    waiting = (row for row in rows if not _file(row))
    return next((row for row in waiting if [row.get(key, "") for key in _SLATE] == slate), None)


def _file(row: Row) -> str:
    return base_name(row.get("file", "")).strip().casefold()


def _key(heading: str) -> str:
    key = folded(heading)
    return key if key in COLUMNS else ""


def _name_of(row: Row) -> tuple[str, str]:
    """A file; a row that waits for one goes by its slate."""
    file = _file(row)
    return (file, "") if file else ("", "/".join(folded(row.get(key, "")) for key in _SLATE))


def _place_of(file: str, slate: str) -> str:
    return file or f"slate {slate}"


_TAKES: Final = Kind(
    whole=NAME,
    columns=COLUMNS,
    name_of=_name_of,
    key_of=_key,
    place_of=_place_of,
)
