"""The table of the shot list in two browsers: keys, dragging, undoing, merging, a network away."""

import csv
import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Route, expect

from pipeline import desk
from pipeline.files import LocalStore
from pipeline.records.desks import Place
from pipeline.shots.columns import KEYS
from pipeline.shots.spreadsheet import write_csv
from tests.browser.conftest import PATIENCE_MS, Site
from tests.cast import BLUE_CODE

pytestmark = pytest.mark.browser

SOON_MS = 60_000
SHOTS = (
    {"scene": "1", "shot": "1", "size": "ws", "framing": "master", "description": "The kitchen"},
    {"scene": "1", "shot": "2", "size": "mcu", "description": "Otto eats", "seconds": "4"},
    {"scene": "1", "shot": "3", "size": "cu", "description": "Lena draws", "seconds": "4"},
    {"scene": "2", "shot": "1", "size": "ews", "description": "The hill"},
)
Rows = list[dict[str, str]]


@pytest.fixture(autouse=True)
def soon(chromium: Browser) -> Iterator[None]:
    """Nothing here renders a film: what takes so long will never come."""
    expect.set_options(timeout=SOON_MS)
    yield
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def place(site: Site, store: LocalStore) -> Place:
    """A shot list on the desk of the Blue group."""
    found = Place(project_id=site.cast.blue_film, stage="shot_list", name="shot_list.csv")
    text = write_csv([KEYS, *([shot.get(key, "") for key in KEYS] for shot in SHOTS)])
    saving = desk.Saving(place=found, by=site.cast.aya, base=0, content=text.encode())
    desk.save(site.book, store, saving)
    return found


@pytest.fixture
def rows(site: Site, store: LocalStore, place: Place) -> Callable[[], Rows]:
    """What lies on the desk now."""

    def read() -> Rows:
        lying = desk.lying(site.book, store, place)
        assert lying
        return list(csv.DictReader(io.StringIO(lying.content.decode())))

    return read


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait until something holds on the server."""
    for _ in range(SOON_MS // 100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never came to the desk")


def come_in(page: Page, name: str, address: str) -> Page:
    """Log in with the card of the group and open a page."""
    page.goto("/log-in")
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name=name).click()
    page.goto(address)
    return page


@pytest.fixture
def address(site: Site, place: Place) -> str:
    """Where the pages of the shot list begin."""
    return f"/projects/{place.project_id}/shot_list"


@pytest.fixture
def aya(open_page: Callable[..., Page], address: str) -> Page:
    """Aya's browser at the table."""
    return come_in(open_page(width=1440), "Aya", f"{address}/table")


def cell(page: Page, name: str, key: str) -> Locator:
    """A cell by the scene and shot of its row, as they were when the page was loaded."""
    at = [f"{shot['scene']}/{shot['shot']}" for shot in SHOTS].index(name)
    return page.locator(f"#row-{at} [data-key={key}]")


def order(page: Page) -> list[str]:
    """The numbers of all shots, from top to bottom."""
    found = page.locator("[data-table] [data-key=shot]")
    return [found.nth(at).input_value() for at in range(found.count())]


def test_what_is_written_before_the_scripts_have_come_is_kept(
    open_page: Callable[..., Page], address: str, rows: Callable[[], Rows]
) -> None:
    page = open_page(width=1440)
    # The worker of the site would fetch the script past the test.
    page.add_init_script("Object.defineProperty(navigator, 'serviceWorker', { value: null })")
    come_in(page, "Aya", "/board")
    late: list[Route] = []
    page.route("**/scripts/*-table_page.js*", lambda route: late.append(route))
    page.goto(f"{address}/table", wait_until="commit")
    cell(page, "1/2", "description").fill("Otto chews")
    cell(page, "1/3", "size").select_option("ecu")
    assert late
    late[0].continue_()
    until(page, lambda: (rows()[1]["description"], rows()[2]["size"]) == ("Otto chews", "ecu"))
    assert [row["shot"] for row in rows()] == ["1", "2", "3", "1"]


def test_hands_stay_on_the_keys(aya: Page, rows: Callable[[], Rows]) -> None:
    cell(aya, "1/1", "move").focus()
    for key in ("ArrowRight", "ArrowDown"):
        aya.keyboard.press(key)
    expect(cell(aya, "1/2", "description")).to_be_focused()
    aya.keyboard.type("Otto chews")
    aya.keyboard.press("Escape")
    expect(cell(aya, "1/2", "description")).to_have_value("Otto eats")
    aya.keyboard.type("=Otto, “chews”\\")
    aya.keyboard.press("Enter")
    expect(cell(aya, "1/3", "description")).to_be_focused()
    aya.keyboard.press("Control+d")
    expect(cell(aya, "1/3", "description")).to_have_value("=Otto, “chews”\\")
    aya.keyboard.press("Control+z")
    expect(cell(aya, "1/3", "description")).to_have_value("Lena draws")
    aya.keyboard.press("Control+Enter")
    assert order(aya) == ["1", "2", "3", "4", "1"]
    aya.keyboard.press("Control+z")
    assert order(aya) == ["1", "2", "3", "1"]
    aya.keyboard.press("Control+Shift+z")
    assert order(aya) == ["1", "2", "3", "4", "1"]
    cell(aya, "1/2", "seconds").fill("many")
    expect(aya.locator("#row-1 [data-say=seconds]")).to_contain_text("Write a number")
    cell(aya, "1/2", "seconds").fill("6")
    expect(aya.locator("#scene-1 .planned")).to_have_text("0:18")
    until(aya, lambda: [row["shot"] for row in rows()] == ["1", "2", "3", "4", "1"])
    until(aya, lambda: rows()[1]["seconds"] == "6")
    assert rows()[1]["description"] == "'=Otto, “chews”\\"


