"""takes.csv as the pages read and change it: one row for each recording, cells by column."""

from collections.abc import Mapping
from typing import Final

from pipeline.documents.rows import read_rows, write_rows
from pipeline.errors import CannotRead
from pipeline.rushes.naming import base_name

TABLE: Final = "takes.csv"
COLUMNS: Final = (
    *("file", "scene", "shot", "take", "rating", "in_frame", "out_frame", "note", "role", "place"),
    *("sound", "sound_offset", "costume"),
)


def rows_in(content: bytes) -> dict[str, Mapping[str, str]]:
    """Return the rows by the name of their file in small letters; none of a table that is broken.

    A row without a file is one that was drafted for a planned shot.
    """
    try:
        rows = read_rows(_text(content), name=TABLE, columns=COLUMNS, key="file")
    except CannotRead:
        return {}
    return {
        base_name(row.cells["file"]).casefold(): row.cells for row in rows if row.cells["file"]
    }


def changed(content: bytes, file: str, cells: Mapping[str, str]) -> bytes:
    """Return the table with other cells in the row of a file, which is added where it is not.

    Raise CannotRead for a table that cannot be read: nothing of it is thrown away.
    """
    text = _text(content)
    rows = read_rows(text, name=TABLE, columns=COLUMNS, key="file") if text.strip() else ()
    lines = [dict(row.cells) for row in rows]
    wanted = file.casefold()
    row = next((one for one in lines if base_name(one["file"]).casefold() == wanted), None)
    if row is None:
        row = dict.fromkeys(COLUMNS, "")
        lines.append(row)
    row.update({"file": file, **cells})
    return write_rows(COLUMNS, ([one[name] for name in COLUMNS] for one in lines)).encode()


def _text(content: bytes) -> str:
    return content.decode(errors="replace")
