"""Timetables of workshops as data: the days, and when each stage of each group is signed. Pure.

A gate is the quarter of an hour in which a mentor looks and decides. The gates of a stage begin one
after the other, so that a mentor who accompanies several groups is never asked twice at once.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from pipeline.documents.film_stages import ALL, chosen
from pipeline.errors import CannotRead
from pipeline.stage_facts import STAGE_NAMES

MINUTES: Final = 15
"""Length of a gate, and the step to that of the next group."""
PLACES: Final = 5
"""So many groups follow each other; the sixth group is looked at together with the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTime:
    """When the first group's gate of a stage begins."""

    stage: str
    day: int
    """Counted from 1."""
    at: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The gate of one group."""

    stage: str
    starts_at: datetime
    """On the clock of the wall, without a zone."""
    minutes: int = MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopTemplate:
    """One kind of workshop."""

    key: str
    days: int
    starts: time
    """Of the first day."""
    ends: time
    """Of the last day."""
    target_seconds: int
    """Length of a film that fits in."""
    gates: tuple[GateTime, ...]
    """Of the stages that a workshop of this kind can have."""

    def __post_init__(self) -> None:
        """Refuse a timetable without what every film is made of. Raise CannotRead."""
        chosen(one.stage for one in self.gates)


def _gates(*rows: tuple[int, int, int]) -> tuple[GateTime, ...]:
    """Day, hour and minute of each stage, in the order of the stages."""
    return tuple(
        GateTime(stage=stage, day=day, at=time(hour, minute))
        for stage, (day, hour, minute) in zip(STAGE_NAMES, rows, strict=True)
    )


TEMPLATES: Final = (
    WorkshopTemplate(
        key="seven_days",
        days=7,
        starts=time(9, 30),
        ends=time(17, 30),
        target_seconds=180,
        gates=_gates((2, 15, 0), (3, 11, 30), (5, 13, 0), (6, 15, 0), (7, 10, 45), (7, 12, 0)),
    ),
    WorkshopTemplate(
        key="weekend",
        days=2,
        starts=time(9, 30),
        ends=time(17, 30),
        target_seconds=90,
        gates=_gates((1, 11, 0), (1, 12, 15), (1, 16, 15), (2, 11, 30), (2, 14, 0), (2, 15, 15)),
    ),
    WorkshopTemplate(
        key="exercise",
        days=1,
        starts=time(9, 30),
        ends=time(17, 0),
        target_seconds=60,
        gates=_gates((1, 10, 0), (1, 10, 30), (1, 12, 0), (1, 14, 0), (1, 15, 0), (1, 15, 45)),
    ),
    WorkshopTemplate(
        key="two_days_and_nights",
        days=3,
        starts=time(18, 0),
        ends=time(18, 0),
        target_seconds=240,
        gates=_gates((1, 21, 0), (1, 22, 30), (2, 18, 0), (3, 11, 0), (3, 14, 0), (3, 16, 30)),
    ),
)
"""The first one is usual. Its hours are those of five groups in seven days, 9:30 to 17:30."""


def template_of(key: str) -> WorkshopTemplate:
    """Return the timetable of a key. Raise CannotRead."""
    for template in TEMPLATES:
        if template.key == key:
            return template
    raise CannotRead("Choose one of the timetables.", detail=key[:40])


def first_moment(template: WorkshopTemplate, first_day: date) -> datetime:
    """Return when a workshop begins."""
    return datetime.combine(first_day, template.starts)


def last_moment(template: WorkshopTemplate, first_day: date) -> datetime:
    """Return when a workshop ends."""
    return datetime.combine(first_day + timedelta(days=template.days - 1), template.ends)


def gates_of(
    template: WorkshopTemplate, first_day: date, *, place: int, stages: Collection[str] = ALL
) -> Iterator[Gate]:
    """Give the gates of a group in the order of its stages; its place is counted from 0."""
    later = timedelta(minutes=MINUTES * (place % PLACES))
    for one in template.gates:
        if one.stage not in stages:
            continue
        day = first_day + timedelta(days=one.day - 1)
        yield Gate(stage=one.stage, starts_at=datetime.combine(day, one.at) + later)
