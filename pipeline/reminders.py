"""Half an hour and ten minutes before a gate, and when it begins, the pages are told.

A reminder is an event like any other: open pages fetch their row anew and say it, and webhooks
tell it. It is kept nowhere else, and it is never a message to a person. What is signed needs none;
a gate that was moved is told of anew.
"""

from collections.abc import Mapping
from datetime import datetime

from pipeline.records import Book, Session, decisions, gates, revisions
from pipeline.records.gates import Gate
from pipeline.timetable import AHEAD_OF_GATES, Soon, soon_of

Told = Mapping[tuple[int, str, str], datetime]
"""By film, stage and kind: when it was last told."""


def remind(book: Book) -> int:
    """Tell what is to be told of the gates that are near, once; return how many were told."""
    with book.reading() as session:
        if not _untold(session):  # most of the time: nobody who writes has to wait
            return 0
    with book.writing() as session:
        untold = _untold(session)
        for gate, soon in untold:
            decisions.tell(session, project_id=gate.project_id, stage=gate.stage, kind=soon.value)
    return len(untold)


def _untold(session: Session) -> list[tuple[Gate, Soon]]:
    """Return the gates that are near, not signed, and of which pages have not heard."""
    near, moment = gates.near(session, ahead=AHEAD_OF_GATES)
    if not near:
        return []
    first = min(one.starts_at for one in near) - AHEAD_OF_GATES
    told = decisions.last_told(session, tuple(Soon), since=first)
    found = ((one, soon_of(one.starts_at, one.ends_at, moment)) for one in near)
    return [
        (one, soon)
        for one, soon in found
        if soon and not _is_told(told, one, soon) and not _is_signed(session, one)
    ]


def _is_told(told: Told, gate: Gate, soon: Soon) -> bool:
    """Return whether it was told since this gate came near; one that was moved comes near anew."""
    at = told.get((gate.project_id, gate.stage, soon.value))
    return at is not None and at >= gate.starts_at - AHEAD_OF_GATES


def _is_signed(session: Session, gate: Gate) -> bool:
    return gate.stage in revisions.approved(session, gate.project_id)
