"""What the pages show, as frozen values: the board, a stage, a task."""

from dataclasses import dataclass
from datetime import datetime

from pipeline.documents.film_stages import ALL
from pipeline.documents.project import Project
from pipeline.records.gates import Gate
from pipeline.records.help_calls import HelpCall
from pipeline.records.values import (
    FileOf,
    Group,
    NoteView,
    Person,
    RevisionDetail,
    RevisionView,
    RunView,
    SignOffView,
)
from pipeline.sign_off import SIGNERS
from pipeline.standing import CellState, WaitingFor
from pipeline.timetable import Planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Playable:
    """A film that can be looked at now, of some version of some stage."""

    stage: str
    revision_id: int
    number: int
    """Of the version."""
    file: FileOf


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
    signed_at: datetime | None = None
    """When the version that counts was signed; None while none is."""
    gate: Gate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One film on the board."""

    project_id: int
    title: str
    group: Group
    cells: tuple[Cell, ...]
    """The stages that the film has, in their order."""
    playable: Playable | None = None
    """The newest film that can be played: there is always one once the boards are drawn."""
    picture: FileOf | None = None
    """Of that film."""
    call: HelpCall | None = None
    """The call for help that is open."""

    def cell_of(self, stage: str) -> Cell | None:
        """Return a stage of the film; None for one that it does not have."""
        return next((one for one in self.cells if one.stage == stage), None)

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The plan of this film beside what happened."""
        return tuple(
            Planned(
                stage=cell.stage,
                starts_at=cell.gate.starts_at,
                ends_at=cell.gate.ends_at,
                signed_at=cell.signed_at,
            )
            for cell in self.cells
            if cell.gate
        )

    @property
    def next_gate(self) -> Gate | None:
        """The earliest gate whose stage is not signed yet."""
        waiting = [one.gate for one in self.cells if one.gate and one.signed_at is None]
        return min(waiting, key=lambda gate: gate.starts_at, default=None)


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

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages that its films have, in their order; all six while there is no film."""
        there = {cell.stage for row in self.rows for cell in row.cells}
        return tuple(one for one in ALL if one in there) or ALL


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """One event, as the coordinator has set it up."""

    id: int
    name: str
    place: str
    languages: tuple[str, ...]
    template: str
    """The timetable it was made from; empty: none."""
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonOnRoster:
    """Somebody of a workshop, and by which doors they come in."""

    person: Person
    has_card: bool
    has_password: bool
    is_here: bool
    """Logged in on at least one device."""
    is_closed: bool
    """The door is closed; the name stays with what they have made or decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOnRoster:
    """A group with its people."""

    group: Group
    project_id: int
    has_card: bool
    """There is a card for the device that the group shares."""
    students: tuple[PersonOnRoster, ...]
    mentors: tuple[PersonOnRoster, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everybody of a workshop."""

    groups: tuple[GroupOnRoster, ...]
    others: tuple[PersonOnRoster, ...]
    """Those who belong to no group: the adults."""

    @property
    def everybody(self) -> tuple[PersonOnRoster, ...]:
        """All people: the groups first."""
        return (*(one for row in self.groups for one in row.students), *self.others)

    @property
    def mentors(self) -> tuple[PersonOnRoster, ...]:
        """Those who can accompany a group."""
        return tuple(one for one in self.others if one.person.role in SIGNERS and not one.is_closed)
