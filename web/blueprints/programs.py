"""The programs of a group: tokens for them are made here, shown once, and taken back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import tokens
from pipeline.records import tokens as records
from pipeline.tokens import LONGEST_NAME, may_let_in
from web import access, auth, papers
from web.parts import parts

blueprint = Blueprint("programs", __name__, url_prefix="/projects/<int:project_id>/programs")


@blueprint.get("")
def page(project_id: int) -> str:
    """Show the tokens of the group, and the form for a new one."""
    return render_template("programs/page.html", **_shown(project_id))


@blueprint.post("")
def make(project_id: int) -> Response:
    """Make a token; the answer is the only page that ever shows its words."""
    access.group_of(project_id)
    name = request.form.get("name", "")[: 4 * LONGEST_NAME]
    made, words = tokens.make(parts().book, project_id=project_id, by=auth.person().id, name=name)
    shown = render_template("programs/made.html", **_shown(project_id), made=made, words=words)
    answer = Response(shown, status=201, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/<int:token_id>/revoke")
def revoke(project_id: int, token_id: int) -> Response:
    """Take a token back."""
    access.group_of(project_id)
    tokens.revoke(parts().book, project_id=project_id, token_id=token_id, by=auth.person().id)
    flash(gettext("Taken back. Its program is refused from now on."), "done")
    return redirect(url_for(".page", project_id=project_id), code=303)


def _shown(project_id: int) -> dict[str, object]:
    group = access.group_of(project_id)
    with parts().book.reading() as session:
        found = records.of_group(session, group.id)
        may_change = may_let_in(session, group, auth.person())
    return {
        "project_id": project_id,
        "project": papers.project_of(project_id),
        "group": group,
        "tokens": found,
        "may_change": may_change,
        "longest": LONGEST_NAME,
        "base": url_for("api.page", _external=True),
    }
