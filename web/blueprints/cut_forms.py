"""The cutter without a script: each move is a form, and so are its beginning, end, and clashes."""

from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import workflow
from pipeline.access import must_be_maker
from pipeline.desk import Saved
from pipeline.errors import CannotRead
from pipeline.timing import frames_to_timecode
from web import access, auth, cutter_forms, cutter_room, gate
from web.cutter_clash import clashing
from web.cutter_room import STAGE, Room, number_of, room_of
from web.cutter_versions import kept_cuts
from web.errors import sentence
from web.kept_versions import on_to_its_stage
from web.parts import parts

blueprint = Blueprint("cut_forms", __name__, url_prefix="/projects/<int:project_id>/edit/cut")


@blueprint.post("/do")
def do(project_id: int) -> AnyResponse:
    """Make the move of a form on the cut that its sender saw."""
    room = _ours(project_id)
    try:
        done = cutter_forms.do(room, request.form)
    except CannotRead as refusal:
        flash(sentence(refusal), "warning")
        return _back(project_id, request.form.get("item", ""))
    if done.saved.clashes:
        return _clash_page(room, done.saved, base=number_of(request.form.get("base")))
    return _back(project_id, done.anchor)


@blueprint.post("/begin")
def begin(project_id: int) -> AnyResponse:
    """Begin anew from the assembly, or with what of the timeline can be opened."""
    room = _ours(project_id)
    is_copy = request.form.get("what") == "copy"
    cut = cutter_room.opened(room).cut if is_copy else cutter_room.assembly_of(room)
    base = number_of(request.form.get("base"))
    saved = cutter_room.keep(room, cut, base=base)
    if saved.clashes:
        return _clash_page(room, saved, base=base)
    flash(
        gettext("A new cut lies on your desk. What was there is kept among the versions."), "done"
    )
    return _back(project_id)


@blueprint.post("/settle")
def settle(project_id: int) -> AnyResponse:
    """Let the cut count that was kept aside, or leave what lies there; both stay kept."""
    room = _ours(project_id)
    if request.form.get("whose") != "mine":
        flash(gettext("The film goes on with their cut. Yours is kept among the versions."), "done")
        return _back(project_id)
    seen, aside = (number_of(request.form.get(name)) for name in ("seen", "aside"))
    saved = cutter_room.keep(room, cutter_forms.seen(room, aside), base=seen)
    if saved.clashes:
        return _clash_page(room, saved, base=seen)
    flash(gettext("The film goes on with your cut. Theirs is kept among the versions."), "done")
    return _back(project_id)


@blueprint.post("/send")
def send(project_id: int) -> AnyResponse:
    """Make a version of the cut: it is checked, and its preview is rendered."""
    room = _ours(project_id)
    if not room.number:
        cutter_room.keep(room, cutter_room.opened(room).cut, base=0)
    said = request.form.get("note", "").strip()[:500]
    new = workflow.send_desk(
        parts().book, project_id=project_id, stage=STAGE, by=auth.person().id, note=said
    )
    return on_to_its_stage(new)


@blueprint.get("/versions")
def versions(project_id: int) -> str:
    """Show the cuts that lay on the desk, the newest first."""
    room = room_of(project_id, access.group_of(project_id))
    return render_template(
        "cutter/versions.html",
        room=room,
        versions=kept_cuts(room),
        timecode=partial(frames_to_timecode, rate=room.project.frame_rate),
        is_maker=gate.may("cut_forms.do"),
    )


def _clash_page(room: Room, saved: Saved, *, base: int) -> AnyResponse:
    page = render_template(
        "cutter/clash.html",
        room=room,
        both=clashing(room, base=base, seen=saved.number, aside=saved.aside),
        timecode=partial(frames_to_timecode, rate=room.project.frame_rate),
    )
    return Response(page, status=409)


def _ours(project_id: int) -> Room:
    """Return the room for a student of the group. Raise NotFound or Refused."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    return room_of(project_id, group)


def _back(project_id: int, anchor: str = "") -> AnyResponse:
    address = url_for("cutter.page", project_id=project_id, _anchor=anchor or None)
    return redirect(address, code=303)
