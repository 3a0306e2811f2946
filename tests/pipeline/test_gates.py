"""Gates are moved by those whose they are, within the workshop, and each move is kept."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pipeline.errors import MovedOn, NotFound, Refused
from pipeline.gates import Moving, may_move, move_gate
from pipeline.ledger import first_break
from pipeline.records import Book, decisions, people
from pipeline.records.gates import Gate
from pipeline.records.tables import PersonRow
from pipeline.sign_off import Role
from tests.cast import Cast
from tests.gate_days import days_are_now, gate_as_it_is, give_gate

LATER = timedelta(minutes=15)


@pytest.fixture
def moment(book: Book, cast: Cast) -> datetime:
    """Now, in the middle of the workshop."""
    return days_are_now(book, cast)


@pytest.fixture
def gate(book: Book, cast: Cast, moment: datetime) -> Gate:
    """Marc's gate for the Blue script."""
    return give_gate(book, cast.blue_film, "script", moment, cast.marc)


def moving(gate: Gate, by: int) -> Moving:
    return Moving(
        gate_id=gate.id,
        by=by,
        seen_at=gate.starts_at,
        seen_signer=gate.signer_id,
        starts_at=gate.starts_at + LATER,
        signer_id=gate.signer_id,
    )


def test_the_coordinator_moves_a_gate_and_its_mentor_hands_it_over(
    book: Book, cast: Cast, gate: Gate
) -> None:
    move_gate(book, moving(gate, cast.salma))
    moved = gate_as_it_is(book, gate.id)
    assert (moved.starts_at, moved.signer) == (gate.starts_at + LATER, "Marc")
    move_gate(
        book, replace(moving(moved, cast.marc), starts_at=moved.starts_at, signer_id=cast.nadia)
    )
    assert gate_as_it_is(book, gate.id).signer == "Nadia"


def test_each_move_is_in_the_ledger_with_numbers_only_and_the_pages_hear_of_it(
    book: Book, cast: Cast, gate: Gate
) -> None:
    move_gate(book, moving(gate, cast.salma))
    with book.reading() as session:
        chain = decisions.chain(session, cast.blue_film)
        told = decisions.events_after(session, cast.workshop, 0)
    body = json.loads(chain[-1].body)
    assert (body["what"], body["who"], body["signer"]) == ("gate", cast.salma, cast.marc)
    assert body["was_at"] == gate.starts_at.isoformat()
    assert "Marc" not in chain[-1].body
    assert first_break(chain) is None
    assert [(one.kind, one.stage) for one in told] == [("gate", "script")]


def test_a_mentor_moves_no_gate_of_a_colleague_and_a_student_none(
    book: Book, cast: Cast, gate: Gate
) -> None:
    for by in (cast.nadia, cast.aya):
        with pytest.raises(Refused, match="not yours to move"):
            move_gate(book, moving(gate, by))
    with pytest.raises(NotFound):
        move_gate(book, moving(gate, cast.igor))
    assert gate_as_it_is(book, gate.id) == gate


def test_a_lead_mentor_moves_all_gates_and_a_mentor_takes_one_that_nobody_has(
    book: Book, cast: Cast, moment: datetime, gate: Gate
) -> None:
    free = give_gate(book, cast.red_film, "script", moment, None)
    move_gate(book, replace(moving(free, cast.nadia), signer_id=cast.nadia))
    assert gate_as_it_is(book, free.id).signer == "Nadia"
    with book.writing() as session:
        nadia = session.get(PersonRow, cast.nadia)
        assert nadia
        nadia.role = Role.LEAD_MENTOR
    with book.reading() as session:
        assert may_move(people.person_with_id(session, cast.nadia), gate)
    move_gate(book, moving(gate, cast.nadia))


def test_who_has_not_seen_the_last_move_is_told_so(book: Book, cast: Cast, gate: Gate) -> None:
    move_gate(book, moving(gate, cast.salma))
    with pytest.raises(MovedOn):
        move_gate(book, moving(gate, cast.salma))
    assert gate_as_it_is(book, gate.id).starts_at == gate.starts_at + LATER


def test_a_gate_stays_with_a_mentor_of_the_workshop_and_within_its_days(
    book: Book, cast: Cast, gate: Gate
) -> None:
    for signer in (cast.igor, cast.aya, cast.salma):
        with pytest.raises(Refused, match="handed to a mentor"):
            move_gate(book, replace(moving(gate, cast.salma), signer_id=signer))
    for days in (-30, 30):
        wanted = gate.starts_at + timedelta(days=days)
        with pytest.raises(Refused, match="within the days"):
            move_gate(book, replace(moving(gate, cast.salma), starts_at=wanted))
    assert gate_as_it_is(book, gate.id) == gate
