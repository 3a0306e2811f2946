"""Planned against shot."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.documents.shot_list import Priority, Shot, ShotList, ShotStatus
from pipeline.documents.slate import parse_slate
from pipeline.documents.takes import Rating, Take, Takes
from pipeline.rushes.coverage import Status, coverage_of, coverage_table

PLAN = ShotList(
    shots=(
        Shot(scene="1", shot=1, description="=a door"),
        Shot(scene="1", shot=2),
        Shot(scene="2", shot=1, priority=Priority.NICE),
    )
)


def take(name: str, rating: Rating = Rating.GOOD) -> Take:
    return Take(slate=parse_slate(name), file=f"{name}.mov", digest=name, kind="mov", rating=rating)


def catalogue(*takes: Take) -> Takes:
    return Takes(frame_rate=Fraction(25), takes=takes)


def test_a_shot_with_a_good_take_is_covered() -> None:
    takes = catalogue(take("S01_P01_T01", Rating.NO_GOOD), take("S01_P01_T02"))
    first = coverage_of(takes, PLAN)[0]
    assert (first.status, first.best, first.is_missed) == (Status.COVERED, "S01_P01_T02", False)


def test_a_shot_with_only_a_hold_needs_a_good_take() -> None:
    first = coverage_of(catalogue(take("S01_P01_T01", Rating.HOLD)), PLAN)[0]
    assert (first.status, first.best, first.is_missed) == (Status.NEEDS, "S01_P01_T01", True)


def test_the_film_can_do_without_a_shot_that_is_only_nice() -> None:
    missed = [each.is_missed for each in coverage_of(catalogue(), PLAN)]
    assert missed == [True, True, False]


def test_a_dropped_shot_is_missed_by_nobody_and_known_when_it_was_shot() -> None:
    dropped = replace(PLAN.shots[0], status=ShotStatus.DROPPED)
    plan = ShotList(shots=(dropped, *PLAN.shots[1:]))
    assert [each.shot.name for each in coverage_of(catalogue(), plan)] == ["S01_P02", "S02_P01"]
    first = coverage_of(catalogue(take("S01_P01_T01", Rating.HOLD)), plan)[0]
    assert (first.status, first.is_missed) == (Status.NEEDS, False)


def test_the_latest_good_take_is_the_best() -> None:
    takes = catalogue(take("S01_P01_T01"), take("S01_P01_T03"), take("S01_P01_T04", Rating.HOLD))
    assert coverage_of(takes, PLAN)[0].best == "S01_P01_T03"


def test_a_shot_that_nobody_planned_comes_last() -> None:
    last = coverage_of(catalogue(take("S01_P09_T01")), PLAN)[-1]
    assert (last.shot.name, last.status) == ("S01_P09", Status.UNPLANNED)


@pytest.mark.parametrize("plan", [None, ShotList(shots=())])
def test_without_a_plan_every_shot_is_unplanned(plan: ShotList | None) -> None:
    (only,) = coverage_of(catalogue(take("S01_P01_T01")), plan)
    assert only.status is Status.UNPLANNED


def test_the_table_is_safe_to_open_in_a_spreadsheet() -> None:
    lines = coverage_table(coverage_of(catalogue(take("S01_P01_T01")), PLAN)).splitlines()
    assert lines[1] == "1,1,must,'=a door,1,1,0,0,S01_P01_T01,covered"
    assert lines[2] == "1,2,must,,0,0,0,0,,missing"
