"""Room tone and wild sounds: recorded in the page, or sent as a file; the list writes itself."""

from typing import Final

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline.access import must_be_maker
from pipeline.errors import CannotRead
from pipeline.rushes.wanted import WantedSound
from pipeline.stage_facts import facts_of
from web import access, auth, booth, papers, security, uploads
from web.parts import parts
from web.recordings import SOUNDS, STAGE

blueprint = Blueprint("record", __name__, url_prefix="/projects/<int:project_id>/rushes/record")

LEAST_S: Final = 10
"""A room tone that is shorter cannot be laid under a scene without being heard to repeat."""
WISHED_S: Final = 30


@blueprint.get("")
def page(project_id: int) -> Response:
    """Show what is still missing, and record it."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    last_event = parts().live.last_id()
    shown = render_template(
        "rushes/record.html",
        project_id=project_id,
        project=papers.project_of(project_id),
        group=group,
        least_s=LEAST_S,
        wished_s=WISHED_S,
        accepts=SOUNDS,
        last_event=last_event,
        **_lists(booth.wanted_of(project_id)),
    )
    return security.with_microphone(make_response(shown))


def _lists(wanted: tuple[WantedSound, ...]) -> dict[str, object]:
    tones = [one for one in wanted if one.role.value == "room_tone"]
    sounds = [one for one in wanted if one.role.value == "wild"]
    left = [one for one in wanted if not one.is_there]
    return {"tones": tones, "sounds": sounds, "left": left}


@blueprint.post("")
def keep(project_id: int) -> AnyResponse:
    """Lay a recording on the table under a name that says what it is, and write its row."""
    must_be_maker(auth.person(), access.group_of(project_id))
    uploads.prepare(request)
    current_app.extensions["csrf"].protect()
    choice = booth.choice_of(request.form, booth.wanted_of(project_id))
    given = [one for one in request.files.getlist("files") if one.filename]
    if len(given) != 1:
        raise CannotRead("Choose one sound file, then send it.")
    (sent,) = uploads.store_files(given, parts().store, facts_of(STAGE).accepts).items()
    name = booth.keep(project_id, choice, *sent)
    parts().announce()
    if request.accept_mimetypes.best == "application/json":
        return jsonify(name=name)
    flash(gettext("Safe: “%(name)s” lies on your table.", name=name), "done")
    return redirect(url_for(".page", project_id=project_id), code=303)