def test_a_row_is_dragged_by_its_handle_and_moved_by_keys(
    aya: Page, rows: Callable[[], Rows]
) -> None:
    grip = aya.locator("#row-0 .grip").bounding_box()
    last = aya.locator("#row-2").bounding_box()
    assert grip
    assert last
    aya.mouse.move(grip["x"] + 6, grip["y"] + 6)
    aya.mouse.down()
    aya.mouse.move(grip["x"] + 6, last["y"] + last["height"] - 8, steps=5)
    aya.mouse.up()
    assert order(aya) == ["2", "3", "1", "1"]
    aya.get_by_role("button", name="Undo").click()
    assert order(aya) == ["1", "2", "3", "1"]
    cell(aya, "1/3", "size").focus()
    aya.keyboard.press("Alt+ArrowUp")
    assert order(aya) == ["1", "3", "2", "1"]
    expect(cell(aya, "1/3", "size")).to_be_focused()
    until(aya, lambda: [row["shot"] for row in rows()] == ["1", "3", "2", "1"])


def test_what_somebody_else_writes_arrives_and_the_caret_stays(
    aya: Page, open_page: Callable[..., Page], address: str, rows: Callable[[], Rows]
) -> None:
    ben = come_in(open_page(width=390), "Ben", f"{address}/table")
    cell(aya, "1/2", "description").click()
    aya.keyboard.press("End")
    aya.keyboard.type(", slowly")
    cell(ben, "1/3", "description").fill("Lena folds the paper")
    ben.locator("#scene-2").get_by_role("button", name="Add a shot").click()
    expect(cell(aya, "1/3", "description")).to_have_value("Lena folds the paper")
    until(aya, lambda: len(order(aya)) == 5)
    aya.keyboard.type(" and loud")
    expect(cell(aya, "1/2", "description")).to_have_value("Otto eats, slowly and loud")
    expect(cell(ben, "1/2", "description")).to_have_value("Otto eats, slowly and loud")
    aya.keyboard.press("Control+z")
    aya.keyboard.press("Control+z")
    expect(cell(aya, "1/3", "description")).to_have_value("Lena folds the paper")
    until(aya, lambda: rows()[2]["description"] == "Lena folds the paper" and len(rows()) == 5)
    assert ben.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def lonely(chromium: Browser, site: Site, address: str) -> Iterator[Page]:
    """Ben's browser, whose network may go away: that is written to its console."""
    context = chromium.new_context(base_url=site.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(SOON_MS)
    yield come_in(page, "Ben", f"{address}/table")
    context.close()


def test_without_a_network_nothing_is_lost_and_two_in_one_cell_choose(
    aya: Page, lonely: Page, rows: Callable[[], Rows]
) -> None:
    lonely.context.set_offline(True)
    cell(lonely, "1/1", "description").fill("The kitchen, from the window")
    cell(lonely, "1/2", "description").fill("Otto sleeps")
    expect(lonely.locator("[data-desk-state]")).to_contain_text("No network")
    cell(aya, "1/2", "description").fill("Otto sings")
    until(aya, lambda: rows()[1]["description"] == "Otto sings")
    lonely.context.set_offline(False)
    clash = lonely.locator("#clash fieldset")
    expect(clash).to_contain_text("Otto sings")
    expect(clash).to_contain_text("Otto sleeps")
    clash.get_by_label("What you wrote").check()
    lonely.get_by_role("button", name="Settle it like this").click()
    until(aya, lambda: rows()[1]["description"] == "Otto sleeps")
    assert rows()[0]["description"] == "The kitchen, from the window"
    expect(cell(aya, "1/2", "description")).to_have_value("Otto sleeps")


def test_a_frame_is_drawn_with_a_pointer_and_lies_on_the_desk(
    open_page: Callable[..., Page], address: str, site: Site, store: LocalStore, place: Place
) -> None:
    page = come_in(open_page(width=820), "Aya", f"{address}/frames/S01_P02")
    sheet = page.locator(".frame-canvas")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2, steps=6)
    page.mouse.up()
    page.get_by_role("button", name="Keep it and go on").click()
    page.wait_for_url("**/frames/S01_P03")
    frame = Place(project_id=place.project_id, stage="shot_list", name="boards/S01_P02.png")
    lying = desk.lying(site.book, store, frame)
    assert lying
    with Image.open(io.BytesIO(lying.content)) as picture:
        assert picture.size == (1280, 720)
        middle = list(picture.convert("L").crop((640, 0, 641, 720)).tobytes())
    assert min(middle[60], middle[660]) > 240
    assert min(middle[350:371]) < 60
    page.get_by_role("link", name="Storyboard").click()
    expect(page.get_by_text("1 of 4 shots")).to_be_visible()
