"""The grade: light, warmth, colour and look of every shot of the cut; every button is a form."""

from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask_babel import lazy_gettext as _
from werkzeug import Response as AnyResponse

from pipeline.access import must_be_maker
from pipeline.documents.grade import FIGURES, LIMITS, UNGRADED, Grade, grade_from
from pipeline.editing.grade_stills import draw_still
from pipeline.editing.grade_table import regraded
from pipeline.errors import NotFound
from pipeline.timing import frames_to_timecode
from web import access, auth, desk_tables, gate
from web.grade_room import STILLS, place_of, room_of
from web.parts import parts

blueprint = Blueprint("grade", __name__, url_prefix="/projects/<int:project_id>/edit/grade")

WORDS: Final = {
    "exposure": (_("Brightness"), _("darker"), _("lighter"), "0.1"),
    "warmth": (_("Warmth"), _("blue"), _("amber"), "1"),
    "tint": (_("Tint"), _("green"), _("magenta"), "1"),
    "saturation": (_("Colour"), _("grey"), _("colourful"), "0.05"),
}
"""By figure: its name, its two ends, and the step of its slider."""


@blueprint.get("")
def page(project_id: int) -> str:
    """Show every shot of the cut before and after its grade."""
    last_event = parts().live.last_id()
    room = room_of(project_id, access.group_of(project_id))
    return render_template(
        "edit/grade.html",
        room=room,
        words=WORDS,
        limits=LIMITS,
        neutral=UNGRADED,
        is_maker=gate.may("grade.keep"),
        timecode=lambda frame: frames_to_timecode(frame, room.project.frame_rate),
        asked=_asked,
        last_event=last_event,
    )


def _asked(grade: Grade) -> dict[str, str]:
    """Return a grade as the values of an address."""
    return {name: f"{getattr(grade, name):g}" for name in FIGURES} | {"lut": grade.lut}


@blueprint.get("/still/<name>")
def still(project_id: int, name: str) -> Response:
    """Give a small picture of a shot with the grade that the address names, maybe of one use."""
    room = room_of(project_id, access.group_of(project_id))
    moment = room.shot(name).moment_of(request.args.get("use", 0, type=int))
    if moment is None:
        raise NotFound("There is no small copy of this take to look at.")
    grade = grade_from(request.args.to_dict())
    drawn = draw_still(moment, grade, room.lut_of(grade), folder=parts().settings.home / STILLS)
    given = send_file(drawn.absolute(), mimetype="image/jpeg", conditional=True, max_age=3600)
    given.headers["Cache-Control"] = "private, max-age=3600"
    return given


@blueprint.post("/keep")
def keep(project_id: int) -> AnyResponse:
    """Keep the grade of a shot, of one use of it, or of all shots of its scene; or take it back."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    room = room_of(project_id, group)
    shot = room.shot(request.form.get("shot", ""))
    use = shot.use(request.form.get("use", 0, type=int))
    what = request.form.get("what", "keep")
    grade = None if what == "take_back" else grade_from(request.form.to_dict())
    names = room.of_scene(shot.scene) if what == "scene" else (shot.take.name,)
    clash = desk_tables.keep(
        place_of(project_id),
        lambda text: regraded(text, names, grade, use=use.number if use else 0),
        back=url_for(".page", project_id=project_id),
    )
    anchor = shot.take.name + (f"-{use.number}" if use else "")
    return clash or redirect(url_for(".page", project_id=project_id, _anchor=anchor), code=303)


@blueprint.post("/send")
def send(project_id: int) -> AnyResponse:
    """Make a version of the newest timeline with the grade of the desk."""
    must_be_maker(auth.person(), access.group_of(project_id))
    nothing = NotFound("No shot is graded yet. Change one and keep it, then send it again.")
    return desk_tables.send(place_of(project_id), nothing)
