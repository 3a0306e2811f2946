from dataclasses import replace
from datetime import date

import pytest

from pipeline.documents.workshop_template import (
    PLACES,
    TEMPLATES,
    first_moment,
    gates_of,
    last_moment,
    template_of,
)
from pipeline.errors import CannotRead
from pipeline.stage_facts import STAGE_NAMES

MONDAY = date(2026, 8, 3)
SEVEN_DAYS = template_of("seven_days")


def test_the_gates_of_seven_days_stand_where_the_master_timetable_has_them() -> None:
    gates = {
        one.stage: f"{one.starts_at:%Y-%m-%d %H:%M}"
        for one in gates_of(SEVEN_DAYS, MONDAY, place=0)
    }
    assert gates == {
        "script": "2026-08-04 15:00",
        "shot_list": "2026-08-05 11:30",
        "rushes": "2026-08-07 13:00",
        "edit": "2026-08-08 15:00",
        "sound": "2026-08-09 10:45",
        "final_cut": "2026-08-09 12:00",
    }


def test_groups_follow_each_other_by_a_quarter_of_an_hour_and_the_sixth_joins_the_first() -> None:
    locks = [
        one.starts_at
        for place in range(PLACES + 1)
        for one in gates_of(SEVEN_DAYS, MONDAY, place=place)
        if one.stage == "edit"
    ]
    assert [one.strftime("%H:%M") for one in locks] == [
        *("15:00", "15:15", "15:30", "15:45", "16:00"),
        "15:00",
    ]


@pytest.mark.parametrize("key", [one.key for one in TEMPLATES])
def test_every_timetable_has_all_stages_in_order_inside_its_days(key: str) -> None:
    known = template_of(key)
    for place in (0, PLACES - 1):
        gates = list(gates_of(known, MONDAY, place=place))
        assert tuple(one.stage for one in gates) == STAGE_NAMES
        moments = [one.starts_at for one in gates]
        assert moments == sorted(moments)
        assert moments[0] >= first_moment(known, MONDAY)
        assert moments[-1] < last_moment(known, MONDAY)


def test_a_timetable_that_is_not_there_is_refused() -> None:
    with pytest.raises(CannotRead, match="Choose one of the timetables"):
        template_of("a fortnight")


def test_a_timetable_without_what_every_film_is_made_of_is_refused() -> None:
    kept = tuple(one for one in SEVEN_DAYS.gates if one.stage != "edit")
    with pytest.raises(CannotRead, match="it is the picture of the film"):
        replace(SEVEN_DAYS, gates=kept)
    short = replace(
        SEVEN_DAYS, gates=tuple(one for one in SEVEN_DAYS.gates if one.stage != "sound")
    )
    assert "sound" not in {one.stage for one in gates_of(short, MONDAY, place=0)}


def test_gates_of_stages_that_are_left_out_are_not_planned() -> None:
    gates = list(gates_of(SEVEN_DAYS, MONDAY, place=0, stages=("rushes", "edit", "final_cut")))
    assert [one.stage for one in gates] == ["rushes", "edit", "final_cut"]
    whole = {one.stage: one for one in gates_of(SEVEN_DAYS, MONDAY, place=0)}
    assert all(whole[one.stage] == one for one in gates), "the hours of the others stay"
