"""The timeline of the sounds: each cue a bar that is dragged and trimmed; every move is a form."""

from collections.abc import Mapping

from flask import Blueprint, Response, render_template, request
from werkzeug import Response as AnyResponse

from pipeline import desk
from pipeline.editing import cue_moves, cue_table
from pipeline.errors import NotFound
from pipeline.records import revisions
from web import (
    access,
    auth,
    gate,
    lanes_room,
    mix_drawing,
    mixes,
    sound_desk,
    sound_files,
    sound_pages,
)
from web.cue_bars import bars_of
from web.lanes_words import BUTTONS, TIMES
from web.parts import parts
from web.spotting_room import Room, room_of

blueprint = Blueprint("lanes", __name__, url_prefix="/projects/<int:project_id>/sound/lanes")


@blueprint.get("")
def page(project_id: int) -> str:
    """Show the film with its shots and, lane by lane, the sounds that lie in it."""
    last_event = parts().live.last_id()
    room = room_of(project_id, access.group_of(project_id))
    edit = _edit_of(project_id)
    with parts().book.reading() as session:
        film = mixes.film_of(session, project_id, edit)
    return render_template(
        "sound/lanes.html",
        **sound_pages.around(room),
        film=film,
        given=lanes_room.as_json(room, has_voices=bool(_voices_of(project_id, edit))),
        placed=_placed(room),
        bars=bars_of(room.laid, room.samples) if room.edit else None,
        drawing=mix_drawing,
        buttons=BUTTONS,
        can_change=gate.may("lanes.move") and room.is_open and not room.fault,
        person=auth.person(),
        last_event=last_event,
    )


def _placed(room: Room) -> Mapping[int, cue_moves.Placed]:
    """Return where each row lies that can be moved, by its number."""
    film, lengths = lanes_room.film_of(room), lanes_room.lengths_of(room)
    return {
        one.row: cue_moves.placed(one.cells, film, lengths.get(one.file))
        for one in room.laid
        if one.row is not None and one.cells is not None and one.can_move
    }


@blueprint.post("/move")
def move(project_id: int) -> AnyResponse:
    """Move a sound along the film, trim it, or set its gain, fades and side."""
    at, file = request.form.get("row", -1, type=int), request.form.get("file", "")
    room = room_of(project_id, access.group_of(project_id))

    def do() -> desk.Saved:
        return sound_desk.change(
            project_id, sound_pages.base_of(), lambda text: _moved(room, text, at, file)
        )

    return sound_pages.done(project_id, do, anchor=f"row-{at}")


def _moved(room: Room, text: str, at: int, file: str) -> str:
    """Return the sheet after what the form asks for: “move:-10”, “gain:3”, “times”."""
    name, _, by = request.form.get("do", "").partition(":")
    film, length = lanes_room.film_of(room), lanes_room.lengths_of(room).get(file)
    if not film.frames:
        raise NotFound("The picture is not locked yet: there is no film to lay sounds under.")
    cells = cue_table.cells_at(text, at, file)
    if name == TIMES:
        times = {"start": request.form.get("start", ""), "lasts": request.form.get("lasts", "")}
        changed = cue_moves.timed(cells, **times, film=film, length=length)
    else:
        changed = cue_moves.moved(cells, name, _steps(by), film=film, length=length)
    return cue_table.changed(text, at, file, changed)


def _steps(text: str) -> int:
    plain = text.removeprefix("-")
    return int(text[:8]) if plain.isascii() and plain.isdecimal() else 0


@blueprint.get("/sounds/<name>")
def sound(project_id: int, name: str) -> Response:
    """Give a sound that a cue may name."""
    access.group_of(project_id)
    return sound_files.answer(name, sound_files.sound_of(project_id, name).digest)


@blueprint.get("/wave/<name>")
def wave(project_id: int, name: str) -> AnyResponse:
    """Give how loud a sound is along its time: a byte for each 20 ms."""
    access.group_of(project_id)
    return _wave(sound_files.sound_of(project_id, name).digest)


@blueprint.get("/voices")
def voices(project_id: int) -> AnyResponse:
    """Give the same of the voices of the locked edit, as the newest mix has them."""
    access.group_of(project_id)
    digest = _voices_of(project_id, _edit_of(project_id))
    if not digest:
        raise NotFound("There is no such recording.")
    return _wave(digest)


def _edit_of(project_id: int) -> str:
    """Return the digest of the locked edit; "" before the lock."""
    with parts().book.reading() as session:
        edit = revisions.approved(session, project_id).get("edit")
    return edit.digest if edit else ""


def _voices_of(project_id: int, edit: str) -> str:
    with parts().book.reading() as session:
        return sound_files.voices_of(session, project_id, edit) if edit else ""


def _wave(digest: str) -> AnyResponse:
    answer = Response(sound_files.wave_of(digest), mimetype="application/octet-stream")
    answer.set_etag(digest)
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer.make_conditional(request)
