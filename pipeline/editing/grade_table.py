"""grade.csv on the desk: one shot graded anew, and two people's changes put together. Pure."""

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


def regraded(text: str, shots: Iterable[str], grade: Grade) -> str:
    """Return the table with another grade for whole shots or takes; a neutral one takes it back.

    What was said of single uses stays. Raise CannotRead for a broken table.
    """
    asked = {folded(shot): shot for shot in shots}
    rows = [row for row in read_grades(text) if row.clip or folded(row.shot) not in asked]
    if grade != UNGRADED:
        rows += [GradeRow(shot=shot, grade=grade) for shot in asked.values()]
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
