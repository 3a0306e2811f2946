"""What people see of a workshop that leaves stages out: dashes, sentences, and no dead ends."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask, url_for

from pipeline import tokens
from pipeline.files import LocalStore
from pipeline.records import Book
from tests.cast import Cast
from tests.exercise_days import EXERCISE, NO_SHOT_LIST, leave_out
from tests.film_days import approve, finish_all_runs, keep, send
from tests.web.conftest import Visitor
from web.api_description import BASE

ROOMS = (
    *("script/write", "script/cards", "script/read", "script/breakdown", "shot_list/table"),
    *("shot_list/frames", "sound/spotting", "sound/lanes", "edit/turnover"),
)


def test_the_board_has_a_dash_with_words_for_what_is_left_out(
    book: Book, cast: Cast, aya: Visitor
) -> None:
    leave_out(book, cast)
    board = aya.get("/board").text
    assert board.count('class="cell cell-none"') == 6, "three stages of two films"
    words = '<span class="stage-word">Shot list</span><span aria-hidden="true">–</span>'
    assert words + '<span class="hidden-words">not in this workshop</span>' in board
    assert f'data-cell="{cast.blue_film}-rushes"' in board
    assert f'data-cell="{cast.blue_film}-script"' not in board
    heads = re.findall(r'<span class="stage-name">(?:<b>(\d)</b>)?([\w ]+)', board)
    assert heads[0] == ("", "Script")
    assert [number for number, _name in heads if number] == ["1", "2", "3"]
    wall = aya.get(f"/wall/{cast.workshop}").text
    assert wall.count('class="cell cell-none"') == 6


def test_a_board_of_whole_films_has_no_dash(cast: Cast, aya: Visitor) -> None:
    assert "cell-none" not in aya.get("/board").text


def test_the_page_of_a_stage_that_was_left_out_says_so_and_where_to_go(
    book: Book, cast: Cast, aya: Visitor, rosa: Visitor
) -> None:
    leave_out(book, cast)
    answer = aya.get(f"/projects/{cast.blue_film}/script")
    assert answer.status_code == 404
    assert "leaves this stage out" in answer.text
    assert "Nothing is missing" in answer.text
    assert "mistyped" not in answer.text
    strangers = rosa.get(f"/projects/{cast.blue_film}/script")
    assert strangers.status_code == 404
    assert "leaves this stage out" not in strangers.text, "whose film it is stays unsaid"


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_of_a_stage_that_was_left_out_are_not_there(
    book: Book, cast: Cast, aya: Visitor, room: str
) -> None:
    there = aya.get(f"/projects/{cast.blue_film}/{room}")
    assert there.status_code in (200, 403), "the address is that of a room"
    leave_out(book, cast)
    answer = aya.get(f"/projects/{cast.blue_film}/{room}")
    assert answer.status_code == 404
    assert "leaves this stage out" in answer.text


def test_forms_and_programs_that_name_the_stage_are_answered_the_same(
    book: Book, cast: Cast, aya: Visitor
) -> None:
    leave_out(book, cast)
    film = f"/projects/{cast.blue_film}"
    for address in (f"{film}/script/send", f"{film}/script/draft", f"{film}/script/help"):
        assert aya.post(address).status_code == 404
    assert aya.get(f"{film}/script/desk/script.fountain").status_code == 404


def test_the_first_stage_of_an_exercise_can_be_begun_and_offers_no_empty_start(
    book: Book, cast: Cast, aya: Visitor
) -> None:
    leave_out(book, cast)
    page = aya.get(f"/projects/{cast.blue_film}/rushes").text
    assert "Begin here" in page
    assert '<span class="number">1</span>' in page
    assert "Let Claquette make a start" not in page
    assert aya.get(f"/projects/{cast.blue_film}/").location.endswith("/rushes")


def test_rooms_of_the_rushes_do_without_a_shot_list(book: Book, cast: Cast, aya: Visitor) -> None:
    leave_out(book, cast)
    film = f"/projects/{cast.blue_film}"
    for room in ("slate", "rushes/takes", "rushes/send", "rushes/record"):
        assert aya.get(f"{film}/{room}").status_code == 200, room
    slate = aya.get(f"{film}/slate").text
    assert "This film has no shot list" in slate
    assert "/shot_list" not in slate


def test_a_shot_list_without_a_script_begins_as_an_empty_table(
    book: Book, cast: Cast, aya: Visitor
) -> None:
    leave_out(book, cast, ("shot_list", *EXERCISE))
    page = aya.get(f"/projects/{cast.blue_film}/shot_list").text
    assert "Work on it here" in page
    assert "Let Claquette make a start" not in page
    assert "Add the first shot" in aya.get(f"/projects/{cast.blue_film}/shot_list/table").text


def test_the_coordinator_leaves_stages_out_and_takes_them_in_again(
    cast: Cast, salma: Visitor
) -> None:
    assert "/workshops/stages" in salma.get("/workshops").text
    page = salma.get("/workshops/stages").text
    assert len(re.findall(r'<input type="checkbox" name="stages"', page)) == 3
    assert salma.post("/workshops/stages", stages=list(EXERCISE)).status_code == 303
    board = salma.get("/board").text
    assert "not in this workshop" in board
    salma.post("/workshops/stages", stages=list(NO_SHOT_LIST))
    assert salma.get("/board").text.count("cell-none") == 2


def test_what_cannot_work_or_has_begun_is_said_on_the_page(
    book: Book, cast: Cast, salma: Visitor, aya: Visitor
) -> None:
    answer = salma.post("/workshops/stages", stages=["script", "edit", "final_cut"])
    assert answer.status_code == 422
    assert "The rushes cannot be left out" in answer.text
    aya.post(f"/projects/{cast.blue_film}/script/help", text="")
    page = salma.get("/workshops/stages").text
    assert "A film has begun it, so it stays." in page
    answer = salma.post("/workshops/stages", stages=list(EXERCISE))
    assert answer.status_code == 422
    assert "has begun there already" in answer.text


def test_only_the_coordinator_sees_that_page(aya: Visitor, marc: Visitor) -> None:
    for one in (aya, marc):
        assert one.get("/workshops/stages").status_code == 403
        assert one.post("/workshops/stages", stages=list(EXERCISE)).status_code == 403


def test_checklists_are_those_of_the_stages_that_there_are(
    book: Book, cast: Cast, salma: Visitor
) -> None:
    leave_out(book, cast)
    page = salma.get("/checklists").text
    assert 'id="list-edit"' in page
    assert 'id="list-script"' not in page


def test_a_program_is_told_of_the_stages_that_there_are(app: Flask, book: Book, cast: Cast) -> None:
    leave_out(book, cast)
    _made, words = tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Cutting room")
    client, headers = app.test_client(), {"Authorization": f"Bearer {words}"}
    (film,) = json.loads(client.get(f"{BASE}/board", headers=headers).text)["films"]
    assert [one["stage"] for one in film["stages"]] == list(EXERCISE)
    answer = client.get(f"{BASE}/films/{cast.blue_film}/script/revisions", headers=headers)
    assert answer.status_code == 404
    assert "leaves this stage out" in json.loads(answer.text)["detail"]


def film_pages(app: Flask, film: int) -> list[str]:
    """Every page about a film as a whole, or about one of the stages it has."""
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "project_id" in rule.arguments
    ]
    with app.test_request_context():
        plain = [
            url_for(rule.endpoint, project_id=film)
            for rule in rules
            if rule.arguments == {"project_id"}
        ]
        staged = [
            url_for(rule.endpoint, project_id=film, stage=stage)
            for rule in rules
            if rule.arguments == {"project_id", "stage"}
            for stage in EXERCISE
        ]
    return [*plain, *staged]


@pytest.fixture
def begun(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> int:
    """The film of an exercise whose rushes are approved."""
    leave_out(book, cast)
    send(book, cast, "rushes", keep(store, tmp_path, "a take"), "S01_P01_T01.mov")
    approve(book, cast, "rushes")
    finish_all_runs(book)
    return cast.blue_film


def test_no_page_of_a_film_breaks_for_want_of_what_was_left_out(
    app: Flask, begun: int, aya: Visitor, marc: Visitor
) -> None:
    pages = film_pages(app, begun)
    assert len(pages) > 20
    for page in pages:
        for one in (aya, marc):
            answer = one.get(page)
            assert answer.status_code < 500, page
            for name in ("script", "shot_list", "sound"):
                link = f'href="/projects/{begun}/{name}'
                assert link not in answer.text, f"{page} leads to {name}"
