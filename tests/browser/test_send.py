"""Aya sends the card of a day: the Wi-Fi drops, tabs are closed, and no byte goes twice."""

import re
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pipeline import arrivals
from pipeline.errors import NoRoom
from pipeline.files import Incoming, LocalStore
from pipeline.receiving import put_away
from pipeline.records import Book, uploads
from pipeline.records.values import UploadView
from pipeline.running import StartedIngest
from tests.browser.conftest import CHROMIUM, Site
from tests.cast import BLUE_CODE, Cast
from tests.film_days import open_rushes
from workers.office import Office

pytestmark = pytest.mark.browser

MB: Final = 1_000_000
SOON_S: Final = 60


class Meter:
    """Counts the bytes that reach the site, and at a mark holds them up or cuts the cable."""

    def __init__(self, app: WSGIApplication, site: Site) -> None:
        self.app, self.site = app, site
        self.bytes = 0
        self.most = 0
        self.at: int | None = None
        self.how = ""
        self.reached, self.free = threading.Event(), threading.Event()
        self.news = threading.Condition()
        self.open = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "PATCH":
            return self.app(environ, start_response)
        with self.news:
            self.open += 1
            self.most = max(self.most, self.open)
            self.news.notify_all()
        environ["wsgi.input"] = Metered(environ["wsgi.input"], self, environ["werkzeug.socket"])
        try:
            return list(self.app(environ, start_response))
        finally:
            with self.news:
                self.open -= 1
                self.news.notify_all()

    def are_open(self, number: int) -> bool:
        """Wait until so many files are under way at once."""
        with self.news:
            return self.news.wait_for(lambda: self.open == number, SOON_S)

    def stop_at(self, at: int, how: str) -> None:
        """Cut the cable ("cut"), or let nothing through ("hold"), after so many bytes more."""
        self.reached.clear()
        self.free.clear()
        self.at, self.how = self.bytes + at, how

    def go_on(self) -> None:
        """Put the cable in again, and let everything through.

        What a broken request still had in its hands is put down first: else the next one would
        take over from it, and a byte that came would be asked for again.
        """
        if self.how == "cut":
            assert self.are_open(0)
        self.at = None
        self.site.wire.is_cut = False
        self.free.set()

    def is_cut(self, cable: socket.socket) -> bool:
        """Say whether nothing more comes; called before each piece, it may hold it up."""
        if self.at is None or self.bytes < self.at:
            return False
        if self.how == "hold":
            self.reached.set()
            assert self.free.wait(SOON_S)
            return False
        self.site.wire.is_cut = True
        with suppress(OSError):
            cable.shutdown(socket.SHUT_RDWR)
        self.reached.set()
        return True


class Metered:
    """The body of one request, in pieces small enough to stop between them."""

    def __init__(self, source: Any, meter: Meter, cable: socket.socket) -> None:
        self.source, self.meter, self.cable = source, meter, cable

    def read1(self, size: int = -1) -> bytes:
        if self.meter.is_cut(self.cable):
            return b""
        piece: bytes = self.source.read1(min(size, 1 << 16) if size > 0 else 1 << 16)
        self.meter.bytes += len(piece)
        return piece

    read = read1


