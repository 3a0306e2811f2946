"""takes.csv: which file is which take, how good it is, from where to where it is useful. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.documents.report import Finding, blocker
from pipeline.documents.rows import Row, read_rows, write_rows
from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate, scene_name
from pipeline.documents.takes import Rating
from pipeline.errors import CannotRead
from pipeline.rushes.naming import base_name

NAME: Final = "takes.csv"
COLUMNS: Final = ("file", "scene", "shot", "take", "rating", "in_frame", "out_frame", "note")

_RATINGS: Final = {
    "": Rating.GOOD,
    **dict.fromkeys(("good", "ok", "yes", "circled", "bon", "bonne", "👍"), Rating.GOOD),
    **dict.fromkeys(("hold", "maybe", "spare", "garder", "🤔"), Rating.HOLD),
    **dict.fromkeys(("no_good", "no good", "ng", "no", "bad", "non", "👎"), Rating.NO_GOOD),
}
_MOST_FRAMES: Final = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of takes.csv."""

    file: str
    """Base name, as the table writes it."""
    slate: Slate
    rating: Rating = Rating.GOOD
    in_frame: int | None = None
    """First useful frame, in frames of the project; None: from the start."""
    out_frame: int | None = None
    """First frame no longer useful; None: to the end."""
    note: str = ""


def read_entries(text: str) -> tuple[Mapping[str, Entry], tuple[Finding, ...]]:
    """Return the entries by base name in lower case, and what is wrong with the other rows.

    A row without a file is one still to be filled and is left out. Raise CannotRead when the table
    as a whole cannot be read.
    """
    entries: dict[str, Entry] = {}
    findings: list[Finding] = []
    for row in read_rows(text, name=NAME, columns=COLUMNS, key="file"):
        if not row.cells["file"]:
            continue
        try:
            entry = _entry(row)
        except CannotRead as fault:
            findings.append(_bad_row(row, str(fault)))
            continue
        if entry.file.lower() in entries:
            findings.append(_bad_row(row, "The same file is in an earlier row."))
        else:
            entries[entry.file.lower()] = entry
    return entries, tuple(findings)


def draft_of(shots: Iterable[Shot]) -> str:
    """Return a takes.csv with one row to fill for each planned shot."""
    rows = ([*_of_shot(shot), "", "", "", ""] for shot in shots)
    return write_rows(COLUMNS, rows)


def _of_shot(shot: Shot) -> list[str]:
    return ["", shot.scene, str(shot.shot), "1"]


def _bad_row(row: Row, reason: str) -> Finding:
    return blocker(
        "TAKES_ROW",
        f"{NAME}, row {row.number}",
        "Row %(row)s of takes.csv cannot be used. %(reason)s Correct the row and send it again.",
        row=row.number,
        reason=reason,
    )


def _entry(row: Row) -> Entry:
    cells = row.cells
    scene_name(cells["scene"])
    slate = Slate(
        scene=cells["scene"].strip().lstrip("0").upper(),
        shot=_number(cells["shot"], "shot", least=1),
        take=_number(cells["take"] or "1", "take", least=1),
    )
    first, end = (_frame(cells, column) for column in ("in_frame", "out_frame"))
    if first is not None and end is not None and end <= first:
        raise CannotRead("out_frame must be larger than in_frame.")
    return Entry(
        file=base_name(cells["file"]),
        slate=slate,
        rating=_rating(cells["rating"]),
        in_frame=first,
        out_frame=end,
        note=cells["note"],
    )


def _rating(text: str) -> Rating:
    rating = _RATINGS.get(text.strip().lower())
    if rating is None:
        raise CannotRead("“%(text)s” is not a rating. Write good, hold or no_good.", text=text[:40])
    return rating


def _frame(cells: Mapping[str, str], column: str) -> int | None:
    return _number(cells[column], column, least=0) if cells[column] else None


def _number(text: str, column: str, *, least: int) -> int:
    text = text.strip()
    if text.isascii() and text.isdigit() and least <= int(text[:9]) <= _MOST_FRAMES:
        return int(text[:9])
    raise CannotRead(
        "“%(text)s” in the column %(column)s is not a whole number.", text=text[:40], column=column
    )
