"""Moving gates: to another time, to another mentor. Each move is kept in the film's ledger.

The coordinator and the lead mentor move all of them; a mentor moves the own ones and hands them to
a colleague. Who is asked at a gate is a plan: any mentor may still sign (workflow.py).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pipeline import guards
from pipeline.errors import MovedOn, Refused
from pipeline.ledger import Entry
from pipeline.records import Book, Session, decisions, gates, people
from pipeline.records.gates import Gate
from pipeline.records.values import Person
from pipeline.sign_off import SIGNERS, Role

STEP: Final = timedelta(minutes=15)
"""Gates lie on such a grid, and are moved along it."""
MARGIN: Final = timedelta(days=1)
"""A gate may lie so long before the first and after the last moment of the workshop."""
PLANNERS: Final = frozenset({Role.COORDINATOR, Role.LEAD_MENTOR})
"""Who moves the gates of everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """Where somebody wants a gate, and how they saw it."""

    gate_id: int
    by: int
    seen_at: datetime
    seen_signer: int | None
    starts_at: datetime
    signer_id: int | None


def may_move(person: Person, gate: Gate) -> bool:
    """Return whether somebody may move a gate."""
    if person.role in PLANNERS:
        return True
    return person.role in SIGNERS and gate.signer_id in (None, person.id)


def move_gate(book: Book, moving: Moving) -> Entry:
    """Move a gate, and tell everybody's pages.

    Raise NotFound, Refused when it is not theirs to move or lies outside of the workshop, MovedOn
    when somebody else has moved it meanwhile.
    """
    with book.writing() as session:
        seen = gates.with_id(session, moving.gate_id)
        person = guards.who_sees(session, seen.project_id, moving.by)
        if not may_move(person, seen):
            raise Refused("This gate is not yours to move. Ask its mentor, or the coordinator.")
        _must_be_mentor(session, person.workshop_id, moving.signer_id)
        _must_be_within(session, person.workshop_id, moving.starts_at)
        is_as_seen = (seen.starts_at, seen.signer_id) == (moving.seen_at, moving.seen_signer)
        if not is_as_seen or not gates.move(
            session, seen, starts_at=moving.starts_at, signer_id=moving.signer_id
        ):
            raise MovedOn("Somebody else has moved this gate. Load the page again and look.")
        return _record(session, seen, moving)


def _must_be_mentor(session: Session, workshop_id: int, signer_id: int | None) -> None:
    if signer_id is None:
        return
    signer = people.person_with_id(session, signer_id)
    if signer.workshop_id != workshop_id or signer.role not in SIGNERS:
        raise Refused("A gate can only be handed to a mentor of this workshop. Choose one.")


def _must_be_within(session: Session, workshop_id: int, moment: datetime) -> None:
    first, last = people.days_of(session, workshop_id)
    if not first - MARGIN <= moment <= last + MARGIN:
        raise Refused("A gate lies within the days of the workshop. Choose another time.")


def _record(session: Session, seen: Gate, moving: Moving) -> Entry:
    body: dict[str, object] = {
        "what": "gate",
        "who": moving.by,
        "stage": seen.stage,
        "starts_at": moving.starts_at.isoformat(),
        "signer": moving.signer_id,
        "was_at": seen.starts_at.isoformat(),
        "was_signer": seen.signer_id,
    }
    entry = decisions.write_ledger(session, seen.project_id, body)
    decisions.tell(session, project_id=seen.project_id, stage=seen.stage, kind="gate")
    return entry
