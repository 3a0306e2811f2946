"""Rows of the board as pieces of a page: drawn once for all who see them alike."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from flask import g, render_template
from flask_babel import get_locale
from markupsafe import Markup

from pipeline.records.values import Person
from pipeline.records.views import BoardRow, Cell
from pipeline.standing import WaitingFor
from web import gate
from web.day_line import plan_of
from web.next_thing import current_cell
from web.parts import parts

Draw = Callable[[BoardRow], Markup]

_INDENTED: Final = re.compile(r"\s*\n\s*")


def is_mine(person: Person, row: BoardRow, cell: Cell) -> bool:
    """Return whether a cell waits for this person."""
    if cell.waiting_for is WaitingFor.GROUP:
        return row.group.id == person.group_id and gate.may("revisions.submit")
    return cell.waiting_for is WaitingFor.MENTOR and gate.may("revisions.decide")


def on_board(starts_at: datetime) -> Draw:
    """Return what draws a row of the board for who asks; the workshop begins then."""
    return _whole(starts_at, wall=False, faces=False)


def on_wall(starts_at: datetime, *, faces: bool) -> Draw:
    """Return what draws a row of the wall, perhaps with pictures of the films."""
    return _whole(starts_at, wall=True, faces=faces)


def lightly_on_board() -> Draw:
    """Return what draws a row of the board in one line: whose film, and what it is at."""

    def draw(row: BoardRow) -> str:
        return render_template("board/light.html", row=row, cell=current_cell(row))

    return _kept(draw, "light", tells_of_people=True)


def _whole(starts_at: datetime, *, wall: bool, faces: bool) -> Draw:
    def draw(row: BoardRow) -> str:
        return render_template(
            "board/row.html",
            row=row,
            is_mine=None if wall else is_mine,
            wall=wall,
            faces=faces,
            plan=plan_of(row, starts_at),
        )

    place = f"{'wall' if wall else 'board'} {'faces' if faces else ''}"
    return _kept(draw, place, tells_of_people=faces or not wall)


def _kept(draw: Callable[[BoardRow], str], place: str, *, tells_of_people: bool) -> Draw:
    """Return what draws a row once for all whom it looks alike to.

    It looks different by the language, the role, and whose film it is.
    """
    person: Person | None = g.get("person")
    boards = parts().boards
    others = f"{get_locale()} {place}"
    if person is None or not tells_of_people:
        return lambda row: boards.drawn(row, others, lambda: _lean(draw(row)))
    others += f" {gate.caller()}"
    own, group = f"{others} own", person.group_id
    return lambda row: boards.drawn(
        row, own if row.group.id == group else others, lambda: _lean(draw(row))
    )


def _lean(piece: str) -> str:
    """Return a piece of a page without its indentation: a fifth of what a row weighs."""
    return _INDENTED.sub("\n", piece.strip())
