"""A spoken note in a real browser, with the microphone that Chromium plays to tests (a beep)."""

import io
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from pipeline.files import LocalStore
from pipeline.records import Book
from tests.browser.at_the_page import log_in
from tests.browser.conftest import CHROMIUM, OPTIONS, Site
from tests.browser.test_record import EAR, from_24_bits
from tests.cast import Cast
from tests.film_days import finish_all_runs, keep, send

pytestmark = [pytest.mark.browser, pytest.mark.ffmpeg]

SECONDS = 2
LONGEST_S = 60
LENGTH = """(heard) => new Promise((done) => {
  const tell = () => done(heard.duration);
  if (heard.readyState) tell(); else heard.addEventListener("loadedmetadata", tell);
  heard.load();
})"""


@pytest.fixture(scope="module")
def hearing(driver: Playwright) -> Iterator[Browser]:
    """A Chromium with a microphone that beeps, and that lends it to every page."""
    browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=[*OPTIONS, *EAR])
    yield browser
    browser.close()


@pytest.fixture(autouse=True)
def script(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> None:
    """A version of the script, checked before a worker of the site is there."""
    send(book, cast, "script", keep(store, tmp_path, "INT. ROOM - DAY\n"), "script.fountain")
    finish_all_runs(book)


@pytest.fixture
def page(hearing: Browser, site: Site, cast: Cast) -> Iterator[Page]:
    """Marc at the script, on a phone."""
    context = hearing.new_context(base_url=site.address, locale="en")
    page = context.new_page()
    log_in(page, "Marc")
    page.goto(f"/projects/{cast.blue_film}/script")
    yield page
    context.close()


def speak(page: Page) -> None:
    """Press, speak for so long, press again."""
    page.locator("[data-voice-go]").click()
    page.wait_for_function(
        "(left) => { const said = document.querySelector('[data-voice-left]').textContent;"
        " return said && Number(said) <= left; }",
        arg=LONGEST_S - SECONDS,
    )
    page.locator("[data-voice-go]").click()
    expect(page.locator("[data-voice] audio")).to_be_visible()


def test_what_a_mentor_says_is_heard_by_the_group(page: Page, cast: Cast) -> None:
    speak(page)
    page.locator("form:has(#note-text) [type=submit]").last.click()
    spoken = page.locator("#notes audio.spoken")
    expect(spoken).to_have_count(1)
    answer = page.request.get(str(spoken.get_attribute("src")))
    assert answer.ok
    with wave.open(io.BytesIO(answer.body())) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 3)
        samples = from_24_bits(file.readframes(file.getnframes()))
        seconds = file.getnframes() / file.getframerate()
    assert SECONDS - 0.2 <= seconds < LONGEST_S
    assert 0.05 < np.abs(samples).max() <= 1
    assert all(np.abs(half).max() > 0.01 for half in np.array_split(samples, 2))
    assert spoken.evaluate(LENGTH) == pytest.approx(seconds, abs=0.05)


def test_what_was_said_can_be_taken_away_and_words_are_needed_again(page: Page) -> None:
    speak(page)
    page.locator("[data-voice-away]").click()
    expect(page.locator("[data-voice] audio")).to_be_hidden()
    assert page.locator("[name=voice]").evaluate("(field) => field.files.length") == 0
    page.locator("form:has(#note-text) [type=submit]").last.click()
    assert page.locator("#note-text").evaluate("(field) => field.validity.valueMissing")
    expect(page.locator("#notes audio.spoken")).to_have_count(0)
