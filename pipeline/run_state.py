"""The life of a run: queued, running, done, failed, lost, cancelled. Pure.

Workers own this machine. It says nothing about whether the work is good (sign_off.py does).
"""

from enum import StrEnum
from typing import Final


class RunState(StrEnum):
    """Where the machines are with a run."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    CANCELLED = "cancelled"


class RunTask(StrEnum):
    """What a run for a revision is to do."""

    MAKE = "make"
    """What was sent or drafted becomes products."""
    LOCK = "lock"
    """A picture that was locked becomes its master, and what the sound people need."""


class RunAction(StrEnum):
    """What can happen to a run."""

    CLAIM = "claim"
    FINISH = "finish"
    FAIL = "fail"
    LOSE = "lose"
    CANCEL = "cancel"
    RETRY = "retry"


RULES: Final = {
    (RunState.QUEUED, RunAction.CLAIM): RunState.RUNNING,
    (RunState.QUEUED, RunAction.CANCEL): RunState.CANCELLED,
    (RunState.RUNNING, RunAction.FINISH): RunState.DONE,
    (RunState.RUNNING, RunAction.FAIL): RunState.FAILED,
    (RunState.RUNNING, RunAction.LOSE): RunState.LOST,
    (RunState.RUNNING, RunAction.CANCEL): RunState.CANCELLED,
    (RunState.RUNNING, RunAction.RETRY): RunState.QUEUED,
    (RunState.FAILED, RunAction.RETRY): RunState.QUEUED,
    (RunState.LOST, RunAction.RETRY): RunState.QUEUED,
    (RunState.CANCELLED, RunAction.RETRY): RunState.QUEUED,
}

ENDED: Final = frozenset({RunState.DONE, RunState.FAILED, RunState.LOST, RunState.CANCELLED})

MOST_ATTEMPTS: Final = 3
"""After so many tries a run is set aside, so that one bad file cannot hold up everybody."""


def states_before(action: RunAction) -> tuple[RunState, ...]:
    """Return the states from which the action is allowed."""
    return tuple(state for state, allowed in RULES if allowed is action)


def state_after_loss(attempt: int) -> RunState:
    """Return what becomes of a run whose worker has fallen silent: again, or set aside."""
    return RunState.QUEUED if attempt < MOST_ATTEMPTS else RunState.LOST
