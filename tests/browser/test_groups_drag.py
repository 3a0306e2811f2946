"""People are dragged from one group to another; without a script they are ticked and moved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pipeline.records import log_ins, people
from tests.browser.conftest import Site
from tests.web.office_days import names_of
from web import auth

pytestmark = pytest.mark.browser
PASSWORD = "seven days of cinema"


def _enter_as_salma(page: Page, site: Site) -> Page:
    with site.book.writing() as session:
        salma = people.person_with_id(session, site.cast.salma)
        log_ins.put_password(session, salma, auth.hash_of_password(PASSWORD))
    page.goto("/log-in?back=/groups")
    page.fill("#name", "Salma")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator(".groups")).to_be_visible()
    return page


def _take(page: Page, person: int) -> None:
    """Lay hands on the handle of somebody."""
    grip = page.locator(f'[data-person="{person}"] .grip').bounding_box()
    assert grip
    page.mouse.move(grip["x"] + 20, grip["y"] + 20)
    page.mouse.down()


def test_somebody_is_dragged_to_another_group(open_page: Callable[..., Page], site: Site) -> None:
    page = _enter_as_salma(open_page(), site)
    red = page.locator(f"#group-{site.cast.red}")
    _take(page, site.cast.ben)
    over = red.bounding_box()
    assert over
    page.mouse.move(over["x"] + 60, over["y"] + 40, steps=5)
    expect(page.locator(".group.over")).to_have_count(1)
    page.mouse.up()
    expect(red.locator(f'[data-person="{site.cast.ben}"]')).to_be_visible()
    assert names_of(site.book, site.cast)["Red"] == ["Ben", "Rosa"]


def test_letting_go_beside_a_group_moves_nobody(open_page: Callable[..., Page], site: Site) -> None:
    page = _enter_as_salma(open_page(), site)
    before = names_of(site.book, site.cast)
    _take(page, site.cast.ben)
    page.mouse.move(5, 5, steps=3)
    page.mouse.up()
    expect(page.locator(".dragged")).to_have_count(0)
    assert names_of(site.book, site.cast) == before


def test_without_a_script_people_are_ticked_and_moved(
    open_page: Callable[..., Page], site: Site
) -> None:
    page = _enter_as_salma(open_page(scripts=False, width=390), site)
    page.locator(f'[data-person="{site.cast.aya}"] input').check()
    page.select_option("#to", str(site.cast.red))
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(f'#group-{site.cast.red} [data-person="{site.cast.aya}"]')).to_be_visible()
