"""What the set forgot: room around the cut, a second copy, the same coat."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.report import Severity
from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating, Take
from pipeline.rushes.on_set import copies, costumes, short_handles
from tests.pipeline.rushes.shoot import named

TAKE = Take(
    slate=Slate(scene="1", shot=1, take=1),
    file="a.mov",
    digest="d",
    kind="mov",
    frames=200,
    in_frame=25,
    out_frame=175,
)
FILES = {"day 1/a.mov": "d", "b.mov": "e"}


def test_a_second_before_and_after_the_good_part_is_enough() -> None:
    assert list(short_handles([TAKE], Fraction(25))) == []
    assert [one.code for one in short_handles([TAKE], Fraction(30))] == ["C22"]


@pytest.mark.parametrize("marks", [{"in_frame": 24}, {"out_frame": 176}])
def test_less_than_a_second_around_a_good_part_is_told(marks: dict[str, int]) -> None:
    short = [replace(TAKE, slate=Slate(scene="1", shot=1, take=take), **marks) for take in (1, 2)]  # type: ignore[arg-type]
    (finding,) = short_handles(short, Fraction(25))
    assert (finding.code, finding.severity) == ("C22", Severity.WARNING)
    assert finding.message.startswith("S01_P01_T01, S01_P01_T02: less than a second")
    assert list(short_handles([replace(short[0], rating=Rating.HOLD)], Fraction(25))) == []


def test_a_take_whose_good_part_nobody_has_marked_is_not_judged() -> None:
    assert list(short_handles([replace(TAKE, in_frame=0, out_frame=200)], Fraction(25))) == []


def test_two_places_are_enough_and_where_nobody_counts_nothing_is_said() -> None:
    assert list(copies(FILES, {"d": 2, "e": 3})) == []
    assert list(copies(FILES, None)) == []


def test_one_recording_that_is_in_one_place_only_is_a_blocker_where_others_are_in_two() -> None:
    for places in ({"d": 1, "e": 2}, {"e": 2}):
        (finding,) = copies(FILES, places)
        assert (finding.code, finding.place, finding.severity) == ("C32", "a.mov", Severity.BLOCKER)


def test_where_there_is_no_second_place_at_all_one_warning_says_so() -> None:
    (finding,) = copies(FILES, {"d": 1, "e": 1})
    assert (finding.code, finding.severity) == ("C32", Severity.WARNING)
    assert "do not erase the card" in finding.message


def test_another_costume_inside_a_scene_is_told_with_its_takes() -> None:
    takes = named(
        *("S01_P01_T01.mov", "S01_P02_T01.mov", "S01_P03_T01.mov"),
        rows=(
            "S01_P01_T01.mov,,,,,,,,,,,,LENA: red coat; OTTO: cap",
            "S01_P02_T01.mov,,,,,,,,,,,,lena: Red coat",
            "S01_P03_T01.mov,,,,,,,,,,,,LENA: blue coat;",
        ),
    )
    (finding,) = costumes(takes)
    assert (finding.code, finding.place) == ("C33", "S01_P01_T01")
    assert "red coat (S01_P01_T01), blue coat (S01_P03_T01)" in finding.message


def test_the_same_costume_other_scenes_and_thrown_away_takes_are_not_told() -> None:
    takes = named(
        *("S01_P01_T01.mov", "S01_P02_T01.mov", "S01_P03_T01.mov", "S02_P01_T01.mov"),
        rows=(
            "S01_P01_T01.mov,,,,,,,,,,,,red coat",
            "S01_P02_T01.mov,,,,,,,,,,,,Red Coat",
            "S01_P03_T01.mov,,,,ng,,,,,,,,green",
            "S02_P01_T01.mov,,,,,,,,,,,,blue coat",
        ),
    )
    assert list(costumes(takes)) == []
