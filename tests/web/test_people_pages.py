import re

from pipeline.records import Book, people
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.office_days import names_of


def test_everybody_is_on_the_page_with_their_door(salma: Visitor) -> None:
    page = salma.get("/people").text
    for name in ("Aya", "Ben", "Rosa", "Marc", "Nadia", "Salma"):
        assert f"<bdi>{name}</bdi>" in page
    assert "Igor" not in page
    assert "cannot come in yet" in page


def test_a_student_and_a_lead_mentor_are_typed_in(salma: Visitor, book: Book, cast: Cast) -> None:
    answer = salma.post("/people/add", name="Tao", role="student", group=cast.blue, language="fr")
    assert answer.status_code == 303
    assert names_of(book, cast)["Blue"] == ["Aya", "Ben", "Tao"]
    answer = salma.post("/people/add", name="Yuki", role="lead_mentor", group="", language="ja")
    assert re.fullmatch(r"/people/\d+", answer.location)
    assert "lead mentor" in salma.get(answer.location).text
    assert salma.post("/people/add", name="X", role="guest", group="").status_code == 422


def test_a_password_is_shown_once_and_opens_the_door(
    salma: Visitor, stranger: Visitor, cast: Cast
) -> None:
    page = salma.post(f"/people/{cast.marc}/password").text
    found = re.search(r'class="drawn-password" dir="ltr">([^<]+)<', page)
    assert found
    assert found.group(1) not in salma.get(f"/people/{cast.marc}").text
    wrong = stranger.post("/log-in/password", name="Marc", password="not-this")
    right = stranger.post("/log-in/password", name="Marc", password=found.group(1))
    assert (wrong.status_code, right.status_code) == (403, 303)


def test_one_person_is_renamed_gets_a_role_is_logged_out_and_leaves(
    salma: Visitor, aya: Visitor, book: Book, cast: Cast
) -> None:
    salma.post(f"/people/{cast.aya}/change", name="Ayo", avatar="frog", language="ar")
    page = salma.get(f"/people/{cast.aya}").text
    assert 'value="frog" checked' in page
    assert "<b>Ayo</b>" in aya.get("/board").text
    salma.post(f"/people/{cast.aya}/log-out")
    assert aya.get("/board").location.startswith("/log-in")
    salma.post(f"/people/{cast.nadia}/role", role="technician")
    with book.reading() as session:
        assert people.person_with_id(session, cast.nadia).role == "technician"
    assert salma.post(f"/people/{cast.ben}/remove").location == "/people"
    assert "Nothing of this person is left." in salma.get("/people").text
    assert names_of(book, cast)["Blue"] == ["Ayo"]


def test_somebody_of_another_workshop_is_not_there(salma: Visitor, cast: Cast) -> None:
    assert salma.get(f"/people/{cast.igor}").status_code == 404
    for what in ("change", "log-out", "password", "remove"):
        assert salma.post(f"/people/{cast.igor}/{what}", name="X").status_code == 404, what
