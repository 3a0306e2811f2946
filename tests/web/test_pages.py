"""Board, stage, inbox, workers, wall: what they show, to whom, and with how many questions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import running, workflow
from pipeline.documents.json import to_json
from pipeline.documents.report import Report, warning
from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.errors import WorkFailed
from pipeline.files import LocalStore
from pipeline.records import Book, people
from pipeline.records.values import FileOf
from pipeline.sign_off import Action
from tests.cast import Cast, project_of
from tests.film_days import answer, approve, finish_all_runs, hand_in, keep, newest, send
from tests.web.conftest import Visitor, queries

MOST_QUERIES = 17


@pytest.fixture
def script(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> Callable[[], None]:
    """Let the Blue group send a script."""

    def do() -> None:
        kept = keep(store, tmp_path, "INT. A - DAY\n")
        send(book, cast, "script", kept, "script.fountain")

    return do


def add_groups(book: Book, cast: Cast, count: int, first: int = 0) -> None:
    """Add groups with a film each."""
    with book.writing() as session:
        for number in range(first, first + count):
            name = f"Group {number}"
            group = people.add_group(session, workshop_id=cast.workshop, name=name, colour="teal")
            people.add_project(session, group_id=group, settings=to_json(project_of(name)))


def test_the_board_asks_as_much_for_forty_groups_as_for_two(
    book: Book, cast: Cast, marc: Visitor
) -> None:
    with queries(book) as few:
        marc.get("/board")
    add_groups(book, cast, 38)
    with queries(book) as many:
        page = marc.get("/board").text
    with queries(book) as again:
        assert marc.get("/board").text.count("<tr data-row") == 40
    assert page.count("<tr data-row") == 40
    assert len(again) < len(few) == len(many) <= MOST_QUERIES


def test_the_inbox_the_workers_and_the_wall_do_not_ask_more_with_more_films(
    book: Book, cast: Cast, marc: Visitor, script: Callable[[], None]
) -> None:
    script()
    hand_in(book, cast, "script")
    for place, path in enumerate(("/inbox", "/workers", "/wall")):
        with queries(book) as few:
            assert marc.get(path).status_code == 200
        add_groups(book, cast, 5, first=10 * place)
        with queries(book) as many:
            marc.get(path)
        assert len(few) == len(many) <= MOST_QUERIES, path


def test_the_page_of_a_stage_has_a_fixed_number_of_questions(
    book: Book, cast: Cast, marc: Visitor, script: Callable[[], None]
) -> None:
    counts = []
    for _ in range(3):
        script()
        finish_all_runs(book)
        with queries(book) as asked:
            marc.get(f"/projects/{cast.blue_film}/script")
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 27


def test_a_student_reads_first_what_is_next(aya: Visitor, marc: Visitor, cast: Cast) -> None:
    assert "What next?" in aya.get("/board").text
    assert "What next?" not in marc.get("/board").text
    assert aya.get(f"/projects/{cast.blue_film}/").location == f"/projects/{cast.blue_film}/script"


def test_the_cell_that_waits_for_somebody_is_marked_for_them_alone(
    book: Book, cast: Cast, aya: Visitor, rosa: Visitor, marc: Visitor, script: Callable[[], None]
) -> None:
    script()
    hand_in(book, cast, "script")
    row = f"/board/rows/{cast.blue_film}"
    assert " mine" in marc.get(row).text
    assert " mine" not in aya.get(row).text
    workflow.decide(
        book, answer(newest(book, cast.blue_film, "script"), Action.NOT_YET, cast.marc, note="No")
    )
    assert " mine" in aya.get(row).text
    assert " mine" not in rosa.get(row).text
    assert " mine" not in marc.get(row).text


def test_the_wall_needs_no_log_in_and_shows_no_person_and_no_picture(
    book: Book, cast: Cast, stranger: Visitor, script: Callable[[], None]
) -> None:
    script()
    hand_in(book, cast, "script")
    for path in (f"/wall/{cast.workshop}", f"/wall/rows/{cast.blue_film}"):
        page = stranger.get(path).text
        assert "The Blue kite" in page
        assert "Waiting for sign-off" in page
        assert not any(name in page for name in ("Aya", "Ben", "Rosa", "Marc"))
        assert "<img" not in page
        assert "/projects/" not in page
    assert stranger.get("/wall/4711").status_code == 404


def test_the_wall_says_so_before_there_is_a_workshop(stranger: Visitor) -> None:
    assert stranger.get("/wall").status_code == 404


@pytest.mark.parametrize("who", ["aya", "marc", "salma"])
def test_every_state_of_a_stage_has_its_page(
    request: pytest.FixtureRequest, book: Book, cast: Cast, script: Callable[[], None], who: str
) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    page = f"/projects/{cast.blue_film}/script"

    def shows(*words: str) -> None:
        text = visitor.get(page).text
        assert all(word in text for word in words), words

    shows("To do")
    assert "Not open yet" in visitor.get(f"/projects/{cast.blue_film}/edit").text
    script()
    shows("Claquette is working")
    finish_all_runs(book, Report(warnings=(warning("C9", "scene 1", "Is it %(x)s?", x="long"),)))
    shows("In progress", "Is it long?", "scene 1")
    hand_in(book, cast, "script")
    shows("Waiting for sign-off")
    seen = newest(book, cast.blue_film, "script")
    workflow.decide(book, answer(seen, Action.NOT_YET, cast.marc, note="Who is Otto?"))
    shows("Not yet", "Who is Otto?")
    script()
    approve(book, cast, "script")
    shows("Approved", "stamp-approve")
    assert "Claquette is working" in visitor.get(f"/projects/{cast.blue_film}/shot_list").text
    seen = newest(book, cast.blue_film, "script")
    workflow.reopen(book, revision_id=seen.id, digest=seen.digest, by=cast.marc, reason="Rain")
    shows("Opened again", "Rain")
    assert "Changed since sign-off" in visitor.get(f"/projects/{cast.blue_film}/shot_list").text


def test_buttons_are_those_that_the_rules_allow(
    book: Book, cast: Cast, aya: Visitor, marc: Visitor, salma: Visitor, script: Callable[[], None]
) -> None:
    script()
    finish_all_runs(book)
    page = f"/projects/{cast.blue_film}/script"
    assert "/submit" in aya.get(page).text
    assert "/submit" not in marc.get(page).text
    hand_in(book, cast, "script")
    assert "/decide" in marc.get(page).text
    assert "/decide" not in aya.get(page).text
    assert "/decide" not in salma.get(page).text
    assert "A mentor is looking at it" in salma.get(page).text
    assert "/withdraw" in aya.get(page).text


def test_an_older_version_can_be_read_and_asks_nothing(
    book: Book, cast: Cast, aya: Visitor, script: Callable[[], None]
) -> None:
    for _ in range(2):
        script()
        finish_all_runs(book)
    page = aya.get(f"/projects/{cast.blue_film}/script?version=1").text
    assert "This is an older version" in page
    assert "/submit" not in page
    assert aya.get(f"/projects/{cast.blue_film}/script?version=9").status_code == 404


def test_a_script_is_set_like_a_script_and_a_damaged_document_breaks_no_page(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path, aya: Visitor,
    script: Callable[[], None],
) -> None:  # fmt: skip
    elements = (
        Element(kind=ElementKind.SCENE_HEADING, text="INT. SHIP - NIGHT", scene_number="1"),
        Element(kind=ElementKind.CHARACTER, text="LENA"),
        Element(kind=ElementKind.BONEYARD, text="never shown"),
    )
    for text, seen in ((to_json(Screenplay(title="x", elements=elements)), True), ("{", False)):
        kept = keep(store, tmp_path, text)
        script()
        finish_all_runs(
            book, made=(FileOf(name="screenplay.json", digest=kept.digest, bytes=kept.bytes),)
        )
        page = aya.get(f"/projects/{cast.blue_film}/script")
        assert page.status_code == 200
        assert ("INT. SHIP - NIGHT" in page.text) is seen
        assert "never shown" not in page.text


def test_the_inbox_is_for_mentors_and_says_when_nothing_waits(
    book: Book, cast: Cast, aya: Visitor, marc: Visitor, script: Callable[[], None]
) -> None:
    assert aya.get("/inbox").status_code == 403
    assert "Nothing waits for you" in marc.get("/inbox").text
    script()
    hand_in(book, cast, "script")
    assert "The Blue kite" in marc.get("/inbox").text


def fail_the_run(book: Book) -> int:
    """Let the waiting run fail; return its number."""
    run_id = running.waiting_to_be_announced(book, older_than_s=-1)[0][0]
    started = running.start_run(book, run_id=run_id, lease_s=60)
    assert started
    running.beat(book, started, lease_s=60, progress=0.4, doing="Reading")
    running.fail_run(book, started, WorkFailed("The mix broke.", detail="[aac] NaN <b>"))
    return run_id


def test_a_failed_run_is_explained_and_can_be_tried_again(
    book: Book,
    cast: Cast,
    at: Callable[[int], Visitor],
    told: list[str],
    script: Callable[[], None],
) -> None:
    aya, rosa, marc = at(cast.aya), at(cast.rosa), at(cast.marc)
    script()
    run_id = fail_the_run(book)
    assert "The mix broke." in aya.get("/workers").text
    assert "[aac]" not in aya.get("/workers").text
    assert "[aac] NaN &lt;b&gt;" in marc.get("/workers").text
    assert "The mix broke." not in rosa.get("/workers").text
    assert rosa.post(f"/runs/{run_id}/retry").status_code == 404
    got = aya.post(f"/runs/{run_id}/retry", project_id=cast.blue_film, stage="script")
    assert got.location == f"/projects/{cast.blue_film}/script"
    assert told == ["new work"]
    assert "In the queue" in aya.get("/workers").text
    assert aya.post(f"/runs/{run_id}/cancel").status_code == 303
    assert "Stopped" in aya.get("/workers").text


def test_every_component_is_on_its_page(stranger: Visitor) -> None:
    page = stranger.get("/status/components").text
    for mark in ("state-approved", "stamp-not_yet", 'data-tape="violet"', "<progress"):
        assert mark in page
    assert stranger.get("/status/alive").text == "alive\n"
