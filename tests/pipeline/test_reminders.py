"""Gates that are near are told of once: 30 and 10 minutes before, and when they begin."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from pipeline import workflow
from pipeline.gates import Moving, move_gate
from pipeline.records import Book, decisions, stuck
from pipeline.records.gate_tables import GateRow
from pipeline.records.gates import Gate
from pipeline.records.tables import EventRow
from pipeline.reminders import remind
from pipeline.webhooks import QUIET
from tests.cast import Cast
from tests.film_days import approve
from tests.gate_days import days_are_now, gate_as_it_is, give_gate


def kinds(book: Book, cast: Cast) -> list[str]:
    """What pages have heard of gates, in order."""
    with book.reading() as session:
        events = decisions.events_after(session, cast.workshop, 0)
    return [one.kind for one in events if one.kind.startswith("gate_")]


def lies(book: Book, gate: Gate, at: datetime) -> None:
    """Let time pass: the gate lies nearer, and nobody has moved it."""
    with book.writing() as session:
        row = session.get(GateRow, gate.id)
        assert row
        row.starts_at = at


def move(book: Book, cast: Cast, gate: Gate, at: datetime) -> None:
    """Marc moves a gate."""
    seen = gate_as_it_is(book, gate.id)
    moving = Moving(
        gate_id=gate.id,
        by=cast.marc,
        seen_at=seen.starts_at,
        seen_signer=seen.signer_id,
        starts_at=at,
        signer_id=seen.signer_id,
    )
    move_gate(book, moving)


@pytest.fixture
def now(book: Book, cast: Cast) -> datetime:
    return days_are_now(book, cast)


def test_each_word_about_a_gate_is_said_once(book: Book, cast: Cast, now: datetime) -> None:
    gate = give_gate(book, cast.blue_film, "script", now + timedelta(hours=1), cast.marc)
    assert remind(book) == 0
    for minutes in (25, 24, 9, 8, -3, -4):
        lies(book, gate, now + timedelta(minutes=minutes))
        remind(book)
    assert kinds(book, cast) == ["gate_in_30", "gate_in_10", "gate_open"]
    lies(book, gate, now - timedelta(minutes=20))
    assert remind(book) == 0


def test_what_is_signed_needs_no_word(book: Book, cast: Cast, now: datetime) -> None:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    approve(book, cast, "script")
    give_gate(book, cast.blue_film, "script", now + timedelta(minutes=5), cast.marc)
    give_gate(book, cast.red_film, "script", now + timedelta(minutes=5), cast.marc)
    assert remind(book) == 1
    with book.reading() as session:
        told = decisions.events_after(session, cast.workshop, 0)[-1]
    assert (told.project_id, told.stage, told.kind) == (cast.red_film, "script", "gate_in_10")


def test_a_gate_that_was_moved_away_is_told_of_anew(book: Book, cast: Cast, now: datetime) -> None:
    gate = give_gate(book, cast.blue_film, "script", now + timedelta(minutes=20), cast.marc)
    assert remind(book) == 1
    move(book, cast, gate, now + timedelta(hours=2))
    assert remind(book) == 0
    with book.writing() as session:
        told = session.scalars(select(EventRow).where(EventRow.kind == "gate_in_30")).one()
        told.at = now - timedelta(hours=2)  # an hour and a half goes by
    lies(book, gate, now + timedelta(minutes=25))
    assert remind(book) == 1
    assert kinds(book, cast) == ["gate_in_30", "gate_in_30"]


def test_webhooks_tell_it_and_it_is_nothing_that_a_group_has_done(
    book: Book, cast: Cast, now: datetime
) -> None:
    give_gate(book, cast.blue_film, "script", now + timedelta(minutes=5), cast.marc)
    with book.reading() as session:
        moved = stuck.last_moves(session, cast.workshop)
    assert remind(book) == 1
    with book.reading() as session:
        assert stuck.last_moves(session, cast.workshop) == moved
    assert not QUIET & set(kinds(book, cast))
