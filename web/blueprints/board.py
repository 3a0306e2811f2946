"""The board: groups down, stages across, and one row of it for pages that are told of a change."""

from dataclasses import replace

from flask import Blueprint, redirect, render_template, url_for
from werkzeug import Response

from pipeline.access import may_see
from pipeline.errors import NotFound
from pipeline.records import people, questions
from pipeline.records.values import Person
from pipeline.records.views import BoardRow, Cell
from pipeline.sign_off import SIGNERS, Role
from pipeline.standing import CellState, WaitingFor
from web import access, auth
from web.parts import parts

blueprint = Blueprint("board", __name__)

QUIET = frozenset({CellState.CLOSED, CellState.APPROVED, CellState.APPROVED_WITH_TODOS})
"""States in which nothing happens: small on a phone."""


def is_mine(person: Person, row: BoardRow, cell: Cell) -> bool:
    """Return whether a cell waits for this person."""
    if person.role is Role.STUDENT:
        return cell.waiting_for is WaitingFor.GROUP and row.group.id == person.group_id
    return person.role in SIGNERS and cell.waiting_for is WaitingFor.MENTOR


def current_cell(row: BoardRow) -> Cell:
    """Return the cell a film is at: the first that is not quiet, else the last that is signed."""
    busy = [one for one in row.cells if one.state not in QUIET]
    signed = [one for one in row.cells if one.state is not CellState.CLOSED]
    return (busy or signed[-1:] or list(row.cells))[0]


@blueprint.get("/")
def home() -> Response:
    """Send everybody to the board."""
    return redirect(url_for("board.board"), code=303)


@blueprint.get("/board")
def board() -> str:
    """Show the board; a student sees first what their group does next."""
    person = auth.person()
    with parts().book.reading() as session:
        view = questions.board(session, person.workshop_id)
    if person.role is Role.GUEST:
        view = replace(view, rows=tuple(row for row in view.rows if may_see(person, row.group)))
    mine = next((row for row in view.rows if row.group.id == person.group_id), None)
    return render_template(
        "board/board.html",
        here="board",
        board=view,
        mine=mine if person.role is Role.STUDENT else None,
        next_cell=current_cell(mine) if mine else None,
        is_mine=is_mine,
    )


@blueprint.get("/board/rows/<int:project_id>")
def row(project_id: int) -> str:
    """Show one row, as the board page fetches it when something has changed."""
    person = auth.person()
    with parts().book.reading() as session:
        if people.group_of_project(session, project_id).workshop_id != person.workshop_id:
            raise NotFound("There is no such film.")
        found = questions.board_row(session, project_id)
    return render_template("board/row.html", row=found, is_mine=is_mine)


@blueprint.get("/projects/<int:project_id>/")
def film(project_id: int) -> Response:
    """Send to the stage a film is at."""
    access.group_of(project_id)
    with parts().book.reading() as session:
        stage = current_cell(questions.board_row(session, project_id)).stage
    return redirect(url_for("stage.stage", project_id=project_id, stage=stage), code=303)
