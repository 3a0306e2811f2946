"""A group calls for help with one tap; an adult says "I am coming"; then it is solved."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import help_calls
from pipeline.records import help_calls as calls
from web import access, auth
from web.blueprints.people import safe_path
from web.parts import parts

blueprint = Blueprint("helping", __name__)


@blueprint.post("/projects/<int:project_id>/<stage>/help")
def call(project_id: int, stage: str) -> Response:
    """Call for help with a stage."""
    access.group_of(project_id)
    words = request.form.get("text", "")[: 4 * help_calls.LONGEST]
    help_calls.call(
        parts().book, project_id=project_id, stage=stage, by=auth.person().id, text=words
    )
    flash(gettext("Your mentors see that you need help. Somebody comes."), "done")
    return _back()


@blueprint.post("/help/<int:call_id>/coming")
def coming(call_id: int) -> Response:
    """An adult is on the way."""
    _must_see(call_id)
    help_calls.coming(parts().book, call_id=call_id, by=auth.person().id)
    flash(gettext("The group sees that you are coming."), "done")
    return _back()


@blueprint.post("/help/<int:call_id>/solved")
def solved(call_id: int) -> Response:
    """It is solved."""
    _must_see(call_id)
    help_calls.solved(parts().book, call_id=call_id, by=auth.person().id)
    flash(gettext("Good. The call is taken down."), "done")
    return _back()


def _must_see(call_id: int) -> None:
    access.group_of(access.named(calls.with_id, call_id).project_id)


def _back() -> Response:
    where = request.form.get("back", "")
    return redirect(safe_path(where) if where else url_for("board.board"), code=303)
