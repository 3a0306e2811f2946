import pytest

from pipeline.records import Book
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.office_days import roster_of

HOW = {"address": "http://192.168.1.2:8000/", "paper": "a4", "names": "names", "which": "all"}


def test_cards_come_as_a_file_that_no_cache_keeps(salma: Visitor, cast: Cast) -> None:
    answer = salma.post("/cards", each=[cast.blue, cast.red], shared=cast.blue, **HOW)
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cards.pdf"'


def test_only_the_missing_cards_are_made(salma: Visitor, book: Book, cast: Cast) -> None:
    salma.post("/people/add", name="Tao", role="student", group=cast.blue)
    missing = {**HOW, "which": "missing"}
    assert salma.post("/cards", each=cast.blue, shared=cast.blue, **missing).status_code == 200
    (blue, _red) = roster_of(book, cast.workshop).groups
    assert all(one.has_card for one in blue.students)
    assert blue.has_card
    nothing = salma.post("/cards", each=cast.blue, shared=cast.blue, **missing)
    assert nothing.status_code == 422
    assert "Choose at least one card" in nothing.text


def test_one_person_gets_a_card(salma: Visitor, cast: Cast) -> None:
    page = salma.get(f"/cards?person={cast.aya}").text
    assert f'name="person" value="{cast.aya}"' in page
    assert salma.post("/cards", person=cast.aya, **HOW).mimetype == "application/pdf"


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "javascript:alert(1)"},
        {"address": "school"},
        {"address": "http://school/other/site"},
        {"paper": "a0"},
    ],
)
def test_a_wrong_form_makes_no_card_and_ends_none(
    salma: Visitor, aya: Visitor, cast: Cast, wrong: dict[str, str]
) -> None:
    assert salma.post("/cards", each=cast.blue, **{**HOW, **wrong}).status_code == 422
    assert aya.get("/board").status_code == 200


def test_new_cards_log_those_people_out_and_nobody_else(
    salma: Visitor, aya: Visitor, rosa: Visitor, cast: Cast
) -> None:
    salma.post("/cards", each=cast.blue, **HOW)
    assert aya.get("/board").location.startswith("/log-in")
    assert rosa.get("/board").status_code == 200


def test_the_page_says_when_an_address_works_here_only(salma: Visitor) -> None:
    assert "works on this computer only" in salma.get("/cards").text
