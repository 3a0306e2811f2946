import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from pipeline import guests
from pipeline.records import Book
from pipeline.records.book import now
from pipeline.records.door_tables import GuestLinkRow
from tests.cast import Cast
from tests.everyone import OTHER, OWN, Everyone, invite, write_everyone
from tests.web.conftest import Visitor

WISH = {"name": "The director", "group": "all", "count": "2", "unit": "days"}


@pytest.fixture
def everyone(book: Book, cast: Cast) -> Everyone:
    return write_everyone(book, cast)


def comes_in(app: Flask, token: str, name: str = "Hirokazu", **more: str) -> Visitor:
    """Somebody opens a link on their own phone."""
    guest = Visitor(app.test_client())
    assert guest.post(f"/guest/{token}", name=name, **more).status_code == 303
    return guest


def test_the_coordinator_makes_a_link_and_sees_it_once(
    app: Flask, salma: Visitor, cast: Cast
) -> None:
    made = salma.post("/guests", **WISH, may_write="yes")
    assert made.status_code == 201
    assert made.headers["Cache-Control"] == "no-store"
    token = re.search(r"http://localhost/guest/([\w-]{32,})", made.text)
    assert token
    assert "<svg" in made.text
    again = salma.get("/guests").text
    assert "The director" in again
    assert token.group(1) not in again
    comes_in(app, token.group(1))
    assert "Hirokazu" in salma.get("/guests").text


@pytest.mark.parametrize(
    "wrong", [{"unit": "years"}, {"count": "0"}, {"count": "x"}, {"group": "²"}, {"name": " "}]
)
def test_a_wish_that_cannot_be_read_is_told(salma: Visitor, wrong: dict[str, str]) -> None:
    assert salma.post("/guests", **{**WISH, **wrong}).status_code == 422


def test_nobody_else_invites(marc: Visitor, aya: Visitor) -> None:
    for who in (marc, aya):
        assert who.get("/guests").status_code == 403
        assert who.post("/guests", **WISH).status_code == 403
        assert "/guests" not in who.get("/board").text


def test_a_visitor_sees_the_film_of_the_link_and_no_other(
    app: Flask, book: Book, cast: Cast, everyone: Everyone
) -> None:
    _link, token = invite(book, cast)
    guest = comes_in(app, token)
    board = guest.get("/board").text
    assert "The Blue kite" in board
    assert "The Red kite" not in board
    assert guest.get(f"/projects/{cast.blue_film}/script").status_code == 200
    assert guest.get(f"/projects/{cast.red_film}/script").status_code == 404
    assert guest.get(f"/board/rows/{cast.red_film}").status_code == 404
    part = guest.get("/board/rows").text
    assert "The Blue kite" in part
    assert "The Red kite" not in part
    assert guest.get(f"/revisions/{everyone.films[OTHER]['revision_id']}/made/x").status_code == 404


def test_a_visitor_sees_no_roster_no_machine_and_no_original(
    app: Flask, book: Book, cast: Cast, everyone: Everyone
) -> None:
    _link, token = invite(book, cast, group_id=None)
    guest, blue = comes_in(app, token), everyone.films[OWN]
    closed = (
        "/workers", "/inbox", "/me/credits", "/guests",
        f"/projects/{cast.blue_film}/final_cut/credits",
        f"/projects/{cast.blue_film}/script/breakdown",
        f"/revisions/{blue['revision_id']}/sent/script.fountain",
        f"/uploads/{blue['upload_id']}/original",
    )  # fmt: skip
    for path in closed:
        assert guest.get(path).status_code == 403, path
    page = guest.get(f"/projects/{cast.blue_film}/script").text
    assert "You are a guest of this film" in page
    assert "script.fountain" not in page
    assert "For a technician" not in page
    for path in ("/workers", "/inbox", "/me/credits", "script/write", "script/breakdown"):
        assert path not in page, path


def test_a_visitor_writes_a_note_only_where_the_link_says_so(
    app: Flask, book: Book, cast: Cast, everyone: Everyone
) -> None:
    number = everyone.films[OWN]["revision_id"]
    for may_write, status, is_asked in ((True, 303, True), (False, 403, False)):
        _link, token = invite(book, cast, may_write=may_write)
        guest = comes_in(app, token, f"Guest {status}")
        page = guest.get(f"/projects/{cast.blue_film}/script").text
        assert ("Keep the note" in page) is is_asked
        answer = guest.post(f"/revisions/{number}/notes", text=f"Seen by {status}")
        assert answer.status_code == status
    page = guest.get(f"/projects/{cast.blue_film}/script").text
    assert "Seen by 303" in page
    assert "Seen by 403" not in page


def test_a_link_with_a_password_opens_with_it_alone(app: Flask, book: Book, salma: Visitor) -> None:
    made = salma.post("/guests", **WISH, password="lens cap")
    path = re.search(r"/guest/[\w-]+", made.text)
    assert path
    guest = Visitor(app.test_client())
    assert 'type="password"' in guest.get(path.group()).text
    refused = guest.post(path.group(), name="Agnès", password="lens")
    assert refused.status_code == 403
    assert 'value="Agnès"' in refused.text
    assert guest.get("/board").status_code == 303
    assert guest.post(path.group(), name="Agnès", password="lens cap").status_code == 303
    assert guest.get("/board").status_code == 200


def test_an_expired_link_says_so_kindly_and_ends_what_began_by_it(
    app: Flask, book: Book, cast: Cast
) -> None:
    link, token = invite(book, cast)
    guest = comes_in(app, token)
    with book.writing() as session:
        over = now(session) - timedelta(seconds=1)
        session.execute(
            update(GuestLinkRow).where(GuestLinkRow.id == link.id).values(expires_at=over)
        )
    assert guest.get("/board").location.startswith("/log-in")
    for answer in (guest.get(f"/guest/{token}"), guest.post(f"/guest/{token}", name="X")):
        assert answer.status_code == 410
        assert "Thank you for coming by" in answer.text


def test_taking_a_link_back_logs_its_visitor_out_and_nobody_else(
    app: Flask, book: Book, cast: Cast, salma: Visitor
) -> None:
    (link, token), (_other, stays) = invite(book, cast), invite(book, cast)
    out, inside = comes_in(app, token), comes_in(app, stays, "Agnès")
    assert salma.post(f"/guests/{link.id}/revoke").status_code == 303
    assert out.get("/board").status_code == 303
    assert inside.get("/board").status_code == 200
    assert salma.post(f"/guests/{link.id}/revoke").status_code == 409


def test_an_unknown_link_opens_nothing_and_is_not_asked_for_ever(stranger: Visitor) -> None:
    answers = [stranger.get("/guest/not-a-link").status_code for _time in range(12)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_the_door_tells_somebody_who_is_logged_in_what_will_happen(
    book: Book, cast: Cast, marc: Visitor
) -> None:
    _link, token = invite(book, cast)
    assert "You are logged in as Marc" in marc.get(f"/guest/{token}").text
    marc.post(f"/guest/{token}", name="Agnès")
    page = marc.get("/board").text
    assert "<b>Agnès</b>" in page
    assert "guest" in page


def test_a_visitor_of_a_link_is_no_person_of_the_card(
    book: Book, cast: Cast, stranger: Visitor
) -> None:
    _link, token = invite(book, cast)
    guests.come_in(book, token=token, name="Agnès", language="en")
    page = stranger.post("/log-in/card", code="KITE-47-RIVER")
    assert "Aya" in page.text
    assert "Agnès" not in page.text
