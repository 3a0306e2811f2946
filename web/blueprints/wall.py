"""The board on a projector: no log-in, hence no names of people and no pictures of children.

Whoever is logged in on the machine of the projector may have the films of the groups on it, too
(?films=yes): their pictures are given to no other.
"""

from flask import Blueprint, g, render_template, request

from pipeline.errors import NotFound
from pipeline.records import people
from pipeline.records.values import Person
from web import gate
from web.drawn_rows import on_wall
from web.parts import parts

blueprint = Blueprint("wall", __name__)


def _with_films(workshop_id: int) -> bool:
    """Return whether this wall shows pictures: asked for, by an adult of the workshop."""
    found: Person | None = g.get("person")
    is_ours = found is not None and found.workshop_id == workshop_id
    return is_ours and gate.may("page.films_on_wall") and request.args.get("films") == "yes"


@blueprint.get("/wall")
@blueprint.get("/wall/<int:workshop_id>")
def wall(workshop_id: int | None = None) -> str:
    """Show the newest workshop, or the one of a number."""
    with parts().book.reading() as session:
        known = [number for number, _name in people.workshops(session)]
        wanted = workshop_id if workshop_id is not None else next(iter(known), None)
        if wanted is None or wanted not in known:
            raise NotFound("There is no workshop here yet.")
        board = parts().boards.board(session, wanted)
    drawn = on_wall(board.starts_at, faces=_with_films(wanted))
    return render_template("board/wall.html", board=board, drawn=drawn)


@blueprint.get("/wall/rows/<int:project_id>")
def row(project_id: int) -> str:
    """Show one row of the wall."""
    with parts().book.reading() as session:
        workshop_id = people.group_of_project(session, project_id).workshop_id
        found, starts_at = parts().boards.row(session, workshop_id, project_id)
    return on_wall(starts_at, faces=_with_films(workshop_id))(found)
