"""A call that appears elsewhere, the inbox by keys, gates by hand and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pipeline import help_calls
from tests.browser.conftest import PASSWORD, Site
from tests.browser.test_six_sign_offs import log_in_as_aya
from tests.gate_days import days_are_now, gate_as_it_is, give_gate

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


def log_in_as_marc(page: Page, path: str) -> None:
    page.goto(f"/log-in?back={path}")
    page.fill("[name=name]", "Marc")
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").click()
    page.wait_for_url(f"**{path}")


def test_a_call_for_help_appears_on_the_board_of_a_mentor_who_answers(
    site: Site, open_page: Open
) -> None:
    marc, aya = open_page(), open_page(scripts=False, width=390)
    log_in_as_marc(marc, "/board")
    row = marc.locator(f'[data-row="{site.cast.blue_film}"]')
    expect(row.locator(".help-flag")).to_have_count(0)
    log_in_as_aya(aya)
    aya.goto("/next")
    aya.fill("[name=text]", "The ending is lost")
    aya.get_by_role("button", name="We need help").click()
    expect(aya.locator(".help-card")).to_contain_text("You have called")
    expect(row.locator(".help-flag")).to_contain_text("The ending is lost")
    marc.goto("/inbox")
    marc.get_by_role("button", name="I am coming").click()
    expect(marc.locator(".calls")).to_contain_text("Marc is coming")
    aya.reload()
    expect(aya.locator(".help-card")).to_contain_text("Marc is coming")


def test_the_inbox_is_walked_by_keys(site: Site, open_page: Open) -> None:
    moment = days_are_now(site.book, site.cast)
    give_gate(site.book, site.cast.blue_film, "script", moment, site.cast.marc)
    give_gate(site.book, site.cast.red_film, "script", moment, site.cast.marc)
    help_calls.call(site.book, project_id=site.cast.red_film, stage="script", by=site.cast.rosa)
    page = open_page()
    log_in_as_marc(page, "/inbox")
    expect(page.locator("[data-line]")).to_have_count(3)
    page.keyboard.press("?")
    expect(page.locator("#inbox-keys")).to_be_visible()
    for key, line in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(page.locator("[data-line]").nth(line).locator(":focus")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/projects/{site.cast.blue_film}/script")


def test_a_slip_is_dragged_into_the_lane_of_another_mentor_and_a_little_later(
    site: Site, open_page: Open
) -> None:
    moment = days_are_now(site.book, site.cast)
    gate = give_gate(site.book, site.cast.blue_film, "script", moment, site.cast.marc)
    page = open_page()
    log_in_as_marc(page, "/gates")
    slot = page.locator(f'[data-signer="{site.cast.nadia}"]').nth(1)
    page.locator("[data-slip]").drag_to(slot)
    expect(page.locator(".said.done")).to_contain_text("Moved")
    moved = gate_as_it_is(site.book, gate.id)
    assert moved.signer == "Nadia"
    assert moved.starts_at > gate.starts_at


def test_a_gate_is_handed_over_without_scripts_on_a_phone(site: Site, open_page: Open) -> None:
    moment = days_are_now(site.book, site.cast)
    gate = give_gate(site.book, site.cast.blue_film, "script", moment, site.cast.marc)
    page = open_page(scripts=False, width=390)
    log_in_as_marc(page, "/gates")
    page.locator(".slip-move summary").click()
    page.select_option(f"#signer-{gate.id}", label="Nadia")
    page.get_by_role("button", name="Hand over").click()
    expect(page.locator(".slip")).to_be_visible()
    assert gate_as_it_is(site.book, gate.id).signer == "Nadia"
