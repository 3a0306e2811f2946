"""The board: groups down, stages across, and pieces of it for pages that are told of a change."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug import Response

from pipeline.access import may_see
from pipeline.records import questions
from pipeline.records.values import Person
from pipeline.records.views import BoardView
from web import access, auth, gate
from web.board_parts import FIND_FROM, Part, drawn_part, found, parts_of
from web.drawn_rows import lightly_on_board, on_board
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
    view = _view_of(person)
    words = request.args.get("name", "")
    rows = found(view.rows, words)
    mine = next((row for row in view.rows if row.group.id == person.group_id), None)
    return render_template(
        "board/board.html",
        here="board",
        board=view,
        words=words,
        has_field=len(view.rows) >= FIND_FROM,
        parts=parts_of(rows, request.args.get("from", 1, int), for_paper="paper" in request.args),
        drawn=lambda part: _drawn(part, person, view),
        mine=mine if gate.may("revisions.submit") else None,
        next_cell=current_cell(mine) if mine else None,
    )


@blueprint.get("/board/rows")
def part() -> str:
    """Show one part of the board, as its page fetches it shortly before it comes in sight."""
    person = auth.person()
    view = _view_of(person)
    rows = found(view.rows, request.args.get("name", ""))
    all_parts = parts_of(rows, request.args.get("from", 1, int))
    wanted = next((one for one in all_parts if one.is_whole), None)
    return render_template(
        "board/part.html", part=wanted, drawn=lambda one: _drawn(one, person, view)
    )


@blueprint.get("/board/rows/<int:project_id>")
def row(project_id: int) -> str:
    """Show one row, as the board page fetches it when something has changed."""
    person = auth.person()
    with parts().book.reading() as session:
        one, starts_at = parts().boards.row(session, person.workshop_id, project_id)
    return on_board(starts_at)(one)


@blueprint.get("/projects/<int:project_id>/")
def film(project_id: int) -> Response:
    """Send to the stage a film is at."""
    access.group_of(project_id)
    with parts().book.reading() as session:
        stage = current_cell(questions.board_row(session, project_id)).stage
    return redirect(url_for("stage.stage", project_id=project_id, stage=stage), code=303)


def _view_of(person: Person) -> BoardView:
    """Return the board as a person may see it: a guest sees the films that are shown to them."""
    with parts().book.reading() as session:
        view = parts().boards.board(session, person.workshop_id)
    if gate.reach_of("board.row") is not Reach.OWN:
        return view
    return replace(view, rows=tuple(one for one in view.rows if may_see(person, one.group)))


def _drawn(part: Part, person: Person, view: BoardView) -> Markup:
    return drawn_part(part, person, on_board(view.starts_at), lightly_on_board())
