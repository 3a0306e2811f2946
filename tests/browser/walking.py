"""People who walk through the pages as in a workshop: with a finger or a mouse, letter by letter.

Nothing is found by its words, so that the same walk holds in every language.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page

from tests.browser.conftest import PASSWORD

LANGUAGES: Final = ("en", "fr", "ja", "ar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What somebody holds in the hand or has on the table; sizes in CSS pixels."""

    width: int
    height: int
    has_touch: bool


DEVICES: Final = {
    "phone": Device(width=390, height=844, has_touch=True),
    "tablet": Device(width=820, height=1180, has_touch=True),
    "desk": Device(width=1440, height=900, has_touch=False),
}
WALKS: Final = [(language, device) for language in LANGUAGES for device in DEVICES]


class Walker:
    """Somebody with a device, who speaks a language."""

    def __init__(self, open_page: Callable[..., Page], language: str, device: str) -> None:
        held = DEVICES[device]
        self.has_touch = held.has_touch
        self.page = open_page(width=held.width, height=held.height, has_touch=held.has_touch)
        self.page.goto("/log-in")
        self.page.select_option("#language", language)
        self.page.wait_for_selector(f"html[lang={language}]")

    def press(self, what: str | Locator) -> None:
        """Tap it with a finger, or click it with the mouse."""
        place = self.page.locator(what).first if isinstance(what, str) else what
        if self.has_touch:
            place.tap()
        else:
            place.click()

    def write(self, field: str, words: str) -> None:
        """Press a field and type into it, letter by letter."""
        self.press(field)
        self.page.keyboard.type(words)

    def come_in(self, name: str) -> None:
        """Come in by the door as an adult."""
        self.write("[name=name]", name)
        self.write("[name=password]", PASSWORD)
        self.press("form:has([name=password]) [type=submit]")
        self.page.wait_for_url("**/board")

    def fits(self) -> None:
        """Nothing hangs over the edge of the window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, self.page.url
