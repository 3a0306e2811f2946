"""A workshop is made in four plain forms; nothing is kept before the last one."""

import html
import re

import pytest

from pipeline import workshops
from pipeline.records import Book, people, questions, revisions
from pipeline.settings import Settings
from pipeline.stage_facts import STAGE_NAMES
from tests.cast import Cast
from tests.web.conftest import Visitor
from tests.web.office_days import roster_of

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
FIRST = {
    **{"at": "when", "go": "next", "name": "Été du cinéma", "place": "Osaka"},
    **{"first_day": "2026-08-03", "languages": ["en", "fr", "ar"]},
}


def hidden(page: str) -> dict[str, list[str]]:
    """What a page carries on from the steps before."""
    found: dict[str, list[str]] = {}
    main = page.split('action="/workshops/new"')[1].split("</form>")[0]
    for name, value in _HIDDEN.findall(main):
        if name != "csrf_token":
            found.setdefault(name, []).append(html.unescape(value))
    return found


def test_a_workshop_is_made_step_by_step(salma: Visitor, book: Book) -> None:
    first = salma.get("/workshops/new").text
    assert "When and where" in first
    step = salma.post("/workshops/new", **{**hidden(first), **FIRST}).text
    assert hidden(step)["languages"] == ["en", "fr", "ar"]
    ticked = {"template": "weekend", "groups": "3", "stages": list(STAGE_NAMES)}
    step = salma.post("/workshops/new", **{**hidden(step), "go": "next", **ticked}).text
    assert re.search(r'name="rate" value="24" checked', step), "Osaka has mains of 60 Hz"
    assert re.search(r'name="minutes"[^>]*value="1"', step)
    films = {"rate": "24", "size": "1280x720", "minutes": "2", "seconds": "5", "ai_policy": "none"}
    look = salma.post("/workshops/new", **{**hidden(step), "go": "next", **films}).text
    assert "Été du cinéma" in look
    assert look.count("<time datetime=") >= 18
    with book.reading() as session:
        assert len(people.workshops(session)) == 2
    made = salma.post("/workshops/new", **{**hidden(look), "go": "make"})
    assert (made.status_code, made.location) == (303, "/people/table")
    board = salma.get("/board").text
    assert "Été du cinéma" in board
    with book.reading() as session:
        newest = max(number for number, _name in people.workshops(session))
        rows = questions.board(session, newest).rows
        project = revisions.project_settings(session, rows[0].project_id)
    assert [row.group.name for row in rows] == ["Red", "Blue", "Yellow"]
    assert (str(project.frame_rate), project.target_seconds) == ("24", 125)


def test_stages_can_be_left_out_of_a_workshop_as_it_is_made(salma: Visitor, book: Book) -> None:
    step = salma.post("/workshops/new", **FIRST).text
    held = hidden(step)["stages"]
    assert held == ["rushes", "edit", "final_cut"], "what every film has cannot be unticked"
    assert "the edit is cut from them" in step
    ticked = {"template": "exercise", "groups": "2", "stages": [*held, "script"]}
    step = salma.post("/workshops/new", **{**hidden(step), "go": "next", **ticked}).text
    films = {"rate": "24", "size": "1280x720", "minutes": "1", "seconds": "0", "ai_policy": "none"}
    look = salma.post("/workshops/new", **{**hidden(step), "go": "next", **films}).text
    assert hidden(look)["stages"] == ["script", "rushes", "edit", "final_cut"]
    back = salma.post("/workshops/new", **{**hidden(look), "go": "back"}).text
    assert hidden(back)["stages"] == hidden(look)["stages"]
    salma.post("/workshops/new", **{**hidden(look), "go": "make"})
    with book.reading() as session:
        newest = max(number for number, _name in people.workshops(session))
        rows = questions.board(session, newest).rows
    for row in rows:
        assert [one.stage for one in row.cells] == ["script", "rushes", "edit", "final_cut"]
        assert all(one.gate for one in row.cells)


def test_stages_that_cannot_be_left_out_are_refused_with_the_reason(salma: Visitor) -> None:
    step = hidden(salma.post("/workshops/new", **FIRST).text)
    sent = {**step, "template": "weekend", "groups": "2", "go": "next", "stages": ["script"]}
    answer = salma.post("/workshops/new", **sent)
    assert answer.status_code == 422
    assert "The rushes cannot be left out: the edit is cut from them." in answer.text


def test_what_is_missing_is_said_on_the_same_step(salma: Visitor) -> None:
    answer = salma.post("/workshops/new", **{**FIRST, "name": " "})
    assert answer.status_code == 422
    assert "needs a name" in answer.text
    assert 'value="Osaka"' in answer.text


def test_one_can_go_back_and_nothing_is_lost(salma: Visitor) -> None:
    step = salma.post("/workshops/new", **FIRST).text
    back = salma.post("/workshops/new", **{**hidden(step), "go": "back", "groups": "7"}).text
    assert 'value="Été du cinéma"' in back
    assert hidden(back)["groups"] == ["7"]


@pytest.mark.parametrize("field", ["rate", "groups", "template", "languages", "first_day"])
def test_a_form_that_was_tampered_with_makes_nothing(
    salma: Visitor, book: Book, field: str
) -> None:
    whole = {
        **FIRST,
        **{"at": "look", "go": "make", "template": "weekend", "groups": "2", "rate": "25"},
        **{"size": "1280x720", "minutes": "2", "seconds": "", "ai_policy": "none"},
    }
    assert salma.post("/workshops/new", **{**whole, field: "0"}).status_code == 422
    with book.reading() as session:
        assert len(people.workshops(session)) == 2


def test_the_first_workshop_is_that_of_the_first_coordinator(
    stranger: Visitor, book: Book, settings: Settings
) -> None:
    word = workshops.word_of(settings)
    stranger.post("/begin", code=word, name="Salma", password="three lens caps")
    assert "Not set up yet" in stranger.get("/workshops").text
    whole = {
        **FIRST,
        **{"at": "look", "go": "make", "template": "seven_days", "groups": "40", "rate": "25"},
        **{"size": "1280x720", "minutes": "3", "seconds": "", "ai_policy": "none"},
    }
    assert stranger.post("/workshops/new", **whole).status_code == 303
    with book.reading() as session:
        ((only, name),) = people.workshops(session)
    assert name == "Été du cinéma"
    assert len(roster_of(book, only).groups) == 40
    assert stranger.get("/groups").status_code == 200


def test_a_coordinator_of_two_workshops_goes_from_one_to_the_other(
    book: Book, stranger: Visitor, settings: Settings
) -> None:
    word = workshops.word_of(settings)
    stranger.post("/begin", code=word, name="Salma", password="three lens caps")
    whole = {
        **FIRST,
        **{"at": "look", "go": "make", "template": "exercise", "groups": "1", "rate": "25"},
        **{"size": "1280x720", "minutes": "1", "seconds": "", "ai_policy": "none"},
    }
    for name in ("First", "Second"):
        stranger.post("/workshops/new", **{**whole, "name": name})
    with book.reading() as session:
        ids = {name: number for number, name in people.workshops(session)}
    assert "<bdi>Second</bdi>" in stranger.get("/board").text
    assert stranger.post(f"/workshops/{ids['First']}/enter").status_code == 303
    assert "<bdi>First</bdi>" in stranger.get("/board").text


def test_nobody_enters_a_workshop_of_others(salma: Visitor, cast: Cast) -> None:
    assert salma.post(f"/workshops/{cast.workshop + 1}/enter").status_code == 404