@pytest.fixture(autouse=True)
def opened(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> int:
    """The film of the Blue group, whose rushes are open before a worker of the site is there."""
    open_rushes(book, cast, store, tmp_path)
    return cast.blue_film


@pytest.fixture
def meter(site: Site, opened: int, monkeypatch: pytest.MonkeyPatch) -> Meter:
    """A meter at the cable of the site, whose workers only count: the files here are no films."""

    def count(here: Office, started: StartedIngest, *_more: object) -> None:
        put_away(here.book, here.incoming, started.upload)
        arrivals.finish_ingest(here.book, started, ())

    monkeypatch.setattr("workers.jobs.take_in", count)
    made = Meter(site.wire.app, site)
    site.wire.app = made
    return made


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """The folder of a card: three clips, a sound, and what cameras leave beside them."""
    folder = tmp_path / "DCIM" / "100CANON"
    folder.mkdir(parents=True)
    for number in (1, 2, 3):
        (folder / f"MVI_000{number}.MOV").write_bytes(bytes([number]) * (2 * MB + number))
    (folder / "ZOOM0001.WAV").write_bytes(b"RIFF" * 90_000)
    (folder / "MVI_0001.THM").write_bytes(b"small")
    return folder


def clips_of(card: Path) -> list[Path]:
    return sorted(one for one in card.iterdir() if one.suffix != ".THM")


def weight(*files: Path) -> int:
    return sum(one.stat().st_size for one in files)


def come_in(page: Page, film: int, name: str = "Aya") -> Page:
    page.goto("/log-in")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name=name).click()
    page.goto(f"/projects/{film}/rushes/send")
    return page


def choose(page: Page, *files: Path) -> None:
    page.locator("input[data-pick]").first.set_input_files(list(files))


def row(page: Page, file: Path | str) -> Locator:
    name = file if isinstance(file, str) else file.name
    return page.locator(".sending", has_text=name)


def expect_state(page: Page, file: Path | str, state: str) -> None:
    expect(row(page, file)).to_have_attribute("data-state", re.compile(state))


def on_table(site: Site) -> tuple[UploadView, ...]:
    with site.book.reading() as session:
        return uploads.on_table(session, site.cast.blue_film, "rushes")


def expect_counted(page: Page, site: Site) -> None:
    """Wait until workers have put everything away."""
    for _ in range(SOON_S * 10):
        if all(one.digest for one in on_table(site)):
            return
        page.wait_for_timeout(100)
    raise AssertionError("nobody has counted what lies on the table")


def names(site: Site) -> list[str]:
    return sorted(one.name for one in on_table(site))


@pytest.fixture
def aya(open_page: Callable[..., Page], site: Site, meter: Meter) -> Page:
    """Aya's browser, on the page of sending."""
    return come_in(open_page(), site.cast.blue_film)


