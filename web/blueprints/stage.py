"""The page of a stage: the picture, what is asked, the report, the products, the history."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from pipeline import picture_lock
from pipeline.documents.film_stages import stage_after
from pipeline.records import Session, groups, questions
from pipeline.records.values import Person
from pipeline.records.views import StageView
from pipeline.stage_facts import facts_of
from pipeline.standing import CellState
from web import access, asking, auth, gate, security, words
from web.delivered import deliveries_of
from web.doors import Door, doors_of
from web.follow import follow_rows
from web.gate_card import KIND_WORDS, gate_card
from web.left_out import is_there
from web.locked_pictures import lock_of
from web.notes_room import INKS, KINDS, notes_room
from web.parts import parts
from web.pictures import frame_at, picture_of, timecode
from web.rights import Caller
from web.timeline_papers import timeline_papers
from web.watched import watching_of

blueprint = Blueprint("stage", __name__)


def _doors(person: Person, view: StageView) -> tuple[Door, ...]:
    """Return the rooms of a stage that is open."""
    if view.state is CellState.CLOSED:
        return ()
    found = doors_of(view.stage, is_maker=gate.may("desk.save"), may=gate.may)
    return tuple(one for one in found if is_there(one.endpoint, view.project.stages))


def _next_page(view: StageView) -> str:
    """Return the address of the stage after this one, if there is one."""
    after = stage_after(view.project.stages, view.stage)
    return url_for("stage.stage", project_id=view.project_id, stage=after) if after else ""


def _asked(person: Person, view: StageView) -> asking.Asked:
    """Return what is asked of somebody: a mentor does not open the lock where a lead mentor is."""
    leads: tuple[str, ...] = ()
    if view.stage == picture_lock.STAGE and gate.caller() is Caller.MENTOR:
        with parts().book.reading() as session:
            leads = groups.lead_mentors_of(session, person.workshop_id)
    return asking.asked_of(person, view, leads=leads)


@blueprint.get("/projects/<int:project_id>/<stage>")
def stage(project_id: int, stage: str) -> Response:
    """Show a stage with its newest version, or with the one that ?version= names."""
    access.group_of(project_id)
    number = request.args.get("version", type=int)
    last_event = parts().live.last_id()
    with parts().book.reading() as session:
        view = questions.stage_view(session, project_id, stage, number=number)
        said = _said_and_asked(session, view)
    page = render_template("stage/stage.html", **_shown(view), **said, last_event=last_event)
    # A note can be spoken.
    return security.with_microphone(make_response(page))


def _shown(view: StageView) -> dict[str, object]:
    """Return what the page of a stage needs besides the event it was drawn at."""
    person = auth.person()
    return {
        "view": view,
        "made": {one.name: one for one in view.shown.made} if view.shown else {},
        "picture": picture_of(view, parts().store),
        "asked": _asked(person, view),
        "allowed": asking.allowed(person, view),
        "stage_rules": facts_of(view.stage),
        "timecode": lambda frame: timecode(view, frame),
        "frame_at": lambda place: frame_at(view, place),
        "fates": words.FATES,
        "timeline": timeline_papers(view, parts().store),
        "stage_number": view.project.stages.index(view.stage) + 1,
        "asked_next": _next_page(view),
        "doors": _doors(person, view),
        "lock": lock_of(view),
        "given": deliveries_of(view),
        "watching": watching_of(person, view),
        "watcher_words": words.WATCHERS,
    }


def _said_and_asked(session: Session, view: StageView) -> dict[str, object]:
    """Return the notes, the gate card, and what follows the picture."""
    signs = "approve" in asking.allowed(auth.person(), view)
    room = notes_room(session, view)
    said = (*room.here, *room.earlier)
    return {
        "notes_room": room,
        "thread_of": room.threads,
        "done_todos": {one.note.text for one in said if one.note.is_todo and one.note.done_by},
        "gate": gate_card(session, view) if signs else None,
        "follow": follow_rows(session, view),
        "note_kinds": KINDS,
        "kind_words": KIND_WORDS,
        "inks": INKS,
    }
