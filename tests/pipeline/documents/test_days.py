import datetime as dt

import pytest

from pipeline.documents.days import ShootingDay
from pipeline.documents.json import from_json, to_json
from pipeline.documents.shot_list import Shot, ShotList, ShotStatus

DAY = dt.date(2026, 8, 4)


@pytest.mark.parametrize(
    ("call", "shooting", "lunch", "wrap", "minutes"),
    [
        (9, None, None, 17, 480),
        (9, 10, None, 17, 420),
        (9, 10, 12, 17, 375),
        (9, None, 18, 17, 480),
        (None, None, None, 17, None),
        (9, None, None, None, None),
        (17, None, None, 9, 0),
    ],
)
def test_the_time_of_a_day_is_from_the_first_shot_to_the_wrap_without_lunch(
    call: int | None, shooting: int | None, lunch: int | None, wrap: int | None, minutes: int | None
) -> None:
    call_at, shooting_at, lunch_at, wrap_at = (
        None if hour is None else dt.time(hour) for hour in (call, shooting, lunch, wrap)
    )
    day = ShootingDay(
        date=DAY, call=call_at, shooting_call=shooting_at, lunch=lunch_at, wrap=wrap_at
    )
    assert day.available_minutes == minutes


def test_a_list_with_days_reads_back_and_one_of_before_has_none() -> None:
    shots = (Shot(scene="1", shot=1), Shot(scene="1", shot=2, status=ShotStatus.DROPPED))
    listed = ShotList(shots=shots, days=(ShootingDay(date=DAY, call=dt.time(9, 30)),))
    assert from_json(to_json(listed), ShotList) == listed
    old = '{"format": "ShotList", "version": 1, "shots": [{"scene": "1", "shot": 1}]}'
    assert from_json(old, ShotList) == ShotList(shots=shots[:1])
    assert listed.wanted == shots[:1]
