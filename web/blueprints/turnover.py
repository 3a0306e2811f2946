"""What the sound people need of a locked picture: to look at, and to take along."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from pipeline import follow_up, picture_lock
from pipeline.records import questions
from web import access, auth
from web.locked_pictures import shown_lock, turnover_of
from web.parts import parts

blueprint = Blueprint("turnover", __name__)


@blueprint.get("/projects/<int:project_id>/edit/turnover")
def page(project_id: int) -> str:
    """Show the guide film, what is in the pack, and where to fetch it."""
    access.group_of(project_id)
    last_event = parts().live.last_id()
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, picture_lock.STAGE)
        lock = shown_lock(session, project_id)
    return render_template(
        "turnover/turnover.html",
        view=view,
        lock=lock,
        turnover=turnover_of(lock) if lock else None,
        last_event=last_event,
    )


@blueprint.post("/revisions/<int:revision_id>/master")
def start_again(revision_id: int) -> Response:
    """Ask for the master and the pack once more."""
    revision = access.revision_of(revision_id)
    follow_up.start_again(parts().book, revision_id=revision_id, by=auth.person().id)
    parts().announce()
    if request.form.get("back") == "turnover":
        return redirect(url_for("turnover.page", project_id=revision.project_id), code=303)
    where = url_for("stage.stage", project_id=revision.project_id, stage=revision.stage)
    return redirect(where, code=303)
