"""The page of the dailies without scripts: the reel of a day, its takes, and who may see it."""

import pytest
from flask import Flask

from pipeline.files import LocalStore
from pipeline.records import Book
from tests.cast import Cast, project_of
from tests.filmed_days import FilmedDays, film_two_days
from tests.web.conftest import enter

pytestmark = pytest.mark.ffmpeg


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> FilmedDays:
    """Two days of shooting."""
    return film_two_days(tmp_path_factory.mktemp("days"), project_of("Blue"))


def test_the_last_day_is_shown_and_each_take_is_an_address_in_its_film(
    app: Flask, book: Book, store: LocalStore, cast: Cast, filmed: FilmedDays
) -> None:
    filmed.lay(book, store, cast)
    page = enter(app, book, cast.marc).get(f"/projects/{cast.blue_film}/rushes/dailies")
    text = page.get_data(as_text=True)
    assert "Sunday 29 November" in text
    assert "dailies/2026-11-29.mp4#t=0.000" in text
    assert "dailies/2026-11-29.mp4#t=4.000" in text
    assert "S01 P01 T02" not in text
    other = enter(app, book, cast.aya).get(
        f"/projects/{cast.blue_film}/rushes/dailies?day=2026-11-28"
    )
    text = other.get_data(as_text=True)
    assert "The kite hangs straight" in text
    assert text.index("S01 P01 T02") < text.index("S01 P02 T01")
    assert "Otto laughed" not in text


def test_before_the_first_reel_the_page_says_how_one_comes(
    app: Flask, book: Book, cast: Cast
) -> None:
    page = enter(app, book, cast.aya).get(f"/projects/{cast.blue_film}/rushes/dailies")
    assert "No reel yet" in page.get_data(as_text=True)


def test_another_group_does_not_see_that_there_is_one(app: Flask, book: Book, cast: Cast) -> None:
    page = enter(app, book, cast.rosa).get(f"/projects/{cast.blue_film}/rushes/dailies")
    assert page.status_code == 404
