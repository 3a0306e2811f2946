"""The table of the addresses that are told what happens."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.records.base import Base


class HookRow(Base):
    """An address of another program; told_event is the last event that it has taken."""

    __tablename__ = "hook"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    address: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(64))
    """Kept as it is: each message is signed with it."""
    told_event: Mapped[int]
    failures: Mapped[int] = mapped_column(default=0)
    """How often in a row it did not take what it was told."""
    trouble: Mapped[str] = mapped_column(default="")
    next_at: Mapped[datetime]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
