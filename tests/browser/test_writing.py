"""Two students write one script in two browsers; nothing that was typed is ever lost."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records.desks import Place
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE

pytestmark = pytest.mark.browser

START = "INT. KITCHEN - DAY\n\nLena waits.\n\nLENA\nHello?\n\nEXT. ROOF - DAY\n\nThe kite flies.\n"
SOON_MS = 60_000


@pytest.fixture
def script(site: Site, store: LocalStore) -> Place:
    """A script that lies on the desk of the Blue group."""
    place = Place(project_id=site.cast.blue_film, stage="script", name="script.fountain")
    saving = desk.Saving(place=place, by=site.cast.aya, base=0, content=START.encode())
    desk.save(site.book, store, saving)
    return place


@pytest.fixture
def written(site: Site, store: LocalStore, script: Place) -> Callable[[], str]:
    """What lies on the desk now."""

    def read() -> str:
        lying = desk.lying(site.book, store, script)
        assert lying
        return lying.content.decode()

    return read


def come_in(page: Page, name: str, film: int) -> Page:
    """Log in with the card of the group and open the writing room."""
    page.goto("/log-in")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name=name).click()
    page.goto(f"/projects/{film}/script/write")
    return page


def put_caret_after(page: Page, text: str) -> None:
    """Set the caret behind a piece of the script."""
    page.evaluate(
        "text => { const field = document.getElementById('script'); field.focus();"
        "const at = field.value.indexOf(text) + text.length; field.setSelectionRange(at, at); }",
        text,
    )


def wait_for(page: Page, read: Callable[[], str], text: str) -> None:
    """Wait until something lies on the desk."""
    for _ in range(SOON_MS // 100):
        if text in read():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{text!r} never came to the desk: {read()!r}")


@pytest.fixture
def aya(open_page: Callable[..., Page], site: Site, script: Place) -> Page:
    """Aya's browser."""
    return come_in(open_page(), "Aya", site.cast.blue_film)


def test_the_page_and_the_colours_follow_the_keys(aya: Page, written: Callable[[], str]) -> None:
    put_caret_after(aya, "Hello?")
    aya.keyboard.type("\n(softly)\nIs anybody there")
    expect(aya.locator(".page .parenthetical", has_text="(softly)")).to_be_visible()
    expect(aya.locator(".page .dialogue", has_text="Is anybody there")).to_be_visible()
    expect(aya.locator("#ink > .parenthetical")).to_have_text("(softly)")
    expect(aya.locator("#here output")).to_have_text(re.compile(r"8 · Dialogue"))
    wait_for(aya, written, "Is anybody there")
    expect(aya.locator("#kept")).to_have_attribute("data-state", "kept")


def test_the_ink_lies_exactly_behind_the_text(aya: Page) -> None:
    put_caret_after(aya, "Lena waits.")
    aya.keyboard.type(
        " She waits so long that the line has to go on below, and then once more. " * 3
    )
    room, ink = (
        aya.evaluate(f"document.querySelector('{one}').scrollHeight") for one in ("#script", "#ink")
    )
    assert room == ink


def test_names_and_places_are_offered(aya: Page, written: Callable[[], str]) -> None:
    put_caret_after(aya, "Hello?")
    aya.keyboard.type("\n\nLE")
    aya.locator("#suggestions li", has_text="LENA").wait_for()
    aya.keyboard.press("Enter")
    aya.keyboard.type("\nIs it you?\n\nINT. KIT")
    aya.locator("#suggestions li").first.wait_for()
    aya.keyboard.press("Tab")
    wait_for(aya, written, "LENA\nIs it you?\n\nINT. KITCHEN - DAY")


def test_what_is_typed_without_a_network_survives_a_closed_page(
    aya: Page, written: Callable[[], str], site: Site
) -> None:
    aya.context.set_offline(True)
    put_caret_after(aya, "Lena waits.")
    aya.keyboard.type(" Rain.")
    expect(aya.locator("#kept")).to_have_attribute("data-state", "waiting")
    assert "Rain" not in written()
    again = aya.context.new_page()
    aya.close()
    again.context.set_offline(False)
    again.goto(f"/projects/{site.cast.blue_film}/script/write")
    expect(again.locator("#script")).to_have_value(re.compile("waits. Rain."))
    wait_for(again, written, "Lena waits. Rain.")


@pytest.fixture
def unhelped(open_page: Callable[..., Page], site: Site, script: Place) -> Page:
    """Aya's browser without the worker of the site, which would fetch scripts past the test."""
    page = open_page()
    page.context.add_init_script(
        "Object.defineProperty(navigator, 'serviceWorker', { value: null })"
    )
    return come_in(page, "Aya", site.cast.blue_film)


