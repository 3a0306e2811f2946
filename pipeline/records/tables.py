"""The tables. Rows stay inside records/: everybody else gets frozen values."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from pipeline.records.base import Base as Base
from pipeline.records.base import Moment as Moment
from pipeline.records.values import FileSide
from pipeline.run_state import RunState, RunTask
from pipeline.sign_off import ReviewState, Role


class WorkshopRow(Base):
    """One event."""

    __tablename__ = "workshop"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    languages: Mapped[list[str]]
    template: Mapped[str] = mapped_column(String(24), default="")
    """The timetable it was made from (documents/workshop_template.py); empty: none."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class GroupRow(Base):
    """Those who make one film."""

    __tablename__ = "film_group"
    __table_args__ = (UniqueConstraint("workshop_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    name: Mapped[str]
    colour: Mapped[str]
    code_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    """Of the card that the whole group shares on one device."""


class PersonRow(Base):
    """Somebody of a workshop: a display name and a role, nothing more."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("workshop_id", "name", "group_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("film_group.id"))
    role: Mapped[Role]
    name: Mapped[str]
    avatar: Mapped[str] = mapped_column(default="")
    code_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    password_hash: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    closed_at: Mapped[datetime | None]
    """When the door was closed to somebody whose name must stay with what they decided."""


class CreditNameRow(Base):
    """How somebody wants to be named in the credits; there is no row until they confirm it."""

    __tablename__ = "credit_name"
    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    name: Mapped[str] = mapped_column(String(60))
    confirmed_at: Mapped[datetime]


class PersonSessionRow(Base):
    """Somebody who is logged in; removing the row logs them out at once."""

    __tablename__ = "person_session"
    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    opened_at: Mapped[datetime]
    card_group_id: Mapped[int | None]
    """The group whose shared card opened it: others of that group may take the device over."""


class ProjectRow(Base):
    """The film of a group; settings is a documents.project.Project as JSON."""

    __tablename__ = "project"
    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("film_group.id"), unique=True)
    settings: Mapped[str]


class RevisionRow(Base):
    """One version of a stage's work."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("project_id", "stage", "number"),
        Index("ix_revision_project_id_stage", "project_id", "stage"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(String(24))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), default="")
    inputs: Mapped[dict[str, Any]]
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.DRAFT)
    state_since: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    report: Mapped[str] = mapped_column(default="")


class RevisionFileRow(Base):
    """One file of a revision, by its digest in the store."""

    __tablename__ = "revision_file"
    __table_args__ = (UniqueConstraint("revision_id", "side", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    side: Mapped[FileSide]
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)


class UploadRow(Base):
    """A recording on its way to the table of a group, and after it has arrived there.

    It has arrived when finished_at is set: all bytes are durable. The digest comes later.
    """

    __tablename__ = "upload"
    __table_args__ = (Index("ix_upload_project_id_stage", "project_id", "stage"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(200))
    original_name: Mapped[str] = mapped_column(String(400))
    length: Mapped[int | None] = mapped_column(BigInteger)
    mark: Mapped[str] = mapped_column(String(80), default="")
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    holder: Mapped[str] = mapped_column(String(32), default="")
    parts: Mapped[dict[str, Any]]
    finished_at: Mapped[datetime | None]
    digest: Mapped[str] = mapped_column(String(64), default="", index=True)
    bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    copied_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(default="")
    same_as: Mapped[int | None]
    removed_at: Mapped[datetime | None]


class UploadFileRow(Base):
    """What was made of a recording that has arrived, by its digest in the store."""

    __tablename__ = "upload_file"
    __table_args__ = (UniqueConstraint("upload_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"))
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)


class RunRow(Base):
    """One execution for a revision or for an upload: the other of the two is empty.

    announced_at is empty until the queue was told: the outbox.
    """

    __tablename__ = "run"
    __table_args__ = (Index("ix_run_state", "state"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(String(24))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"), index=True)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"), index=True)
    queue: Mapped[str] = mapped_column(String(24))
    task: Mapped[RunTask] = mapped_column(default=RunTask.MAKE)
    state: Mapped[RunState] = mapped_column(default=RunState.QUEUED)
    attempt: Mapped[int] = mapped_column(default=0)
    token: Mapped[str] = mapped_column(String(64), default="")
    lease_until: Mapped[datetime | None]
    cancel_asked: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[float] = mapped_column(default=0.0)
    doing: Mapped[str] = mapped_column(default="")
    seconds_left: Mapped[int | None]
    message: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    queued_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class SignOffRow(Base):
    """A named human's decision on the digest of one revision."""

    __tablename__ = "sign_off"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(24))
    digest: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(default="")
    todos: Mapped[list[str]]
    checklist: Mapped[dict[str, Any]]
    checklist_version: Mapped[int] = mapped_column(default=0)
    """Which list of the school that was; 0: the one that Claquette brings."""
    at: Mapped[datetime]


class WaiverRow(Base):
    """A blocker that a mentor lets pass, with the reason."""

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("revision_id", "code", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    code: Mapped[str] = mapped_column(String(40))
    place: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]


class DeskVersionRow(Base):
    """One version of a file that a group is working on; its bytes are in the store."""

    __tablename__ = "desk_version"
    __table_args__ = (UniqueConstraint("project_id", "stage", "name", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(200))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    aside: Mapped[bool] = mapped_column(default=False)


class LedgerRow(Base):
    """One entry of a project's chain; UNIQUE(project, previous) forbids a fork."""

    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        UniqueConstraint("project_id", "previous"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    number: Mapped[int]
    previous: Mapped[str] = mapped_column(String(64))
    body: Mapped[str]
    digest: Mapped[str] = mapped_column(String(64))


class EventRow(Base):
    """Something that the pages show has changed; its id is what Last-Event-ID counts."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(String(24))
    kind: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
