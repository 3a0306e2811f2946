"""The workshops of a coordinator, and the form in which a new one is made."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline import workshop_stages, workshops
from pipeline.documents.workshop_plan import RATES, SIZES, usual_fields
from pipeline.documents.workshop_template import (
    PLACES,
    TEMPLATES,
    Gate,
    first_moment,
    gates_of,
    last_moment,
    template_of,
)
from pipeline.errors import CannotRead, NotFound, PipelineError, Refused
from pipeline.records import people, roster
from web import auth, office, wizard
from web.errors import sentence
from web.language import NAMES
from web.parts import parts

blueprint = Blueprint("workshops", __name__)


@blueprint.get("/workshops")
def mine() -> str:
    """Show the workshops that somebody coordinates."""
    with parts().book.reading() as session:
        found = roster.workshops_of(session, auth.person())
    return render_template("office/workshops.html", rows=found, new=workshops.NEW)


@blueprint.post("/workshops/<int:workshop_id>/enter")
def enter(workshop_id: int) -> Response:
    """Go over into another workshop of the same coordinator."""
    with parts().book.reading() as session:
        ids = {one.id: who for one, who in roster.workshops_of(session, auth.person())}
        if workshop_id not in ids:
            raise NotFound("There is no such workshop.")
        person = people.person_with_id(session, ids[workshop_id])
    auth.log_in(person)
    return redirect(url_for("board.board"), code=303)


@blueprint.get("/workshops/new")
def new() -> str:
    """Show the first step."""
    offered = office.languages_here()
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    answers = wizard.Answers(
        fields={**usual_fields(offered, today), "minutes": "", "seconds": ""}, languages=offered
    )
    return _page(0, answers)


@blueprint.post("/workshops/new")
def step() -> str | Response | tuple[str, int]:
    """Go on to the next step, or back, or make the workshop."""
    answers = wizard.answers_in(request.form, office.languages_here())
    at = wizard.place_of(request.form.get("at", ""))
    go = request.form.get("go", "")
    following, answers, fault = wizard.after(answers, at, back=go == "back")
    if fault is not None:
        return _page(following, answers, fault), 422
    if go != "make":
        return _page(following, answers)
    person = workshops.open_workshop(
        parts().book, answers.plan(), by=auth.person().id, title=office.film_title()
    )
    auth.log_in(person)
    flash(gettext("The workshop is made. Now its people: send a table, or type them in."), "done")
    return redirect(url_for("roster.page"), code=303)


@blueprint.get("/workshops/stages")
def stages() -> str:
    """Show which stages the films of the workshop have, and what can still be chosen."""
    return _stages_page()


@blueprint.post("/workshops/stages")
def choose_stages() -> Response | tuple[str, int]:
    """Leave stages out, or take them in again."""
    try:
        workshop_stages.choose_stages(
            parts().book, request.form.getlist("stages"), by=auth.person().id
        )
    except (CannotRead, Refused) as fault:
        return _stages_page(fault), 422
    flash(gettext("The films of this workshop have these stages now."), "done")
    return redirect(url_for(".stages"), code=303)


def _stages_page(fault: PipelineError | None = None) -> str:
    with parts().book.reading() as session:
        choice = workshop_stages.choice_of(session, auth.person().workshop_id)
    return render_template(
        "office/stages.html",
        choice=choice,
        ticks=office.STAGE_TICKS,
        fault=sentence(fault) if fault else "",
    )


def _page(at: int, answers: wizard.Answers, fault: CannotRead | None = None) -> str:
    step = wizard.STEPS[at]
    return render_template(
        f"office/new_{step.key}.html",
        steps=wizard.STEPS,
        reached=at,
        fields=answers.fields,
        ticked=answers.languages,
        offered=[(code, NAMES[code]) for code in office.languages_here()],
        fault=sentence(fault) if fault else "",
        templates=TEMPLATES,
        timetables=office.TIMETABLES,
        rates={rate: office.RATES[rate] for rate in RATES},
        sizes=[f"{width}x{height}" for width, height in SIZES],
        policies=office.POLICIES,
        ticks=office.STAGE_TICKS,
        chosen_stages=answers.stages,
        plan=_looked_at(answers) if step.key == "look" and fault is None else None,
    )


def _gates(answers: wizard.Answers, place: int) -> Iterator[Gate]:
    plan = answers.plan()
    template = template_of(plan.template)
    return gates_of(template, plan.first_day, place=place, stages=plan.stages)


def _looked_at(answers: wizard.Answers) -> dict[str, object]:
    """What the last step shows: days, groups, and the gates of the first groups."""
    plan = answers.plan()
    template, day = template_of(plan.template), plan.first_day
    return {
        "plan": plan,
        "starts_at": first_moment(template, day).astimezone(),
        "ends_at": last_moment(template, day).astimezone(),
        "gates": [
            (group, [one.starts_at.astimezone() for one in _gates(answers, place)])
            for place, group in enumerate(plan.groups[:PLACES])
        ],
        "rest": max(len(plan.groups) - PLACES, 0),
    }
