from pipeline.records import Book
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.office_days import names_of, roster_of


def test_ticked_people_are_moved(salma: Visitor, book: Book, cast: Cast) -> None:
    answer = salma.post("/groups/move", person=[cast.aya, cast.ben], group=cast.red)
    assert answer.location == f"/groups#group-{cast.red}"
    assert names_of(book, cast) == {"Blue": [], "Red": ["Aya", "Ben", "Rosa"]}
    assert "Nobody yet" in salma.get("/groups").text


def test_nobody_ticked_is_said(salma: Visitor, cast: Cast) -> None:
    answer = salma.post("/groups/move", group=cast.red)
    assert answer.status_code == 422
    assert "Tick who moves" in answer.text


def test_whoever_moved_sees_the_other_film_at_once(
    salma: Visitor, aya: Visitor, cast: Cast
) -> None:
    assert aya.get(f"/projects/{cast.blue_film}/script").status_code == 200
    salma.post("/groups/move", person=cast.aya, group=cast.red)
    assert aya.get(f"/projects/{cast.blue_film}/script").status_code == 404
    assert aya.get(f"/projects/{cast.red_film}/script").status_code == 200


def test_a_group_is_made_renamed_and_accompanied(salma: Visitor, book: Book, cast: Cast) -> None:
    assert salma.post("/groups/add", name="Green").status_code == 303
    salma.post(f"/groups/{cast.blue}/change", name="Whales", colour="teal", mentor=cast.marc)
    blue, _red, green = roster_of(book, cast.workshop).groups
    assert (blue.group.name, blue.group.colour) == ("Whales", "teal")
    assert [one.person.name for one in blue.mentors] == ["Marc"]
    assert green.group.name == "Green"
    assert "Whales" in salma.get("/board").text


def test_a_group_of_another_workshop_is_not_there(salma: Visitor, book: Book, cast: Cast) -> None:
    answer = salma.post("/groups/move", person=cast.aya, group=987_654)
    assert answer.status_code == 404
