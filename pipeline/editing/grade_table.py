"""grade.csv: which row counts for which clip, a shot graded anew, two people's changes. Pure."""

from collections.abc import Iterable
from typing import Final

from pipeline.documents.grade import (
    COLUMNS,
    NAME,
    UNGRADED,
    Grade,
    GradeRow,
    read_grades,
    write_grades,
)
from pipeline.documents.merge import Merge
from pipeline.shots.merge import Kind, Row, merge_rows
from pipeline.shots.wording import folded


def means(row: GradeRow, media: str, use: int) -> int:
    """Return how exactly a row says a use of a recording; 0 when it says another."""
    said, name = folded(row.shot), folded(media)
    if row.clip not in (0, use):
        return 0
    exactly = 2 * (said == name) + (row.clip > 0)
    return exactly + 1 if said == name or name.startswith(f"{said}_t") else 0


def grade_for(media: str, use: int, rows: Iterable[GradeRow]) -> Grade:
    """Return the grade of a use of a recording: of the row that says it most exactly.

    Of two that say it alike, the last counts.
    """
    best = max(
        ((means(row, media, use), number, row.grade) for number, row in enumerate(rows)),
        default=(0, 0, UNGRADED),
        key=lambda one: one[:2],
    )
    return best[2] if best[0] else UNGRADED


def regraded(text: str, shots: Iterable[str], grade: Grade | None, *, use: int = 0) -> str:
    """Return the table with another grade for whole takes; None takes back what was said of them.

    With use, it is that of a single use of them in the film, counted from 1. What was said of their
    shot, or of other uses, stays. Raise CannotRead for a broken table.
    """
    asked = {folded(shot): shot for shot in shots}
    rows = [row for row in read_grades(text) if row.clip != use or folded(row.shot) not in asked]
    if grade is not None:
        others = tuple(rows)
        rows += [
            GradeRow(shot=shot, clip=use, grade=grade)
            for shot in asked.values()
            if grade_for(shot, use, others) != grade
        ]
    return write_grades(sorted(rows, key=lambda row: (folded(row.shot), row.clip)))


def merge_grades(
    base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return both changes of grade.csv; two who changed one figure of a shot clash."""
    return merge_rows((base, mine, theirs), _GRADES, keep_mine)


def _key(heading: str) -> str:
    key = folded(heading)
    return key if key in COLUMNS else ""


def _name_of(row: Row) -> tuple[str, str]:
    return folded(row.get("shot", "")), row.get("clip", "")


_GRADES: Final = Kind(
    whole=NAME,
    columns=COLUMNS,
    name_of=_name_of,
    key_of=_key,
    place_of=lambda shot, clip: f"{shot.upper()} ({clip})" if clip else shot.upper(),
)
