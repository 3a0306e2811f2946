"""What programs of a group may ask and send, with a token and without a page: version 1.

No cookie counts here and no form's token; who asks is the token alone. What may be asked is
written down in api_description.py, and served as OpenAPI.
"""

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from pipeline import workflow
from pipeline.errors import CannotRead, NotFound
from pipeline.records import questions, revisions
from pipeline.records.values import FileSide
from pipeline.stage_facts import facts_of
from web import access, api_answers, auth, uploads
from web.api_description import BASE, DESCRIPTION, OPERATIONS
from web.blueprints.files import answer
from web.parts import parts

blueprint = Blueprint("api", __name__, url_prefix=BASE)

STAGE = "/films/<int:project_id>/<stage>/revisions"
LONGEST_NOTE = 500


@blueprint.get("/")
def page() -> str:
    """Show people how programs ask."""
    return render_template("api/page.html", operations=OPERATIONS, base=request.host_url[:-1])


@blueprint.get("/openapi.json")
def description() -> Response:
    """Give the description that programs read."""
    return jsonify(DESCRIPTION)


@blueprint.get("/board")
def board() -> Response:
    """Tell where each film of the group stands."""
    who = auth.person()
    with parts().book.reading() as session:
        view = questions.board(session, who.workshop_id)
    ours = [row for row in view.rows if row.group.id == who.group_id]
    return jsonify(workshop=view.name, films=[api_answers.film(row) for row in ours])


@blueprint.get(STAGE)
def listing(project_id: int, stage: str) -> Response:
    """List the versions of a stage, the newest first."""
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, stage)
    return jsonify(revisions=[api_answers.revision(one) for one in view.revisions])


@blueprint.post(STAGE)
def send(project_id: int, stage: str) -> tuple[Response, int, dict[str, str]]:
    """Take a version in; the answer comes when its files are safe on the disk."""
    accepts = facts_of(stage).accepts
    uploads.prepare(request)
    files = uploads.store_files(request.files.getlist("files"), parts().store, accepts)
    if not files:
        raise CannotRead("There was no file in what you sent. Send it in the field “files”.")
    sending = workflow.Sending(
        project_id=project_id,
        stage=stage,
        by=auth.person().id,
        files=files,
        leave_out=frozenset(request.form.getlist("leave_out")),
        note=request.form.get("note", "").strip()[:LONGEST_NOTE],
    )
    new = workflow.add_revision(parts().book, sending)
    parts().announce()
    place = url_for(".revision", revision_id=new.id)
    return jsonify(api_answers.revision(access.revision_of(new.id))), 201, {"Location": place}


@blueprint.get("/revisions/<int:revision_id>")
def revision(revision_id: int) -> Response:
    """Tell everything about a version: its report, and what can be fetched."""
    seen = access.revision_of(revision_id)
    with parts().book.reading() as session:
        view = questions.stage_view(session, seen.project_id, seen.stage, number=seen.number)
        locked = revisions.files_of(session, revision_id, FileSide.LOCKED)
    if view.shown is None:
        raise NotFound("There is no such version.")
    return jsonify(api_answers.whole(view.shown, locked))


@blueprint.get("/revisions/<int:revision_id>/<any(made, locked):side>/<path:name>")
def file(revision_id: int, side: str, name: str) -> Response:
    """Give a product of a version."""
    access.revision_of(revision_id)
    with parts().book.reading() as session:
        found = revisions.files_of(session, revision_id, FileSide(side))
    match = next((one for one in found if one.name == name), None)
    if match is None:
        raise NotFound("This version has no such file.")
    return answer(match, made=True)
