"""The boards of a process, kept until something has changed: everybody looks at the same one.

What has changed is told by the events, so that after a decision one film is read anew and not all
of them; what is written without an event (a new group, a new title, new gates) shows in a mark that
is compared each time. Nothing that a person may not see is kept together with what others may: rows
are drawn anew for each role, and for the own film.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from markupsafe import Markup

from pipeline.errors import NotFound
from pipeline.records import Session, board_mark, decisions, questions
from pipeline.records.board_mark import Mark
from pipeline.records.views import BoardRow, BoardView

FRESH_S: Final = 15.0
"""After so long a board is read anew even if nothing says that it has changed."""
FEW: Final = 40
"""So many films are read one by one; when more have changed, all are."""
MOST_EVENTS: Final = 200
MOST_DRAWN: Final = 6000
"""Rows that are kept drawn."""
DRAWN_S: Final = 60
"""A row says "today" and "on time": it is drawn anew every minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    mark: Mark
    view: BoardView
    read_at: float


class Boards:
    """Kept boards; safe for threads."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self._lock = threading.Lock()
        self._kept: dict[int, _Kept] = {}
        self._drawn: dict[tuple[int, str], tuple[BoardRow, int, Markup]] = {}

    def board(self, session: Session, workshop_id: int) -> BoardView:
        """Return the board of a workshop as it is now. Raise NotFound."""
        mark = board_mark.mark_of(session, workshop_id)
        if kept := self._good(workshop_id, mark):
            return kept.view
        with self._lock:  # one reads, the others wait for it
            if kept := self._good(workshop_id, mark):
                return kept.view
            before = self._kept.get(workshop_id)
            view = _brought_up(session, before, mark) if before and _is_fresh(before) else None
            read_at = before.read_at if before and view else time.monotonic()
            view = view or _all_rows(questions.board(session, workshop_id), before)
            self._kept[workshop_id] = _Kept(mark=mark, view=view, read_at=read_at)
            return view

    def _good(self, workshop_id: int, mark: Mark) -> _Kept | None:
        """Return what is kept of a workshop if it is not older than a mark."""
        kept = self._kept.get(workshop_id)
        if kept is None or not _is_fresh(kept) or kept.mark.last_event < mark.last_event:
            return None
        return kept if replace(kept.mark, last_event=mark.last_event) == mark else None

    def row(self, session: Session, workshop_id: int, project_id: int) -> tuple[BoardRow, datetime]:
        """Return one row, and when its workshop begins. Raise NotFound for another workshop's."""
        view = self.board(session, workshop_id)
        found = next((one for one in view.rows if one.project_id == project_id), None)
        if found is None:
            raise NotFound("There is no such film.")
        return found, view.starts_at

    def drawn(self, row: BoardRow, viewer: str, draw: Callable[[], str]) -> Markup:
        """Return a row as a piece of a page for all who see it alike; draw it if it has changed."""
        minute = int(time.time() // DRAWN_S)
        key = (row.project_id, viewer)
        kept = self._drawn.get(key)
        if kept is not None and kept[0] is row and kept[1] == minute:
            return kept[2]
        if len(self._drawn) >= MOST_DRAWN:
            self._drawn.clear()
        piece = Markup(draw())  # noqa: S704  (a template of ours, escaped when it was rendered)
        self._drawn[key] = (row, minute, piece)
        return piece


def _is_fresh(kept: _Kept) -> bool:
    return time.monotonic() - kept.read_at < FRESH_S


def _brought_up(session: Session, kept: _Kept, mark: Mark) -> BoardView | None:
    """Return a kept board with those films read anew that events name; None: read all of them."""
    if replace(kept.mark, last_event=mark.last_event) != mark:
        return None
    events = decisions.events_after(
        session, kept.view.workshop_id, kept.mark.last_event, most=MOST_EVENTS
    )
    wanted = {one.project_id for one in events}
    if len(wanted) > FEW or len(events) == MOST_EVENTS:
        return None
    fresh = {one.project_id: one for one in questions.board_rows(session, sorted(wanted))}
    rows = tuple(fresh.get(one.project_id, one) for one in kept.view.rows)
    return replace(kept.view, rows=rows, last_event=mark.last_event)


def _all_rows(view: BoardView, kept: _Kept | None) -> BoardView:
    """Return a board with those rows of the kept one that are as they were: they stay drawn."""
    before = {one.project_id: one for one in kept.view.rows} if kept else {}

    def row(one: BoardRow) -> BoardRow:
        known = before.get(one.project_id)
        return known if known is not None and known == one else one

    return replace(view, rows=tuple(map(row, view.rows)))
