"""What people say about a version: notes, answers, to-dos. Each verb is one transaction.

What was said is never changed and never taken away; only the tick of a to-do comes and goes.
"""

from dataclasses import replace
from typing import Final

from pipeline import guards
from pipeline.documents.drawing import drawing_text, read_drawing
from pipeline.errors import CannotRead, Refused
from pipeline.records import Book, Session, decisions, notes, people, revisions
from pipeline.records.notes import Note
from pipeline.records.values import NoteView, RevisionView
from pipeline.sign_off import SIGNERS, Role

KINDS: Final = ("story", "picture", "sound", "praise")
"""What a note is about, or that it is praise (domain research §5.2)."""
MOST_TODOS: Final = 5
"""More than five to-dos are not done by anybody (domain research: five notes a round)."""
MOST_LETTERS: Final = 4000
LAST_FRAME: Final = 4 * 3600 * 240
"""No film here is longer than four hours, and none runs faster."""


def write(book: Book, note: Note, *, more_because: str = "") -> int:
    """Write a note that the whole group and its mentors can read; return its number.

    Raise CannotRead for one that says nothing or is wrong, Refused for a sixth to-do of the
    mentors about one version when no reason is given; the reason is kept as an answer.
    """
    with book.writing() as session:
        seen = revisions.with_id(session, note.revision_id)
        guards.who_may_note(session, seen.project_id, note.by)
        plain = _checked(note)
        if note.answers is not None:
            plain = replace(plain, answers=_thread(session, seen, note.answers), is_todo=False)
        is_over = plain.is_todo and _is_over(session, note.by, seen.id)
        if is_over:
            must_have_reason(more_because)
        number = notes.add_note(session, plain)
        if is_over:
            because = Note(revision_id=seen.id, by=note.by, text=more_because.strip()[:1000])
            notes.add_note(session, replace(because, answers=number))
        _tell(session, seen)
        return number


def tick(book: Book, *, note_id: int, by: int, is_done: bool) -> NoteView:
    """Tick a to-do, or take the tick away.

    The group does what it was asked, so the group ticks; a mentor may only take a tick away.
    Raise NotFound, or Refused when this is not theirs to say.
    """
    with book.writing() as session:
        note = notes.note_with_id(session, note_id)
        seen = revisions.with_id(session, note.revision_id)
        person = guards.who_sees(session, seen.project_id, by)
        if not note.is_todo:
            raise Refused("This note is no to-do, so there is nothing to tick.")
        if person.role is not Role.STUDENT and (is_done or person.role not in SIGNERS):
            raise Refused("The group ticks what it has done. A mentor can take a tick away.")
        if notes.tick(session, note_id, by=by if is_done else None):
            _tell(session, seen)
        return notes.note_with_id(session, note_id)


def add_todos(
    session: Session, seen: RevisionView, todos: tuple[str, ...], *, by: int, more_because: str = ""
) -> None:
    """Write the to-dos of an approval as notes, so that the group can tick them. Raise Refused."""
    if todos and notes.todos_of_signers(session, seen.id) + len(todos) > MOST_TODOS:
        must_have_reason(more_because)
    for todo in todos:
        notes.add_note(session, Note(revision_id=seen.id, by=by, text=todo, is_todo=True))


def must_have_reason(more_because: str) -> None:
    """Raise Refused when there is no reason for more to-dos than anybody does."""
    if not more_because.strip():
        raise Refused(
            "These would be more than %(most)s to-dos about one version. Choose those that help"
            " the film most, or say why there must be more.",
            most=MOST_TODOS,
        )


def _tell(session: Session, seen: RevisionView) -> None:
    decisions.tell(session, project_id=seen.project_id, stage=seen.stage, kind="note")


def _is_over(session: Session, by: int, revision_id: int) -> bool:
    if people.person_with_id(session, by).role not in SIGNERS:
        return False
    return notes.todos_of_signers(session, revision_id) >= MOST_TODOS


def _checked(note: Note) -> Note:
    """Return a note as it is kept. Raise CannotRead."""
    drawing = drawing_text(read_drawing(note.drawing))
    text = note.text.strip()[:MOST_LETTERS]
    if not (text or drawing or note.voice):
        raise CannotRead("The note was empty. Write what you saw, then send it.")
    if note.kind not in ("", *KINDS):
        raise CannotRead("Choose what the note is about: story, picture, sound or praise.")
    _must_be_frames(note.at_frame, note.to_frame)
    if drawing and note.at_frame is None:
        raise CannotRead("A drawing belongs to a picture. Say at which picture it stands.")
    return replace(note, text=text, drawing=drawing)


def _must_be_frames(first: int | None, last: int | None) -> None:
    if last is not None and (first is None or last < first):
        raise CannotRead("The end of a note lies before its beginning. Turn the two around.")
    if any(one is not None and not 0 <= one <= LAST_FRAME for one in (first, last)):
        raise CannotRead("No film here is that long. Look at the time of the note.")


def _thread(session: Session, seen: RevisionView, note_id: int) -> int:
    """Return the first note of the thread that is answered in. Raise CannotRead."""
    about = notes.note_with_id(session, note_id)
    there = revisions.with_id(session, about.revision_id)
    if (there.project_id, there.stage) != (seen.project_id, seen.stage):
        raise CannotRead("This note belongs to other work. Load the page again.")
    return about.answers or about.id
