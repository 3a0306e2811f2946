"""The slate without a script, and what the phones of a set send."""

import json
from collections.abc import Callable

import pytest

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.desks import Place
from pipeline.shots.slate_log import LoggedTake, log_of
from tests.cast import Cast
from tests.laid_papers import lay_script, lay_shots
from tests.web.conftest import Visitor

SLATE = "/projects/{}/slate"
TAKES = "/projects/{}/slate/takes"


@pytest.fixture
def film(book: Book, store: LocalStore, cast: Cast) -> int:
    """The film of the Blue group, with a script and a shot list."""
    lay_script(book, store, cast)
    lay_shots(book, store, cast)
    return cast.blue_film


def log(book: Book, store: LocalStore, film: int) -> tuple[LoggedTake, ...]:
    place = Place(project_id=film, stage="rushes", name="slate_log.csv")
    lying = desk.lying(book, store, place)
    return log_of(lying.content.decode()) if lying else ()


def phone(name: str, take: int, **more: object) -> dict[str, object]:
    at = "2026-08-03T12:00:00.123Z"
    cells = {"id": name, "scene": "1", "shot": 2, "take": take, "rating": "good", "at": at}
    return {**cells, "changed": at, "note": "", "by": "Aya", **more}


def test_each_shot_has_its_code_for_paper(aya: Visitor, film: int) -> None:
    page = aya.get(SLATE.format(film)).get_data(as_text=True)
    assert page.count('class="segno"') == 3
    assert "Lena &amp; Otto at the &lt;wall&gt;" in page
    assert "<wall>" not in page
    assert "INT. KITCHEN - DAY" in page


def test_a_take_is_logged_with_a_plain_form(
    aya: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    for rating, note in (("no_good", "Otto laughed"), ("good", "")):
        answer = aya.post(TAKES.format(film), shot="s01 p02", rating=rating, note=note)
        assert answer.status_code == 303
    takes = log(book, store, film)
    assert [(one.scene, one.shot, one.take, one.rating, one.by) for one in takes] == [
        ("1", 2, 1, "no_good", "Aya"),
        ("1", 2, 2, "good", "Aya"),
    ]
    page = aya.get(SLATE.format(film)).get_data(as_text=True)
    assert "Otto laughed" in page
    assert "Next take: 3" in page


def test_a_judgement_is_changed_later(
    aya: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    aya.post(TAKES.format(film), shot="S01 P01", rating="good", note="")
    (take,) = log(book, store, film)
    aya.post(TAKES.format(film), id=take.id, rating="void", note="the door")
    (changed,) = log(book, store, film)
    assert (changed.id, changed.rating, changed.note, changed.at) == (
        take.id,
        "void",
        "the door",
        take.at,
    )
    assert "Next take: 1" in aya.get(SLATE.format(film)).get_data(as_text=True)


def test_the_logs_of_two_phones_join(
    aya: Visitor,
    at: Callable[[int], Visitor],
    cast: Cast,
    book: Book,
    store: LocalStore,
    film: int,
) -> None:
    aya.post(TAKES.format(film), takes=json.dumps([phone("a" * 16, 1)]))
    answer = at(cast.ben).post(TAKES.format(film), takes=json.dumps([phone("b" * 16, 2)]))
    assert [one["id"] for one in answer.get_json()] == ["a" * 16, "b" * 16]
    again = aya.post(TAKES.format(film), takes=json.dumps([phone("a" * 16, 1)]))
    assert len(again.get_json()) == 2
    assert [one.take for one in log(book, store, film)] == [1, 2]
    assert aya.post(TAKES.format(film), takes="[]").get_json() == again.get_json()


@pytest.mark.parametrize("given", ["{", "{}", "[1]", '[{"id": "x"}]', "[" + "{}," * 6000 + "{}]"])
def test_what_is_no_log_is_refused(
    aya: Visitor, book: Book, store: LocalStore, film: int, given: str
) -> None:
    assert aya.post(TAKES.format(film), takes=given).status_code == 422
    assert log(book, store, film) == ()


def test_a_shot_that_is_none_is_refused_with_a_sentence(aya: Visitor, film: int) -> None:
    answer = aya.post(TAKES.format(film), shot="the first", rating="good", note="")
    assert answer.status_code == 422
    assert "S03_P02_T04" in answer.get_data(as_text=True)


def test_nobody_else_logs_takes(
    rosa: Visitor, marc: Visitor, stranger: Visitor, book: Book, store: LocalStore, film: int
) -> None:
    for visitor, status in ((rosa, 404), (marc, 403)):
        answer = visitor.post(TAKES.format(film), takes=json.dumps([phone("c" * 16, 1)]))
        assert answer.status_code == status
    assert rosa.get(SLATE.format(film)).status_code == 404
    assert stranger.get(SLATE.format(film)).status_code == 303
    assert "Keep this take" not in marc.get(SLATE.format(film)).get_data(as_text=True)
    assert log(book, store, film) == ()


def test_without_a_shot_list_the_page_says_what_comes_first(aya: Visitor, cast: Cast) -> None:
    page = aya.get(SLATE.format(cast.blue_film)).get_data(as_text=True)
    assert "There is no shot list yet" in page


def test_the_worker_of_the_device_is_served_from_the_root(aya: Visitor) -> None:
    answer = aya.get("/offline_worker.js")
    assert answer.mimetype == "text/javascript"
    assert "no-cache" in answer.headers["Cache-Control"]


def test_every_page_says_whose_it_is(aya: Visitor, stranger: Visitor, cast: Cast) -> None:
    assert aya.get("/").headers["X-Claquette-Person"] == str(cast.aya)
    assert stranger.get("/log-in").headers["X-Claquette-Person"] == "nobody"
