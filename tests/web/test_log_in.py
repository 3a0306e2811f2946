from flask import Flask
from flask.testing import FlaskClient

from pipeline.access import digest_of_code
from pipeline.records import Book, people
from pipeline.records.values import Person
from pipeline.sign_off import Role
from tests.cast import BLUE_CODE, Cast
from tests.web.conftest import Visitor
from web import auth


def write_person(book: Book, cast: Cast, name: str, **more: str) -> int:
    """Add somebody with a code or a password."""
    role = Role.MENTOR if "password" in more else Role.STUDENT
    person = Person(
        id=0,
        workshop_id=cast.workshop,
        group_id=None if role is Role.MENTOR else cast.blue,
        role=role,
        name=name,
        avatar="",
        language="en",
        password_hash=auth.hash_of_password(more["password"]) if "password" in more else None,
    )
    code = digest_of_code(more["code"]) if "code" in more else None
    with book.writing() as session:
        return people.add_person(session, person, code_digest=code)


def test_a_card_of_ones_own_opens_the_board(book: Book, cast: Cast, stranger: Visitor) -> None:
    write_person(book, cast, "Chloé", code="ABCD2345")
    answer = stranger.post("/log-in/card", code="abcd-2345")
    assert (answer.status_code, answer.location) == (303, "/board")
    assert "Chloé" in stranger.get("/board").text


def test_a_shared_card_asks_which_one_it_is(cast: Cast, stranger: Visitor) -> None:
    page = stranger.post("/log-in/card", code=BLUE_CODE)
    assert "Who are you?" in page.text
    assert "Aya" in page.text
    answer = stranger.post("/log-in/card", code=BLUE_CODE, person=cast.ben)
    assert answer.status_code == 303
    assert "<b>Ben</b>" in stranger.get("/board").text


def test_a_card_does_not_open_for_somebody_who_does_not_share_it(
    cast: Cast, stranger: Visitor
) -> None:
    page = stranger.post("/log-in/card", code=BLUE_CODE, person=cast.marc)
    assert "Who are you?" in page.text
    assert stranger.get("/board").status_code == 303


def test_a_wrong_code_and_a_wrong_password_say_what_to_do(cast: Cast, stranger: Visitor) -> None:
    card = stranger.post("/log-in/card", code="WRONG234")
    name = stranger.post("/log-in/password", name="Nobody", password="x")
    assert (card.status_code, name.status_code) == (403, 403)
    assert "Look at your card again" in card.text
    assert "do not belong together" in name.text
    assert 'value="WRONG234" aria-invalid="true"' in card.text
    assert 'value="Nobody"' in name.text
    assert 'aria-invalid="true"' not in stranger.get("/log-in").text


def test_a_mentor_logs_in_with_name_and_password(book: Book, cast: Cast, stranger: Visitor) -> None:
    write_person(book, cast, "Marta", password="lens cap")
    assert stranger.post("/log-in/password", name="Marta", password="wrong").status_code == 403
    answer = stranger.post("/log-in/password", name="Marta", password="lens cap", back="/inbox?x=1")
    assert answer.location == "/inbox?x=1"


def test_after_logging_in_nobody_is_sent_to_another_site(
    book: Book, cast: Cast, stranger: Visitor
) -> None:
    write_person(book, cast, "Marta", password="lens cap")
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example", "evil"):
        answer = stranger.post("/log-in/password", name="Marta", password="lens cap", back=back)
        assert answer.location == "/board"


def test_one_code_cannot_be_tried_without_end_and_others_still_get_in(
    book: Book, cast: Cast, stranger: Visitor
) -> None:
    write_person(book, cast, "Chloé", code="ABCD2345")
    statuses = [stranger.post("/log-in/card", code="GUESS234").status_code for _ in range(11)]
    assert statuses == [403] * 10 + [429]
    assert stranger.post("/log-in/card", code="ABCD2345").status_code == 303


def test_logging_out_holds_for_a_copied_cookie(app: Flask, aya: Visitor) -> None:
    thief: FlaskClient = app.test_client()
    with aya.client.session_transaction() as cookie:
        copied = dict(cookie)
    with thief.session_transaction() as cookie:
        cookie.update(copied)
    assert thief.get("/board").status_code == 200
    assert aya.post("/log-out").status_code == 303
    assert thief.get("/board").status_code == 303
    assert aya.get("/board").location.startswith("/log-in")


def test_logging_in_gives_a_new_token(book: Book, cast: Cast, stranger: Visitor) -> None:
    write_person(book, cast, "Chloé", code="ABCD2345")
    with stranger.client.session_transaction() as cookie:
        cookie[auth.TOKEN] = "planted by somebody else"
        cookie["language"] = "fr"
    stranger.post("/log-in/card", code="ABCD2345")
    with stranger.client.session_transaction() as cookie:
        assert cookie[auth.TOKEN] != "planted by somebody else"
        assert cookie["language"] == "fr"


def test_whoever_is_sent_to_the_door_comes_back_to_the_page(stranger: Visitor) -> None:
    answer = stranger.get("/projects/7/edit?version=2")
    assert answer.location == "/log-in?back=/projects/7/edit?version%3D2"


def test_language_and_light_are_kept(aya: Visitor) -> None:
    answer = aya.post("/preferences", language="ar", theme="dark", back="/board")
    assert answer.location == "/board"
    page = aya.get("/board").text
    assert '<html lang="ar" dir="rtl" data-theme="dark">' in page
    assert "اللوحة" in page
