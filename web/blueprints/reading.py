"""Reading aloud: scene by scene, with a watch; the time that was measured stands in the script."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline.access import must_be_maker
from pipeline.errors import CannotRead, MovedOn
from pipeline.fountain.breakdown import parts_of
from pipeline.fountain.checks import minutes
from web import access, auth, gate, papers
from web.pictures import HIDDEN
from web.tag_writing import seconds_of, with_measured_time

blueprint = Blueprint("reading", __name__)


@blueprint.get("/projects/<int:project_id>/script/read")
def reading(project_id: int) -> str:
    """Show the script in large type, with a watch for each scene."""
    group = access.group_of(project_id)
    screenplay = papers.screenplay_at_hand(project_id, papers.script_at_hand(project_id))
    parts = parts_of(screenplay.elements)
    return render_template(
        "script/read.html",
        project_id=project_id,
        project=papers.project_of(project_id),
        group=group,
        may_write=gate.may("reading.keep_time"),
        screenplay=screenplay,
        scenes=[
            (scene, [one for one in part[1:] if one.kind.value not in HIDDEN])
            for scene, part in zip(screenplay.scenes, parts, strict=True)
            if not scene.omitted
        ],
        minutes=minutes,
    )


@blueprint.post("/projects/<int:project_id>/script/read")
def keep_time(project_id: int) -> AnyResponse:
    """Write the time of a scene into the script on the desk; an empty time takes it out."""
    must_be_maker(auth.person(), access.group_of(project_id))
    number, at_hand = request.form.get("scene", ""), papers.script_at_hand(project_id)
    seconds = seconds_of(request.form.get("time", ""))
    scenes = papers.screenplay_at_hand(project_id, at_hand).scenes
    scene = next((one for one in scenes if one.number == number and not one.omitted), None)
    if scene is None:
        raise CannotRead("The script has no scene %(number)s any more.", number=number[:10])
    text = with_measured_time(at_hand.text, scene.line, seconds)
    saved = papers.keep_script(project_id, text, at_hand=at_hand)
    if saved.clashes:
        raise MovedOn("Somebody changed this scene at the same moment. Read it once more.")
    if request.accept_mimetypes.best == "application/json":
        return _sums(project_id)
    flash(gettext("The time of scene %(number)s stands in the script.", number=number), "done")
    place = url_for("reading.reading", project_id=project_id, _anchor=f"scene-{number}")
    return redirect(place, code=303)


def _sums(project_id: int) -> Response:
    screenplay = papers.screenplay_at_hand(project_id, papers.script_at_hand(project_id))
    times = {one.number: one.measured_seconds for one in screenplay.scenes}
    return jsonify(seconds=screenplay.seconds, times=times)
