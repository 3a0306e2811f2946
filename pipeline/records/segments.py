"""Segments of films that runs want encoded: the only place that writes their state."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session, defer

from pipeline.records.book import now
from pipeline.records.machine_tables import SegmentRow
from pipeline.records.tables import RunRow
from pipeline.records.values import SegmentView
from pipeline.run_state import ENDED, RULES, RunAction, RunState

_UNDER_WAY: Final = (RunState.QUEUED, RunState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A segment that is wanted."""

    key: str
    number: int
    """Which one of the film, counted from 1."""
    total: int
    """How many the film has."""
    frames: int
    program: str
    """Digest of the name of the ffmpeg that must encode it."""
    task: str
    """The document that says all of it (render/task.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedSegment:
    """A segment that a worker has claimed."""

    id: int
    run_id: int
    key: str
    frames: int
    token: str
    """Proof that it is this worker's."""
    attempt: int
    """Which try it is, counted from 1."""
    task: str


def lay_out(session: Session, run_id: int, orders: Sequence[Order]) -> None:
    """Want these segments for a run and no others; what is under way for it already stays so."""
    wanted = {one.key for one in orders}
    found = session.execute(
        select(SegmentRow.id, SegmentRow.key, SegmentRow.state).where(SegmentRow.run_id == run_id)
    ).all()
    kept = {row.key for row in found if row.key in wanted and row.state in _UNDER_WAY}
    gone = [row.id for row in found if row.key not in kept]
    session.execute(delete(SegmentRow).where(SegmentRow.id.in_(gone)))
    for one in orders:
        if one.key not in kept:
            session.add(_row(run_id, one))
    session.flush()


def _row(run_id: int, one: Order) -> SegmentRow:
    return SegmentRow(
        run_id=run_id,
        key=one.key,
        number=one.number,
        total=one.total,
        frames=one.frames,
        program=one.program,
        task=one.task,
        failed_at=[],
    )


def longest_waiting(session: Session, run_id: int) -> int | None:
    """Return the segment of a run to begin next."""
    return session.scalar(
        select(SegmentRow.id)
        .where(SegmentRow.run_id == run_id, SegmentRow.state == RunState.QUEUED)
        .order_by(SegmentRow.frames.desc(), SegmentRow.id)
        .limit(1)
    )


def may_be_tried(session: Session, segment_id: int, *, worker: str, program: str) -> bool:
    """Return whether a worker may claim a segment: it waits, its run goes on, and this worker has
    the right ffmpeg and has not failed at it before.
    """
    found = session.execute(
        select(SegmentRow.failed_at)
        .join(RunRow, RunRow.id == SegmentRow.run_id)
        .where(
            SegmentRow.id == segment_id,
            SegmentRow.state == RunState.QUEUED,
            SegmentRow.program == program,
            RunRow.state.in_(_UNDER_WAY),
            RunRow.cancel_asked.is_(False),
        )
    ).one_or_none()
    return found is not None and worker not in found.failed_at


def claim(
    session: Session, segment_id: int, *, worker: str, token: str, lease_s: int
) -> ClaimedSegment | None:
    """Take a waiting segment for a worker; None if it does not wait (any more)."""
    moment = now(session)
    row = session.execute(
        update(SegmentRow)
        .where(SegmentRow.id == segment_id, SegmentRow.state == RunState.QUEUED)
        .values(
            state=RULES[RunState.QUEUED, RunAction.CLAIM],
            attempt=SegmentRow.attempt + 1,
            token=token,
            worker=worker,
            lease_until=moment + timedelta(seconds=lease_s),
            begun_at=moment,
            done=0.0,
        )
        .returning(
            SegmentRow.run_id,
            SegmentRow.key,
            SegmentRow.frames,
            SegmentRow.attempt,
            SegmentRow.task,
        )
    ).one_or_none()
    if row is None:
        return None
    return ClaimedSegment(
        id=segment_id,
        run_id=row.run_id,
        key=row.key,
        frames=row.frames,
        token=token,
        attempt=row.attempt,
        task=row.task,
    )


def beat(session: Session, segment_id: int, *, token: str, lease_s: int, done: float) -> bool:
    """Extend the lease and say how far it is; False if it is another worker's now."""
    held = session.scalar(
        _held(segment_id, token)
        .values(lease_until=now(session) + timedelta(seconds=lease_s), done=done)
        .returning(SegmentRow.id)
    )
    return held is not None


def _held(segment_id: int, token: str) -> Any:
    return update(SegmentRow).where(
        SegmentRow.id == segment_id,
        SegmentRow.token == token,
        SegmentRow.state == RunState.RUNNING,
    )


