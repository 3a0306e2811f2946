"""What next? One page with one thing for a student; adults have theirs in "Waiting for me"."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from pipeline.records import people
from web import auth
from web.next_thing import next_thing
from web.parts import parts

blueprint = Blueprint("next_step", __name__)


@blueprint.get("/next")
def next_step() -> str | Response:
    """Show what the group of a student does next."""
    person = auth.person()
    last_event = parts().live.last_id()
    with parts().book.reading() as session:
        film = people.film_of_group(session, person.group_id) if person.group_id else None
        found = next_thing(session, film) if film else None
    if found is None:
        place = "board.board" if person.group_id else "inbox.inbox"
        return redirect(url_for(place), code=303)
    return render_template("next/next.html", next=found, here="next", last_event=last_event)
