"""A board of many groups as one scrolls, searches and is told of changes, on a desk and a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline import help_calls
from pipeline.records import people
from pipeline.records.tables import PersonRow
from pipeline.sign_off import Role
from tests.browser.conftest import Site
from tests.browser.test_board import log_in_as_marc
from tests.browser.test_every_page import LARGEST_LEAP, RULES, barriers, leap
from tests.web.test_pages import add_groups
from web.board_parts import IN_A_PART

pytestmark = pytest.mark.browser

Open = Callable[..., Page]

MANY = 60
CELLS = 6


@pytest.fixture(autouse=True)
def many(site: Site) -> None:
    """More groups than any screen shows."""
    add_groups(site.book, site.cast, MANY - 2)


@pytest.mark.parametrize("width", [1280, 390])
def test_rows_are_filled_as_one_scrolls_and_nothing_leaps(open_page: Open, width: int) -> None:
    page = open_page(width=width)
    log_in_as_marc(page, "/board")
    rows = page.locator("tr[data-row]")
    expect(rows).to_have_count(MANY)
    expect(rows.nth(MANY - 1).locator("[data-cell]")).to_have_count(0)
    page.evaluate(Axe().axe_script)
    assert barriers(page, RULES) == []
    for number in range(0, MANY, 4):
        # At once, as the row may be exchanged while it comes in sight.
        rows.nth(number).evaluate("(row) => row.scrollIntoView({ block: 'center' })")
        expect(rows.nth(number).locator("[data-cell]")).to_have_count(CELLS)
    page.locator("footer").scroll_into_view_if_needed()
    expect(page.locator("[data-part]")).to_have_count(0)
    expect(rows).to_have_count(MANY)
    assert leap(page) <= LARGEST_LEAP


def test_what_is_printed_is_whole_or_says_that_it_is_not(open_page: Open) -> None:
    page = open_page()
    log_in_as_marc(page, "/board")
    warning = page.locator(".on-paper")
    expect(warning).to_be_hidden()
    page.emulate_media(media="print")
    expect(warning).to_be_visible()
    expect(page.locator(".whole-part").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="The whole board, for paper").click()
    page.emulate_media(media="print")
    expect(page.locator("tr[data-row]").last.locator("[data-cell]")).to_have_count(CELLS)
    expect(page.locator("tr[data-row] [data-cell]")).to_have_count(MANY * CELLS)
    expect(warning).to_have_count(0)


def test_what_happens_to_a_group_far_below_reaches_its_row(site: Site, open_page: Open) -> None:
    page = open_page()
    log_in_as_marc(page, "/board")
    row = page.locator("tr[data-row]").last
    expect(row.locator("[data-cell]")).to_have_count(0)
    film = int(row.get_attribute("data-row") or 0)
    help_calls.call(site.book, project_id=film, stage="script", by=_child_of(site, film))
    expect(row.locator(".help-flag")).to_be_attached()
    expect(row.locator("[data-cell]")).to_have_count(CELLS)
    expect(page.locator("[data-part]").last).to_be_attached()


def _child_of(site: Site, film: int) -> int:
    """Add a child to the group of a film."""
    with site.book.writing() as session:
        group = people.group_of_project(session, film)
        child = PersonRow(
            workshop_id=site.cast.workshop, group_id=group.id, name="Zoe", role=Role.STUDENT
        )
        session.add(child)
        session.flush()
        return child.id


def test_a_group_is_found_while_one_types_and_its_row_is_filled(open_page: Open) -> None:
    page = open_page(width=390)
    log_in_as_marc(page, "/board")
    page.fill("#find-group", f"GROUP {MANY - 3}")
    shown = page.locator("tr[data-row]:visible")
    expect(shown).to_have_count(1)
    expect(shown.locator("[data-cell]")).to_have_count(CELLS)
    page.fill("#find-group", "nobody")
    expect(page.locator("#found")).to_have_text("No group and no film is called so.")
    page.fill("#find-group", "")
    expect(shown).to_have_count(MANY)


def test_without_scripts_a_link_shows_the_next_part_and_a_form_finds(open_page: Open) -> None:
    page = open_page(scripts=False, width=390)
    log_in_as_marc(page, "/board")
    page.get_by_role("link", name=f"All of the groups {IN_A_PART + 1} to {2 * IN_A_PART}").click()
    page.wait_for_url(f"**/board?from={IN_A_PART + 1}*")
    part = page.locator(f"#from-{IN_A_PART + 1}")
    expect(part.locator("[data-cell]")).to_have_count(IN_A_PART * CELLS)
    expect(part).to_be_in_viewport()
    page.fill("#find-group", "blue")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("tr[data-row]")).to_have_count(1)
    page.get_by_role("link", name="Show all groups").click()
    expect(page.locator("tr[data-row]")).to_have_count(MANY)
