"""The gates of a day as lanes: one column a mentor, one line a quarter of an hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from pipeline.gates import STEP, may_move
from pipeline.records.gates import Gate
from pipeline.records.values import Person
from pipeline.records.views import BoardRow, BoardView, Cell
from pipeline.timetable import clashes
from web.language import local

ROOM_AFTER: Final = 3
"""Empty lines below the last gate, so that there is room to move it to."""
MOST_LINES: Final = 96
"""A day in quarters of an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One gate on the page."""

    gate: Gate
    row: BoardRow
    cell: Cell
    clashes: bool
    """Its mentor has another one at the same time."""
    may_move: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A column: a mentor, or nobody yet."""

    person_id: int | None
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: a moment, and the slips of each lane."""

    at: datetime
    cells: tuple[tuple[Slip, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDay:
    """A day with gates."""

    day: date
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...]
    clashing: int
    """How many gates are at the same time as another of their mentor."""


def slips_of(board: BoardView, person: Person) -> tuple[Slip, ...]:
    """Return all gates of a workshop by time, as somebody sees them."""
    pairs = [(row, cell, cell.gate) for row in board.rows for cell in row.cells if cell.gate]
    clashing = clashes([gate for _row, _cell, gate in pairs])
    found = [
        Slip(
            gate=gate,
            row=row,
            cell=cell,
            clashes=gate.id in clashing,
            may_move=may_move(person, gate),
        )
        for row, cell, gate in pairs
    ]
    return tuple(sorted(found, key=lambda slip: (slip.gate.starts_at, slip.gate.id)))


def days_of(slips: Iterable[Slip]) -> tuple[date, ...]:
    """Return the days that have gates."""
    return tuple(sorted({local(one.gate.starts_at).date() for one in slips}))


def chosen_day(days: tuple[date, ...], wanted: str, today: date) -> date | None:
    """Return the day that was asked for, else today, else the next one, else the last one."""
    named = next((one for one in days if one.isoformat() == wanted), None)
    coming = next((one for one in days if one >= today), None)
    return named or coming or (days[-1] if days else None)


def lanes_of(slips: Iterable[Slip], mentors: Iterable[Person], day: date) -> GateDay:
    """Return the lanes of a day; what is nobody's has one of its own behind the mentors'."""
    mine = [one for one in slips if local(one.gate.starts_at).date() == day]
    people: list[tuple[int | None, str]] = [(one.id, one.name) for one in mentors]
    known = {number for number, _name in people}
    lanes: dict[int | None, list[Slip]] = {number: [] for number, _name in people}
    for slip in mine:
        signer = slip.gate.signer_id if slip.gate.signer_id in known else None
        lanes.setdefault(signer, []).append(slip)
    names = dict(people)
    return GateDay(
        day=day,
        lanes=tuple(
            Lane(person_id=number, name=names.get(number, ""), count=len(of_lane))
            for number, of_lane in lanes.items()
        ),
        lines=tuple(
            Line(at=at, cells=tuple(_within(of_lane, at) for of_lane in lanes.values()))
            for at in _moments([one.gate for one in mine])
        ),
        clashing=sum(one.clashes for one in mine),
    )


def _within(slips: Iterable[Slip], at: datetime) -> tuple[Slip, ...]:
    return tuple(one for one in slips if at <= one.gate.starts_at < at + STEP)


def _moments(gates: list[Gate]) -> tuple[datetime, ...]:
    """Return the lines from an hour's beginning to a little after the last gate."""
    if not gates:
        return ()
    begun = min(one.starts_at for one in gates)
    first = begun - timedelta(
        minutes=begun.minute % 15, seconds=begun.second, microseconds=begun.microsecond
    )
    last = max(one.starts_at for one in gates) + ROOM_AFTER * STEP
    count = min(MOST_LINES, (last - first) // STEP + 1)
    return tuple(first + place * STEP for place in range(count))
