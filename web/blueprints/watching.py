"""Somebody says that they have watched the finished file whole."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline.errors import Refused
from pipeline.records import questions
from pipeline.watching import Where, say_watched
from web import access, auth
from web.parts import parts
from web.watched import must_have_run

blueprint = Blueprint("watching", __name__)

_PLACES = {one.value: one for one in Where}


@blueprint.post("/revisions/<int:revision_id>/watched")
def say(revision_id: int) -> Response:
    """Keep the word of somebody, with where they have watched."""
    seen = access.revision_of(revision_id)
    where = _PLACES.get(request.form.get("where", ""))
    if where is None:
        raise Refused("Say where you have watched the film: here, or in the hall.")
    if where is Where.PAGE:
        must_have_run(
            request.form.get("begun", ""),
            revision_id=seen.id,
            person_id=auth.person().id,
            seconds=_seconds(seen.project_id, seen.stage, seen.number),
        )
    digest = request.form.get("digest", "")
    say_watched(parts().book, revision_id=seen.id, digest=digest, by=auth.person().id, where=where)
    flash(gettext("Your word is kept, with your name and the day."), "done")
    place = url_for("stage.stage", project_id=seen.project_id, stage=seen.stage, _anchor="watched")
    return redirect(place, code=303)


def _seconds(project_id: int, stage: str, number: int) -> float:
    """Return how long the film runs, as its check has measured."""
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, stage, number=number)
    facts = view.shown.report.facts if view.shown and view.shown.report else {}
    seconds = facts.get("seconds", 0.0)
    return float(seconds) if isinstance(seconds, int | float) else 0.0
