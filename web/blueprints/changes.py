"""What changed between two versions of the script: by scene, by line, by word."""

from typing import Any, Final

from flask import Blueprint, g, render_template, request
from flask_babel import lazy_gettext as _

from pipeline.fountain.difference import State
from pipeline.fountain.touched import Why
from pipeline.records import questions, revisions
from pipeline.records.views import StageView
from web import access, papers
from web.changed import SHORT_BYTES, Changed, changed_between, versions_to_compare
from web.parts import parts
from web.pins import Pins, notes_at_lines
from web.words import Word

blueprint = Blueprint("changes", __name__)

STATE_WORDS: Final = {
    State.ADDED: Word(_("new"), "plus"),
    State.OMITTED: Word(_("taken out"), "minus"),
    State.CHANGED: Word(_("written anew"), "pencil"),
    State.MOVED: Word(_("moved"), "arrow-right"),
}
WHY_WORDS: Final[dict[Why, Any]] = {
    Why.OMITTED: _("its scene is taken out"),
    Why.DIALOGUE: _("what is said in it is written anew"),
    Why.PROPS: _("a prop in it has changed"),
    Why.CHARACTERS: _("who speaks in it has changed"),
    Why.DESCRIPTION: _("what we see in it has changed"),
    Why.SCENE: _("something else in its scene has changed"),
}


@blueprint.get("/projects/<int:project_id>/script/changes")
def changes(project_id: int) -> str:
    """Show two versions side by side; by default the newest and the last that was signed."""
    group = access.group_of(project_id)
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, "script")
    pair = _pair(view, request.args.get("from", type=int), request.args.get("to", type=int))
    return render_template(
        "script/changes.html",
        project_id=project_id,
        project=papers.project_of(project_id),
        group=group,
        versions=view.revisions,
        pair=pair,
        changed=changed_between(project_id, *pair) if pair else None,
        state_words=STATE_WORDS,
        why_words=WHY_WORDS,
    )


@blueprint.app_context_processor
def words() -> dict[str, object]:
    """Give the page of the stage what it shows of earlier versions: changes, and their notes."""
    return {"changed_of": changed_of, "notes_at_lines": _notes_at_lines}


def changed_of(view: StageView) -> Changed | None:
    """Return what the shown version of a script changed, where there is one before it."""
    if view.stage != "script" or view.shown is None:
        return None
    pair = _pair(view, None, view.shown.revision.number)
    return changed_between(view.project_id, *pair, most_bytes=SHORT_BYTES) if pair else None


def _notes_at_lines(view: StageView) -> Pins:
    """Return the pinned notes; a page asks twice, beside the script and below it."""
    if "pins" not in g:
        g.pins = _pins(view)
    found: Pins = g.pins
    return found


def _pins(view: StageView) -> Pins:
    if view.stage != "script" or view.shown is None:
        return Pins()
    pinned = tuple(one for one in view.notes if one.at_line is not None)
    with parts().book.reading() as session:
        wanted = {view.shown.revision.id, *(one.revision_id for one in pinned)}
        texts = {
            one.id: papers.script_of(session, one) for one in view.revisions if one.id in wanted
        }
    return notes_at_lines(pinned, texts, view.shown.revision)


def _pair(view: StageView, old: int | None, new: int | None) -> tuple[Any, Any] | None:
    last = new or (view.revisions[0].number if view.revisions else 0)
    with parts().book.reading() as session:
        signed = revisions.newest_signed(session, view.project_id, view.stage, before=last)
    return versions_to_compare(view.revisions, signed.number if signed else None, old, new)
