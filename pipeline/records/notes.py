"""What people say about a version: notes, answers, to-dos with their ticks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session, aliased

from pipeline.errors import NotFound
from pipeline.records.book import now
from pipeline.records.review_tables import NoteRow
from pipeline.records.tables import PersonRow, RevisionRow
from pipeline.records.values import NoteView
from pipeline.sign_off import SIGNERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What somebody says about a revision, perhaps of some frames or of one line of its text."""

    revision_id: int
    by: int
    text: str
    at_frame: int | None = None
    to_frame: int | None = None
    """Last frame of a range, with it."""
    at_line: int | None = None
    """1-based line of the revision's script."""
    quote: str = ""
    """That line as it was when the note was written."""
    take: str = ""
    """The take that at_frame counts in, S01_P02_T03; empty: the whole film."""
    kind: str = ""
    """story, picture, sound or praise; empty: not said."""
    answers: int | None = None
    """The note that this one answers."""
    is_todo: bool = False
    drawing: str = ""
    """Strokes as documents/drawing.py writes them."""
    voice: str = ""
    """Digest of a spoken note in the store."""


def add_note(session: Session, note: Note) -> int:
    """Write a note; return its number."""
    row = NoteRow(
        revision_id=note.revision_id,
        person_id=note.by,
        text=note.text,
        at_frame=note.at_frame,
        to_frame=note.to_frame,
        at_line=note.at_line,
        quote=note.quote,
        take=note.take,
        kind=note.kind,
        answers=note.answers,
        is_todo=note.is_todo,
        drawing=note.drawing,
        voice=note.voice,
        at=now(session),
    )
    session.add(row)
    session.flush()
    return row.id


def notes_of(session: Session, revision_id: int) -> tuple[NoteView, ...]:
    """Return the notes on a revision, the oldest first."""
    return _notes(session, NoteRow.revision_id == revision_id)


def notes_on_stage(session: Session, project_id: int, stage: str) -> tuple[NoteView, ...]:
    """Return the notes of all versions of a stage, the oldest first."""
    return _notes(session, RevisionRow.project_id == project_id, RevisionRow.stage == stage)


def notes_on_take(session: Session, project_id: int, stage: str, take: str) -> tuple[NoteView, ...]:
    """Return the notes on a take, of all versions: in its order, those on the whole of it first."""
    found = _notes(
        session,
        RevisionRow.project_id == project_id,
        RevisionRow.stage == stage,
        NoteRow.take == take,
    )
    return tuple(sorted(found, key=lambda one: -1 if one.at_frame is None else one.at_frame))


def note_with_id(session: Session, note_id: int) -> NoteView:
    """Return a note. Raise NotFound."""
    found = _notes(session, NoteRow.id == note_id)
    if not found:
        raise NotFound("There is no such note.")
    return found[0]


def todos_of_signers(session: Session, revision_id: int) -> int:
    """Return how many to-dos mentors have given about a revision."""
    return session.execute(
        select(func.count())
        .select_from(NoteRow)
        .join(PersonRow, PersonRow.id == NoteRow.person_id)
        .where(
            NoteRow.revision_id == revision_id,
            NoteRow.is_todo.is_(True),
            PersonRow.role.in_(SIGNERS),
        )
    ).scalar_one()


def tick(session: Session, note_id: int, *, by: int | None) -> bool:
    """Tick a to-do, or take its tick away with None; return whether that changed anything."""
    was = NoteRow.done_by.is_(None) if by is not None else NoteRow.done_by.is_not(None)
    moment: datetime | None = now(session) if by is not None else None
    changed = session.execute(
        update(NoteRow)
        .where(NoteRow.id == note_id, NoteRow.is_todo.is_(True), was)
        .values(done_by=by, done_at=moment)
        .returning(NoteRow.id)
    )
    return changed.first() is not None


def _notes(session: Session, *which: ColumnElement[bool]) -> tuple[NoteView, ...]:
    who = aliased(PersonRow)
    found = session.execute(
        select(NoteRow, PersonRow, RevisionRow.number, who.name)
        .join(PersonRow, PersonRow.id == NoteRow.person_id)
        .join(RevisionRow, RevisionRow.id == NoteRow.revision_id)
        .outerjoin(who, who.id == NoteRow.done_by)
        .where(*which)
        .order_by(NoteRow.id)
    )
    return tuple(_view(row, person, number, ticker) for row, person, number, ticker in found)


def _view(row: NoteRow, person: PersonRow, number: int, ticker: str | None) -> NoteView:
    return NoteView(
        id=row.id,
        person_id=person.id,
        person=person.name,
        avatar=person.avatar,
        role=person.role,
        text=row.text,
        at_frame=row.at_frame,
        to_frame=row.to_frame,
        at_line=row.at_line,
        quote=row.quote,
        take=row.take,
        kind=row.kind,
        answers=row.answers,
        is_todo=row.is_todo,
        done_by=ticker or "",
        done_at=row.done_at,
        drawing=row.drawing,
        voice=row.voice,
        revision_id=row.revision_id,
        revision_number=number,
        at=row.at,
    )
