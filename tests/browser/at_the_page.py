"""What people do on every page, for tests: log in, pull things along, hold a key, not wait long."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PASSWORD, PATIENCE_MS
from tests.cast import BLUE_CODE

SOON_MS = 60_000


@pytest.fixture(autouse=True)
def soon(chromium: Browser) -> Iterator[None]:
    """Nothing here renders a film: what takes so long will never come."""
    expect.set_options(timeout=SOON_MS)
    yield
    expect.set_options(timeout=PATIENCE_MS)


def log_in(page: Page, name: str) -> None:
    """Log somebody of the Blue group in, or Marc."""
    page.set_default_timeout(SOON_MS)
    page.goto("/log-in")
    if name == "Marc":
        page.fill("[name=name]", name)
        page.fill("[name=password]", PASSWORD)
        page.locator("form:has([name=password]) [type=submit]").click()
    else:
        page.fill("[name=code]", BLUE_CODE)
        page.locator("form:has([name=code]) [type=submit]").first.click()
        page.get_by_role("button", name=name).click()
    expect(page.locator(".masthead .who b")).to_have_text(name)


def pull(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Take something at a point with the mouse, and leave it at another."""
    (x, y), (to_x, to_y) = start, end
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, y, steps=3)
    page.mouse.move(to_x, to_y, steps=3)
    page.mouse.up()


@contextmanager
def held(page: Page, key: str) -> Iterator[None]:
    """Hold a key down."""
    page.keyboard.down(key)
    yield
    page.keyboard.up(key)
