"""The doors around passkeys; the ceremony itself is walked in the browser."""

import json

import pytest

from pipeline.records import Book, passkeys
from pipeline.records.passkeys import NewPasskey
from tests.cast import Cast
from tests.web.conftest import Visitor
from web import passkeys as ceremony

HERE = pytest.mark.skipif(not ceremony.are_there(), reason="this installation knows no passkeys")


@pytest.fixture
def key(book: Book, cast: Cast) -> passkeys.Passkey:
    """A passkey of Marc's."""
    new = NewPasskey(
        person_id=cast.marc, credential="Y3JlZA", public_key="a2V5", uses=3, name="Phone"
    )
    with book.writing() as session:
        passkeys.add(session, new)
        (found,) = passkeys.of_person(session, cast.marc)
    return found


def test_somebody_sees_and_takes_away_only_the_own(
    book: Book, cast: Cast, key: passkeys.Passkey, marc: Visitor, salma: Visitor
) -> None:
    assert "Phone" in marc.get("/me/passkeys").text
    assert "Phone" not in salma.get("/me/passkeys").text
    assert salma.post(f"/me/passkeys/{key.id}/remove").status_code == 404
    assert marc.post(f"/me/passkeys/{key.id}/remove").status_code == 303
    assert "Phone" not in marc.get("/me/passkeys").text


def test_a_use_is_counted_once(book: Book, key: passkeys.Passkey) -> None:
    with book.writing() as session:
        assert passkeys.used(session, key, 4)
        assert not passkeys.used(session, key, 4)


def test_a_student_has_no_passkeys(aya: Visitor) -> None:
    assert aya.get("/me/passkeys").status_code == 403
    assert aya.post("/me/passkeys/question").status_code == 403
    assert "/me/passkeys" not in aya.get("/me/credits").text


@pytest.mark.skipif(ceremony.are_there(), reason="this installation knows passkeys")
def test_without_the_package_the_door_shows_none(stranger: Visitor) -> None:
    assert "passkey" not in stranger.get("/log-in").text
    assert stranger.post("/log-in/passkey/question").status_code == 404


@HERE
def test_the_door_asks_for_this_site_and_for_a_verified_person(stranger: Visitor) -> None:
    asked = json.loads(stranger.post("/log-in/passkey/question").text)
    assert asked["rpId"] == "localhost"
    assert asked["userVerification"] == "required"
    assert len(asked["challenge"]) >= 40


@HERE
@pytest.mark.parametrize(
    ("answer", "status"),
    [("", 422), ("[]", 422), ("x" * 30_000, 422), ("{}", 403), ('{"id": "Y3JlZA"}', 403)],
)
def test_an_answer_that_is_none_opens_nothing(
    key: passkeys.Passkey, stranger: Visitor, answer: str, status: int
) -> None:
    stranger.post("/log-in/passkey/question")
    assert stranger.post("/log-in/passkey", answer=answer).status_code == status
    assert stranger.get("/board").status_code == 303


@HERE
def test_an_answer_without_a_question_is_refused(key: passkeys.Passkey, stranger: Visitor) -> None:
    answer = stranger.post("/log-in/passkey", answer='{"id": "Y3JlZA"}')
    assert answer.status_code == 403
    assert "took too long" in answer.text
