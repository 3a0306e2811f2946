"""Rows of the board as pieces of a page: drawn once for all who see them alike."""

from collections.abc import Callable
from datetime import datetime

from flask import g, render_template
from flask_babel import get_locale
from markupsafe import Markup

from pipeline.records.values import Person
from pipeline.records.views import BoardRow, Cell
from pipeline.standing import WaitingFor
from web import gate
from web.day_line import plan_of
from web.parts import parts


def is_mine(person: Person, row: BoardRow, cell: Cell) -> bool:
    """Return whether a cell waits for this person."""
    if cell.waiting_for is WaitingFor.GROUP:
        return row.group.id == person.group_id and gate.may("revisions.submit")
    return cell.waiting_for is WaitingFor.MENTOR and gate.may("revisions.decide")


def on_board(starts_at: datetime) -> Callable[[BoardRow], Markup]:
    """Return what draws a row of the board for who asks; the workshop begins then."""
    return lambda row: _drawn(row, starts_at, wall=False, faces=False)


def on_wall(starts_at: datetime, *, faces: bool) -> Callable[[BoardRow], Markup]:
    """Return what draws a row of the wall, perhaps with pictures of the films."""
    return lambda row: _drawn(row, starts_at, wall=True, faces=faces)


def _drawn(row: BoardRow, starts_at: datetime, *, wall: bool, faces: bool) -> Markup:
    def draw() -> str:
        return render_template(
            "board/row.html",
            row=row,
            is_mine=None if wall else is_mine,
            wall=wall,
            faces=faces,
            plan=plan_of(row, starts_at),
        )

    return parts().boards.drawn(row, _viewer(row, wall=wall, faces=faces), draw)


def _viewer(row: BoardRow, *, wall: bool, faces: bool) -> str:
    """Return what a row looks different by: the language, the role, and whose film it is."""
    person: Person | None = g.get("person")
    place = f"{get_locale()} {'wall' if wall else 'board'} {'faces' if faces else ''}"
    if person is None or (wall and not faces):
        return place
    return f"{place} {gate.caller()} {'own' if person.group_id == row.group.id else ''}"
