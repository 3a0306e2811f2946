"""The three answers of a mentor stay in sight, and never stand over what is being written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.files import LocalStore
from pipeline.records import Book
from tests.browser.conftest import Site
from tests.browser.test_board import log_in_as_marc
from tests.cast import Cast
from tests.film_days import finish_all_runs, hand_in, keep, send

pytestmark = pytest.mark.browser

IN_SIGHT = """() => {
  const bar = document.querySelector('.decision-bar').getBoundingClientRect();
  return { top: bar.top, bottom: bar.bottom, height: bar.height, all: innerHeight };
}"""
COVERED = """() => {
  const bar = document.querySelector('.decision-bar').getBoundingClientRect();
  const field = document.activeElement.getBoundingClientRect();
  return Math.max(0, Math.min(bar.bottom, field.bottom) - Math.max(bar.top, field.top));
}"""


@pytest.fixture
def waiting(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> str:
    """The page of a script that waits for Marc; nobody has any work left."""
    send(book, cast, "script", keep(store, tmp_path, "INT. A - DAY\n"), "script.fountain")
    finish_all_runs(book)
    hand_in(book, cast, "script")
    return f"/projects/{cast.blue_film}/script"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (390, 420), (1280, 800)])
def test_the_answers_take_no_more_than_a_quarter_and_cover_no_field_in_focus(
    waiting: str, site: Site, open_page: Callable[..., Page], width: int, height: int
) -> None:
    page = open_page()
    log_in_as_marc(page, waiting)
    page.set_viewport_size({"width": width, "height": height})
    expect(page.locator(".decision-bar")).to_have_count(1)
    page.locator("#decide").evaluate("form => form.scrollIntoView({ block: 'start' })")
    bar = page.evaluate(IN_SIGHT)
    assert bar["bottom"] <= bar["all"] + 1
    assert bar["height"] <= bar["all"] / 4
    sizes = page.locator(".decision-bar .button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 44
    for field in ("#decision-note", "#todos"):
        page.locator(field).focus()
        page.keyboard.type("x")
        assert page.evaluate(COVERED) == 0, field
    box = page.locator(".checklist input").first
    box.focus()
    assert page.evaluate(COVERED) == 0
