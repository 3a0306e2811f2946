"""The tables of the review room: what is said about a version, and what is looked at for a gate."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.records.base import Base


class NoteRow(Base):
    """What somebody says about a revision, for the whole group and its mentors to read.

    A row is never changed but for its tick (done_by, done_at): what was said stays said.
    """

    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at_frame: Mapped[int | None]
    to_frame: Mapped[int | None]
    """Last frame of a range, with it."""
    at_line: Mapped[int | None]
    quote: Mapped[str] = mapped_column(default="")
    take: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[str] = mapped_column(String(16), default="")
    """story, picture, sound or praise; empty: not said."""
    answers: Mapped[int | None]
    """The note that this one answers."""
    is_todo: Mapped[bool] = mapped_column(default=False)
    done_by: Mapped[int | None]
    done_at: Mapped[datetime | None]
    drawing: Mapped[str] = mapped_column(default="")
    """Strokes on the picture as JSON (documents/drawing.py); empty: none."""
    voice: Mapped[str] = mapped_column(String(64), default="")
    """The digest of a spoken note in the store; empty: none."""
    at: Mapped[datetime]


class ChecklistRow(Base):
    """What a school looks at before it signs a stage; the newest version of a stage counts."""

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("workshop_id", "stage", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    stage: Mapped[str] = mapped_column(String(24))
    version: Mapped[int]
    items: Mapped[list[str]]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
