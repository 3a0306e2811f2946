"""What the records say, as frozen values: these leave records/, rows do not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.documents.report import Report
from pipeline.run_state import RunState
from pipeline.sign_off import Action, ReviewState, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of a workshop."""

    id: int
    workshop_id: int
    group_id: int | None
    role: Role
    name: str
    avatar: str
    language: str
    password_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Those who make one film."""

    id: int
    workshop_id: int
    name: str
    colour: str


class FileSide(StrEnum):
    """Whether a file was sent by the group or made from what it sent."""

    SENT = "sent"
    MADE = "made"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOf:
    """A file of a revision."""

    name: str
    digest: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run, as the pages show it."""

    id: int
    revision_id: int
    project_id: int
    stage: str
    number: int
    """Number of the revision."""
    group: str
    colour: str
    queue: str
    state: RunState
    attempt: int
    progress: float
    doing: str
    message: str
    detail: str
    cancel_asked: bool
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """One version of a stage's work, without its files."""

    id: int
    project_id: int
    stage: str
    number: int
    digest: str
    inputs: dict[str, str]
    state: ReviewState
    state_since: datetime
    made_by: str
    """Display name; empty when Claquette made the draft."""
    made_by_id: int | None
    made_at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffView:
    """A decision, as a stamp shows it."""

    revision_number: int
    person: str
    role: Role
    action: Action
    digest: str
    note: str
    todos: tuple[str, ...]
    checklist: dict[str, bool]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverView:
    """A blocker that was let pass."""

    code: str
    place: str
    reason: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """What somebody said."""

    person: str
    avatar: str
    role: Role
    text: str
    at_frame: int | None
    at_line: int | None
    """1-based line of the script of that version."""
    quote: str
    """The line as it was when the note was written."""
    revision_id: int
    """The version it was written about."""
    revision_number: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionDetail:
    """One version with everything that belongs to it."""

    revision: RevisionView
    sent: tuple[FileOf, ...]
    made: tuple[FileOf, ...]
    report: Report | None
    run: RunView | None
    sign_offs: tuple[SignOffView, ...]
    waivers: tuple[WaiverView, ...]
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that the pages show has changed."""

    id: int
    project_id: int
    stage: str
    kind: str
    at: datetime
