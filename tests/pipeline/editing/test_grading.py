"""Which row counts for which clip, and what becomes of the table on the desk."""

from pathlib import Path

import pytest

from pipeline.bench import Files
from pipeline.documents.grade import UNGRADED, Grade, GradeRow, read_grades, write_grades
from pipeline.editing.grade_table import grade_for, means, merge_grades, regraded
from pipeline.editing.grading import MOST_LUTS, grading_of, luts_made
from tests.cubes import identity
from tests.pipeline.stages.locked_film import filed_text

WARM, COLD, GREY = Grade(warmth=20), Grade(warmth=-20), Grade(saturation=0)
SHOT = GradeRow(shot="S01_P02", grade=WARM)
TAKE = GradeRow(shot="s01_p02_t03", grade=COLD)
USE = GradeRow(shot="S01_P02_T03", clip=2, grade=GREY)


@pytest.mark.parametrize(
    ("media", "use", "grade"),
    [
        ("S01_P02_T01", 1, WARM),
        ("S01_P02_T03", 1, COLD),
        ("S01_P02_T03", 2, GREY),
        ("S01_P20_T01", 1, UNGRADED),
        ("S01_P021_T01", 1, UNGRADED),
        ("clouds.mp4", 1, UNGRADED),
    ],
)
def test_the_row_that_says_it_most_exactly_counts(media: str, use: int, grade: Grade) -> None:
    assert grade_for(media, use, (USE, SHOT, TAKE)) == grade
    assert grade_for(media, use, (TAKE, SHOT, USE)) == grade


def test_of_two_rows_that_say_it_alike_the_last_counts() -> None:
    assert grade_for("S01_P02_T01", 1, (SHOT, GradeRow(shot="S01_P02", grade=GREY))) == GREY


def test_a_use_of_a_shot_is_meant_by_its_number() -> None:
    row = GradeRow(shot="S01_P02", clip=2, grade=GREY)
    assert means(row, "S01_P02_T01", 2)
    assert not means(row, "S01_P02_T01", 1)


def test_a_shot_graded_anew_takes_the_place_of_its_row_alone() -> None:
    text = write_grades((SHOT, TAKE, USE))
    rows = read_grades(regraded(text, ["S01_P02_T03"], GREY))
    assert set(rows) == {SHOT, USE, GradeRow(shot="S01_P02_T03", grade=GREY)}


def test_what_is_taken_back_is_what_was_said_of_it_alone() -> None:
    text = write_grades((SHOT, TAKE, USE))
    assert set(read_grades(regraded(text, ["S01_P02_T03"], None))) == {SHOT, USE}


def test_a_neutral_grade_is_written_where_its_shot_has_another() -> None:
    neutral = GradeRow(shot="S01_P02_T01", grade=UNGRADED)
    assert neutral in read_grades(regraded(write_grades((SHOT,)), ["S01_P02_T01"], UNGRADED))
    assert read_grades(regraded("", ["S01_P02_T01"], UNGRADED)) == ()


def test_two_who_grade_different_shots_are_brought_together_and_the_same_one_clashes() -> None:
    base = write_grades((SHOT,))
    mine = regraded(base, ["S02_P01_T01"], GREY)
    theirs = regraded(base, ["S03_P01_T01"], COLD)
    both = merge_grades(base, mine, theirs)
    assert both.clashes == ()
    assert {row.shot for row in read_grades(both.text)} == {
        "S01_P02",
        "S02_P01_T01",
        "S03_P01_T01",
    }
    other = regraded(base, ["S02_P01_T01"], WARM)
    [clash] = merge_grades(base, mine, other).clashes
    assert clash.place == "S02_P01_T01"


def test_more_looks_than_anybody_needs_are_told(tmp_path: Path) -> None:
    files: Files = {
        name: filed_text(tmp_path, name, identity(2))
        for name in (f"{number:02d}.cube" for number in range(MOST_LUTS + 1))
    }
    grading = grading_of(files)
    assert len(grading.luts) == MOST_LUTS
    assert [one.place for one in grading.unreadable] == [f"{MOST_LUTS:02d}.cube"]


def test_only_what_was_written_clean_is_taken_for_a_look(tmp_path: Path) -> None:
    names = ("luts/3d_0.cube", "luts/1d_1.cube", "luts/x.cube", "preview.mp4")
    made = {name: filed_text(tmp_path, name, name) for name in names}
    assert [one.kind for one in luts_made(made).values()] == ["cube3", "cube1"]
