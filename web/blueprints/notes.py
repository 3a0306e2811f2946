"""What people say about a version: a note, an answer, a tick; what was drawn and spoken."""

import tempfile
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, current_app, redirect, request, send_file, url_for
from werkzeug import Response as AnyResponse

from pipeline import review
from pipeline.errors import CannotRead, NotFound
from pipeline.media.voice import clean_voice
from pipeline.records import notes
from pipeline.records import revisions as records
from pipeline.records.notes import Note
from pipeline.records.values import FileOf, FileSide, NoteView, RevisionView
from pipeline.timing import timecode_to_frames
from web import access, auth, papers
from web.blueprints.files import answer
from web.parts import parts
from web.pictures import FILMS
from web.stills import still_of

blueprint = Blueprint("notes", __name__)

VOICE: Final = "voice"
MOST_BYTES: Final = 24 << 20
"""A minute of speech as the largest WAV that a browser writes, and the words of a note."""


@blueprint.post("/revisions/<int:revision_id>/notes")
def write(revision_id: int) -> AnyResponse:
    """Somebody writes a note, perhaps on pictures of the film or on a line of the script."""
    seen = access.revision_of(revision_id)
    request.max_content_length = MOST_BYTES
    current_app.extensions["csrf"].protect()
    review.write(
        parts().book, _note(seen), more_because=request.form.get("more_because", "").strip()
    )
    return _back(seen)


@blueprint.post("/notes/<int:note_id>/answers")
def reply(note_id: int) -> AnyResponse:
    """Somebody answers in a thread."""
    about, seen = _about(note_id)
    text = request.form.get("text", "")
    said = Note(revision_id=seen.id, by=auth.person().id, text=text, answers=about.id)
    review.write(parts().book, said)
    return _back(seen)


@blueprint.post("/notes/<int:note_id>/tick")
def tick(note_id: int) -> AnyResponse:
    """The group ticks what it has done; a mentor may take the tick away."""
    about, seen = _about(note_id)
    is_done = request.form.get("done", "") == "yes"
    review.tick(parts().book, note_id=about.id, by=auth.person().id, is_done=is_done)
    return _back(seen)


@blueprint.get("/notes/<int:note_id>/voice")
def voice(note_id: int) -> Response:
    """Give what was spoken."""
    about, _seen = _about(note_id)
    if not about.voice:
        raise NotFound("Nothing was spoken there.")
    return answer(FileOf(name=f"note-{note_id}.wav", digest=about.voice, bytes=0), made=True)


@blueprint.get("/notes/<int:note_id>/still")
def still(note_id: int) -> Response:
    """Give the picture that a note stands on."""
    about, seen = _about(note_id)
    with parts().book.reading() as session:
        made = records.files_of(session, seen.id, FileSide.MADE)
        project = records.project_settings(session, seen.project_id)
    film = next((one for name in FILMS for one in made if one.name == name), None)
    if film is None or about.at_frame is None or about.take:
        raise NotFound("This note stands on no picture.")
    path = still_of(film, about.at_frame, project.frame_rate)
    return send_file(path, mimetype="image/jpeg", conditional=True, max_age=3600)


def _about(note_id: int) -> tuple[NoteView, RevisionView]:
    """Return a note of a film that the asking person may open. Raise NotFound."""
    about = access.named(notes.note_with_id, note_id)
    try:
        return about, access.revision_of(about.revision_id)
    except NotFound as fault:
        raise NotFound("There is no such note.") from fault


def _note(seen: RevisionView) -> Note:
    line, quote = _line(seen, request.form.get("at_line", "").strip())
    first, last = (_frame(seen, request.form.get(name, "").strip()) for name in ("at", "to"))
    return Note(
        revision_id=seen.id,
        by=auth.person().id,
        text=request.form.get("text", ""),
        at_frame=first,
        to_frame=last if last != first else None,
        at_line=line,
        quote=quote,
        kind=request.form.get("kind", ""),
        is_todo=bool(request.form.get("is_todo")),
        drawing=request.form.get("drawing", ""),
        voice=_voice(),
    )


def _voice() -> str:
    """Return the digest of what was spoken, written anew; empty where nothing was."""
    given = request.files.get(VOICE)
    if given is None or not given.filename:
        return ""
    folder = parts().settings.home / "incoming"
    with tempfile.TemporaryDirectory(dir=folder, prefix="voice-") as work:
        sent, clean = Path(work) / "sent", Path(work) / "voice.wav"
        given.save(sent)
        given.close()
        clean_voice(sent, clean)
        return parts().store.put(clean).digest


def _frame(seen: RevisionView, timecode: str) -> int | None:
    if not timecode:
        return None
    with parts().book.reading() as session:
        rate = records.project_settings(session, seen.project_id).frame_rate
    return timecode_to_frames(timecode, rate)


def _line(seen: RevisionView, number: str) -> tuple[int | None, str]:
    """Return the line of the script that a note is pinned to, and its words."""
    if not number:
        return None, ""
    with parts().book.reading() as session:
        lines = papers.script_of(session, seen).split("\n")
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:8]) <= len(lines)):
        raise CannotRead(
            "There is no line %(number)s. The lines are numbered from 1 to %(last)s.",
            number=number[:10],
            last=len(lines),
        )
    return int(number), lines[int(number) - 1].strip()[:300]


def _back(seen: RevisionView) -> AnyResponse:
    """Go back to the page the form stood on; a script fetches the same page and takes its notes."""
    if request.form.get("back") == "mix":
        place = url_for("sound_mix.page", project_id=seen.project_id, _anchor="notes")
        return redirect(place, code=303)
    with parts().book.reading() as session:
        newest = records.newest(session, seen.project_id, seen.stage)
    older = seen.number if newest and newest.id != seen.id else None
    place = url_for(
        "stage.stage",
        project_id=seen.project_id,
        stage=seen.stage,
        version=older,
        _anchor="notes",
    )
    return redirect(place, code=303)
