"""What people do with a version: each form is one route, each route one verb of the workflow."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import checklists, workflow
from pipeline.access import must_be_maker
from pipeline.errors import CannotRead
from pipeline.files.store import StoredFile
from pipeline.records.values import Checklist, RevisionView
from pipeline.sign_off import Action
from pipeline.stage_facts import facts_of
from web import access, auth, uploads
from web.kept_versions import tell_of
from web.parts import parts

blueprint = Blueprint("revisions", __name__)

ANSWERS = {one.value: one for one in (Action.APPROVE, Action.APPROVE_WITH_TODOS, Action.NOT_YET)}


def _back(project_id: int, stage: str, anchor: str = "") -> Response:
    place = url_for("stage.stage", project_id=project_id, stage=stage, _anchor=anchor or None)
    if request.headers.get("HX-Request"):
        # A script would follow a redirect unseen and use up the words for the next page.
        return Response(status=204, headers={"HX-Redirect": place})
    return redirect(place, code=303)


def _send(project_id: int, stage: str, files: dict[str, StoredFile]) -> Response:
    sending = workflow.Sending(
        project_id=project_id,
        stage=stage,
        by=auth.person().id,
        files=files,
        leave_out=frozenset(request.form.getlist("leave_out")),
        note=request.form.get("note", "").strip()[:500],
    )
    new = workflow.add_revision(parts().book, sending)
    tell_of(new)
    return _back(project_id, stage)


@blueprint.post("/projects/<int:project_id>/<stage>/revisions")
def send(project_id: int, stage: str) -> Response:
    """Take files in; the answer comes when they are safe on the disk."""
    must_be_maker(auth.person(), access.group_of(project_id))
    accepts = facts_of(stage).accepts
    uploads.prepare(request)
    current_app.extensions["csrf"].protect()
    files = uploads.store_files(request.files.getlist("files"), parts().store, accepts)
    return _send(project_id, stage, files)


@blueprint.post("/projects/<int:project_id>/<stage>/draft")
def draft(project_id: int, stage: str) -> Response:
    """Ask Claquette for a start."""
    must_be_maker(auth.person(), access.group_of(project_id))
    workflow.open_stage(parts().book, project_id=project_id, stage=stage, by=auth.person().id)
    parts().announce()
    return _back(project_id, stage)


@blueprint.post("/revisions/<int:revision_id>/submit")
def submit(revision_id: int) -> Response:
    """The group is ready."""
    seen = access.revision_of(revision_id)
    workflow.submit(parts().book, revision_id=seen.id, digest=_digest(), by=auth.person().id)
    flash(gettext("Sent. Your mentor sees it now."), "done")
    return _back(seen.project_id, seen.stage)


@blueprint.post("/revisions/<int:revision_id>/withdraw")
def withdraw(revision_id: int) -> Response:
    """The group takes it back."""
    seen = access.revision_of(revision_id)
    workflow.withdraw(parts().book, revision_id=seen.id, digest=_digest(), by=auth.person().id)
    return _back(seen.project_id, seen.stage)


@blueprint.post("/revisions/<int:revision_id>/decide")
def decide(revision_id: int) -> Response:
    """A mentor answers."""
    seen = access.revision_of(revision_id)
    workflow.decide(parts().book, _verdict(seen))
    parts().announce()
    flash(gettext("Your answer is kept, with your name and the day."), "done")
    return _back(seen.project_id, seen.stage, "sign-offs")


@blueprint.post("/revisions/<int:revision_id>/reopen")
def reopen(revision_id: int) -> Response:
    """A mentor takes an approval back."""
    seen = access.revision_of(revision_id)
    workflow.reopen(
        parts().book,
        revision_id=seen.id,
        digest=_digest(),
        by=auth.person().id,
        reason=request.form.get("reason", ""),
    )
    return _back(seen.project_id, seen.stage)


@blueprint.post("/revisions/<int:revision_id>/waive")
def waive(revision_id: int) -> Response:
    """A mentor lets a blocker pass, with a reason."""
    seen = access.revision_of(revision_id)
    workflow.waive(
        parts().book,
        revision_id=seen.id,
        code=request.form.get("code", ""),
        place=request.form.get("place", ""),
        reason=request.form.get("reason", "").strip()[:1000],
        by=auth.person().id,
    )
    return _back(seen.project_id, seen.stage, "report")


def _digest() -> str:
    """Return what the person has seen: the verb refuses if it is something else by now."""
    return request.form.get("digest", "")


def _verdict(seen: RevisionView) -> workflow.Verdict:
    answer = ANSWERS.get(request.form.get("answer", ""))
    if answer is None:
        raise CannotRead("Choose one of the three answers.")
    todos = [line.strip() for line in request.form.get("todos", "").splitlines() if line.strip()]
    looked_at = _checklist(seen)
    ticked = set(request.form.getlist("checklist"))
    return workflow.Verdict(
        revision_id=seen.id,
        digest=_digest(),
        action=answer,
        by=auth.person().id,
        note=request.form.get("note", "").strip()[:4000],
        todos=tuple(line[:400] for line in todos) if answer is Action.APPROVE_WITH_TODOS else (),
        more_because=request.form.get("more_because", "").strip()[:1000],
        checklist={item: str(at) in ticked for at, item in enumerate(looked_at.items)},
        checklist_version=looked_at.version,
    )


def _checklist(seen: RevisionView) -> Checklist:
    """Return the list that the page has shown, else the newest."""
    version = request.form.get("checklist_version", type=int)
    workshop = auth.person().workshop_id
    with parts().book.reading() as session:
        if version is None:
            return checklists.newest(session, workshop, seen.stage)
        return checklists.of_version(session, workshop, seen.stage, version)
