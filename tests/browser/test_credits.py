"""The credits in a browser: dragged, kept by themselves, seen as cards; and without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pipeline import desk
from pipeline.documents.final_cut import CreditKind, Credits, read_credits
from pipeline.files import LocalStore
from tests.browser.at_the_page import soon
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE
from web.credits_room import place_of

pytestmark = pytest.mark.browser

__all__ = ["soon"]


@pytest.fixture
def kept(site: Site, store: LocalStore) -> Callable[[], Credits]:
    """What lies on the desk now."""

    def read() -> Credits:
        lying = desk.lying(site.book, store, place_of(site.cast.blue_film))
        assert lying
        return read_credits(lying.content.decode())

    return read


def enter(page: Page, path: str) -> None:
    """Come in as Aya."""
    page.goto(f"/log-in?back={path}")
    page.fill("[name=code]", BLUE_CODE)
    page.press("[name=code]", "Enter")
    page.get_by_role("button", name="Aya").click()
    page.wait_for_url(f"**{path}")


def test_a_row_is_dragged_a_name_is_typed_and_both_are_kept_without_a_button(
    open_page: Callable[..., Page], site: Site, kept: Callable[[], Credits]
) -> None:
    page = open_page()
    enter(page, f"/projects/{site.cast.blue_film}/final_cut/credits")
    rows = page.locator("#kind-crew [data-credit]")
    first = rows.nth(0).locator("input[name$='.name']").input_value()
    rows.nth(0).scroll_into_view_if_needed()
    grip, last = rows.nth(0).locator(".grip").bounding_box(), rows.last.bounding_box()
    assert grip
    assert last
    page.mouse.move(grip["x"] + 5, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(last["x"] + 30, last["y"] + last["height"] - 3, steps=8)
    page.mouse.up()
    expect(rows.last.locator("input[name$='.name']")).to_have_value(first)
    expect(page.locator("[data-desk-state]")).to_have_attribute("data-now", "kept")
    page.locator("#kind-thanks input[name$='.name']").fill("the baker")
    expect(page.get_by_alt_text("the baker")).to_be_visible()
    made = kept()
    assert made.of(CreditKind.CREW)[-1].name == first
    assert [one.name for one in made.of(CreditKind.THANKS)] == ["the baker"]


def test_without_a_script_a_row_goes_down_by_its_button_and_a_name_is_confirmed(
    open_page: Callable[..., Page], site: Site, kept: Callable[[], Credits]
) -> None:
    page = open_page(scripts=False, width=390)
    enter(page, "/me/credits")
    page.fill("[name=name]", "Aya B.")
    page.get_by_role("button", name="Yes, this is right").click()
    expect(page.get_by_text("the credits will say “Aya B.”")).to_be_visible()
    page.goto(f"/projects/{site.cast.blue_film}/final_cut/credits")
    names = page.locator("#kind-crew input[name$='.name']")
    first = names.nth(0).input_value()
    page.locator("#kind-crew").get_by_role("button", name="Down").first.click()
    expect(names.nth(1)).to_have_value(first)
    assert kept().of(CreditKind.CREW)[1].name == first
