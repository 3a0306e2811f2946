"""The cutting room of the Blue group, for tests: rushes to cut, and somebody who is in the room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from pipeline.files import LocalStore
from pipeline.records import Book
from tests.browser.at_the_page import log_in, pull
from tests.browser.at_the_page import soon as soon
from tests.browser.conftest import Site
from tests.cast import Cast
from tests.rushes_to_cut import Shooting, lay_rushes
from tests.table_of_takes import Bench

TAKES = ("S01_P01_T01", "S01_P01_T02", "S01_P02_T01", "S02_P01_T01")
BEGUN = "[data-cutter][data-begun]"

OpenRoom = Callable[..., Page]


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Clips that were made once."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def rushes(book: Book, store: LocalStore, cast: Cast, media: Path) -> None:
    """Approved rushes, before a worker of the site is there."""
    lay_rushes(Bench(book, store, media), cast, Shooting(takes=TAKES))


@pytest.fixture
def open_room(rushes: None, site: Site, open_page: Callable[..., Page], cast: Cast) -> OpenRoom:
    """Open the room in a browser of its own for somebody of the Blue group, or for Marc."""

    def do(name: str = "Aya", **how: Any) -> Page:
        page = open_page(**how)
        log_in(page, name)
        page.goto(f"/projects/{cast.blue_film}/edit/cut")
        page.wait_for_selector(BEGUN)
        return page

    return do


def items(page: Page) -> list[tuple[str, int, int]]:
    """The take, the first frame and the length of every piece of the film."""
    found = page.evaluate(
        "CutRoom.cut.items.map((one) => [one.take || one.kind, one.in_frame, one.frames])"
    )
    return [(take, first, frames) for take, first, frames in found]


def item(page: Page, at: int, field: str) -> Any:
    """What one piece says of itself."""
    return page.evaluate("([at, field]) => CutRoom.cut.items[at][field]", [at, field])


def frame(page: Page) -> int:
    """Where the playhead stands."""
    return int(page.evaluate("CutPlay.frame()"))


def clip(page: Page, at: int) -> Locator:
    """A piece on the strip, in the order of the film."""
    ids: list[str] = page.evaluate("CutRoom.cut.items.map((one) => one.id)")
    return page.locator(f".clip[data-id='{ids[at]}']")


def kept(page: Page) -> None:
    """Wait until the desk has everything."""
    expect(page.locator("[data-cut-state]")).to_have_attribute("data-state", "kept")


def on_desk(page: Page) -> dict[str, Any]:
    """The cut as the server tells it."""
    found: dict[str, Any] = page.evaluate(
        "async () => (await fetch(CutRoom.place.dataset.cut)).json()"
    )
    return found


def drag(page: Page, grip: Locator, by: float, *, to_y: float | None = None) -> None:
    """Pull something along with the mouse."""
    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    pull(page, (x, y), (x + by, to_y or y))
