"""The mix in a real browser: stems and picture on one clock, solo and mute, notes, the hall."""

import re
import statistics
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.bench import Inputs
from pipeline.documents.json import to_json
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.stages.sound import STAGE
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE, Cast, project_of
from tests.mixed_film import CUES, SECONDS, edit_of_film, lay_locked_film, lay_mix, rushes_of_film
from tests.pipeline.render.sounds import save, tone
from tests.pipeline.stages.locked_film import bench_in, filed, filed_text, made_by
from tests.small_film import draw_take

pytestmark = [
    pytest.mark.browser,
    pytest.mark.ffmpeg,
    # A browser hangs up in the middle of a sound, and the little server drops the file.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

HALFWAY = re.compile("00:00:05:24|00:00:06:00")
PLAYS = "() => MixPlay.runs() && document.querySelector('video').currentTime > %s"
LEVEL = """(word) => [...document.querySelectorAll("[data-stem]")]
  .find((lane) => lane.querySelector("h3").textContent.includes(word))
  .querySelector("[data-level]").value"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Mapping[str, bytes]]:
    """The film of the edit, and what the worker makes of its sound: for real, once."""
    folder = tmp_path_factory.mktemp("mix")
    rushes = {"takes.json": filed_text(folder, "takes.json", to_json(rushes_of_film()))}
    for name in ("S01_P01_T02", "S02_P01_T01"):
        draw_take(folder / f"{name}.mp4", tone_hz=440, seconds=6)
        rushes[f"{name}.mp4"] = filed(f"{name}.mp4", folder / f"{name}.mp4")
    rushes["WT_wind.wav"] = filed("WT_wind.wav", save(folder / "wind.wav", tone(10, hertz=90)))
    edit = {"edit.json": filed_text(folder, "edit.json", to_json(edit_of_film()))}
    inputs = Inputs(project=project_of("Blue"), before={"rushes": rushes, "edit": edit})
    files = {
        "song.wav": filed("song.wav", save(folder / "song.wav", tone(6, hertz=220))),
        "cues.csv": filed_text(folder, "cues.csv", CUES),
    }
    bench = bench_in(folder / "bench")
    STAGE.make(STAGE.read(files, inputs), files, inputs, bench)
    made = {name: file.path.read_bytes() for name, file in made_by(bench).items()}
    draw_take(folder / "preview.mp4", tone_hz=880, seconds=SECONDS)
    return (folder / "preview.mp4").read_bytes(), made


@pytest.fixture(autouse=True)
def laid(
    mixed: tuple[bytes, Mapping[str, bytes]], book: Book, store: LocalStore, cast: Cast
) -> None:
    """The film has a mix before a worker of the site is there."""
    preview, made = mixed
    lay_locked_film(book, store, cast, preview)
    lay_mix(book, store, cast, made)


@pytest.fixture
def come_in(site: Site, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Aya on the page of the mix."""

    def do(**how: object) -> Page:
        page = open_page(**how)
        page.set_default_timeout(30_000)
        address = f"/projects/{site.cast.blue_film}/sound/mix"
        page.goto(f"/log-in?back={address}")
        page.fill("[name=code]", BLUE_CODE)
        page.locator("form:has([name=code]) [type=submit]").first.click()
        page.get_by_role("button", name="Aya").click()
        page.wait_for_url(f"**{address}", wait_until="load")  # its scripts listen by then
        return page

    return do


def test_stems_and_picture_stay_together(come_in: Callable[..., Page]) -> None:
    page = come_in()
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(PLAYS % "7")
    assert page.evaluate("document.querySelector('video').muted") is True
    # The picture may take a moment to find its place; from then on it keeps it.
    off = page.evaluate("MixPlay.measured.off")
    settled = [abs(one) for one in off[len(off) // 3 :]]
    assert len(settled) > 20
    assert statistics.median(settled) < 0.03


def test_solo_and_mute_are_heard_on_the_meters_at_once(come_in: Callable[..., Page]) -> None:
    page = come_in()
    solo, mute = (page.get_by_role("button", name=f"{word} Music") for word in ("Solo", "Mute"))
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(PLAYS % "4.5")
    voices, music = (f"({LEVEL})('{word}')" for word in ("Voices", "Music"))
    page.wait_for_function(f"() => {voices} > -55 && {music} > -55")
    solo.click()
    expect(solo).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(f"() => {voices} < -58 && {music} > -55")
    mute.click()
    expect(solo).to_have_attribute("aria-pressed", "false")
    page.wait_for_function(f"() => {voices} > -55 && {music} < -58")


def test_a_press_on_a_lane_goes_there_and_a_note_takes_its_time_along(
    come_in: Callable[..., Page],
) -> None:
    page = come_in()
    page.wait_for_function("() => document.querySelector('video').duration > 11")
    lane = page.locator("[data-seek-lane]").first
    box = lane.bounding_box()
    assert box
    lane.click(position={"x": box["width"] / 2, "y": 10})
    expect(page.locator(".transport output")).to_have_text(HALFWAY)
    assert re.match("49|50", page.locator("[data-now]").first.get_attribute("x1") or "")
    page.get_by_role("button", name="Note on this picture").click()
    page.keyboard.type("Is the wind too soft?")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator("#notes li")).to_contain_text("Is the wind too soft?")
    page.locator("#notes .at-frame").click()
    expect(page.locator(".transport output")).to_have_text(HALFWAY)


def test_in_the_hall_everything_is_on_and_it_plays_from_the_start(
    come_in: Callable[..., Page],
) -> None:
    page = come_in(width=390)
    page.get_by_role("button", name="Mute Voices").click()
    page.get_by_role("button", name="Play it large, from the start").click()
    page.wait_for_function(PLAYS % "0.5")
    assert page.evaluate("document.fullscreenElement === document.querySelector('.screen')")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.evaluate("document.exitFullscreen()")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_one_hears_the_mix_and_reads_what_it_says(
    come_in: Callable[..., Page], tmp_path: Path
) -> None:
    page = come_in(scripts=False, width=390)
    expect(page.locator("#mix-alone")).to_be_visible()
    expect(page.get_by_text("What the meters say")).to_be_visible()
    assert page.get_by_role("button", name="Solo Music").count() == 0
