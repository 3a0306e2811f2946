"""The recorder in a real browser, with the microphone that Chromium plays to tests (a beep)."""

import wave
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from pipeline.files import LocalStore
from pipeline.records import Book, uploads
from pipeline.records.values import UploadView
from tests.browser.conftest import CHROMIUM, OPTIONS, WITHOUT_A_NETWORK, Site
from tests.cast import BLUE_CODE, Cast
from tests.table_of_takes import lay_plans

EAR = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
SECONDS = 2


@pytest.fixture(scope="module")
def hearing(driver: Playwright) -> Iterator[Browser]:
    """A Chromium with a microphone that beeps, and that lends it to every page."""
    options = [*OPTIONS, *EAR]
    browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=options)
    yield browser
    browser.close()


@pytest.fixture
def context(hearing: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser of its own."""
    opened = hearing.new_context(base_url=site.address, locale="en")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def planned(book: Book, store: LocalStore, cast: Cast) -> None:
    """The rushes are open before a worker of the site is there."""
    lay_plans(book, store, cast)


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """Aya on the page that records; it writes no error."""
    faults: list[str] = []
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on(
        "console",
        lambda said: (
            faults.append(said.text)
            if said.type == "error" and not any(words in said.text for words in WITHOUT_A_NETWORK)
            else None
        ),
    )
    address = f"/projects/{site.cast.blue_film}/rushes/record"
    page.goto(f"/log-in?back={address}")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name="Aya").click()
    page.wait_for_url(f"**{address}")
    yield page
    assert faults == []


def record(page: Page, seconds: float, *, least: int = 1) -> None:
    """Record so long; a room tone may be shorter in a test than in a film."""
    page.evaluate(f"document.querySelector('[data-booth]').dataset.least = '{least}'")
    page.get_by_role("button", name="Record").click()
    page.wait_for_selector("[data-booth][data-state=rolling]")
    page.wait_for_function(
        f"() => Number(document.querySelector('[data-seconds]').textContent) >= {seconds}"
    )
    page.locator(".when-rolling [data-act=stop]").click()
    page.wait_for_selector("[data-booth][data-state=heard]")


def arrived(site: Site) -> tuple[UploadView, ...]:
    with site.book.reading() as session:
        return uploads.on_table(session, site.cast.blue_film, "rushes")


def heard(upload: UploadView, store: LocalStore) -> tuple[wave._wave_params, np.ndarray]:
    """The header of a WAV of 24 bits, and its samples from -1 to 1."""
    with wave.open(str(store.path(upload.digest))) as file:
        return file.getparams(), from_24_bits(file.readframes(file.getnframes()))


def from_24_bits(raw: bytes) -> np.ndarray:
    """Samples from -1 to 1."""
    packed = np.frombuffer(raw, np.uint8).reshape(-1, 3).astype(np.int32)
    whole = (packed[:, 0] << 8 | packed[:, 1] << 16 | packed[:, 2] << 24) >> 8
    return np.asarray(whole / 2**23)


def test_two_seconds_of_room_tone_arrive_as_wav_of_48_khz_and_the_list_is_shorter(
    page: Page, site: Site, store: LocalStore
) -> None:
    page.locator("#what").select_option("room_tone/KITCHEN")
    record(page, SECONDS)
    page.get_by_role("button", name="Keep it and send it").click()
    expect(page.locator("[data-kept] li")).to_contain_text("RT_KITCHEN.wav Safe on the server.")
    (upload,) = arrived(site)
    assert upload.name == "RT_KITCHEN.wav"
    facts, samples = heard(upload, store)
    assert (facts.framerate, facts.sampwidth) == (48_000, 3)
    assert facts.nchannels in (1, 2)
    assert SECONDS <= facts.nframes / facts.framerate < SECONDS + 3
    assert 0.05 < np.abs(samples).max() <= 1
    quarters = np.array_split(samples, 4)
    assert all(np.abs(quarter).max() > 0.01 for quarter in quarters)
    expect(page.locator(".wanted-sounds .is-there")).to_contain_text("KITCHEN")


def test_a_tone_that_is_too_short_is_not_kept_and_is_recorded_again(page: Page) -> None:
    page.locator("#what").select_option("room_tone/HILL")
    record(page, 1, least=10)
    expect(page.locator("[data-verdict=short]")).to_be_visible()
    expect(page.get_by_role("button", name="Keep it and send it")).to_be_disabled()
    page.get_by_role("button", name="Again").click()
    expect(page.get_by_role("button", name="Record")).to_be_visible()


def test_a_recording_waits_on_the_device_until_there_is_a_network_again(
    page: Page, context: BrowserContext, site: Site
) -> None:
    page.locator("#what").select_option("wild/wind")
    record(page, 1)
    context.set_offline(True)
    page.get_by_role("button", name="Keep it and send it").click()
    expect(page.locator("[data-kept] li")).to_contain_text("WT_wind Safe on this device.")
    assert arrived(site) == ()
    context.set_offline(False)
    expect(page.locator("[data-kept] li")).to_contain_text("Safe on the server.")
    assert [one.name for one in arrived(site)] == ["WT_wind.wav"]


def test_what_was_heard_and_not_kept_is_there_when_the_page_is_opened_again(
    page: Page, site: Site
) -> None:
    page.locator("#what").select_option("wild/wind")
    record(page, 1)
    page.reload()
    expect(page.locator("[data-heard-name]")).to_have_text("WT_wind")
    page.get_by_role("button", name="Keep it and send it").click()
    expect(page.locator("[data-kept] li")).to_contain_text("Safe on the server.")
    assert [one.name for one in arrived(site)] == ["WT_wind.wav"]


def test_where_the_browser_lends_no_microphone_the_page_says_so_and_a_file_still_goes(
    hearing: Browser, page: Page, context: BrowserContext, site: Site
) -> None:
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page.reload()
    expect(page.locator("[data-trouble=insecure]")).to_contain_text("only over https")
    expect(page.get_by_role("button", name="Record")).to_be_hidden()
    page.locator("#what-file").select_option("wild/")
    page.locator("#what-file-own").fill("a door")
    sound = {"name": "memo.m4a", "mimeType": "audio/mp4", "buffer": b"a sound"}
    page.locator("#sound-file").set_input_files(sound)  # type: ignore[arg-type]
    page.get_by_role("button", name="Send it", exact=True).click()
    expect(page.get_by_text("lies on your table")).to_be_visible()
    assert [one.name for one in arrived(site)] == ["WT_a_door.m4a"]