def test_a_card_is_sent_two_at_a_time_and_each_row_says_when_it_is_safe(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    meter.stop_at(0, "hold")
    choose(aya, *card.iterdir())
    first, second, *others = clips_of(card)
    for one in (first, second):
        expect_state(aya, one, "sending")
    assert meter.are_open(2)
    for one in others:
        expect_state(aya, one, "waiting")
    meter.go_on()
    for one in clips_of(card):
        expect_state(aya, one, "^safe$")
    assert names(site) == [one.name for one in clips_of(card)]
    assert meter.bytes == weight(*clips_of(card))
    assert meter.most == 2
    expect(aya.locator("[data-aside]")).to_contain_text("MVI_0001.THM")
    expect(aya.locator("[data-verdict-is=one]")).to_contain_text("All 4 are safe on the server")
    expect(aya.locator("#lying [data-upload-row]")).to_have_count(4)


def test_what_has_arrived_is_not_half_here_any_more_and_can_be_kept(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    film = clips_of(card)[0]
    keep = aya.locator("[data-keep]")
    expect(keep).to_be_hidden()
    meter.stop_at(MB, "hold")
    choose(aya, film)
    expect_state(aya, film, "sending")
    meter.go_on()
    expect_state(aya, film, "^safe$")
    expect(keep).to_be_visible()
    expect(aya.get_by_text("Its sending was begun with a script")).to_have_count(0)


def test_a_lost_network_costs_no_byte(aya: Page, site: Site, meter: Meter, card: Path) -> None:
    film = clips_of(card)[0]
    meter.stop_at(MB, "cut")
    choose(aya, film)
    assert meter.reached.wait(SOON_S)
    expect_state(aya, film, "stalled")
    expect(aya.locator("[data-time]")).to_contain_text("waits for the network")
    meter.go_on()
    expect_state(aya, film, "^safe$")
    assert meter.bytes == weight(film)
    assert names(site) == [film.name]


def test_a_closed_tab_goes_on_the_next_day_from_where_it_was(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    first, second = clips_of(card)[:2]
    meter.stop_at(MB, "cut")
    choose(aya, first, second)
    assert meter.reached.wait(SOON_S)
    again = aya.context.new_page()
    aya.close(run_before_unload=False)
    meter.go_on()
    again.goto(f"/projects/{site.cast.blue_film}/rushes/send")
    expect_state(again, first, "asleep")
    expect(again.locator("[data-says]", has_text="Half here")).not_to_have_count(0)
    assert 0 < meter.bytes < weight(first, second)
    choose(again, first, second)
    for one in (first, second):
        expect_state(again, one, "^safe$")
    assert meter.bytes == weight(first, second)
    assert names(site) == [first.name, second.name]


def test_what_is_here_already_is_recognised_by_all_its_bytes(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    film = clips_of(card)[0]
    choose(aya, film)
    expect_state(aya, film, "^safe$")
    expect_counted(aya, site)
    aya.evaluate("localStorage.clear()")
    aya.reload()
    twin = card / "RENAMED.MOV"
    twin.write_bytes(film.read_bytes())
    other = card / "OTHER.MOV"
    other.write_bytes(bytes(film.stat().st_size))
    sent = meter.bytes
    choose(aya, twin, other)
    expect(row(aya, twin)).to_contain_text("It was here already")
    expect_state(aya, other, "^safe$")
    assert meter.bytes - sent == weight(other)
    assert names(site) == [film.name, other.name]


def test_the_same_beginning_and_end_are_not_yet_the_same_file(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    one, other = card / "A.WAV", card / "B.WAV"
    silence = bytearray(3 * MB)
    one.write_bytes(silence)
    silence[MB + MB // 2] = 1
    other.write_bytes(silence)
    choose(aya, one)
    expect_state(aya, one, "^safe$")
    expect_counted(aya, site)
    choose(aya, other)
    expect_state(aya, other, "^safe$")
    assert meter.bytes == weight(one, other)
    assert names(site) == ["A.WAV", "B.WAV"]


def test_a_folder_is_dropped_with_all_that_is_in_it(aya: Page, site: Site, card: Path) -> None:
    box = aya.locator("[data-drop-here]").bounding_box()
    assert box
    spot = {"x": box["x"] + 20, "y": box["y"] + 20}
    wire = aya.context.new_cdp_session(aya)
    what = {"items": [], "files": [str(card.parent)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        wire.send("Input.dispatchDragEvent", {"type": kind, **spot, "data": what})
    for one in clips_of(card):
        expect_state(aya, one, "^safe$")
    assert names(site) == [one.name for one in clips_of(card)]
    assert on_table(site)[0].original_name == f"DCIM/100CANON/{clips_of(card)[0].name}"


def test_a_file_is_paused_put_earlier_and_left_out(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    first, second, third, sound = clips_of(card)
    first.write_bytes(bytes([1]) * 30 * MB)  # more than all buffers between page and server hold
    meter.stop_at(0, "hold")
    choose(aya, first, second, third, sound)
    assert meter.reached.wait(SOON_S)
    expect_state(aya, sound, "waiting")
    row(aya, sound).get_by_role("button", name="earlier").click()
    expect(aya.locator(".sending").nth(2)).to_contain_text(sound.name)
    row(aya, third).locator("summary").click()
    row(aya, third).get_by_role("button", name="Leave it out").click()
    expect(row(aya, third)).to_have_count(0)
    row(aya, first).get_by_role("button", name="Pause").click()
    expect_state(aya, first, "paused")
    meter.go_on()
    for one in (second, sound):
        expect_state(aya, one, "^safe$")
    assert names(site) == [second.name, sound.name]
    row(aya, first).get_by_role("button", name="Go on").click()
    expect_state(aya, first, "^safe$")
    assert names(site) == [first.name, second.name, sound.name]


def test_all_are_paused_and_go_on(aya: Page, site: Site, meter: Meter, card: Path) -> None:
    meter.stop_at(0, "hold")
    choose(aya, *clips_of(card))
    assert meter.reached.wait(SOON_S)
    aya.get_by_role("button", name="Pause all").click()
    for one in clips_of(card):
        expect_state(aya, one, "paused")
    meter.go_on()
    aya.get_by_role("button", name="Go on", exact=True).click()
    for one in clips_of(card):
        expect_state(aya, one, "^safe$")


def test_who_pauses_all_means_those_too_that_are_not_in_the_list_yet(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    aya.evaluate(
        """() => {
          const known = SendMarks.markOf;
          const later = (ms) => new Promise((done) => { setTimeout(done, ms); });
          SendMarks.markOf = async (file) => { await later(700); return known(file); };
        }"""
    )
    meter.stop_at(0, "hold")
    choose(aya, *clips_of(card))
    assert meter.reached.wait(SOON_S)
    aya.get_by_role("button", name="Pause all").click()
    for one in clips_of(card):
        expect_state(aya, one, "paused")
    meter.go_on()


def test_two_places_are_told_and_then_the_card_may_be_erased(
    aya: Page, site: Site, card: Path
) -> None:
    first, second = clips_of(card)[:2]
    choose(aya, first, second)
    for one in (first, second):
        expect_state(aya, one, "^safe$")
    expect_counted(aya, site)
    uploaded = on_table(site)
    arrivals.copied(site.book, uploaded[0])
    expect_state(aya, uploaded[0].name, "twice")
    expect(aya.locator("[data-verdict-is=erase]")).to_be_hidden()
    arrivals.copied(site.book, uploaded[1])
    expect(aya.locator("[data-verdict-is=erase]")).to_contain_text("You may erase the card")
    aya.reload()
    expect(aya.locator("[data-verdict-is=erase]")).to_be_visible()


def test_what_is_no_recording_keeps_the_card(aya: Page, card: Path) -> None:
    strange = card / "A001_C003.R3D"
    strange.write_bytes(b"a kind of film that is not taken")
    film = clips_of(card)[1]
    choose(aya, strange, film)
    expect_state(aya, strange, "refused")
    expect_state(aya, film, "^safe$")
    expect(aya.locator("[data-verdict-is=refused]")).to_contain_text("1 cannot be used")
    row(aya, strange).get_by_role("button", name="again").click()
    expect_state(aya, strange, "^safe$")
    expect(aya.locator("[data-verdict-is=one]")).to_be_visible()


def test_a_server_that_is_started_anew_is_waited_for(
    aya: Page, site: Site, meter: Meter, card: Path
) -> None:
    film = clips_of(card)[0]
    meter.stop_at(MB, "cut")
    choose(aya, film)
    assert meter.reached.wait(SOON_S)
    meter.app = site.restart()
    meter.go_on()
    expect_state(aya, film, "^safe$")
    assert meter.bytes == weight(film)


def test_a_log_in_that_ends_on_the_way_loses_nothing(
    aya: Page, open_page: Callable[..., Page], site: Site, meter: Meter, card: Path
) -> None:
    first, second, third = clips_of(card)[:3]
    meter.stop_at(0, "hold")
    choose(aya, first, second, third)
    assert meter.reached.wait(SOON_S)
    other = aya.context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Log out").click()
    meter.go_on()
    for one in (first, second):
        expect_state(aya, one, "^safe$")
    expect_state(aya, third, "door")
    come_in(other, site.cast.blue_film)
    row(aya, third).get_by_role("button", name="again").click()
    expect_state(aya, third, "^safe$")
    assert meter.bytes == weight(first, second, third)


def test_somebody_else_of_the_group_goes_on_from_another_device(
    aya: Page, open_page: Callable[..., Page], site: Site, meter: Meter, card: Path
) -> None:
    film = clips_of(card)[0]
    meter.stop_at(MB, "cut")
    choose(aya, film)
    assert meter.reached.wait(SOON_S)
    aya.close(run_before_unload=False)
    meter.go_on()
    ben = come_in(open_page(), site.cast.blue_film, "Ben")
    expect(row(ben, film)).to_contain_text("Half here")
    expect(ben.locator("[data-card]")).to_be_hidden()
    choose(ben, film)
    expect_state(ben, film, "^safe$")
    assert meter.bytes == weight(film)


def test_a_full_disk_is_told_and_waited_for(
    aya: Page, site: Site, incoming: Incoming, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(_self: Incoming, _length: int) -> None:
        raise NoRoom("The disk of the server is full.")

    film = clips_of(card)[0]
    with monkeypatch.context() as patch:
        patch.setattr(type(incoming), "must_have_room", is_full)
        choose(aya, film)
        expect_state(aya, film, "full")
        expect(row(aya, film)).to_contain_text("Tell the coordinator")
    row(aya, film).get_by_role("button", name="again").click()
    expect_state(aya, film, "^safe$")
    assert names(site) == [film.name]


def test_rows_are_dragged_into_another_order(aya: Page, meter: Meter, card: Path) -> None:
    *_, third, sound = clips_of(card)
    meter.stop_at(0, "hold")
    choose(aya, *clips_of(card))
    assert meter.reached.wait(SOON_S)
    expect_state(aya, sound, "waiting")
    row(aya, sound).scroll_into_view_if_needed()
    grip = row(aya, sound).locator("[data-grip]").bounding_box()
    place = row(aya, third).bounding_box()
    assert grip
    assert place
    aya.mouse.move(grip["x"] + 5, grip["y"] + 10)
    aya.mouse.down()
    aya.mouse.move(grip["x"] + 5, place["y"] + 10, steps=5)
    aya.mouse.up()
    expect(aya.locator(".sending").nth(2)).to_contain_text(sound.name)
    meter.go_on()


def test_over_the_plain_http_of_a_school_nothing_is_missing(
    chromium: Browser, site: Site, meter: Meter, card: Path
) -> None:
    port = site.address.rpartition(":")[2]
    rules = "--host-resolver-rules=MAP claquette.school 127.0.0.1"
    film = clips_of(card)[0]
    browser = chromium.browser_type.launch(
        executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu", rules]
    )
    page = browser.new_page(base_url=f"http://claquette.school:{port}", locale="en")
    come_in(page, site.cast.blue_film)
    assert not page.evaluate("isSecureContext")
    for state in ("^safe$", "twice"):
        choose(page, film)
        expect_state(page, film, state)
        expect_counted(page, site)
        arrivals.copied(site.book, on_table(site)[0])
        page.evaluate("localStorage.clear()")
        page.reload()
    browser.close()
    assert meter.bytes == weight(film)


@pytest.mark.ffmpeg
def test_a_take_shows_its_picture_in_the_list_below(
    open_page: Callable[..., Page], opened: int, film: Path
) -> None:
    shot = film / "takes" / "S01_P01_T02.mp4"
    page = come_in(open_page(), opened)
    choose(page, shot)
    expect_state(page, shot, "^safe$")
    picture = page.locator("[data-upload-row] img")
    expect(picture).to_have_attribute("src", re.compile("thumbnail"))
    expect(page.locator(".now-ready")).to_contain_text("Looked at")


def test_without_a_script_a_form_sends_several(
    open_page: Callable[..., Page], site: Site, meter: Meter, card: Path
) -> None:
    page = come_in(open_page(scripts=False, width=390), site.cast.blue_film)
    page.locator("#recordings").set_input_files(clips_of(card)[:2])
    page.get_by_role("button", name="Send them").click()
    expect(page.locator("[data-upload-row]")).to_have_count(2)
    assert names(site) == [one.name for one in clips_of(card)[:2]]
