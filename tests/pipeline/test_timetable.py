"""The plan beside what happened: ahead, on time, behind; the next gate; two gates at once."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from pipeline.timetable import (
    Pace,
    Planned,
    Soon,
    clashes,
    day_number,
    next_of,
    pace_of,
    soon_of,
)

NOON = datetime(2026, 8, 3, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def gate(stage: str, hours: float, signed: float | None = None) -> Planned:
    """A gate so many hours from noon, signed so many hours from noon."""
    at = NOON + timedelta(hours=hours)
    signed_at = None if signed is None else NOON + timedelta(hours=signed)
    return Planned(stage=stage, starts_at=at, ends_at=at + QUARTER, signed_at=signed_at)


@pytest.mark.parametrize(
    ("gates", "pace"),
    [
        ((), None),
        ((gate("script", 1),), Pace.ON_TIME),
        ((gate("script", -2, -2),), Pace.ON_TIME),
        ((gate("script", -2, 0), gate("edit", 5)), Pace.ON_TIME),
        ((gate("script", 1, -1),), Pace.AHEAD),
        ((gate("script", -1),), Pace.BEHIND),
        ((gate("script", -0.25),), Pace.BEHIND),
        ((gate("script", -0.2),), Pace.ON_TIME),
        ((gate("script", -1), gate("edit", 2, -1)), Pace.BEHIND),
    ],
)
def test_a_film_is_ahead_on_time_or_behind(gates: tuple[Planned, ...], pace: Pace | None) -> None:
    assert pace_of(gates, NOON) is pace


def test_the_next_gate_is_the_earliest_that_is_not_signed_be_it_over_or_not() -> None:
    late, soon = gate("script", -3), gate("edit", 2)
    assert next_of((soon, late)) is late
    assert next_of((soon, gate("script", -3, -3))) is soon
    assert next_of((gate("script", -3, -3),)) is None


def test_days_are_counted_from_one() -> None:
    assert day_number(date(2026, 8, 1), date(2026, 8, 1)) == 1
    assert day_number(date(2026, 8, 4), date(2026, 8, 1)) == 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    id: int
    signer_id: int | None
    starts_at: datetime
    ends_at: datetime


def slot(number: int, signer: int | None, minutes: int) -> Slot:
    at = NOON + timedelta(minutes=minutes)
    return Slot(id=number, signer_id=signer, starts_at=at, ends_at=at + QUARTER)


def test_two_gates_of_a_mentor_at_once_clash_and_one_after_the_other_do_not() -> None:
    assert clashes([slot(1, 7, 0), slot(2, 7, 15), slot(3, 8, 0)]) == frozenset()
    assert clashes([slot(1, 7, 0), slot(2, 7, 10), slot(3, 8, 5)]) == {1, 2}
    assert clashes([slot(1, None, 0), slot(2, None, 0)]) == frozenset()


@pytest.mark.parametrize(
    ("minutes_to_it", "soon"),
    [
        (31, None),
        (30, Soon.IN_30),
        (11, Soon.IN_30),
        (10, Soon.IN_10),
        (1, Soon.IN_10),
        (0, Soon.OPEN),
        (-14, Soon.OPEN),
        (-15, None),
    ],
)
def test_a_gate_is_near_half_an_hour_and_ten_minutes_before_it_and_while_it_is_open(
    minutes_to_it: int, soon: Soon | None
) -> None:
    at = NOON + timedelta(minutes=minutes_to_it)
    assert soon_of(at, at + QUARTER, NOON) is soon
