"""The breakdown: what each scene needs, on a sheet as it hangs on the wall."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug import Response

from pipeline.access import must_be_maker
from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene, Screenplay
from pipeline.errors import CannotRead, MovedOn
from pipeline.fountain.breakdown import breakdown_of
from pipeline.fountain.checks import minutes
from pipeline.fountain.headings import Light, light_of
from web import access, auth, gate, papers
from web.tag_writing import with_person

blueprint = Blueprint("breakdown", __name__)

SETTINGS: Final = {"INT": _("inside"), "EXT": _("outside"), "INT/EXT": _("inside and outside")}
LIGHTS: Final = {
    Light.DAWN: (_("dawn"), "sunrise"),
    Light.DAY: (_("day"), "sun"),
    Light.DUSK: (_("dusk"), "sunset"),
    Light.NIGHT: (_("night"), "moon"),
}


@blueprint.get("/projects/<int:project_id>/script/breakdown")
def breakdown(project_id: int) -> str:
    """Show cast, places, props and sounds, and a sheet for each scene."""
    group = access.group_of(project_id)
    project = papers.project_of(project_id)
    screenplay = papers.screenplay_at_hand(project_id, papers.script_at_hand(project_id))
    return render_template(
        "script/breakdown.html",
        project_id=project_id,
        project=project,
        group=group,
        may_write=gate.may("breakdown.keep_person"),
        whole=breakdown_of(screenplay, people_of(screenplay, project)),
        light_of=lambda scene: light_of(scene.time_of_day),
        light_words=LIGHTS,
        setting_words=SETTINGS,
        minutes=minutes,
        **_lists([one for one in screenplay.scenes if not one.omitted]),
    )


@blueprint.post("/projects/<int:project_id>/script/breakdown")
def keep_person(project_id: int) -> Response:
    """Write who plays a character into the script on the desk."""
    must_be_maker(auth.person(), access.group_of(project_id))
    character, person = (request.form.get(name, "")[:80] for name in ("character", "person"))
    if not character.strip():
        raise CannotRead("Say which character it is.")
    at_hand = papers.script_at_hand(project_id)
    text = with_person(at_hand.text, character, person)
    if papers.keep_script(project_id, text, at_hand=at_hand).clashes:
        raise MovedOn("Somebody changed the cast at the same moment. Look at it again.")
    flash(gettext("The cast stands in the script."), "done")
    return redirect(url_for("breakdown.breakdown", project_id=project_id), code=303)


def people_of(screenplay: Screenplay, project: Project) -> Mapping[str, str]:
    """Return who plays whom: the tags of the script come before the settings of the film."""
    return {**project.cast, **{one.character: one.person for one in screenplay.cast}}


def _lists(scenes: Sequence[Scene]) -> dict[str, object]:
    """Return the scenes, and the scene numbers of each place, prop, sound and light."""
    return {
        "scenes": scenes,
        "places": _by(scenes, lambda one: (one.place,)),
        "props": _by(scenes, lambda one: one.props),
        "sounds": _by(scenes, lambda one: one.sounds),
        "lights": _by(scenes, lambda one: (light_of(one.time_of_day).value,)),
    }


def _by(
    scenes: Iterable[Scene], things: Callable[[Scene], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Return the scene numbers of each thing, in order of its first scene."""
    found: dict[str, tuple[str, ...]] = {}
    for scene in scenes:
        for thing in things(scene):
            found[thing] = (*found.get(thing, ()), scene.number)
    return {thing: numbers for thing, numbers in found.items() if thing}
