"""Missing clips: what the timeline of another computer calls otherwise; every button is a form."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import desk, workflow
from pipeline.access import must_be_maker
from pipeline.desk import Saved, Saving
from pipeline.documents.relink import Wanted
from pipeline.editing.relink_choices import NAME, Choice, choosing
from pipeline.errors import NotFound
from pipeline.files import StoredFile
from pipeline.records import desks as desk_records
from pipeline.sign_off import Role
from pipeline.timing import frames_to_timecode
from web import access, auth, desks
from web.cut_files import STAGE
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
        is_maker=auth.person().role is Role.STUDENT,
        timecode=lambda frame: frames_to_timecode(frame, room.project.frame_rate),
        last_event=last_event,
    )


@blueprint.post("/choose")
def choose(project_id: int) -> AnyResponse:
    """Keep what the group says about one name; an empty answer takes back what it said."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    choice = _choice_of(room_of(project_id, group))
    saved = _keep(project_id, choice)
    if saved.clashes:
        page = render_template(
            "desk/clash.html",
            place=place_of(project_id),
            base=saved.number,
            saved=saved,
            back=url_for(".page", project_id=project_id),
        )
        return Response(page, status=409)
    anchor = request.form.get("anchor", "")[:20]
    return redirect(url_for(".page", project_id=project_id, _anchor=anchor or None), code=303)


@blueprint.post("/send")
def send(project_id: int) -> AnyResponse:
    """Make a version of the newest timeline with all that was said."""
    must_be_maker(auth.person(), access.group_of(project_id))
    lying = desk.lying(parts().book, parts().store, place_of(project_id))
    if lying is None:
        raise NotFound("You have not said yet what a clip is. Choose one, then send it again.")
    stored = StoredFile(digest=lying.version.digest, bytes=len(lying.content))
    note = request.form.get("note", "").strip()[:500]
    sending = workflow.Sending(
        project_id=project_id, stage=STAGE, by=auth.person().id, files={NAME: stored}, note=note
    )
    new = workflow.add_revision(parts().book, sending)
    parts().announce()
    said = gettext("Safe: version %(number)s is kept. Claquette checks it now.", number=new.number)
    flash(said, "done")
    return redirect(url_for("stage.stage", project_id=project_id, stage=STAGE), code=303)


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


def _keep(project_id: int, choice: Choice) -> Saved:
    """Lay the answer on the desk; what others said meanwhile about other clips stays."""
    place, who = place_of(project_id), auth.person().id
    base = request.form.get("base", 0, type=int)
    with parts().book.reading() as session:
        newest = desk_records.version(session, place)
        if newest and not desk_records.others_wrote(session, place, who, since=base):
            base = newest.number
    start = desks.start_of(place)
    seen = desk.lying(parts().book, parts().store, place, number=base) if base else None
    before = (seen.content if seen else start).decode(errors="replace")
    content = choosing(before, choice).encode()
    saving = Saving(place=place, by=who, base=base, content=content)
    return desk.save(parts().book, parts().store, saving, start=start)
