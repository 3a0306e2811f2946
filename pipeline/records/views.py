"""What the pages show, as frozen values: the board, a stage, a task."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.documents.project import Project
from pipeline.records.values import (
    FileOf,
    Group,
    NoteView,
    RevisionDetail,
    RevisionView,
    RunView,
    SignOffView,
)
from pipeline.standing import CellState, WaitingFor


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One stage of one film on the board."""

    stage: str
    state: CellState
    waiting_for: WaitingFor
    since: datetime | None
    """When it came to this state; None for a stage that is not open."""
    revision_id: int | None
    number: int
    """Number of the newest revision, 0 before the first."""
    run: RunView | None
    picture: FileOf | None
    film: FileOf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One film on the board."""

    project_id: int
    title: str
    group: Group
    cells: tuple[Cell, ...]

    @property
    def newest_film(self) -> FileOf | None:
        """The newest film that can be played: there is always one once the boards are drawn."""
        return next((cell.film for cell in reversed(self.cells) if cell.film), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """Groups x stages."""

    workshop_id: int
    name: str
    place: str
    starts_at: datetime
    ends_at: datetime
    rows: tuple[BoardRow, ...]
    last_event: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """One stage of one film, with one of its revisions in full."""

    project_id: int
    project: Project
    group: Group
    stage: str
    state: CellState
    waiting_for: WaitingFor
    changed: tuple[str, ...]
    """The stages that have changed since the shown revision was made from them."""
    revisions: tuple[RevisionView, ...]
    """All of them, the newest first."""
    shown: RevisionDetail | None
    sign_offs: tuple[SignOffView, ...]
    """All decisions on this stage, the oldest first."""
    notes: tuple[NoteView, ...]
    """All notes on this stage, of all its revisions, the oldest first."""
    row: BoardRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for somebody."""

    project_id: int
    title: str
    group: Group
    cell: Cell
