"""A mentor makes a passkey and comes in by it; the authenticator is Chromium's own, virtual one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, Site
from tests.cast import Cast

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A browser with a finger on its sensor; passkeys are bound to names, so no number here."""
    context = chromium.new_context(base_url=site.address.replace("127.0.0.1", "localhost"))
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    wire = context.new_cdp_session(opened)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield opened
    context.close()


def log_in(page: Page) -> None:
    page.goto("/log-in")
    page.get_by_label("Name").fill("Marc")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/board")


def make_one(page: Page) -> None:
    page.goto("/me/passkeys")
    page.get_by_label("What do you call this device?").fill("My laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="My laptop")).to_be_visible()


def log_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/log-in")


def test_a_passkey_opens_the_door_until_it_is_taken_away(page: Page, cast: Cast) -> None:
    log_in(page)
    make_one(page)
    log_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/board")
    expect(page.locator(".who")).to_contain_text("Marc")
    page.goto("/me/passkeys")
    page.get_by_role("button", name="Take it away").click()
    log_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("This passkey does not open")).to_be_visible()


def test_a_device_that_keeps_one_already_makes_no_second(page: Page, cast: Cast) -> None:
    log_in(page)
    make_one(page)
    page.get_by_label("What do you call this device?").fill("Again")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("The device made no passkey")).to_be_visible()
