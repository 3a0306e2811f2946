"""The page of the machines: who encodes which segment, how fast, and how long it still takes."""

import pytest

from pipeline import farming, running
from pipeline.farming import SEGMENTS, Hand
from pipeline.records import Book
from pipeline.records.segments import Order
from pipeline.running import StartedRun
from tests.cast import Cast
from tests.farm_days import running_run
from tests.web.conftest import Visitor

OURS, OTHER = "a" * 64, "b" * 64


def order(number: int) -> Order:
    return Order(key=f"{number:064x}", number=number, total=24, frames=100, program=OURS, task="{}")


def hand(name: str, program: str = OURS) -> Hand:
    return Hand(name=name, program=program, lease_s=60)


@pytest.fixture
def run(book: Book, cast: Cast) -> StartedRun:
    """A run of the Blue film with three segments; helper:2 has encoded half of the first one."""
    started = running_run(book, cast)
    farming.want(book, started.id, [order(number) for number in (7, 8, 9)])
    farming.here_i_am(book, hand("render:1"), "render")
    farming.here_i_am(book, hand("helper:2"), SEGMENTS)
    farming.here_i_am(book, hand("idle:3"), SEGMENTS)
    (first, *_) = farming.wanted(book, started.id)
    held = farming.take(book, first.id, hand("helper:2"))
    assert held is not None
    farming.beat(book, [(held, 50.0)], hand("helper:2"))
    return started


@pytest.mark.usefixtures("run")
def test_a_worker_shows_which_segment_of_which_film_it_encodes(aya: Visitor) -> None:
    page = aya.get("/workers").text
    assert page.count("data-helper") == 3
    assert page.count('data-helper="encoding"') == 1
    assert "segment 7 of 24" in page
    assert "frames a second" in page
    assert "3 segments to go" in page
    assert "1 worker on it" in page


@pytest.mark.usefixtures("run")
def test_of_the_film_of_another_group_only_the_work_is_told(rosa: Visitor) -> None:
    page = rosa.get("/workers").text
    assert "A film of another group, segment 7 of 24" in page
    assert "Blue" not in page


@pytest.mark.usefixtures("run")
def test_a_worker_with_another_ffmpeg_says_that_it_cannot_help(book: Book, marc: Visitor) -> None:
    assert "Other ffmpeg" not in marc.get("/workers").text
    farming.here_i_am(book, hand("strange:4", OTHER), SEGMENTS)
    page = marc.get("/workers").text
    assert page.count('data-helper="other"') == 1
    assert "Other ffmpeg" in page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (20, "less than a minute left"), (61, "about 2 minutes left"),
     (170, "about 3 minutes left"), (1000, "about 20 minutes left"),
     (7300, "about 2 hours left")],
)  # fmt: skip
def test_the_rest_is_told_in_words_and_not_more_exact_than_it_is(
    book: Book, cast: Cast, run: StartedRun, aya: Visitor, seconds: int | None, words: str
) -> None:
    running.beat(book, run, lease_s=60, progress=0.4, doing="", seconds_left=seconds)
    for path in ("/workers", f"/projects/{cast.blue_film}/script"):
        page = aya.get(path).text
        assert words in page
        assert (" left</span>" in page) == bool(words)
