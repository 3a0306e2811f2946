"""Spotting: which sounds the film wants, where they lie, and forms to place and record them."""

from collections.abc import Mapping

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    render_template,
    request,
)
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import desk
from pipeline.desk import SOUNDS
from pipeline.editing import cue_table
from pipeline.errors import CannotRead, NotFound
from pipeline.records import desks, revisions
from pipeline.timing import frames_to_timecode
from web import (
    access,
    cue_forms,
    mix_drawing,
    mixes,
    papers,
    sound_desk,
    sound_files,
    sound_pages,
    uploads,
)
from web.cue_bars import bars_of
from web.kept_versions import on_to_its_stage
from web.parts import parts
from web.recordings import SOUNDS as SUFFIXES
from web.security import with_microphone
from web.spotting_room import Room, room_of

blueprint = Blueprint("spotting", __name__, url_prefix="/projects/<int:project_id>/sound/spotting")


@blueprint.get("")
def page(project_id: int) -> str:
    """Show the wanted sounds as cards, the cue sheet, and the recordings."""
    room = room_of(project_id, access.group_of(project_id))
    bars = bars_of(room.laid, room.samples) if room.edit else None
    return render_template(
        "sound/spotting.html",
        **sound_pages.around(room),
        chosen=_chosen(room),
        bars=bars,
        drawing=mix_drawing,
    )


@blueprint.get("/record")
def recorder(project_id: int) -> AnyResponse:
    """Show the film to record a sound against it."""
    room = room_of(project_id, sound_pages.ours(project_id))
    with parts().book.reading() as session:
        edit = revisions.approved(session, project_id).get("edit")
        film = mixes.film_of(session, project_id, edit.digest if edit else "")
    shown = render_template(
        "sound/record.html", **sound_pages.around(room), film=film, chosen=_chosen(room)
    )
    return with_microphone(make_response(shown))


@blueprint.post("/record")
def keep(project_id: int) -> AnyResponse:
    """Keep a recording as the next take of a sound; with a time it is put into the film as well."""
    sound_pages.ours(project_id)
    uploads.prepare(request)
    current_app.extensions["csrf"].protect()
    words = " ".join(request.form.get("what", "").split())[:80]
    given = [one for one in request.files.getlist("files") if one.filename]
    if not words or len(given) != 1:
        raise CannotRead("Say what one hears, and choose one sound file.")
    ((name, stored),) = uploads.store_files(given, parts().store, SUFFIXES).items()
    file = sound_desk.keep(project_id, words, name, stored)
    if request.form.get("start", "").strip():
        ours = {"file": file, "note": words, "rights": gettext("We recorded it")}
        _place(project_id, {**request.form, **ours})
    if request.accept_mimetypes.best == "application/json":
        return jsonify(name=file)
    flash(gettext("Safe: “%(name)s” lies on your desk.", name=file), "done")
    return sound_pages.back(project_id, "recordings")


@blueprint.get("/sounds/<name>")
def sound(project_id: int, name: str) -> Response:
    """Give a recording of the desk to listen to; what is no WAV is a download."""
    access.group_of(project_id)
    with parts().book.reading() as session:
        found = desks.version(session, sound_desk.place_of(project_id, f"{SOUNDS}{name}"))
    if found is None or not found.bytes:
        raise NotFound("There is no such recording.")
    return sound_files.answer(name, found.digest)


@blueprint.post("/place")
def place(project_id: int) -> AnyResponse:
    """Put a recording at a time of the film."""
    return sound_pages.done(project_id, lambda: _place(project_id, request.form))


@blueprint.post("/change")
def change(project_id: int) -> AnyResponse:
    """Give a sound of the film another place, gain, fade or side."""
    form, at = request.form, request.form.get("row", -1, type=int)

    def do() -> desk.Saved:
        cells = cue_forms.cells_of(form, papers.project_of(project_id).frame_rate)
        return sound_desk.change(
            project_id,
            sound_pages.base_of(),
            lambda text: cue_table.changed(text, at, cells["file"], cells),
        )

    return sound_pages.done(project_id, do)


@blueprint.post("/remove")
def remove(project_id: int) -> AnyResponse:
    """Take a sound out of the film; its recording stays."""
    at, file = request.form.get("row", -1, type=int), request.form.get("file", "")

    def do() -> desk.Saved:
        return sound_desk.change(
            project_id, sound_pages.base_of(), lambda text: cue_table.removed(text, at, file)
        )

    return sound_pages.done(project_id, do)


@blueprint.post("/take-away")
def take_away(project_id: int) -> AnyResponse:
    """Take a recording from the desk."""
    sound_pages.ours(project_id)
    sound_desk.take_away(project_id, request.form.get("file", ""))
    flash(gettext("It is taken from your desk."), "done")
    return sound_pages.back(project_id, "recordings")


@blueprint.post("/send")
def send(project_id: int) -> AnyResponse:
    """Make a version of the cue sheet and its recordings: it is checked and mixed."""
    sound_pages.ours(project_id)
    new = sound_desk.send(project_id, request.form.get("note", "").strip()[:500])
    return on_to_its_stage(new)


def _place(project_id: int, form: Mapping[str, str]) -> desk.Saved:
    cells = cue_forms.cells_of(form, papers.project_of(project_id).frame_rate)
    return sound_desk.change(
        project_id, sound_pages.base_of(), lambda text: cue_table.added(text, cells)
    )


def _chosen(room: Room) -> dict[str, str]:
    """Return what the address asks for: a sound in words, a file, a time."""
    what = request.args.get("what", "")[:80]
    known = next((one for one in room.wanted if one.words == what), None)
    frame = known.first_frame if known and known.first_frame else 0
    start = request.args.get("at", "")[:20] or frames_to_timecode(frame, room.project.frame_rate)
    file = request.args.get("file", "")[:200]
    is_ours = any(one.file == file and one.origin != "sent" for one in room.recordings)
    rights = gettext("We recorded it") if is_ours else ""
    return {"what": what, "file": file, "start": start, "rights": rights}
