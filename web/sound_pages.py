"""What the pages of the sounds have in common: who may change them, and the way back."""

from collections.abc import Callable

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline import desk
from pipeline.access import must_be_maker
from pipeline.errors import CannotRead
from pipeline.records.values import Group
from pipeline.timing import SAMPLE_RATE, frames_to_timecode, nearest
from web import access, auth, gate
from web.errors import sentence
from web.spotting_room import ORIGINS, ROLES, SOURCES, STATES, Room


def done(project_id: int, act: Callable[[], desk.Saved], *, anchor: str = "sheet") -> AnyResponse:
    """Do what a form asks for, and go back to the page with what came of it."""
    ours(project_id)
    try:
        saved = act()
    except CannotRead as refusal:
        flash(sentence(refusal), "warning")
        return back(project_id, anchor)
    if saved.clashes:
        flash(
            gettext("Somebody else has just changed the same sound. Look at it, then do it again."),
            "warning",
        )
    else:
        flash(gettext("Kept on your desk."), "done")
    return back(project_id, anchor)


def base_of() -> int:
    """Return the version of the sheet that the form was made from."""
    return request.form.get("base", 0, type=int)


def ours(project_id: int) -> Group:
    """Return the group of a film for one of its students. Raise NotFound or Refused."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    return group


def back(project_id: int, anchor: str) -> AnyResponse:
    """Return to the page of the form: the timeline, or this one."""
    page = "lanes.page" if request.form.get("back") == "lanes" else "spotting.page"
    return redirect(url_for(page, project_id=project_id, _anchor=anchor), code=303)


def around(room: Room) -> dict[str, object]:
    """Return what the pages of the sounds have in common."""
    rate = room.project.frame_rate

    def timecode(samples: int) -> str:
        return frames_to_timecode(nearest(samples * rate / SAMPLE_RATE), rate)

    return {
        "room": room,
        "project_id": room.project_id,
        "project": room.project,
        "group": room.group,
        "is_maker": gate.may("spotting.keep"),
        "states": STATES,
        "roles": ROLES,
        "sources": SOURCES,
        "origins": ORIGINS,
        "timecode": timecode,
        "frame_timecode": lambda frame: frames_to_timecode(frame, rate),
    }
