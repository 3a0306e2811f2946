"""The slate in a real browser: its code, its clap, and a set without a network."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records.desks import Place
from pipeline.shots.slate_log import LoggedTake, log_of
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE
from tests.laid_papers import lay_shots

OPENS = "This page opens without a network, too."
TOGETHER_MS = 40
"""One frame of a film: what flash and beep may lie apart."""
MOST_CLAPS = 6
"""A machine that does ten things at once drops a frame now and then; phones do one."""
SENT = "on your desk: all takes"
WATCH = """() => {
  const heard = [];
  window.seenAndHeard = heard;
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...more) {
    if (to instanceof AudioDestinationNode) {
      window.ear ??= new AnalyserNode(this.context, { fftSize: 256 });
      connect.call(this, window.ear);
    }
    return connect.call(this, to, ...more);
  };
  const samples = new Float32Array(256);
  const look = (now) => {
    if (window.ear) window.ear.getFloatTimeDomainData(samples);
    const loud = Math.max(...samples.map(Math.abs)) > 0.1;
    const middle = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    const corner = document.elementFromPoint(5, innerHeight - 5);
    const white = [middle, corner].every((one) =>
      one && getComputedStyle(one).backgroundColor === "rgb(255, 255, 255)");
    heard.push([now, white, loud]);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A phone on the set."""

    context: BrowserContext
    page: Page


@pytest.fixture
def slate(site: Site, store: LocalStore) -> str:
    """The address of the Blue group's slate."""
    lay_shots(site.book, store, site.cast)
    return f"/projects/{site.cast.blue_film}/slate"


@pytest.fixture
def phone_of(chromium: Browser, site: Site, slate: str) -> Iterator[Callable[[str], Phone]]:
    """Open the slate on a phone of its own for a student of the Blue group."""
    contexts: list[BrowserContext] = []

    def do(name: str) -> Phone:
        size = {"width": 390, "height": 844}
        context = chromium.new_context(base_url=site.address, viewport=size, locale="en")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        log_in(page, name, slate)
        return Phone(context=context, page=page)

    yield do
    for context in contexts:
        context.close()


def log_in(page: Page, name: str, slate: str) -> None:
    page.goto(f"/log-in?back={slate}")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"**{slate}")
    expect(page.locator("[data-code][data-drawn]")).to_be_visible()


def on_the_desk(site: Site, store: LocalStore) -> list[LoggedTake]:
    place = Place(project_id=site.cast.blue_film, stage="rushes", name="slate_log.csv")
    lying = desk.lying(site.book, store, place)
    return list(log_of(lying.content.decode())) if lying else []


def what_a_camera_reads(page: Page) -> list[str]:
    picture = Image.open(io.BytesIO(page.screenshot()))
    return [one.text for one in zxingcpp.read_barcodes(picture)]


def take(page: Page, rating: str) -> None:
    page.get_by_role("button", name="Slate!").click()
    page.locator(f"[data-say={rating}]").click()


def clap_and_measure(page: Page) -> float:
    """Clap once and return how many milliseconds the first white frame and the tone are apart."""
    page.evaluate("seenAndHeard.length = 0")
    take(page, "good")
    frames = page.evaluate("seenAndHeard")
    white = [now for now, is_white, _ in frames if is_white]
    loud = [now for now, _, is_loud in frames if is_loud]
    assert white
    assert loud
    return float(abs(white[0] - loud[0]))


def test_a_camera_reads_the_code_and_flash_and_beep_come_together(
    phone_of: Callable[[str], Phone],
) -> None:
    page = phone_of("Aya").page
    assert what_a_camera_reads(page) == ["CLQ1 S01 P01 T01"]
    page.get_by_role("button", name="Next shot").click()
    assert what_a_camera_reads(page) == ["CLQ1 S01 P02 T01"]
    page.evaluate(WATCH)
    # A browser without hands on a busy machine drops frames now and then; a phone has its own.
    apart = [clap_and_measure(page)]
    while min(apart) > TOGETHER_MS and len(apart) < MOST_CLAPS:
        apart.append(clap_and_measure(page))
    assert min(apart) <= TOGETHER_MS, apart
    take_number = len(apart) + 1
    assert what_a_camera_reads(page) == [f"CLQ1 S01 P02 T{take_number:02d}"]
    expect(page.locator("figcaption[data-says]")).to_have_text(f"CLQ1 S01 P02 T{take_number:02d}")
    page.get_by_role("button", name="Good. On to S02 P01").click()
    assert what_a_camera_reads(page) == ["CLQ1 S02 P01 T01"]


def test_takes_are_counted_without_a_network_and_sent_when_it_is_back(
    phone_of: Callable[[str], Phone], site: Site, store: LocalStore
) -> None:
    phone = phone_of("Aya")
    page = phone.page
    expect(page.get_by_text(OPENS)).to_be_visible()
    # Chromium forgets at times, for its service worker, that its network is off: so the cable goes.
    site.wire.is_cut = True
    phone.context.set_offline(True)
    page.reload()
    take(page, "hold")
    page.reload()
    expect(page.locator("[data-take]").first).to_have_text("2")
    expect(page.get_by_text("Waiting for the network: 1.")).to_be_visible()
    assert what_a_camera_reads(page) == ["CLQ1 S01 P01 T02"]
    page.locator(".take-row summary").click()
    page.locator(".take-row [data-rate=no_good]").click()
    page.locator(".take-row input").fill("A dog barked")
    page.locator(".take-row input").press("Tab")
    assert on_the_desk(site, store) == []
    site.wire.is_cut = False
    phone.context.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    (kept,) = on_the_desk(site, store)
    assert (kept.rating, kept.note, kept.by) == ("no_good", "A dog barked", "Aya")
    for _ in range(2):
        page.get_by_role("button", name="Undo").click()
    expect(page.locator(".take-row .rating-hold")).to_be_visible()


def test_the_takes_of_two_phones_join(
    phone_of: Callable[[str], Phone], site: Site, store: LocalStore
) -> None:
    phones = [phone_of("Aya"), phone_of("Ben")]
    for phone in phones:
        phone.context.set_offline(True)
        phone.page.get_by_role("button", name="Slate!").click()
    for phone in phones:
        phone.page.locator("[data-say=good]").click()
        phone.context.set_offline(False)
        expect(phone.page.get_by_text(SENT)).to_be_visible()
    phones[0].page.reload()
    assert {one.by for one in on_the_desk(site, store)} == {"Aya", "Ben"}
    expect(phones[0].page.get_by_text("There are two of this number")).to_have_count(2)


def test_nobody_is_shown_the_page_of_another(
    phone_of: Callable[[str], Phone], slate: str, site: Site
) -> None:
    phone = phone_of("Aya")
    page = phone.page
    expect(page.get_by_text(OPENS)).to_be_visible()
    page.evaluate("localStorage.setItem('slate.1.take.0', 'not sent yet')")
    page.goto("/")
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("[name=code]")).to_be_visible()
    kept = "caches.keys().then((names) => names.filter((one) => one.startsWith('pages of')))"
    assert page.evaluate(kept) == []
    assert page.evaluate("localStorage.getItem('slate.1.take.0')") == "not sent yet"
    phone.context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        page.goto(slate)
    phone.context.set_offline(False)
    log_in(page, "Ben", slate)
    expect(page.get_by_text(OPENS)).to_be_visible()
    assert page.evaluate(kept) == [f"pages of {site.cast.ben}"]
    phone.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-by=Ben]")).to_be_visible()
