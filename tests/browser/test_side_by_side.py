"""Two versions of a cut side by side: they run, stop and step together, and one wipes the other."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pipeline.documents.report import Report
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.values import FileOf
from tests.browser.at_the_page import log_in, pull, soon
from tests.cast import Cast
from tests.counting_film import MIDDLES, number_of, write_counting_film
from tests.film_days import approve, finish_all_runs, keep, open_rushes, send

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

__all__ = ["soon"]

RATE = Fraction(25)
SECONDS = 10
FRAMES = int(SECONDS * RATE)
IN_A_ROW = 25

SHOWN = """async (places) => {
  const films = [...document.querySelectorAll("[data-compare] video")];
  const settled = (film) => new Promise((done) => {
    if (film.seeking) film.addEventListener("seeked", done, { once: true }); else done();
  });
  await Promise.all(films.map(settled));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return films.map((film) => {
    const sheet = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
    const ink = sheet.getContext("2d");
    ink.drawImage(film, 0, 0, 64, 36);
    return places.map(([x, y]) => ink.getImageData(x, y, 1, 1).data[0]);
  });
}"""
TOGETHER = """([rate, wanted]) => {
  const films = [...document.querySelectorAll("[data-compare] video")];
  const apart = Math.abs(films[0].currentTime - films[1].currentTime) * rate;
  const runs = films.every((film) => !film.paused && film.currentTime > 0.2);
  window.inARow = runs && apart <= 1 ? (window.inARow || 0) + 1 : 0;
  return window.inARow >= wanted;
}"""


@pytest.fixture(autouse=True)
def two_versions(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> None:
    """Two versions of the cut whose films count the same pictures."""
    open_rushes(book, cast, store, tmp_path)
    approve(book, cast, "rushes")
    film = write_counting_film(tmp_path / "preview.mp4", frames=FRAMES, rate=RATE, sound=True)
    stored = store.put(film)
    made = (FileOf(name="preview.mp4", digest=stored.digest, bytes=stored.bytes),)
    for words in ("first", "second"):
        finish_all_runs(book)
        send(book, cast, "edit", keep(store, tmp_path, words), "edit.otio")
        finish_all_runs(book, Report(facts={"frames": FRAMES}), made)


@pytest.fixture
def page(open_page: Callable[..., Page], cast: Cast) -> Page:
    """Aya before the two films."""
    opened = open_page(width=1440)
    log_in(opened, "Aya")
    opened.goto(f"/projects/{cast.blue_film}/edit/side-by-side")
    opened.wait_for_function(
        "() => [...document.querySelectorAll('video')].every((film) => film.readyState >= 2)"
    )
    return opened


def numbers(page: Page) -> list[int]:
    """Which picture of each film is on."""
    return [number_of(lights) for lights in page.evaluate(SHOWN, MIDDLES)]


def test_both_show_the_same_picture_after_every_step_and_leap(page: Page) -> None:
    assert numbers(page) == [0, 0]
    for frame in (100, 37, FRAMES - 1):
        page.evaluate("(frame) => Player.current().go(frame)", frame)
        assert numbers(page) == [frame, frame]
    for key, frame in ((",", FRAMES - 2), (",", FRAMES - 3), (".", FRAMES - 2)):
        page.keyboard.press(key)
        assert numbers(page) == [frame, frame]


def test_one_that_lags_catches_up_to_within_a_picture_and_both_stop_on_the_same(
    page: Page,
) -> None:
    page.keyboard.press("l")
    page.evaluate("document.querySelectorAll('video')[1].currentTime += 0.06")
    page.wait_for_function(TOGETHER, arg=[float(RATE), IN_A_ROW])
    page.keyboard.press("k")
    one, other = numbers(page)
    assert one == other
    assert one > 0


def share(slider: Locator) -> float:
    """How much of the older film is seen, from 0 to 100, as the picture is cut off."""
    over = slider.page.locator("[data-side]").nth(1)
    return float(over.evaluate("(side) => side.style.clipPath.match(/([\\d.]+)%/)[1]"))


def test_the_newer_is_wiped_over_the_older_by_hand_and_by_keys(page: Page) -> None:
    page.evaluate("Player.current().go(50)")
    page.locator("[data-wipe]").click()
    screens = page.locator("[data-side]")
    older, newer = (screens.nth(at).bounding_box() for at in (0, 1))
    assert older == newer
    slider = page.locator("[data-wipe-place] input")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    pull(page, middle, (box["x"] + box["width"] * 0.8, middle[1]))
    assert 70 < share(slider) < 90
    before = share(slider)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert share(slider) == before - 2
    page.keyboard.press("Home")
    assert share(slider) == 0
    assert numbers(page) == [50, 50]
    page.locator("[data-wipe]").click()
    expect(slider).to_be_hidden()
    assert screens.nth(1).evaluate("(side) => side.style.clipPath") == ""
