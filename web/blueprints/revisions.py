"""What people do with a version: each form is one route, each route one verb of the workflow."""

from fractions import Fraction

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import workflow
from pipeline.access import must_be_maker
from pipeline.errors import CannotRead
from pipeline.files.store import StoredFile
from pipeline.records import revisions as records
from pipeline.records.decisions import Note
from pipeline.records.values import RevisionView
from pipeline.sign_off import Action
from pipeline.stage_facts import facts_of
from pipeline.timing import timecode_to_frames
from web import access, auth, papers, uploads
from web.parts import parts

blueprint = Blueprint("revisions", __name__)

ANSWERS = {one.value: one for one in (Action.APPROVE, Action.APPROVE_WITH_TODOS, Action.NOT_YET)}
MOST_TODOS = 5
"""More than five to-dos are not done by anybody (domain research: five notes a round)."""


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
    parts().announce()
    kept = gettext("Safe: version %(number)s is kept. Claquette checks it now.", number=new.number)
    flash(kept, "done")
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


@blueprint.post("/revisions/<int:revision_id>/notes")
def note(revision_id: int) -> Response:
    """Somebody writes a note, perhaps on a picture of the film or on a line of the script."""
    seen = access.revision_of(revision_id)
    line, quote = _line(seen, request.form.get("at_line", "").strip())
    written = Note(
        revision_id=seen.id,
        by=auth.person().id,
        text=request.form.get("text", ""),
        at_frame=_frame(seen, request.form.get("at", "").strip()),
        at_line=line,
        quote=quote,
    )
    workflow.write_note(parts().book, written)
    if request.form.get("back") == "mix":
        return redirect(url_for("sound_mix.page", project_id=seen.project_id, _anchor="notes"), 303)
    return _back(seen.project_id, seen.stage, "notes")


def _digest() -> str:
    """Return what the person has seen: the verb refuses if it is something else by now."""
    return request.form.get("digest", "")


def _frame(seen: RevisionView, timecode: str) -> int | None:
    if not timecode:
        return None
    with parts().book.reading() as session:
        rate: Fraction = records.project_settings(session, seen.project_id).frame_rate
    return timecode_to_frames(timecode, rate)


def _line(seen: RevisionView, number: str) -> tuple[int | None, str]:
    """Return the line of the script that a note is pinned to, and its words."""
    if not number:
        return None, ""
    with parts().book.reading() as session:
        lines = papers.script_of(session, seen).split("\n")
    if not (number.isascii() and number.isdecimal() and 0 < int(number[:8]) <= len(lines)):
        raise CannotRead(
            "There is no line %(number)s. The lines are numbered from 1 to %(last)s.",
            number=number[:10],
            last=len(lines),
        )
    return int(number), lines[int(number) - 1].strip()[:300]


def _verdict(seen: RevisionView) -> workflow.Verdict:
    answer = ANSWERS.get(request.form.get("answer", ""))
    if answer is None:
        raise CannotRead("Choose one of the three answers.")
    todos = [line.strip() for line in request.form.get("todos", "").splitlines() if line.strip()]
    if len(todos) > MOST_TODOS:
        raise CannotRead(
            "These are %(count)s to-dos. Choose the %(most)s that help the film most.",
            count=len(todos),
            most=MOST_TODOS,
        )
    questions = facts_of(seen.stage).checklist
    ticked = set(request.form.getlist("checklist"))
    return workflow.Verdict(
        revision_id=seen.id,
        digest=_digest(),
        action=answer,
        by=auth.person().id,
        note=request.form.get("note", "").strip()[:4000],
        todos=tuple(line[:400] for line in todos) if answer is Action.APPROVE_WITH_TODOS else (),
        checklist={question: str(at) in ticked for at, question in enumerate(questions)},
    )
