"""The processes that work, for as long as they say so."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipeline.records.book import now
from pipeline.records.machine_tables import WorkerRow
from pipeline.records.values import WorkerView

ALIVE_S: Final = 40
"""Who was silent for so long is not counted any more."""
_FORGOTTEN_S: Final = 3600


def here_i_am(session: Session, name: str, *, kind: str, program: str) -> None:
    """Note that a worker lives."""
    moment = now(session)
    seen = session.scalar(
        update(WorkerRow)
        .where(WorkerRow.name == name)
        .values(seen_at=moment, kind=kind, program=program)
        .returning(WorkerRow.name)
    )
    if seen is None:
        row = WorkerRow(name=name, kind=kind, program=program, begun_at=moment, seen_at=moment)
        session.add(row)
        session.flush()


def gone(session: Session, name: str) -> None:
    """Note that a worker has ended."""
    session.execute(delete(WorkerRow).where(WorkerRow.name == name))


def alive(session: Session) -> tuple[WorkerView, ...]:
    """Return the workers that have been heard of lately, by name."""
    since = now(session) - timedelta(seconds=ALIVE_S)
    found = session.scalars(
        select(WorkerRow).where(WorkerRow.seen_at >= since).order_by(WorkerRow.name)
    )
    return tuple(
        WorkerView(name=row.name, kind=row.kind, program=row.program, begun_at=row.begun_at)
        for row in found
    )


def forget_silent(session: Session) -> None:
    """Forget those that have been silent for an hour."""
    before = now(session) - timedelta(seconds=_FORGOTTEN_S)
    session.execute(delete(WorkerRow).where(WorkerRow.seen_at < before))
