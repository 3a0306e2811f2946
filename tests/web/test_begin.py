from pathlib import Path

import pytest

from pipeline import workshops
from pipeline.card_codes import first_word
from pipeline.records import Book, people
from pipeline.settings import Settings
from pipeline.sign_off import Role
from tests.cast import Cast
from tests.web.conftest import Visitor
from web.__main__ import run

PASSWORD = "three lens caps"


def test_a_fresh_installation_leads_from_the_door_to_its_beginning(stranger: Visitor) -> None:
    assert stranger.get("/log-in").location == "/begin"
    page = stranger.get("/begin").text
    assert "Nobody is here yet." in page


def test_the_word_the_server_prints_lets_the_first_coordinator_in(
    stranger: Visitor, book: Book, settings: Settings
) -> None:
    word = workshops.word_of(settings).lower().replace("-", " ")
    answer = stranger.post("/begin", code=word, name=" Salma ", password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/workshops/new")
    assert "A new workshop" in stranger.get("/workshops/new").text
    with book.reading() as session:
        (salma,) = people.adults_called(session, "Salma")
    assert salma.role is Role.COORDINATOR
    assert PASSWORD not in (salma.password_hash or "")


def test_a_wrong_word_a_short_password_and_no_name_are_refused(
    stranger: Visitor, book: Book, settings: Settings
) -> None:
    word = workshops.word_of(settings)
    wrong = stranger.post("/begin", code="WRONG-10-WORD", name="Eve", password=PASSWORD)
    assert wrong.status_code == 403
    assert 'value="WRONG-10-WORD"' in wrong.text
    assert 'value="Eve"' in wrong.text
    assert PASSWORD not in wrong.text
    assert stranger.post("/begin", code=word, name="Salma", password="short").status_code == 422
    assert stranger.post("/begin", code=word, name=" ", password=PASSWORD).status_code == 422
    assert workshops.is_fresh(book)


def test_guesses_of_the_word_are_counted(stranger: Visitor) -> None:
    statuses = [
        stranger.post("/begin", code="WRONG-10-WORD", name="Eve", password=PASSWORD).status_code
        for _ in range(11)
    ]
    assert statuses == [403] * 10 + [429]


def test_with_a_workshop_the_beginning_is_closed(
    stranger: Visitor, cast: Cast, settings: Settings
) -> None:
    assert stranger.get("/begin").location == "/log-in"
    word = workshops.word_of(settings)
    answer = stranger.post("/begin", code=word, name="Eve", password=PASSWORD)
    assert answer.status_code == 403
    assert "There is a workshop here already" in answer.text


def test_the_verb_prints_the_word_as_long_as_it_opens_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {"CLAQUETTE_HOME": str(tmp_path), "CLAQUETTE_SECRET_KEY": "a key for tests"}
    assert run(["word"], environment) == 0
    assert capsys.readouterr().out.strip() == first_word("a key for tests")