def is_wanted(session: Session, segment_id: int, token: str) -> bool:
    """Return whether the worker with this token shall go on."""
    held = session.scalar(
        select(SegmentRow.id)
        .join(RunRow, RunRow.id == SegmentRow.run_id)
        .where(
            SegmentRow.id == segment_id,
            SegmentRow.token == token,
            SegmentRow.state == RunState.RUNNING,
            RunRow.state.not_in(ENDED),
            RunRow.cancel_asked.is_(False),
        )
    )
    return held is not None


def end(session: Session, segment_id: int, *, token: str, action: RunAction, **values: Any) -> bool:
    """Move a segment that this token holds; False if it is another worker's now."""
    moment = now(session)
    ended = session.scalar(
        _held(segment_id, token)
        .values(
            state=RULES[RunState.RUNNING, action],
            token="",
            lease_until=None,
            announced_at=None,
            ended_at=moment,
            **values,
        )
        .returning(SegmentRow.id)
    )
    return ended is not None


def failures(session: Session, segment_id: int) -> tuple[int, tuple[str, ...]]:
    """Return how often a segment was tried, and which workers failed at it."""
    row = session.execute(
        select(SegmentRow.attempt, SegmentRow.failed_at).where(SegmentRow.id == segment_id)
    ).one_or_none()
    return (row.attempt, tuple(row.failed_at)) if row else (0, ())


def silent(session: Session) -> tuple[tuple[int, str], ...]:
    """Return id and token of the segments whose lease has ended."""
    found = session.execute(
        select(SegmentRow.id, SegmentRow.token).where(
            SegmentRow.state == RunState.RUNNING, SegmentRow.lease_until < now(session)
        )
    )
    return tuple((row.id, row.token) for row in found)


def _views(session: Session, which: Any) -> tuple[SegmentView, ...]:
    moment = now(session)
    found = session.scalars(
        select(SegmentRow)
        .where(which)
        .order_by(SegmentRow.id)
        .options(defer(SegmentRow.task, raiseload=True))
    )
    return tuple(_view(row, moment) for row in found)


def _view(row: SegmentRow, moment: datetime) -> SegmentView:
    until = row.ended_at if row.state in ENDED and row.ended_at else moment
    is_begun = row.begun_at is not None and row.state is not RunState.QUEUED
    return SegmentView(
        id=row.id,
        run_id=row.run_id,
        key=row.key,
        number=row.number,
        total=row.total,
        frames=row.frames,
        done=row.done,
        state=row.state,
        attempt=row.attempt,
        worker=row.worker,
        worked_s=(until - row.begun_at).total_seconds() if is_begun and row.begun_at else 0.0,
        message=row.message,
        detail=row.detail,
    )


def of_run(session: Session, run_id: int) -> tuple[SegmentView, ...]:
    """Return the segments that a run wants."""
    return _views(session, SegmentRow.run_id == run_id)


def under_way(session: Session) -> tuple[SegmentView, ...]:
    """Return every segment that somebody works on."""
    return _views(session, SegmentRow.state == RunState.RUNNING)


def counts(session: Session, run_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return of each run how many segments wait or are worked on, and how many workers do so."""
    query = (
        select(
            SegmentRow.run_id,
            func.count(),
            func.count(SegmentRow.id).filter(SegmentRow.state == RunState.RUNNING),
        )
        .where(SegmentRow.run_id.in_(run_ids), SegmentRow.state.in_(_UNDER_WAY))
        .group_by(SegmentRow.run_id)
    )
    return {run_id: (left, busy) for run_id, left, busy in session.execute(query)}


def unannounced(session: Session, *, older_than_s: float) -> tuple[tuple[int, int, str], ...]:
    """Return id, attempt and program of waiting segments of which the queue may not know."""
    stale = now(session) - timedelta(seconds=older_than_s)
    found = session.execute(
        select(SegmentRow.id, SegmentRow.attempt, SegmentRow.program)
        .where(
            SegmentRow.state == RunState.QUEUED,
            SegmentRow.announced_at.is_(None) | (SegmentRow.announced_at < stale),
        )
        .order_by(SegmentRow.run_id, SegmentRow.frames.desc(), SegmentRow.id)
    )
    return tuple((row.id, row.attempt, row.program) for row in found)


def mark_announced(session: Session, segment_ids: Collection[int]) -> None:
    """Remember that the queue was told."""
    session.execute(
        update(SegmentRow).where(SegmentRow.id.in_(segment_ids)).values(announced_at=now(session))
    )


def clear(session: Session, run_id: int, token: str) -> None:
    """Want nothing for a run any more, if it is still held by this token."""
    held = select(RunRow.id).where(RunRow.id == run_id, RunRow.token == token)
    session.execute(delete(SegmentRow).where(SegmentRow.run_id.in_(held)))


def clear_ended(session: Session) -> None:
    """Want nothing for runs that have ended."""
    ended = select(RunRow.id).where(RunRow.state.in_(ENDED))
    session.execute(delete(SegmentRow).where(SegmentRow.run_id.in_(ended)))
