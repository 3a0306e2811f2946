"""The notes as the page of a stage shows them: threads at their pictures, to-dos, older ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from flask_babel import lazy_gettext as _

from pipeline.carried_notes import Carried, carried
from pipeline.documents.drawing import COLOURS, path_of, read_drawing
from pipeline.documents.project import Project
from pipeline.errors import PipelineError
from pipeline.records import Session
from pipeline.records.values import NoteView, RevisionView
from pipeline.records.views import StageView
from pipeline.review import MOST_TODOS
from pipeline.sign_off import SIGNERS
from web.cuts import cut_of
from web.parts import parts
from web.words import Word

KINDS: Final[Mapping[str, Word]] = {
    "story": Word(_("Story"), "scroll-text"),
    "picture": Word(_("Picture"), "image"),
    "sound": Word(_("Sound"), "volume-2"),
    "praise": Word(_("Praise"), "thumbs-up"),
}
"""What a note is about."""
INKS: Final = tuple(
    zip(
        ("#{:02x}{:02x}{:02x}".format(*rgb) for rgb in COLOURS),
        (_("Yellow"), _("Red"), _("Blue"), _("White"), _("Black")),
        strict=True,
    )
)
"""The colours one draws with, and how they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InkLine:
    """One line of a drawing, as an SVG has it."""

    rgb: str
    width: float
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNote:
    """A note with its answers, where it stands in the version that is shown."""

    note: NoteView
    answers: tuple[NoteView, ...] = ()
    frame: int | None = None
    to_frame: int | None = None
    also: tuple[int, ...] = ()
    """More frames that show the same moment."""
    from_version: int | None = None
    """Number of the earlier version it was written about; None for the shown one."""
    is_gone: bool = False
    """Whether what it was written about is not in the film any more."""
    ink: tuple[InkLine, ...] = ()

    @property
    def has_moved(self) -> bool:
        """Whether its picture stands elsewhere by now."""
        return self.frame is not None and self.frame != self.note.at_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesRoom:
    """All notes of a stage that are not pinned to a line."""

    here: tuple[ShownNote, ...] = ()
    """Of the version that is shown: those of the whole first, then in the order of the film."""
    earlier: tuple[ShownNote, ...] = ()
    """Of versions before it."""
    threads: Mapping[int, tuple[NoteView, ...]] = field(default_factory=dict)
    """The answers, by the note they answer."""
    todos_given: int = 0
    """How many to-dos mentors have given about the version that is shown."""

    @property
    def asked(self) -> tuple[ShownNote, ...]:
        """The to-dos of versions before this one: what was asked last time."""
        return tuple(one for one in self.earlier if one.note.is_todo)

    @property
    def is_full(self) -> bool:
        """Whether one more to-do of a mentor needs a reason."""
        return self.todos_given >= MOST_TODOS


def notes_room(session: Session, view: StageView) -> NotesRoom:
    """Return the notes on the page of a stage."""
    if view.shown is None:
        return NotesRoom()
    shown = view.shown.revision
    known = [one for one in view.notes if one.revision_number <= shown.number]
    threads = _threads(known)
    roots = [one for one in known if one.answers is None and one.at_line is None]
    places = _places(session, view, [one for one in roots if one.revision_id != shown.id])
    of_this = [one for one in roots if one.revision_id == shown.id]
    return NotesRoom(
        here=_in_order(_here(one, threads.get(one.id, ()), view.project) for one in of_this),
        earlier=_in_order(
            _earlier(one, threads.get(one.id, ()), places.get(one.id), view.project)
            for one in roots
            if one.revision_id != shown.id
        ),
        threads=threads,
        todos_given=sum(one.is_todo and one.role in SIGNERS for one in of_this),
    )


def lines_of(drawing: str, project: Project) -> tuple[InkLine, ...]:
    """Return a kept drawing as lines of an SVG as large as the picture of the film."""
    try:
        strokes = read_drawing(drawing).strokes
    except PipelineError:
        return ()
    return tuple(
        InkLine(
            rgb="#{:02x}{:02x}{:02x}".format(*COLOURS[one.colour]),
            width=round(one.width * project.width, 1),
            path=path_of(one, project.width, project.height),
        )
        for one in strokes
    )


def _threads(said: Iterable[NoteView]) -> dict[int, tuple[NoteView, ...]]:
    found: dict[int, tuple[NoteView, ...]] = {}
    for one in said:
        if one.answers is not None:
            found[one.answers] = (*found.get(one.answers, ()), one)
    return found


def _here(note: NoteView, answers: tuple[NoteView, ...], project: Project) -> ShownNote:
    in_film = not note.take
    return ShownNote(
        note=note,
        answers=answers,
        frame=note.at_frame if in_film else None,
        to_frame=note.to_frame if in_film else None,
        ink=lines_of(note.drawing, project),
    )


def _earlier(
    note: NoteView, answers: tuple[NoteView, ...], place: Carried | None, project: Project
) -> ShownNote:
    frames = place.frames if place else ()
    return ShownNote(
        note=note,
        answers=answers,
        frame=frames[0] if frames else None,
        to_frame=place.to_frame if place else None,
        also=frames[1:4],
        from_version=note.revision_number,
        is_gone=place is not None and not frames,
        ink=lines_of(note.drawing, project),
    )


def _places(session: Session, view: StageView, roots: Sequence[NoteView]) -> Mapping[int, Carried]:
    """Return where the notes of earlier versions stand now, by number, as far as that is known."""
    placed = [one for one in roots if one.at_frame is not None and not one.take]
    now = cut_of(session, view.shown.revision, view.project) if view.shown and placed else None
    if now is None:
        return {}
    by_id: dict[int, RevisionView] = {one.id: one for one in view.revisions}
    found = {}
    for one in placed:
        revision = by_id.get(one.revision_id)
        before = cut_of(session, revision, view.project) if revision else None
        if before is not None and one.at_frame is not None:
            found[one.id] = carried(before, now, one.at_frame, one.to_frame)
    return found


def _in_order(shown: Iterable[ShownNote]) -> tuple[ShownNote, ...]:
    return tuple(
        sorted(shown, key=lambda one: (-1 if one.frame is None else one.frame, one.note.id))
    )


def room_of(view: StageView) -> NotesRoom:
    """Return the notes on the page of a stage, read by themselves."""
    with parts().book.reading() as session:
        return notes_room(session, view)
