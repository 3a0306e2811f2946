"""The board on a projector: no log-in, hence no names of people and no pictures of children."""

from flask import Blueprint, g, render_template

from pipeline.errors import NotFound
from pipeline.records import people, questions
from web.parts import parts

blueprint = Blueprint("wall", __name__)


@blueprint.get("/wall")
@blueprint.get("/wall/<int:workshop_id>")
def wall(workshop_id: int | None = None) -> str:
    """Show the newest workshop, or the one of a number."""
    with parts().book.reading() as session:
        known = [number for number, _name in people.workshops(session)]
        wanted = workshop_id if workshop_id is not None else next(iter(known), None)
        if wanted is None or wanted not in known:
            raise NotFound("There is no workshop here yet.")
        board = questions.board(session, wanted)
    return render_template("board/wall.html", board=board)


@blueprint.get("/wall/rows/<int:project_id>")
def row(project_id: int) -> str:
    """Show one row of the wall."""
    g.person = None
    with parts().book.reading() as session:
        found = questions.board_row(session, project_id)
    return render_template("board/row.html", row=found, is_mine=None, wall=True)
