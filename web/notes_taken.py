"""The notes of a version as marks of its film, and the files that carry them."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.documents.drawing import read_drawing
from pipeline.documents.marked import Mark, as_csv, as_edl
from pipeline.errors import NotFound, PipelineError
from pipeline.paper.notes import PrintedNote, notes_pdf
from pipeline.records.values import FileOf
from pipeline.records.views import StageView
from pipeline.timeline.markers import start_frame_of, with_markers
from web.notes_room import NotesRoom, ShownNote, room_of
from web.parts import parts
from web.pictures import FILMS
from web.stills import still_of

TIMELINE: Final = "edit.otio"
MOST_BYTES: Final = 32 << 20
MOST_STILLS: Final = 60
"""Pictures on paper; later notes have theirs on the page."""


def marks_of(room: NotesRoom) -> tuple[tuple[ShownNote, Mark], ...]:
    """Return the notes that stand on a picture, in the order of the film."""
    placed = [one for one in (*room.here, *room.earlier) if one.frame is not None]
    placed.sort(key=lambda one: (one.frame or 0, one.note.id))
    return tuple((one, _mark(one)) for one in placed)


def as_timeline(view: StageView) -> bytes:
    """Return the timeline of a cut with a marker for each note. Raise NotFound without a cut."""
    timeline = _timeline(view)
    if not timeline:
        raise NotFound("There is no timeline here to put marks on.")
    marks = [mark for _, mark in marks_of(room_of(view))]
    return with_markers(timeline, marks, view.project.frame_rate).encode()


def as_list(view: StageView) -> bytes:
    """Return an EDL of marks, at the times of the timeline where there is one."""
    marks = [mark for _, mark in marks_of(room_of(view))]
    rate = view.project.frame_rate
    return as_edl(marks, title=view.project.title, rate=rate, start_frame=_start(view))


def as_table(view: StageView) -> bytes:
    """Return a table of marks."""
    marks = [mark for _, mark in marks_of(room_of(view))]
    return as_csv(marks, rate=view.project.frame_rate, start_frame=_start(view))


def on_paper(view: StageView) -> bytes:
    """Return the notes as a PDF, each with its picture."""
    film = _made(view, FILMS)
    printed = [
        PrintedNote(
            mark=mark,
            still=_still(view, film, mark.frame) if place < MOST_STILLS else None,
            drawing=read_drawing(one.note.drawing),
        )
        for place, (one, mark) in enumerate(marks_of(room_of(view)))
    ]
    return notes_pdf(printed, view.project)


def _mark(one: ShownNote) -> Mark:
    note, first = one.note, one.frame or 0
    last = one.to_frame if one.to_frame is not None else first
    answers = [f"{answer.person}: {answer.text}" for answer in one.answers]
    return Mark(
        frame=first,
        frames=last - first + 1,
        text="\n".join([note.text or "…", *answers]),
        person=note.person,
        kind=note.kind,
        is_todo=note.is_todo,
        is_done=bool(note.done_by),
        version=note.revision_number,
    )


def _still(view: StageView, film: FileOf | None, frame: int) -> Path | None:
    if film is None:
        return None
    with suppress(PipelineError):
        return still_of(film, frame, view.project.frame_rate)
    return None


def _made(view: StageView, names: tuple[str, ...]) -> FileOf | None:
    made = view.shown.made if view.shown else ()
    return next((one for name in names for one in made if one.name == name), None)


def _timeline(view: StageView) -> str:
    file = _made(view, (TIMELINE,))
    if file is None or file.bytes > MOST_BYTES:
        return ""
    return parts().store.path(file.digest).read_text(encoding="utf-8")


def _start(view: StageView) -> int:
    timeline = _timeline(view)
    with suppress(PipelineError):
        return start_frame_of(timeline, view.project.frame_rate) if timeline else 0
    return 0
