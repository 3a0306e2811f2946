"""The pages beside the script in a real browser: the watch, and a note on a line."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records.desks import Place
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE
from tests.laid_papers import lay_script


@pytest.fixture
def aya(site: Site, store: LocalStore, open_page: Callable[..., Page]) -> Page:
    """The browser of Aya, whose group has a script."""
    lay_script(site.book, store, site.cast)
    page = open_page(width=390)
    page.set_default_timeout(60_000)
    page.goto("/log-in")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name="Aya").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return page


def script_on_desk(site: Site, store: LocalStore) -> str:
    place = Place(project_id=site.cast.blue_film, stage="script", name="script.fountain")
    lying = desk.lying(site.book, store, place)
    return lying.content.decode() if lying else ""


def test_a_scene_is_read_with_a_watch_though_the_network_is_away(
    aya: Page, site: Site, store: LocalStore
) -> None:
    aya.goto(f"/projects/{site.cast.blue_film}/script/read")
    aya.context.set_offline(True)
    aya.get_by_role("button", name="Start").click()
    expect(aya.locator("[data-watch-time]")).to_have_text(re.compile(r"0:0[1-9]"))
    aya.get_by_role("button", name="Stop and keep").click()
    expect(aya.locator("#scene-1 [data-waits]")).to_be_visible()
    expect(aya.locator("[data-watch-scene]")).to_have_text("2")
    assert "[[time:" not in script_on_desk(site, store)
    aya.context.set_offline(False)
    expect(aya.locator("#scene-1 [data-waits]")).to_be_hidden()
    assert re.search(r"\[\[time: 0:[0-5][1-9]\]\]", script_on_desk(site, store))


def test_a_line_is_tapped_and_takes_a_note(aya: Page, site: Site) -> None:
    aya.goto(f"/projects/{site.cast.blue_film}/script")
    aya.get_by_text("It wants to fly.").click()
    aya.get_by_role("link", name="Note on this line").click()
    expect(aya.locator("#note-line")).to_have_value("8")
    expect(aya.locator("[data-line-quote]")).to_have_text("It wants to fly.")
    aya.locator("#note-text").fill("Who is “it”?")
    aya.get_by_role("button", name="Keep the note").click()
    expect(aya.locator(".script-line .pin")).to_have_text("Note 1")
    aya.locator(".script-line .pin").click()
    expect(aya.locator("#note-1")).to_be_in_viewport()
    expect(aya.locator("#note-1")).to_contain_text("Who is “it”?")
