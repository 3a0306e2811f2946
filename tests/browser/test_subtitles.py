"""Aya writes subtitles with her hands: keys, blocks on the sound, and Ben beside her."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pipeline import desk
from pipeline.documents.subtitles import Subtitle, read_subtitles
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.desks import Place
from tests.browser.at_the_page import log_in, pull, soon
from tests.browser.conftest import Site
from tests.cast import Cast
from tests.final_cut_days import SAID, draw_preview, open_final_cut

__all__ = ["soon"]
OpenRoom = Callable[..., Page]


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that was made once."""
    path = tmp_path_factory.mktemp("preview") / "preview.mp4"
    draw_preview(path)
    return path


@pytest.fixture(autouse=True)
def final_cut(book: Book, store: LocalStore, cast: Cast, tmp_path: Path, preview: Path) -> None:
    """An open final cut, before a worker of the site is there."""
    open_final_cut(book, store, cast, tmp_path, preview=preview)


@pytest.fixture
def open_room(final_cut: None, site: Site, open_page: Callable[..., Page], cast: Cast) -> OpenRoom:
    """Open the page in a browser of its own for somebody of the Blue group, or for Marc."""

    def do(name: str = "Aya", *, query: str = "", **how: Any) -> Page:
        page = open_page(**how)
        log_in(page, name)
        page.goto(f"/projects/{cast.blue_film}/final_cut/subtitles{query}")
        if how.get("scripts", True) and name != "Marc":
            page.wait_for_selector("html[data-subs=ready]")
        return page

    return do


@pytest.fixture
def lying(book: Book, store: LocalStore, cast: Cast) -> Callable[[], list[Subtitle]]:
    """What lies on the desk."""

    def do() -> list[Subtitle]:
        place = Place(project_id=cast.blue_film, stage="final_cut", name="subtitles.srt")
        found = desk.lying(book, store, place)
        assert found
        return list(read_subtitles(found.content.decode()))

    return do


def kept(page: Page) -> None:
    """Wait until the desk has everything, be it alone or with what another wrote."""
    expect(page.locator("#kept")).to_have_attribute("data-state", re.compile("kept|merged"))


def spans(page: Page) -> list[list[int]]:
    found: list[list[int]] = page.evaluate("SubsRoom.all().map((one) => [one.start, one.end])")
    return found


def point(page: Page, ms: float, *, share: float = 0.8) -> tuple[float, float]:
    """Where a time is on the canvas, and how far down."""
    page.locator("#wave canvas").scroll_into_view_if_needed()
    box = page.locator("#wave canvas").bounding_box()
    assert box
    return box["x"] + page.evaluate("(ms) => SubsWave.x(ms)", ms), box["y"] + box["height"] * share


def drag(page: Page, start: float, end: float) -> None:
    x, y = point(page, start)
    pull(page, (x, y), (point(page, end)[0], y))


def seek(page: Page, ms: int) -> None:
    page.evaluate("(ms) => SubsPlay.seek(ms)", ms)
    until(page, f"Math.abs(SubsPlay.ms() - {ms}) < 5")


def until(page: Page, what: str) -> None:
    """Wait for something without an eval, which the page does not allow."""
    look = f"() => {what} ? done() : setTimeout(look, 20)"
    page.evaluate(f"() => new Promise((done) => {{ const look = {look}; look(); }})")


def test_blocks_on_the_sound_are_moved_and_trimmed_and_kept(
    open_room: OpenRoom, lying: Callable[[], list[Subtitle]]
) -> None:
    page = open_room()
    drag(page, 2000, 2480)
    assert spans(page)[0] == [1480, 3480]
    drag(page, 5980, 7000)
    assert spans(page)[1][0] == 4000
    assert abs(spans(page)[1][1] - 7000) <= 80
    # The one before is a wall.
    drag(page, 5000, 1000)
    assert spans(page)[1][0] == 3480
    kept(page)
    assert [[one.start_ms, one.end_ms] for one in lying()] == spans(page)
    page.locator("#wave canvas").focus()
    page.keyboard.press("z")
    assert spans(page)[1][0] == 4000


def test_a_subtitle_that_nobody_can_read_says_so_until_it_is_longer(open_room: OpenRoom) -> None:
    page = open_room()
    third = page.locator("#cues > li").nth(2)
    expect(third.locator(".cue-state span")).to_have_text("Too fast to read")
    expect(third.locator(".cue-many")).to_have_text("words too many: 6")
    third.locator("[name=out]").fill("00:00:12:00")
    third.locator("[name=out]").press("Tab")
    expect(third.locator(".cue-state span")).to_have_text("Easy to read")
    third.locator("textarea").fill("")
    expect(third.locator(".cue-state span")).to_have_text("No words")


