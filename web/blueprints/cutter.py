"""The simple cutter over HTTP: the room, its cut as JSON, and forms for those without a script."""

from collections.abc import Mapping
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    render_template,
    request,
)
from flask_babel import gettext
from werkzeug import Response as AnyResponse

from pipeline.access import must_be_maker
from pipeline.editing.cut_asked import SENTENCES
from pipeline.editing.cut_rules import settled
from pipeline.errors import CannotRead
from web import access, auth, cutter_room, gate
from web.cutter_bin import bin_json
from web.cutter_list import ROLES, listed
from web.cutter_room import Room, room_of
from web.parts import parts
from web.security import with_fetched_media

LARGEST_CUT_BYTES = 4 << 20

blueprint = Blueprint("cutter", __name__, url_prefix="/projects/<int:project_id>/edit")


@blueprint.get("/cut")
def page(project_id: int) -> AnyResponse:
    """Show the room."""
    room = _room(project_id)
    found = cutter_room.opened(room)
    page = render_template(
        "cutter/page.html",
        room=room,
        cut=found.cut,
        listed=listed(room, found.cut, _bin(room)),
        roles=ROLES,
        reasons=cutter_room.reasons_of(found),
        is_maker=gate.may("cutter.keep"),
        last_event=parts().live.last_id(),
    )
    return with_fetched_media(Response(page))


@blueprint.get("/cut.json")
def cut(project_id: int) -> AnyResponse:
    """Give the cut, the number of its version, and the bin."""
    room = _room(project_id)
    found = cutter_room.opened(room)
    return jsonify(
        cut=cutter_room.cut_json(found.cut),
        number=room.number,
        by=room.by,
        bin=_bin(room),
        rate=str(room.project.frame_rate),
        reasons=cutter_room.reasons_of(found),
        is_maker=gate.may("cutter.keep"),
        sentences={key: gettext(sentence) for key, sentence in SENTENCES.items()},
    )


@blueprint.post("/cut")
def keep(project_id: int) -> AnyResponse:
    """Lay a cut on the desk; when somebody else has laid one there meanwhile, keep it aside."""
    request.max_content_length = request.max_form_memory_size = LARGEST_CUT_BYTES
    current_app.extensions["csrf"].protect()
    room = _ours(project_id)
    sent = _sent()
    base = cutter_room.number_of(sent.get("base"))
    written = cutter_room.cut_from(sent.get("cut"))
    fitting = settled(written, room.bin)
    saved = cutter_room.keep(room, fitting, base=base)
    if saved.clashes:
        return _told(cutter_room.theirs_json(room, saved), 409)
    changed = {} if fitting == written else {"cut": cutter_room.cut_json(fitting)}
    return jsonify(number=saved.number, **changed)


def _sent() -> Mapping[str, object]:
    """Return the fields of a form, or of a JSON body."""
    if not request.is_json:
        return request.form
    plain = request.get_json(silent=True)
    if not isinstance(plain, dict):
        raise CannotRead("This is no cut.")
    return plain


def _told(plain: Mapping[str, object], status: int) -> AnyResponse:
    answer = jsonify(plain)
    answer.status_code = status
    return answer


def _bin(room: Room) -> Mapping[str, Any]:
    if room.rushes is None:
        return {"takes": [], "sounds": []}
    return bin_json(room.project_id, room.rushes)


def _room(project_id: int) -> Room:
    return room_of(project_id, access.group_of(project_id))


def _ours(project_id: int) -> Room:
    """Return the room for a student of the group. Raise NotFound or Refused."""
    group = access.group_of(project_id)
    must_be_maker(auth.person(), group)
    return room_of(project_id, group)
