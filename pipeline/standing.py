"""Where a stage of a film stands: the word a cell of the board shows, and who must act. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.run_state import RunState
from pipeline.sign_off import APPROVED_STATES, ReviewState


class CellState(StrEnum):
    """What a cell of the board shows."""

    CLOSED = "closed"
    OPEN = "open"
    WORKING = "working"
    FAILED = "failed"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    NOT_YET = "not_yet"
    APPROVED = "approved"
    APPROVED_WITH_TODOS = "approved_with_todos"
    OUT_OF_DATE = "out_of_date"


class WaitingFor(StrEnum):
    """Who must act next."""

    STAGE_BEFORE = "stage_before"
    GROUP = "group"
    MENTOR = "mentor"
    MACHINE = "machine"
    NOBODY = "nobody"


WAITING_FOR: Final = {
    CellState.CLOSED: WaitingFor.STAGE_BEFORE,
    CellState.OPEN: WaitingFor.GROUP,
    CellState.WORKING: WaitingFor.MACHINE,
    CellState.FAILED: WaitingFor.GROUP,
    CellState.DRAFT: WaitingFor.GROUP,
    CellState.IN_REVIEW: WaitingFor.MENTOR,
    CellState.NOT_YET: WaitingFor.GROUP,
    CellState.APPROVED: WaitingFor.NOBODY,
    CellState.APPROVED_WITH_TODOS: WaitingFor.NOBODY,
    CellState.OUT_OF_DATE: WaitingFor.GROUP,
}

_OF_RUN: Final = {
    RunState.QUEUED: CellState.WORKING,
    RunState.RUNNING: CellState.WORKING,
    RunState.FAILED: CellState.FAILED,
    RunState.LOST: CellState.FAILED,
    RunState.CANCELLED: CellState.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is known of one stage of one film."""

    is_open: bool
    """The stage before is approved."""
    review: ReviewState | None
    """Of the newest revision; None before the first."""
    run: RunState | None
    """Of the newest run of that revision."""
    out_of_date: bool
    """Something it rests on has changed since."""


def cell_state(situation: Situation) -> CellState:
    """Return the one word for a situation."""
    if situation.review is None:
        return CellState.OPEN if situation.is_open else CellState.CLOSED
    if situation.out_of_date:
        return CellState.OUT_OF_DATE
    if situation.review in APPROVED_STATES or situation.review is ReviewState.IN_REVIEW:
        return CellState(situation.review.value)
    of_run = _OF_RUN.get(situation.run) if situation.run else None
    return of_run or CellState(situation.review.value)
