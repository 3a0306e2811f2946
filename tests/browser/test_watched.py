"""The player counts which pictures were really shown, and only then offers to say so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline import workflow
from pipeline.documents.report import Report
from pipeline.files import LocalStore
from pipeline.records import Book, decisions
from pipeline.records.values import FileOf, RevisionView
from pipeline.stage_facts import STAGE_NAMES
from tests.browser.conftest import Site
from tests.browser.test_six_sign_offs import log_in_as_aya
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, hand_in
from tests.given_away import SECONDS, write_hall_copy

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]


@pytest.fixture
def film(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> RevisionView:
    """A final cut of three seconds that Aya's group has handed in; nobody has any work left."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    for stage in STAGE_NAMES[:-1]:
        approve(book, cast, stage)
    stored = store.put(write_hall_copy(tmp_path / "hall.mp4"))
    made = (FileOf(name="film.mp4", digest=stored.digest, bytes=stored.bytes),)
    finish_all_runs(book, Report(facts={"seconds": float(SECONDS)}), made)
    return hand_in(book, cast, "final_cut")


def test_the_button_comes_when_every_picture_was_shown(
    film: RevisionView,
    site: Site,
    open_page: Callable[..., Page],
    cast: Cast,
) -> None:
    page = open_page()
    log_in_as_aya(page)
    page.goto(f"{site.address}/projects/{cast.blue_film}/final_cut")
    here = page.locator("[data-watched-here]")
    player = page.locator("[data-player] video")
    expect(here).to_be_hidden()
    # Whoever jumps to the end has not seen the middle.
    player.evaluate("film => { film.muted = true; film.currentTime = film.duration - 0.5; }")
    player.evaluate("film => film.play()")
    page.wait_for_function("() => document.querySelector('[data-player] video').ended")
    expect(page.locator("[data-watched-so-far]")).to_be_visible()
    expect(here).to_be_hidden()
    # Whoever runs it faster has not seen it either.
    player.evaluate("film => { film.currentTime = 0; film.playbackRate = 4; return film.play(); }")
    page.wait_for_function("() => document.querySelector('[data-player] video').ended")
    expect(here).to_be_hidden()
    player.evaluate("film => { film.currentTime = 0; film.playbackRate = 1; return film.play(); }")
    page.wait_for_function("() => document.querySelector('[data-player] video').ended")
    expect(here).to_be_visible()
    here.click()
    expect(page.locator("#watched")).to_contain_text("on this page")
    with site.book.reading() as session:
        said = decisions.sign_offs_of(session, film.project_id, film.stage)
    assert [(one.person, one.note) for one in said if one.action.value == "watch"] == [
        ("Aya", "page")
    ]
