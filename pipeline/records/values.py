"""What the records say, as frozen values: these leave records/, rows do not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.documents.report import Finding, Report
from pipeline.run_state import RunState, RunTask
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
    """Whether a file was sent by the group, made from what it sent, or made after its lock."""

    SENT = "sent"
    MADE = "made"
    LOCKED = "locked"


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
    revision_id: int | None
    upload_id: int | None
    """What it is for: one of these two."""
    project_id: int
    stage: str
    number: int
    """Number of the revision, 0 of an upload."""
    file: str
    """Name of the upload, empty of a revision."""
    task: RunTask
    group: str
    colour: str
    queue: str
    state: RunState
    attempt: int
    progress: float
    doing: str
    seconds_left: int | None
    """How long it will still take, None while nobody knows."""
    message: str
    detail: str
    cancel_asked: bool
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentView:
    """A segment that a run wants encoded."""

    id: int
    run_id: int
    key: str
    number: int
    """Which one of the film, counted from 1."""
    total: int
    """How many the film has."""
    frames: int
    done: float
    """Frames that are encoded."""
    state: RunState
    attempt: int
    worker: str
    worked_s: float
    """Seconds since the worker began, or until it was done."""
    message: str
    detail: str

    @property
    def frames_a_second(self) -> float | None:
        """How fast it goes; None in the first moment."""
        return self.done / self.worked_s if self.done and self.worked_s else None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerView:
    """A process that works."""

    name: str
    """Its machine and its number there."""
    kind: str
    program: str
    """Which ffmpeg it has: a digest of its name."""
    begun_at: datetime


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
class UploadView:
    """A recording on its way, or on the table of the group."""

    id: int
    key: str
    """Drawn by lot: who knows it may send its bytes."""
    project_id: int
    stage: str
    name: str
    """Under which the group sees it; no other recording on its table has this name."""
    original_name: str
    """As the camera or the phone called it, folders included; for showing only."""
    length: int | None
    """Bytes it will have; None while the sender does not know."""
    mark: str
    """Size and digests of its beginning and end, as the sender says: "" when it does not."""
    made_by: str
    """Display name; empty when it came from a card in the server."""
    made_by_id: int | None
    begun_at: datetime
    expires_at: datetime
    finished_at: datetime | None
    """When its last byte was durable; None while it is on its way."""
    digest: str
    """SHA-256, empty until it was counted."""
    bytes: int
    copied_at: datetime | None
    """When it was safe in a second place."""
    refusal: Finding | None
    """Why it cannot be used."""
    same_as: int | None
    """The upload that brought the same bytes before."""
    removed_at: datetime | None
    """When the group took it from its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffView:
    """A decision, as a stamp shows it."""

    revision_number: int
    person_id: int
    person: str
    role: Role
    action: Action
    digest: str
    note: str
    todos: tuple[str, ...]
    checklist: dict[str, bool]
    checklist_version: int
    """Which list of the school that was; 0: the one that Claquette brings."""
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

    id: int
    person_id: int
    person: str
    avatar: str
    role: Role
    text: str
    at_frame: int | None
    to_frame: int | None
    """Last frame of a range, with it."""
    at_line: int | None
    """1-based line of the script of that version."""
    quote: str
    """The line as it was when the note was written."""
    take: str
    """The take that at_frame counts in, S01_P02_T03; empty: the whole film."""
    kind: str
    """story, picture, sound or praise; empty: not said."""
    answers: int | None
    """The first note of the thread it stands in; None: it is one itself."""
    is_todo: bool
    done_by: str
    """Who has ticked it; empty: nobody yet."""
    done_at: datetime | None
    drawing: str
    """Strokes as JSON (documents/drawing.py); empty: none."""
    voice: str
    """Digest of a spoken note; empty: none."""
    revision_id: int
    """The version it was written about."""
    revision_number: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What a school looks at before it signs a stage."""

    version: int
    """Counted from 1; 0: the one that Claquette brings."""
    items: tuple[str, ...]
    made_by: str = ""
    made_at: datetime | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address of another program that is told what happens."""

    id: int
    workshop_id: int
    address: str
    secret: str
    told_event: int
    failures: int
    trouble: str
    """Why it did not take the last message; empty: it did."""
    next_at: datetime
    made_at: datetime
