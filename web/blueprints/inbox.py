"""What waits for a mentor, the longest wait first."""

from flask import Blueprint, render_template

from pipeline.records import questions
from pipeline.sign_off import Role
from pipeline.standing import WaitingFor
from web import auth
from web.parts import parts

blueprint = Blueprint("inbox", __name__)


@blueprint.get("/inbox")
def inbox() -> str:
    """Show what waits for an answer."""
    person = auth.only(Role.MENTOR, Role.COORDINATOR)
    with parts().book.reading() as session:
        board = questions.board(session, person.workshop_id)
        tasks = questions.waiting_for(session, person.workshop_id, WaitingFor.MENTOR)
    return render_template("inbox/inbox.html", here="inbox", tasks=tasks, board=board)
