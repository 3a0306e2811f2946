"""The one thing that a group does next, with what it waits for, and what the last answer said."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from pipeline.records import Session, decisions, questions, stuck
from pipeline.records.gates import Gate
from pipeline.records.values import SignOffView
from pipeline.records.views import BoardRow, Cell
from pipeline.sign_off import Action
from pipeline.standing import CellState
from web.asking import MAKER, TABLE, Asked
from web.day_line import soon_word
from web.words import Word

ANSWERS: Final = frozenset(
    {Action.APPROVE, Action.APPROVE_WITH_TODOS, Action.NOT_YET, Action.REOPEN}
)
QUIET: Final = frozenset({CellState.CLOSED, CellState.APPROVED, CellState.APPROVED_WITH_TODOS})
"""States in which nothing happens: small on a phone."""
MOST_TODOS: Final = 7
"""A child reads no longer list; the rest is said by its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """What the page "What next?" of a group shows."""

    row: BoardRow
    cell: Cell
    asked: Asked
    gate: Gate | None
    answer: SignOffView | None
    """The last word of a mentor about this film."""
    todos: Mapping[str, int]
    """What is to do, and how often it was said: of two versions, or at two places."""
    more_todos: int

    @property
    def is_over(self) -> bool:
        """Whether the time of the next gate has passed."""
        return self.gate is not None and self.gate.ends_at <= datetime.now(tz=UTC)

    @property
    def soon(self) -> Word | None:
        """How near the next gate is, if it is near."""
        return soon_word(self.gate)

    @property
    def is_end(self) -> bool:
        """Whether the film is finished."""
        return self.cell.state in QUIET and self.cell.stage == self.row.cells[-1].stage


def current_cell(row: BoardRow) -> Cell:
    """Return the cell a film is at: the first that is not quiet, else the last that is signed."""
    busy = [one for one in row.cells if one.state not in QUIET]
    signed = [one for one in row.cells if one.state is not CellState.CLOSED]
    return (busy or signed[-1:] or list(row.cells))[0]


def next_thing(session: Session, project_id: int) -> NextThing:
    """Return what a group does next."""
    row = questions.board_row(session, project_id)
    cell = current_cell(row)
    todos = Counter(stuck.todos_of(session, project_id))
    return NextThing(
        row=row,
        cell=cell,
        asked=TABLE[cell.state, MAKER],
        gate=row.next_gate,
        answer=_last_answer(session, row, cell),
        todos=dict(islice(todos.items(), MOST_TODOS)),
        more_todos=max(0, len(todos) - MOST_TODOS),
    )


def _last_answer(session: Session, row: BoardRow, cell: Cell) -> SignOffView | None:
    """Return the last answer about the stage a film is at, else about the one before."""
    stages = [one.stage for one in row.cells]
    at = stages.index(cell.stage)
    for stage in (cell.stage, *stages[max(at - 1, 0) : at]):
        said = decisions.sign_offs_of(session, row.project_id, stage)
        answers = [one for one in said if one.action in ANSWERS]
        if answers:
            return answers[-1]
    return None
