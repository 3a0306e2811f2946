"""What waits for a mentor, by deadline, with keys; the coordinator sees what waits for all."""

from flask import Blueprint, render_template

from pipeline.records import people, questions
from web import auth
from web.parts import parts
from web.waiting_room import waiting_of

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/inbox")
def inbox() -> str:
    """Show what waits for an answer."""
    person = auth.person()
    with parts().book.reading() as session:
        board = questions.board(session, person.workshop_id)
        mentors = people.mentors_of(session, person.workshop_id)
    waiting = waiting_of(board, person)
    return render_template(
        "inbox/inbox.html", here="inbox", waiting=waiting, board=board, mentors=mentors
    )
