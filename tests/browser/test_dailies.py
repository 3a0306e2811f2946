"""The dailies in a real browser: the reel plays, one jumps to a take, the slate runs along."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pipeline.files import LocalStore
from pipeline.records import Book
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE, Cast, project_of
from tests.filmed_days import FilmedDays, film_two_days

SAYS = """() => {
  const film = document.querySelector("video");
  const cues = film.textTracks[0].activeCues;
  return cues && cues.length ? cues[0].text : "";
}"""
AT = "() => Math.floor(document.querySelector('video').currentTime * 25)"
PLAYS = """() => {
  const film = document.querySelector("video");
  return !film.paused && film.currentTime > %s && film.videoWidth;
}"""


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> FilmedDays:
    """Two days of shooting."""
    return film_two_days(tmp_path_factory.mktemp("days"), project_of("Blue"))


@pytest.fixture(autouse=True)
def laid(filmed: FilmedDays, book: Book, store: LocalStore, cast: Cast) -> None:
    """What was filmed lies in a version before a worker of the site is there."""
    filmed.lay(book, store, cast)


def test_the_reel_plays_and_a_press_on_a_take_goes_to_its_card(
    site: Site, filmed: FilmedDays, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto("/")
    page.fill("[name=code]", BLUE_CODE)
    page.click("form:has([name=code]) [type=submit]")
    page.get_by_role("button", name="Aya").click()
    page.goto(f"/projects/{site.cast.blue_film}/rushes/dailies?day=2026-11-28")
    page.get_by_role("link", name="S01 P02 T01").click()
    page.wait_for_function(PLAYS % "6.2")
    assert page.evaluate("document.querySelector('video').videoWidth") == 320
    page.wait_for_function(f"() => ({SAYS})().startsWith('S01_P02_T01  00:00:0')")
    expect(page.locator("[data-jump][aria-current]")).to_contain_text("S01 P02 T01")
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-jump][aria-current]")).to_contain_text("S01 P01 T02")
    page.keyboard.press("k")
    before = page.evaluate(AT)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => ({AT})() === {before + 1}")