@contextmanager
def before_its_scripts(page: Page, address: str) -> Iterator[Page]:
    """Open a writing room whose script comes late: it comes when the block ends."""
    late: list[Route] = []
    page.route("**/scripts/*-write.js*", lambda route: late.append(route))
    page.goto(address, wait_until="commit")
    page.locator("#script").wait_for()
    yield page
    assert page.locator("html[data-writing]").count() == 0
    for one in late:
        one.continue_()
    page.locator("html[data-writing]").wait_for()


def test_what_is_typed_before_the_scripts_have_come_is_kept(
    unhelped: Page, written: Callable[[], str]
) -> None:
    with before_its_scripts(unhelped, unhelped.url) as early:
        put_caret_after(early, "Lena waits.")
        early.keyboard.type(" Rain.")
    wait_for(early, written, "Lena waits. Rain.")
    expect(early.locator("#kept")).to_have_attribute("data-state", "kept")


def test_what_is_typed_and_sent_before_the_scripts_have_come_is_in_the_version(
    unhelped: Page, written: Callable[[], str]
) -> None:
    unhelped.route("**/scripts/*-write.js*", lambda _late: None)
    unhelped.goto(unhelped.url, wait_until="commit")
    put_caret_after(unhelped, "Lena waits.")
    unhelped.keyboard.type(" Rain.")
    unhelped.get_by_role("button", name="Keep it safe and check it").click()
    expect(unhelped.locator("main")).to_contain_text("version 1 is kept")
    assert "Lena waits. Rain." in written()


def test_what_is_typed_early_stands_beside_what_waited_on_the_device(
    unhelped: Page, written: Callable[[], str]
) -> None:
    unhelped.context.set_offline(True)
    put_caret_after(unhelped, "Lena waits.")
    unhelped.keyboard.type(" Rain.")
    expect(unhelped.locator("#kept")).to_have_attribute("data-state", "waiting")
    address, again = unhelped.url, unhelped.context.new_page()
    unhelped.close()
    again.context.set_offline(False)
    with before_its_scripts(again, address) as early:
        put_caret_after(early, "The kite flies.")
        early.keyboard.type(" Higher.")
    wait_for(early, written, "The kite flies. Higher.")
    assert "Lena waits. Rain." in written()


def test_two_students_see_each_other_s_words(
    aya: Page, open_page: Callable[..., Page], site: Site, written: Callable[[], str]
) -> None:
    ben = come_in(open_page(), "Ben", site.cast.blue_film)
    put_caret_after(ben, "The kite flies.")
    ben.keyboard.type(" Higher.")
    put_caret_after(aya, "Lena waits.")
    aya.keyboard.type(" She hums.")
    for page in (aya, ben):
        expect(page.locator("#script")).to_have_value(re.compile(r"She hums\.[\s\S]*Higher\."))
    assert "She hums." in written()
    assert "Higher." in written()


def test_two_who_wrote_in_one_place_choose(
    aya: Page, open_page: Callable[..., Page], site: Site, written: Callable[[], str]
) -> None:
    ben = come_in(open_page(), "Ben", site.cast.blue_film)
    ben.context.set_offline(True)
    put_caret_after(aya, "Lena waits")
    aya.keyboard.type(" for Otto")
    wait_for(aya, written, "for Otto")
    put_caret_after(ben, "Lena waits")
    ben.keyboard.type(" for rain")
    ben.context.set_offline(False)
    place = ben.locator("#clash fieldset")
    expect(place.locator("pre").first).to_contain_text("for Otto")
    expect(place.locator("pre").last).to_contain_text("for rain")
    ben.get_by_text("What you wrote").click()
    ben.get_by_role("button", name="Settle it like this").click()
    wait_for(ben, written, "for rain")
    expect(aya.locator("#script")).to_have_value(re.compile("Lena waits for rain"))


def test_a_version_is_made_of_everything_that_was_typed(aya: Page, site: Site) -> None:
    put_caret_after(aya, "The kite flies.")
    aya.keyboard.type(" The end.", delay=150)
    aya.get_by_role("button", name="Keep it safe and check it").click()
    expect(aya.locator(".script-page")).to_contain_text("The kite flies. The end.")


def test_without_a_script_the_form_keeps_the_text(
    open_page: Callable[..., Page], site: Site, script: Place, written: Callable[[], str]
) -> None:
    page = come_in(open_page(scripts=False, width=390), "Aya", site.cast.blue_film)
    page.fill("#script", "INT. KITCHEN - DAY\n\nOnly this.\n")
    page.get_by_role("button", name="Keep it on the desk").click()
    expect(page.locator(".page")).to_contain_text("Only this.")
    assert written() == "INT. KITCHEN - DAY\n\nOnly this.\n"
    page.fill("#script", "INT. KITCHEN - DAY\n\nAnd this.\n")
    page.get_by_role("button", name="Keep it safe and check it").click()
    expect(page.locator("main")).to_contain_text("version 1 is kept")
    assert written() == "INT. KITCHEN - DAY\n\nAnd this.\n"
