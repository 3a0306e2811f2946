"""Runs that wait: which of them the queue's server has to be told of, and who waits for whom."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from pipeline.records.book import now
from pipeline.records.tables import RunRow
from pipeline.run_state import RunState, RunTask


def unannounced(session: Session, *, older_than_s: float) -> tuple[tuple[int, str], ...]:
    """Return id and queue of runs of which the queue's server may not know.

    Those never announced, and those announced long ago that nobody has claimed. What follows a lock
    is held back as long as anything that people wait for is in the same queue.
    """
    stale = now(session) - timedelta(seconds=older_than_s)
    found = session.execute(
        select(RunRow.id, RunRow.queue, RunRow.task)
        .where(
            RunRow.state == RunState.QUEUED,
            RunRow.announced_at.is_(None) | (RunRow.announced_at < stale),
        )
        .order_by(RunRow.id)
    )
    return tuple(
        (row.id, row.queue)
        for row in found.all()
        if row.task is not RunTask.LOCK or not somebody_waits(session, row.queue)
    )


def somebody_waits(session: Session, queue: str, *, longer_than_s: float = 0.0) -> bool:
    """Return whether in a queue something waits that people wait for."""
    before = now(session) - timedelta(seconds=longer_than_s)
    waiting = select(RunRow.id).where(
        RunRow.state == RunState.QUEUED,
        RunRow.task == RunTask.MAKE,
        RunRow.queue == queue,
        RunRow.queued_at <= before,
    )
    return session.scalar(waiting.limit(1)) is not None


def mark_announced(session: Session, run_id: int) -> None:
    """Remember that the queue's server was told."""
    session.execute(update(RunRow).where(RunRow.id == run_id).values(announced_at=now(session)))
