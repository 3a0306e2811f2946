"""Two taps: the name in the masthead, then the face of whoever goes on."""

from collections.abc import Callable

from pipeline import log_in_cards, members
from pipeline.records import Book
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.office_days import shared_card


def as_aya(stranger: Visitor, book: Book, cast: Cast) -> str:
    """Come in with the card of the Blue group."""
    code = shared_card(book, cast)
    assert stranger.post("/log-in/card", code=code, person=cast.aya).status_code == 303
    return code


def test_the_device_of_a_group_goes_from_hand_to_hand(
    stranger: Visitor, book: Book, cast: Cast
) -> None:
    as_aya(stranger, book, cast)
    page = stranger.get("/board").text
    assert 'class="who-am-i" href="/who?back=/board' in page
    faces = stranger.get("/who?back=/board").text
    assert "<bdi>Aya</bdi>" in faces
    assert "<bdi>Ben</bdi>" in faces
    assert "Rosa" not in faces
    answer = stranger.post("/who", person=cast.ben, back="/inbox")
    assert (answer.status_code, answer.location) == (303, "/inbox")
    assert "<b>Ben</b>" in stranger.get("/board").text
    assert stranger.post("/who", person=cast.aya).status_code == 303


def test_nobody_else_takes_it_over(stranger: Visitor, book: Book, cast: Cast) -> None:
    as_aya(stranger, book, cast)
    for person in (cast.rosa, cast.marc, cast.salma, 987_654):
        assert stranger.post("/who", person=person).status_code == 403
    assert stranger.post("/who", person="").status_code == 403
    assert "<b>Aya</b>" in stranger.get("/board").text


def test_a_card_of_ones_own_lets_nobody_else_in(stranger: Visitor, book: Book, cast: Cast) -> None:
    (card,) = log_in_cards.new_cards(book, person_ids=[cast.aya], group_ids=[], by=cast.salma)
    stranger.post("/log-in/card", code=card.code)
    assert "who-am-i" not in stranger.get("/board").text
    assert "<bdi>Ben</bdi>" not in stranger.get("/who").text
    assert stranger.post("/who", person=cast.ben).status_code == 403


def test_an_adult_never_changes_into_a_child(salma: Visitor, marc: Visitor, cast: Cast) -> None:
    for who in (salma, marc):
        assert who.post("/who", person=cast.aya).status_code == 403


def test_a_new_card_of_the_group_ends_it(stranger: Visitor, book: Book, cast: Cast) -> None:
    as_aya(stranger, book, cast)
    shared_card(book, cast)
    assert stranger.post("/who", person=cast.ben).location.startswith("/log-in")


def test_logging_out_asks_for_the_card_again(stranger: Visitor, book: Book, cast: Cast) -> None:
    code = as_aya(stranger, book, cast)
    stranger.post("/log-out")
    assert stranger.post("/who", person=cast.ben).location.startswith("/log-in")
    assert "Who are you?" in stranger.post("/log-in/card", code=code).text


def test_whoever_was_moved_away_is_not_on_the_faces(
    stranger: Visitor, book: Book, cast: Cast
) -> None:
    as_aya(stranger, book, cast)
    members.move(book, [cast.ben], cast.red, by=cast.salma)
    assert "<bdi>Ben</bdi>" not in stranger.get("/who").text
    assert stranger.post("/who", person=cast.ben).status_code == 403


def test_a_copied_flag_in_a_cookie_opens_nothing(aya: Visitor, cast: Cast) -> None:
    with aya.client.session_transaction() as cookie:
        cookie["shared"] = True
    assert aya.post("/who", person=cast.ben).status_code == 403


def test_a_scanned_card_fills_the_code_in_and_does_not_open_by_itself(
    stranger: Visitor, book: Book, cast: Cast
) -> None:
    code = shared_card(book, cast)
    page = stranger.get(f"/log-in?card={code}")
    assert page.status_code == 200
    assert f'value="{code}"' in page.text
    assert stranger.get("/board").location.startswith("/log-in")


def test_the_card_of_a_group_of_one_is_shared_too(
    stranger: Visitor, book: Book, cast: Cast, at: Callable[[int], Visitor]
) -> None:
    (card,) = log_in_cards.new_cards(book, person_ids=[], group_ids=[cast.red], by=cast.salma)
    stranger.post("/log-in/card", code=card.code)
    assert "who-am-i" in stranger.get("/board").text
