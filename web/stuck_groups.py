"""Who is stuck: one line for each reason, with since when, and whom to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from flask_babel import lazy_gettext as _

from pipeline.records import Session, questions, stuck
from pipeline.records.views import BoardRow, BoardView, Cell
from pipeline.standing import CellState, WaitingFor
from web.next_thing import current_cell

HOURS: Final = (1, 2, 4, 24)
USUAL_HOURS: Final = 2
"""A film in which nothing has moved for so long is looked at."""


class Why(NamedTuple):
    """A reason: its words, its icon, and its rank among what began in the same minute."""

    text: Any
    icon: str


WHYS: Final = {
    "call": Why(_("Calls for help"), "hand"),
    "failed": Why(_("A run has failed"), "triangle-alert"),
    "gate": Why(_("The gate is over, and it is not signed"), "calendar-days"),
    "blockers": Why(_("Blockers are left"), "octagon-alert"),
    "mentor": Why(_("Waits for a mentor"), "eye"),
    "still": Why(_("Nothing has moved"), "hourglass"),
}
"""In the order in which one goes and asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """One line."""

    row: BoardRow
    cell: Cell
    why: str
    """A key of WHYS."""
    since: datetime
    ask: tuple[str, ...]
    """Names; empty: whoever of the mentors is near."""
    count: int = 0
    """Of blockers."""
    text: str = ""
    """What the group, or the machine, says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    moved: Mapping[int, datetime]
    blockers: Mapping[int, int]
    mentors: Mapping[int, tuple[str, ...]]
    now: datetime
    patience: timedelta

    def ask(self, row: BoardRow, cell: Cell) -> tuple[str, ...]:
        signer = (cell.gate.signer,) if cell.gate and cell.gate.signer else ()
        return signer or self.mentors.get(row.group.id, ())


def stuck_groups(
    session: Session, workshop_id: int, *, hours: int, now: datetime | None = None
) -> tuple[BoardView, tuple[Stuck, ...]]:
    """Return the board, and what is stuck on it: by reason, then the longest first."""
    board = questions.board(session, workshop_id)
    drafts = [
        one.revision_id
        for row in board.rows
        for one in row.cells
        if one.revision_id and one.waiting_for is WaitingFor.GROUP
    ]
    known = _Known(
        moved=stuck.last_moves(session, workshop_id),
        blockers=stuck.open_blockers(session, drafts),
        mentors=stuck.mentors_by_group(session, workshop_id),
        now=now or datetime.now(tz=UTC),
        patience=timedelta(hours=hours),
    )
    found = [one for row in board.rows for one in _of_row(row, known)]
    order = list(WHYS)
    return board, tuple(sorted(found, key=lambda one: (order.index(one.why), one.since)))


def _of_row(row: BoardRow, known: _Known) -> Iterator[Stuck]:
    """Yield every reason of a film; silence is one only where there is no other."""
    reasons = [
        *_calls(row, known),
        *(one for cell in row.cells for one in _of_cell(row, cell, known)),
    ]
    yield from reasons
    cell = current_cell(row)
    moved = known.moved.get(row.project_id) or cell.since
    is_at_work = cell.waiting_for is WaitingFor.GROUP
    if not reasons and is_at_work and moved and known.now - moved >= known.patience:
        yield Stuck(row=row, cell=cell, why="still", since=moved, ask=known.ask(row, cell))


def _calls(row: BoardRow, known: _Known) -> Iterator[Stuck]:
    if row.call is None:
        return
    cell = row.cell_of(row.call.stage) or current_cell(row)
    ask = (row.call.coming,) if row.call.coming else known.ask(row, cell)
    yield Stuck(row=row, cell=cell, why="call", since=row.call.at, ask=ask, text=row.call.text)


def _of_cell(row: BoardRow, cell: Cell, known: _Known) -> Iterator[Stuck]:
    ask, since = known.ask(row, cell), cell.since
    if cell.state is CellState.FAILED and since:
        words = cell.run.message if cell.run else ""
        yield Stuck(row=row, cell=cell, why="failed", since=since, ask=ask, text=words)
    if cell.gate and cell.gate == row.next_gate and cell.gate.ends_at <= known.now:
        yield Stuck(row=row, cell=cell, why="gate", since=cell.gate.ends_at, ask=ask)
    elif cell.waiting_for is WaitingFor.MENTOR and since and known.now - since >= known.patience:
        yield Stuck(row=row, cell=cell, why="mentor", since=since, ask=ask)
    left = known.blockers.get(cell.revision_id or 0, 0)
    if left and since and known.now - since >= known.patience:
        yield Stuck(row=row, cell=cell, why="blockers", since=since, ask=ask, count=left)
