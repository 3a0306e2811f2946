from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from pipeline import workshops
from pipeline.card_codes import first_word
from pipeline.documents.workshop_plan import WorkshopPlan, plan_of, usual_fields
from pipeline.errors import Refused
from pipeline.ledger import first_break
from pipeline.records import Book, decisions, questions, revisions, roster
from pipeline.records.gate_tables import GateRow
from pipeline.records.values import Person
from pipeline.settings import Settings, settings_from
from pipeline.sign_off import Role
from pipeline.stage_facts import STAGE_NAMES
from tests.cast import Cast

NOW = datetime(2026, 8, 1, 9, 0, tzinfo=UTC)


def plan(**fields: str) -> WorkshopPlan:
    """A plan of seven days with two groups."""
    usual = usual_fields(("en",), "2026-08-03")
    given = {"name": "Summer", "place": "Paris", "rate": "25", "groups": "2", **fields}
    return plan_of({**usual, **given}, ("fr", "en"))


def begin(book: Book) -> Person:
    """The first coordinator comes in."""
    founder = workshops.Founder(name="Salma", password_hash="a hash", language="fr")
    return workshops.begin(book, founder, now=NOW)


def test_the_first_coordinator_comes_in_once(book: Book) -> None:
    assert workshops.is_fresh(book)
    salma = begin(book)
    assert (salma.name, salma.role, salma.language) == ("Salma", Role.COORDINATOR, "fr")
    assert not workshops.is_fresh(book)
    with pytest.raises(Refused, match="There is a workshop here already"):
        begin(book)


def test_a_plan_becomes_groups_films_and_gates(book: Book) -> None:
    salma = workshops.open_workshop(book, plan(), by=begin(book).id, title="Notre film")
    with book.reading() as session:
        board = questions.board(session, salma.workshop_id)
        project = revisions.project_settings(session, board.rows[0].project_id)
        gates = [
            (one.stage, one.starts_at.astimezone())
            for one in session.scalars(select(GateRow).order_by(GateRow.id))
        ]
    assert (board.name, board.place) == ("Summer", "Paris")
    assert [row.group.name for row in board.rows] == ["Rouge", "Bleu"]
    assert (project.title, project.event, project.language) == ("Notre film", "Summer, Paris", "fr")
    assert [stage for stage, _at in gates] == [*STAGE_NAMES, *STAGE_NAMES]
    first, second = gates[0][1], gates[6][1]
    assert (first.day, first.hour, first.minute) == (4, 15, 0)
    assert (second - first).total_seconds() == 900


def test_what_is_agreed_of_a_film_stands_in_its_ledger(book: Book) -> None:
    salma = workshops.open_workshop(book, plan(), by=begin(book).id, title="Our film")
    with book.reading() as session:
        film = questions.board(session, salma.workshop_id).rows[0].project_id
        chain = decisions.chain(session, film)
    assert first_break(chain) is None
    assert '"what":"begin"' in chain[0].body
    assert f'"who":{salma.id}' in chain[0].body


def test_a_second_workshop_has_the_same_coordinator_and_the_first_one_stays(book: Book) -> None:
    first = workshops.open_workshop(book, plan(), by=begin(book).id, title="Our film")
    second = workshops.open_workshop(
        book, plan(name="Autumn", template="weekend"), by=first.id, title="Our film"
    )
    assert second.workshop_id != first.workshop_id
    with book.reading() as session:
        found = roster.workshops_of(session, first)
    assert [(one.name, one.template, who) for one, who in found] == [
        ("Autumn", "weekend", second.id),
        ("Summer", "seven_days", first.id),
    ]


def test_nobody_but_a_coordinator_makes_a_workshop(book: Book, cast: Cast) -> None:
    for person in (cast.aya, cast.marc):
        with pytest.raises(Refused, match="not for your role"):
            workshops.open_workshop(book, plan(), by=person, title="Our film")


@pytest.fixture
def settings() -> Settings:
    return settings_from({"CLAQUETTE_SECRET_KEY": "a key for tests"})


def test_the_word_is_that_of_the_secret_key(settings: Settings) -> None:
    assert workshops.word_of(settings) == first_word("a key for tests")
