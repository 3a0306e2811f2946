"""The page on which everybody says how the film shall name them."""

from collections.abc import Callable

from pipeline.records import Book
from pipeline.records import credit_names as names_kept
from tests.cast import BLUE_CODE, Cast
from tests.web.conftest import Visitor

PAGE = "/me/credits"


def test_the_page_proposes_the_name_of_the_roster_and_keeps_what_is_confirmed(
    aya: Visitor, book: Book, cast: Cast
) -> None:
    page = aya.get(PAGE).get_data(as_text=True)
    assert 'value="Aya"' in page
    assert "Not confirmed yet" in page
    assert aya.post(PAGE, name="Aya B.").status_code == 303
    page = aya.get(PAGE).get_data(as_text=True)
    assert 'value="Aya B."' in page
    assert "Not confirmed yet" not in page
    with book.reading() as session:
        assert names_kept.of_person(session, cast.ben)[0] == ""


def test_an_empty_name_is_refused_with_a_sentence(aya: Visitor) -> None:
    answer = aya.post(PAGE, name="  ")
    assert answer.status_code == 422
    assert "The name was empty" in answer.get_data(as_text=True)


def test_on_a_shared_device_the_next_one_comes_back_to_the_page(aya: Visitor) -> None:
    door = aya.post("/log-out", back=PAGE)
    assert door.headers["Location"] == "/log-in?back=/me/credits"
    assert f'value="{PAGE}"' in aya.get(door.headers["Location"]).get_data(as_text=True)
    who = aya.post("/log-in/card", code=BLUE_CODE, back=PAGE).get_data(as_text=True)
    assert f'value="{PAGE}"' in who
    assert aya.post("/log-out", back="//evil.example").headers["Location"] == "/log-in?back=/board"


def test_a_mentor_confirms_a_name_too(marc: Visitor) -> None:
    assert marc.post(PAGE, name="Marc").status_code == 303


def test_nobody_confirms_without_logging_in(
    stranger: Visitor, at: Callable[[int], Visitor]
) -> None:
    assert stranger.get(PAGE).headers["Location"].startswith("/log-in")
