"""Missing clips: what the timeline of another computer calls otherwise; every button is a form."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response as AnyResponse

from pipeline.access import must_be_maker
from pipeline.documents.relink import Wanted
from pipeline.editing.relink_choices import Choice, choosing
from pipeline.errors import NotFound
from pipeline.timing import frames_to_timecode
from web import access, auth, desk_tables, gate
from web.parts import parts
from web.relink_room import Room, place_of, room_of
from web.relink_words import words_of_relinking

blueprint = Blueprint("relink", __name__, url_prefix="/projects/<int:project_id>/edit/relink")


@blueprint.get("")
def page(project_id: int) -> str:
    """Show every clip that was not found or is uncertain, and what it may be."""
    last_event = parts().live.last_id()
    room = room_of(project_id, access.group_of(project_id))
    return render_template(
        "edit/relink.html",
        room=room,
        words=words_of_relinking(),
        is_maker=gate.may("relink.choose"),
        timecode=lambda frame: frames_to_timecode(frame, room.project.frame_rate),
        last_event=last_event,
    )


@blueprint.post("/choose")
def choose(project_id: int) -> AnyResponse:
    """Keep what the group says about one name; an empty answer takes back what it said."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    choice = _choice_of(room_of(project_id, group))
    back = url_for(".page", project_id=project_id)
    clash = desk_tables.keep(place_of(project_id), lambda text: choosing(text, choice), back=back)
    anchor = request.form.get("anchor", "")[:20]
    there = url_for(".page", project_id=project_id, _anchor=anchor or None)
    return clash or redirect(there, code=303)


@blueprint.post("/send")
def send(project_id: int) -> AnyResponse:
    """Make a version of the newest timeline with all that was said."""
    must_be_maker(auth.person(), access.group_of(project_id))
    nothing = NotFound("You have not said yet what a clip is. Choose one, then send it again.")
    return desk_tables.send(place_of(project_id), nothing)


def _choice_of(room: Room) -> Choice:
    """Return what a form says. Raise NotFound for what the timeline or the rushes do not have."""
    form = request.form
    wanted = Wanted(**{key: form.get(key, "") for key in ("name", "folder", "start")})
    asked = {row.wanted for row in room.relinks.rows} | {one.wanted for one in room.choices}
    if wanted not in asked:
        raise NotFound("The timeline has no such clip any more. Load the page again.")
    media = form.get("medium", "")
    if media and media not in room.pictures:
        raise NotFound("There is no such take in the rushes. Load the page again.")
    digest = room.pictures[media].digest if media else ""
    return Choice(wanted=wanted, media=media, digest=digest)