def test_keys_set_times_split_join_and_go_on(
    open_room: OpenRoom, lying: Callable[[], list[Subtitle]]
) -> None:
    page = open_room()
    page.locator(".cue textarea").first.click()
    expect(page.locator("#over")).to_have_text("It wants to fly.")
    seek(page, 1400)
    page.keyboard.press("Alt+i")
    seek(page, 2600)
    page.keyboard.press("Alt+o")
    assert spans(page)[0] == [1400, 2600]
    page.keyboard.press("Enter")
    expect(page.locator("#cues > li").nth(1)).to_have_attribute("aria-current", "")
    page.keyboard.press("Alt+s")
    expect(page.locator("#cues > li")).to_have_count(4)
    page.keyboard.press("Alt+j")
    expect(page.locator("#cues > li")).to_have_count(3)
    page.keyboard.press("Alt+z")
    expect(page.locator("#cues > li")).to_have_count(4)
    seek(page, 7200)
    page.locator("[data-tool=add]").click()
    page.keyboard.type("Now!")
    kept(page)
    assert [one.text for one in lying()] == [
        "It wants to fly.",
        "Then open the window,",
        "and let it go.",
        "Now!",
        SAID[2].text,
    ]
    assert lying()[3].start_ms == 7200


def test_space_plays_the_film_and_the_words_lie_over_it(open_room: OpenRoom) -> None:
    page = open_room()
    page.locator("#wave canvas").focus()
    page.keyboard.press("Space")
    until(page, "document.getElementById('film').currentTime > 0.4")
    page.keyboard.press("Space")
    assert page.evaluate("document.getElementById('film').paused")
    seek(page, 4500)
    expect(page.locator("#over")).to_have_text("Then open the window,\nand let it go.")
    seek(page, 8000)
    expect(page.locator("#over")).to_be_hidden()


def test_the_mix_is_heard_with_the_film_and_not_the_sound_of_the_edit(open_room: OpenRoom) -> None:
    page = open_room()
    film, mix = "document.getElementById('film')", "document.getElementById('mix')"
    expect(page.locator("[data-with-mix]")).to_be_visible()
    assert page.evaluate(f"{film}.muted && !{mix}.muted && {mix}.paused")
    seek(page, 4000)
    until(page, f"Math.abs({mix}.currentTime - 4) < 0.05")
    page.keyboard.press(" ")
    until(page, f"!{mix}.paused && {mix}.currentTime > 4.3")
    assert page.evaluate(f"Math.abs({mix}.currentTime - {film}.currentTime)") < 0.25
    page.keyboard.press(" ")
    until(page, f"{mix}.paused")
    page.evaluate(f"{film}.muted = false")  # the button of the player
    until(page, f"{mix}.muted && {film}.muted")
    page.evaluate(f"{film}.muted = false")
    until(page, f"!{mix}.muted && {film}.muted")


def test_two_write_at_once_and_see_each_other(
    open_room: OpenRoom, lying: Callable[[], list[Subtitle]]
) -> None:
    aya, ben = open_room("Aya"), open_room("Ben")
    aya.locator(".cue textarea").first.fill("It wants to fly!")
    ben.locator("#cues > li").nth(2).get_by_role("button", name="Take out").click()
    kept(aya)
    expect(aya.locator("#cues > li")).to_have_count(2)
    expect(ben.locator(".cue textarea").first).to_have_value("It wants to fly!")
    assert [one.text for one in lying()] == ["It wants to fly!", SAID[1].text]


def test_without_a_network_it_waits_on_the_device(
    open_room: OpenRoom, site: Site, lying: Callable[[], list[Subtitle]]
) -> None:
    page = open_room(may_say="503")
    site.wire.is_cut = True
    page.locator(".cue textarea").first.fill("It can fly.")
    expect(page.locator("#kept")).to_have_attribute("data-state", "waiting")
    site.wire.is_cut = False
    kept(page)
    assert lying()[0].text == "It can fly."


def test_without_a_script_each_subtitle_is_a_form(
    open_room: OpenRoom, lying: Callable[[], list[Subtitle]]
) -> None:
    page = open_room(scripts=False)
    page.locator(".cue textarea").first.fill("It can fly.")
    page.locator("#cues > li").first.get_by_role("button", name="Keep").click()
    expect(page.locator(".cue textarea").first).to_have_value("It can fly.")
    page.locator(".cue-new [name=in]").fill("7")
    page.locator(".cue-new [name=out]").fill("8.2")
    page.locator(".cue-new textarea").fill("Now!")
    page.get_by_role("button", name="Add it").click()
    assert [one.text for one in lying()][2] == "Now!"
    page.get_by_role("button", name="Later").click()
    assert lying()[0].start_ms == 1040


def test_a_mentor_sees_the_film_with_its_words_and_no_tool(open_room: OpenRoom) -> None:
    page = open_room("Marc")
    expect(page.locator("#cues > li")).to_have_count(3)
    expect(page.locator("#tools, .cue textarea")).to_have_count(0)
    x, y = point(page, 5000)
    page.mouse.click(x, y)
    expect(page.locator("#over")).to_have_text("Then open the window,\nand let it go.")
    page.fill("#note", "Let the last one stay longer.")
    page.get_by_role("button", name="Write the note").click()
    expect(page.locator("#notes")).to_contain_text("Let the last one stay longer.")


@pytest.mark.parametrize("width", [820, 390])
def test_nothing_hangs_over_on_a_small_screen_in_arabic(open_room: OpenRoom, width: int) -> None:
    page = open_room(width=width)
    page.locator("#language").select_option("ar")
    page.wait_for_selector("html[dir=rtl][data-subs=ready]")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert (
        page.locator(".cue [name=in]").first.evaluate("one => getComputedStyle(one).direction")
        == "ltr"
    )
    drag(page, 2000, 2480)
    assert spans(page)[0][0] > 1300
