"""The grade: how light, how warm and how colourful a shot is, and the look that lies on it. Pure.

`grade.csv` has one row for each shot, take, or single use of a take; the row that says it most
exactly counts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.documents.rows import Row, read_each, read_rows, write_rows
from pipeline.errors import CannotRead

NAME: Final = "grade.csv"
FIGURES: Final = ("exposure", "warmth", "tint", "saturation")
COLUMNS: Final = ("shot", "clip", *FIGURES, "lut")
CUBE: Final = ".cube"
MOST_CLIPS: Final = 2000
_NUMBER: Final = re.compile(r"[+-]?\d{1,4}(\.\d{1,6})?", re.ASCII)
_STOPS, _SHARES, _TIMES = (-3.0, 3.0), (-100.0, 100.0), (0.0, 2.0)
LIMITS: Final = dict(zip(FIGURES, (_STOPS, _SHARES, _SHARES, _TIMES), strict=True))
"""Least and most of each figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What is done to a picture before it is laid into the frame."""

    exposure: float = 0.0  # stops: +1 is twice the light
    warmth: float = 0.0  # -100 is blue, +100 is amber
    tint: float = 0.0  # -100 is green, +100 is magenta
    saturation: float = 1.0  # 0 is grey, 2 twice as colourful
    lut: str = ""  # in a table the name of a .cube file, in an edit the digest of what it says


UNGRADED: Final = Grade()


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeRow:
    """One row of the table."""

    shot: str
    """S03_P02, a take of it, or what else the edit calls a recording."""
    clip: int = 0
    """Which use of it in the film, counted from 1; 0 for all of them."""
    grade: Grade = UNGRADED


def read_grades(text: str) -> tuple[GradeRow, ...]:
    """Return the rows of a grade.csv. Raise CannotRead naming every row that cannot be used."""
    if not text.strip():
        return ()
    rows = read_rows(text, name=NAME, columns=COLUMNS, key="shot")
    return read_each(rows, _row, name=NAME)


def write_grades(rows: Iterable[GradeRow]) -> str:
    """Return a grade.csv; what is read from it is equal to these rows."""
    return write_rows(COLUMNS, (_cells(row) for row in rows))


def grade_from(cells: dict[str, str]) -> Grade:
    """Return the grade that these texts say, by column. Raise CannotRead."""
    lut = cells.get("lut", "").strip()
    if lut and not lut.lower().endswith(CUBE):
        raise CannotRead("“%(lut)s” is not the name of a .cube file.", lut=lut[:80])
    figures = {name: _figure(name, cells.get(name, "")) for name in FIGURES}
    return Grade(**figures, lut=lut)


def _row(row: Row) -> GradeRow:
    cells = dict(row.cells)
    if not cells["shot"]:
        raise CannotRead("write which shot it is for, for example S01_P02.")
    clip = cells["clip"] or "0"
    if not (clip.isascii() and clip.isdigit() and int(clip[:5]) <= MOST_CLIPS):
        raise CannotRead(
            "“%(clip)s” is not the number of a use. Write 1 for the first one in the film.",
            clip=clip[:20],
        )
    return GradeRow(shot=cells["shot"], clip=int(clip[:5]), grade=grade_from(cells))


def _figure(name: str, cell: str) -> float:
    """Return a number, written with a point or a comma; the neutral one for an empty cell."""
    text = cell.strip().replace("−", "-").replace(",", ".")
    if not text:
        return float(getattr(UNGRADED, name))
    low, high = LIMITS[name]
    if not _NUMBER.fullmatch(text) or not low <= float(text) <= high:
        raise CannotRead(
            "%(figure)s is “%(text)s”. Write a number from %(low)s to %(high)s.",
            figure=name,
            text=cell[:20],
            low=f"{low:g}",
            high=f"{high:g}",
        )
    return float(text) + 0.0


def _cells(row: GradeRow) -> tuple[str, ...]:
    figures = (_written(getattr(row.grade, name)) for name in FIGURES)
    return (row.shot, str(row.clip) if row.clip else "", *figures, row.grade.lut)


def _written(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")
