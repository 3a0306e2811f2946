"""Calling for help with one tap, and answering; "What next?" and who is stuck."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline import review, workflow
from pipeline.documents.report import Report, blocker
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.notes import Note
from pipeline.sign_off import Action
from tests.cast import Cast
from tests.film_days import answer, finish_all_runs, hand_in, keep, newest, send
from tests.gate_days import days_are_now, give_gate
from tests.web.conftest import Visitor, queries
from tests.web.test_pages import add_groups, fail_the_run
from web.stuck_groups import stuck_groups


@pytest.fixture
def script(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> Callable[[], None]:
    """Let the Blue group send a script."""

    def do() -> None:
        send(book, cast, "script", keep(store, tmp_path, "INT. A - DAY\n"), "script.fountain")

    return do


def call(who: Visitor, cast: Cast, **more: object) -> int:
    return who.post(f"/projects/{cast.blue_film}/script/help", **more).status_code


def test_a_call_is_on_the_board_the_inbox_and_the_wall_and_there_without_names(
    cast: Cast, aya: Visitor, marc: Visitor, stranger: Visitor
) -> None:
    assert call(aya, cast, text="Our ending is <b>lost</b>") == 303
    for page in (marc.get("/board").text, marc.get("/inbox").text):
        assert "Our ending is &lt;b&gt;lost" in page
    wall = stranger.get(f"/wall/{cast.workshop}").text
    assert "Calls for help" in wall
    assert "ending" not in wall
    assert "Aya" not in wall


def test_a_mentor_is_coming_and_the_group_reads_it(
    cast: Cast, aya: Visitor, marc: Visitor, stranger: Visitor
) -> None:
    call(aya, cast)
    assert marc.post("/help/1/coming").status_code == 303
    assert "Marc is coming" in aya.get("/next").text
    assert "somebody is coming" in stranger.get(f"/wall/rows/{cast.blue_film}").text
    assert aya.post("/help/1/solved", back="/next").location == "/next"
    assert "Calls for help" not in marc.get("/board").text


def test_a_call_of_another_group_is_answered_like_one_that_is_not_there(
    cast: Cast, aya: Visitor, rosa: Visitor, marc: Visitor, at: Callable[[int], Visitor]
) -> None:
    call(aya, cast)
    for who in (rosa, at(cast.igor)):
        for verb in ("coming", "solved"):
            assert who.post(f"/help/1/{verb}").status_code == 404
            assert who.post(f"/help/99/{verb}").status_code == 404
        assert call(who, cast) == 404
    assert call(marc, cast) == 403
    assert aya.post(f"/projects/{cast.blue_film}/lunch/help").status_code == 404
    assert aya.post("/help/1/coming").status_code == 403


def test_what_next_shows_one_thing_the_answer_and_what_is_to_do(
    book: Book, cast: Cast, aya: Visitor, marc: Visitor, script: Callable[[], None]
) -> None:
    assert "Begin here" in aya.get("/next").text
    assert marc.get("/next").location == "/inbox"
    script()
    hand_in(book, cast, "script")
    seen = newest(book, cast.blue_film, "script")
    workflow.decide(book, answer(seen, Action.NOT_YET, cast.marc, note="Who is Otto?"))
    page = aya.get("/next").text
    assert "Not yet: read why" in page
    assert "Who is Otto?" in page
    assert page.count("button primary") == 1
    script()
    hand_in(book, cast, "script")
    seen = newest(book, cast.blue_film, "script")
    workflow.decide(book, answer(seen, Action.APPROVE_WITH_TODOS, cast.marc))
    assert "Say the name once." in aya.get("/next").text


def test_a_todo_is_shown_once_until_the_group_ticks_it(
    book: Book, cast: Cast, aya: Visitor, script: Callable[[], None]
) -> None:
    script()
    seen = hand_in(book, cast, "script")
    workflow.decide(book, answer(seen, Action.APPROVE_WITH_TODOS, cast.marc))
    todo = "Say the name once."
    assert aya.get("/next").text.count(todo) == 1
    said = Note(revision_id=seen.id, by=cast.nadia, text=todo, is_todo=True)
    second = review.write(book, said)
    page = aya.get("/next").text
    assert page.count(todo) == 1
    assert "(2 times)" in page
    review.tick(book, note_id=second, by=cast.aya, is_done=True)
    assert "(2 times)" not in aya.get("/next").text
    review.tick(book, note_id=second - 1, by=cast.aya, is_done=True)
    assert todo not in aya.get("/next").text


def test_the_inbox_is_ordered_by_the_gate_and_what_is_anothers_is_one_line(
    book: Book, cast: Cast, at: Callable[[int], Visitor], script: Callable[[], None]
) -> None:
    moment = days_are_now(book, cast)
    script()
    hand_in(book, cast, "script")
    nadia, marc = at(cast.nadia), at(cast.marc)
    assert "The Blue kite" in nadia.get("/inbox").text
    give_gate(book, cast.blue_film, "script", moment, cast.marc)
    page = nadia.get("/inbox").text
    assert "The Blue kite" not in page
    assert "<bdi>Marc</bdi> (1)" in page
    page = marc.get("/inbox").text
    assert "To sign now" in page
    assert "the gate is open" in page
    give_gate(book, cast.red_film, "script", moment, cast.marc)
    page = marc.get("/inbox").text
    assert page.index("The Blue kite") < page.index("Coming today") < page.index("The Red kite")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, ""), (25, "in less than 30 minutes"), (8, "in less than 10 minutes"), (-2, "is open")],
)
def test_that_a_gate_is_near_stands_where_its_mentor_and_its_group_look(
    book: Book,
    cast: Cast,
    at: Callable[[int], Visitor],
    stranger: Visitor,
    minutes: int,
    words: str,
) -> None:
    moment = days_are_now(book, cast)
    give_gate(book, cast.blue_film, "script", moment + timedelta(minutes=minutes), cast.marc)
    marc, aya = at(cast.marc), at(cast.aya)
    pages = (
        marc.get("/inbox"),
        marc.get(f"/board/rows/{cast.blue_film}"),
        aya.get("/next"),
        aya.get("/board"),
        stranger.get("/wall"),
    )
    for page in pages:
        assert page.text.count("gate-soon") == (1 if words else 0), page.request.path
        assert words in page.text


def test_who_is_stuck_says_why_and_whom_to_ask(
    book: Book, cast: Cast, at: Callable[[int], Visitor], script: Callable[[], None]
) -> None:
    salma, marc, aya = at(cast.salma), at(cast.marc), at(cast.aya)
    assert marc.get("/stuck").status_code == 403
    assert "Nobody is stuck" in salma.get("/stuck").text
    moment = days_are_now(book, cast)
    give_gate(book, cast.red_film, "script", moment - timedelta(hours=1), cast.nadia)
    page = salma.get("/stuck").text
    assert "The gate is over, and it is not signed" in page
    assert "Nadia" in page
    script()
    fail_the_run(book)
    assert "The mix broke." in salma.get("/stuck").text
    call(aya, cast)
    page = salma.get("/stuck").text
    assert page.index("Calls for help") < page.index("A run has failed")


def test_blockers_that_are_left_and_silence_are_found_after_some_hours(
    book: Book, cast: Cast, script: Callable[[], None]
) -> None:
    script()
    finish_all_runs(book, Report(blockers=(blocker("C1", "scene 1", "Too long."),)))
    for hours, whys in ((1, []), (4, ["blockers"])):
        with book.reading() as session:
            moment = datetime.now(tz=UTC) + timedelta(hours=hours)
            _board, found = stuck_groups(session, cast.workshop, hours=2, now=moment)
        assert [one.why for one in found] == whys


def test_the_new_pages_do_not_ask_more_with_more_films(
    book: Book, cast: Cast, at: Callable[[int], Visitor], script: Callable[[], None]
) -> None:
    salma, moment = at(cast.salma), days_are_now(book, cast)
    script()
    give_gate(book, cast.blue_film, "script", moment, cast.marc)
    for place, path in enumerate(("/gates", "/inbox", "/stuck")):
        with queries(book) as few:
            assert salma.get(path).status_code == 200
        add_groups(book, cast, 5, first=10 * place)
        with queries(book) as many:
            salma.get(path)
        assert len(few) == len(many) <= 20, path
