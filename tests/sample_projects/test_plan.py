"""The gates of the sample lie as in a real workshop, whatever the hour at which it is opened."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from pipeline.records import Book, gates, questions
from pipeline.sign_off import APPROVED_STATES
from pipeline.stage_facts import STAGE_NAMES
from pipeline.timetable import Pace, Planned, Soon, pace_of, soon_of
from sample_projects.opening import open_workshop
from sample_projects.plan import gates_of
from sample_projects.workshop import BLUE, GRAPHITE, GREEN, GROUPS, RED, YELLOW, SampleGroup

HOURS = [datetime(2026, 8, 4, hour, 3, 20, tzinfo=UTC) for hour in (0, 9, 15, 23)]


def planned_of(group: SampleGroup, at: datetime) -> tuple[Planned, ...]:
    """The plan of a group beside what it has had signed."""
    signed = {step.stage for step in group.steps if step.state in APPROVED_STATES}
    return tuple(
        Planned(
            stage=one.stage,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            signed_at=at if one.stage in signed else None,
        )
        for one in gates_of(group, at)
    )


@pytest.mark.parametrize("at", HOURS, ids=str)
def test_one_group_is_behind_and_one_ahead_of_the_plan(at: datetime) -> None:
    paces = {group.name: pace_of(planned_of(group, at), at) for group in GROUPS}
    assert paces == {
        RED.name: Pace.ON_TIME,
        BLUE.name: Pace.ON_TIME,
        YELLOW.name: Pace.BEHIND,
        GREEN.name: Pace.AHEAD,
        GRAPHITE.name: Pace.ON_TIME,
    }
    assert [group.name for group in GROUPS if group.call] == [YELLOW.name]


@pytest.mark.parametrize("at", HOURS, ids=str)
def test_two_gates_are_near_and_no_mentor_is_at_two_at_once(at: datetime) -> None:
    near = [
        (group.name, soon)
        for group in GROUPS
        for one in planned_of(group, at)
        if (soon := soon_of(one.starts_at, one.ends_at, at))
    ]
    assert near == [(BLUE.name, Soon.IN_30), (GRAPHITE.name, Soon.IN_10)]
    everything = sorted(
        (one for group in GROUPS for one in gates_of(group, at)),
        key=lambda one: (one.mentor, one.starts_at),
    )
    for one, after in pairwise(everything):
        assert one.mentor != after.mentor or one.ends_at <= after.starts_at, (one, after)


@pytest.mark.parametrize("at", HOURS, ids=str)
@pytest.mark.parametrize("group", GROUPS, ids=[group.name for group in GROUPS])
def test_the_gates_of_a_film_follow_each_other(group: SampleGroup, at: datetime) -> None:
    found = gates_of(group, at)
    assert [one.stage for one in found] == list(STAGE_NAMES)
    times = [one.starts_at for one in found]
    assert times == sorted(times)
    assert {one.mentor for one in found} <= set(group.mentors)


def test_they_are_written_down_when_the_sample_is_opened(book: Book) -> None:
    opened = open_workshop(book)
    with book.reading() as session:
        found = gates.gates_of(session, opened.id)
        board = questions.board(session, opened.id)
    assert len(found) == len(GROUPS) * len(STAGE_NAMES)
    blue = next(row for row in board.rows if row.group.name == BLUE.name)
    gate = next(cell.gate for cell in blue.cells if cell.stage == "shot_list")
    assert gate
    assert gate.signer == "Yuki"
    assert timedelta() < gate.starts_at - datetime.now(tz=UTC) < timedelta(minutes=30)
