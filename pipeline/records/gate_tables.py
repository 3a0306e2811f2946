"""The tables of the timetable: when a stage is to be signed and by whom, and who calls for help."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.records.base import Base


class GateRow(Base):
    """When a film's stage is to be signed, and by whom."""

    __tablename__ = "gate"
    __table_args__ = (UniqueConstraint("project_id", "stage"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(String(24))
    starts_at: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=15)
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class HelpCallRow(Base):
    """A group asks for help with a stage; open until somebody has answered."""

    __tablename__ = "help_call"
    __table_args__ = (Index("ix_help_call_project_id", "project_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(String(24))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
