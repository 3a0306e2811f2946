"""The recorder to the picture in a real browser, with the microphone that tests have (a beep)."""

import io
import re
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records import Book, desks
from pipeline.records.desks import Place
from tests.browser.conftest import CHROMIUM, OPTIONS, Site
from tests.browser.test_record import EAR
from tests.cast import BLUE_CODE, Cast
from tests.mixed_film import SECONDS, lay_locked_film
from tests.small_film import draw_take

pytestmark = [
    pytest.mark.browser,
    pytest.mark.ffmpeg,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

PHONE = ViewportSize(width=390, height=844)
CLICKS_THAT_COME_BACK = """([late, loud]) => {
  const noise = () => new Float32Array(128).map(() => 0.002 * Math.random());
  const block = (_, number) => ({ at: 96000 + 128 * number, channels: [noise()] });
  const blocks = Array.from({ length: 1200 }, block);
  const clicks = [2.3, 2.7, 3.1, 3.5, 3.9];
  for (const click of clicks) {
    const sample = Math.round((click + late) * 48000) - 96000;
    blocks[Math.floor(sample / 128)].channels[0][sample % 128] = loud;
  }
  return FoleyDelay.find(blocks, clicks, 48000);
}"""
CUT = """async (from) => {
  const rising = (number) => new Float32Array(128).map((_, at) => (128 * number + at) / 1000);
  const block = (number) => ({ at: 1000 + 128 * number, channels: [rising(number)] });
  const blocks = [0, 1, 2].map(block);
  const { file, seconds } = FoleyMic.cut(blocks, from);
  return [[...new Uint8Array(await file.arrayBuffer())], seconds];
}"""


@pytest.fixture(scope="module")
def hearing(driver: Playwright) -> Iterator[Browser]:
    """A Chromium with a microphone that beeps, and that lends it to every page."""
    browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=[*OPTIONS, *EAR])
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The film of the edit."""
    path: Path = tmp_path_factory.mktemp("preview") / "preview.mp4"
    draw_take(path, seconds=SECONDS)
    return path.read_bytes()


@pytest.fixture(autouse=True)
def locked(preview: bytes, book: Book, store: LocalStore, cast: Cast) -> None:
    """The picture is locked before a worker of the site is there."""
    lay_locked_film(book, store, cast, preview)


@pytest.fixture
def page(hearing: Browser, site: Site) -> Iterator[Page]:
    """Aya with a phone, about to record the wind; the page writes no error."""
    faults: list[str] = []
    context = hearing.new_context(base_url=site.address, locale="en", viewport=PHONE)
    page = context.new_page()
    page.set_default_timeout(40_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"/log-in?back=/projects/{site.cast.blue_film}/sound/spotting")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name="Aya").click()
    page.wait_for_url("**/sound/spotting")
    page.get_by_role("link", name="Record it").first.click()
    page.wait_for_selector("[data-foley][data-state=ready]")
    yield page
    context.close()
    assert faults == []


def record(page: Page, seconds: float) -> float:
    """Record so long, and return where in the film one stopped."""
    page.get_by_role("button", name="3-2-1, record").click()
    page.wait_for_selector("[data-foley][data-state=counting]")
    expect(page.locator("[data-count]")).to_have_text(re.compile("[123]"))
    page.wait_for_selector("[data-foley][data-state=rolling]")
    at = "document.querySelector('video').currentTime"
    page.wait_for_function(f"(until) => {at} >= until", arg=6 + seconds)
    stopped = float(page.evaluate(at))
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("[data-foley][data-state=ready]")
    return stopped


def test_a_take_is_recorded_to_the_film_kept_and_put_at_its_place(
    page: Page, site: Site, book: Book, store: LocalStore, cast: Cast
) -> None:
    expect(page.locator("#foley-start")).to_have_value("00:00:06:00")  # where scene 2 begins
    record(page, 0.5)
    stopped = record(page, 1.5)
    assert page.locator("[data-take] [data-name]").all_inner_texts() == ["wind · T2", "wind · T1"]
    page.get_by_role("button", name="Keep it and put it in").first.click()
    expect(page.locator("[data-kept] li")).to_contain_text("FLY_wind_T01.wav Safe on the server.")
    with book.reading() as session:
        lying = {one.name: one for one in desks.lying(session, cast.blue_film, "sound")}
    with wave.open(str(store.path(lying["sounds/FLY_wind_T01.wav"].digest))) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (48_000, 3, 1)
        assert file.getnframes() / 48_000 == pytest.approx(stopped - 6, abs=0.5)
    sheet = desk.lying(
        book, store, Place(project_id=cast.blue_film, stage="sound", name="cues.csv")
    )
    assert sheet
    assert "FLY_wind_T01.wav,effects,00:00:06:00," in sheet.content.decode()
    page.goto(f"/projects/{site.cast.blue_film}/sound/spotting")
    expect(page.locator(".foley-card")).to_contain_text("placed · 2 ×")


def test_nothing_is_recorded_when_one_stops_while_it_counts(page: Page) -> None:
    page.get_by_role("button", name="3-2-1, record").click()
    page.wait_for_selector("[data-foley][data-state=counting]")
    page.get_by_role("button", name="Stop").click()
    page.wait_for_selector("[data-foley][data-state=ready]")
    assert page.locator("[data-take]").count() == 0


def test_the_delay_is_that_of_the_clicks_that_come_back_and_the_file_begins_on_its_sample(
    page: Page,
) -> None:
    assert page.evaluate(CLICKS_THAT_COME_BACK, [0.0842, 0.3]) == pytest.approx(0.0842, abs=0.0005)
    assert page.evaluate(CLICKS_THAT_COME_BACK, [0.0842, 0.004]) is None
    for first, samples, begins in ((1100, 284, 0.1), (1000, 384, 0.0), (900, 484, 0.0)):
        content, seconds = page.evaluate(CUT, first)
        assert seconds == samples / 48_000
        with wave.open(io.BytesIO(bytes(content))) as file:
            assert file.getnframes() == samples
            value = int.from_bytes(file.readframes(1), "little", signed=True) / 2**23
        assert value == pytest.approx(begins, abs=1e-5)


def test_clicks_that_nobody_hears_are_told_and_no_delay_is_kept(page: Page) -> None:
    page.get_by_role("button", name="Measure it").click()
    page.wait_for_selector("[data-foley][data-state=measuring]")
    page.wait_for_selector("[data-foley][data-state=ready]")
    expect(page.locator("[data-trouble=no-click]")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).join()") == ""
