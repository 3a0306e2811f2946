"""The tables of what lasts only while processes run: no backup needs them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.records.base import Base
from pipeline.run_state import RunState


class SegmentRow(Base):
    """A stretch of a film that a run wants encoded, for whichever worker takes it.

    The result goes into the cache under its key; this row is gone when the run has ended.
    """

    __tablename__ = "segment"
    __table_args__ = (UniqueConstraint("run_id", "key"), Index("ix_segment_state", "state"))
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    key: Mapped[str] = mapped_column(String(64))
    number: Mapped[int]
    total: Mapped[int]
    frames: Mapped[int]
    program: Mapped[str] = mapped_column(String(64))
    task: Mapped[str]
    state: Mapped[RunState] = mapped_column(default=RunState.QUEUED)
    attempt: Mapped[int] = mapped_column(default=0)
    token: Mapped[str] = mapped_column(String(64), default="")
    lease_until: Mapped[datetime | None]
    worker: Mapped[str] = mapped_column(String(120), default="")
    failed_at: Mapped[list[str]]
    done: Mapped[float] = mapped_column(default=0.0)
    message: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    announced_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class WorkerRow(Base):
    """A process that works, for as long as it says so."""

    __tablename__ = "worker"
    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    program: Mapped[str] = mapped_column(String(64), default="")
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
