"""The board: groups down, stages across, and one row of it for pages that are told of a change."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from pipeline.access import may_see
from pipeline.records import questions
from web import access, auth, gate
from web.drawn_rows import on_board
from web.next_thing import current_cell
from web.parts import parts
from web.rights import Reach

blueprint = Blueprint("board", __name__)


@blueprint.get("/")
def home() -> Response:
    """Send everybody to the board."""
    return redirect(url_for("board.board"), code=303)


@blueprint.get("/board")
def board() -> str:
    """Show the board; a student sees first what their group does next."""
    person = auth.person()
    with parts().book.reading() as session:
        view = parts().boards.board(session, person.workshop_id)
    if gate.reach_of("board.row") is Reach.OWN:
        view = replace(view, rows=tuple(row for row in view.rows if may_see(person, row.group)))
    mine = next((row for row in view.rows if row.group.id == person.group_id), None)
    return render_template(
        "board/board.html",
        here="board",
        board=view,
        mine=mine if gate.may("revisions.submit") else None,
        next_cell=current_cell(mine) if mine else None,
        drawn=on_board(view.starts_at),
    )


@blueprint.get("/board/rows/<int:project_id>")
def row(project_id: int) -> str:
    """Show one row, as the board page fetches it when something has changed."""
    person = auth.person()
    with parts().book.reading() as session:
        found, starts_at = parts().boards.row(session, person.workshop_id, project_id)
    return on_board(starts_at)(found)


@blueprint.get("/projects/<int:project_id>/")
def film(project_id: int) -> Response:
    """Send to the stage a film is at."""
    access.group_of(project_id)
    with parts().book.reading() as session:
        stage = current_cell(questions.board_row(session, project_id)).stage
    return redirect(url_for("stage.stage", project_id=project_id, stage=stage), code=303)
