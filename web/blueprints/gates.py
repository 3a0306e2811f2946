"""The gates of the days: who signs what and when, moved by a form or by hand."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug import Response

from pipeline.errors import CannotRead, NotFound
from pipeline.gates import Moving, move_gate
from pipeline.records import gates as kept
from pipeline.records import people, questions
from web import access, auth
from web.blueprints.people import safe_path
from web.gate_lanes import chosen_day, days_of, lanes_of, slips_of
from web.language import hour, local
from web.parts import parts
from web.shooting_days import long_day

blueprint = Blueprint("gates", __name__)


@blueprint.get("/gates")
def gates() -> str:
    """Show the gates of a day (?day=), one lane a mentor."""
    person = auth.person()
    with parts().book.reading() as session:
        board = questions.board(session, person.workshop_id)
        mentors = people.mentors_of(session, person.workshop_id)
    slips = slips_of(board, person)
    days = days_of(slips)
    chosen = chosen_day(days, request.args.get("day", ""), local(datetime.now(tz=UTC)).date())
    return render_template(
        "gates/gates.html",
        here="gates",
        board=board,
        mentors=mentors,
        days=days,
        shown=lanes_of(slips, mentors, chosen) if chosen else None,
        long_day=long_day,
        hour=hour,
    )


@blueprint.post("/gates/<int:gate_id>/move")
def move(gate_id: int) -> Response:
    """Move a gate by some minutes, to a time, or to another mentor."""
    person = auth.person()
    seen = access.named(kept.with_id, gate_id)
    access.group_of(seen.project_id)
    signer = _number("signer") if "signer" in request.form else seen.signer_id
    moving = Moving(
        gate_id=gate_id,
        by=person.id,
        seen_at=_moment("seen_at"),
        seen_signer=_number("seen_signer"),
        starts_at=_wanted(),
        signer_id=signer,
    )
    move_gate(parts().book, moving)
    flash(gettext("Moved. Everybody's pages show it now."), "done")
    back = request.form.get("back", "")
    return redirect(safe_path(back) if back else url_for(".gates"), code=303)


def _wanted() -> datetime:
    """Return the time that the form asks for."""
    if request.form.get("at"):
        return _moment("at")
    minutes = request.form.get("step", default=0, type=int)
    if minutes not in {-15, 0, 15}:
        raise CannotRead("A gate is moved by a quarter of an hour. Load the page again.")
    return _moment("seen_at") + timedelta(minutes=minutes)


def _number(name: str) -> int | None:
    given = request.form.get(name, "")
    if given and not (given.isascii() and given.isdigit() and len(given) < 12):
        raise NotFound("There is no such mentor.")
    return int(given) if given else None


def _moment(name: str) -> datetime:
    """Return a time of the form, in UTC. Raise CannotRead."""
    try:
        found = datetime.fromisoformat(request.form.get(name, ""))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as fault:
        raise CannotRead("This is no time. Load the page again, then move the gate.") from fault
