"""A student sends and hands in, and a mentor decides, with Tab, space and Enter alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from pipeline.records import Book
from tests.browser.at_the_page import soon
from tests.browser.conftest import PASSWORD
from tests.cast import BLUE_CODE, Cast
from tests.film_days import newest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

__all__ = ["soon"]

MOST_STOPS: Final = 90
PAGES: Final = ("/board", "/projects/{film}/script", "/projects/{film}/script/write")
SCRIPT: Final = "INT. ROOM - DAY\n\nA kite lies on the table.\n"
STANDS_ON: Final = "(wanted) => document.activeElement && document.activeElement.matches(wanted)"
SEEN: Final = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return "";
  const around = [it, ...(it.labels || []), it.nextElementSibling];
  for (let up = it.parentElement; up && around.length < 6; up = up.parentElement) around.push(up);
  const drawn = (one) => {
    const look = getComputedStyle(one);
    return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  };
  const box = it.getBoundingClientRect();
  const [wide, high] = [innerWidth, innerHeight];
  const isInside = box.bottom > 0 && box.top < high && box.right > 0 && box.left < wide;
  if (around.filter(Boolean).some(drawn) && isInside) return "";
  return `${it.outerHTML.slice(0, 160)} ${JSON.stringify(box)}`;
}"""
"""Empty where one sees what the keys are on: an outline on it or on what stands for it."""
MARK: Final = """() => {
  window.stops = window.stops || new Map();
  const it = document.activeElement;
  const times = (window.stops.get(it) || 0) + 1;
  window.stops.set(it, times);
  return it === document.body ? 0 : times;
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the keys are on it; every stop on the way is seen, and none holds them."""
    for _ in range(MOST_STOPS):
        if page.evaluate(STANDS_ON, wanted):
            return
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN) == ""
        assert page.evaluate(MARK) <= 2, f"the keys go round before {wanted}"
    raise AssertionError(f"Tab never comes to {wanted}")


def press(page: Page, wanted: str, key: str = "Enter") -> None:
    """Go there by Tab and press a key."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def write(page: Page, wanted: str, words: str) -> None:
    """Go to a field by Tab and type."""
    tab_to(page, wanted)
    page.keyboard.type(words)


def student_hands_in(page: Page, script: Path) -> None:
    """Come in with the card, send a script, and say that the group is ready."""
    page.goto("/log-in")
    write(page, "[name=code]", BLUE_CODE)
    page.keyboard.press("Enter")
    page.wait_for_selector("button:has-text('Aya')")
    press(page, "main button")
    page.wait_for_url("**/board")
    press(page, "nav a[href='/next']")
    page.wait_for_url("**/next")
    press(page, ".next-words .button.primary")
    page.wait_for_url("**/script")
    press(page, ".asked details > summary")
    tab_to(page, "#files")
    with page.expect_file_chooser() as chosen:
        page.keyboard.press("Space")
    chosen.value.set_files(script)
    press(page, "form:has(#files) [type=submit]")
    page.wait_for_selector("form[action$='/submit']")
    press(page, "form[action$='/submit'] [type=submit]")
    page.wait_for_selector("form[action$='/withdraw']")


def mentor_decides(page: Page) -> None:
    """Come in by name and password, open what waits, tick, write, approve."""
    page.goto("/log-in")
    write(page, "[name=name]", "Marc")
    write(page, "[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/board")
    press(page, "nav a[href='/inbox']")
    page.wait_for_url("**/inbox")
    press(page, "[data-line] .what a")
    page.wait_for_url("**/script*")
    press(page, "#decide input[name=checklist]", "Space")
    write(page, "#decide [name=note]", "I saw the kite.")
    press(page, "#decide [name=answer][value=approve]")
    page.wait_for_selector("#sign-offs")


def test_a_script_goes_from_the_card_to_the_stamp_by_keys_alone(
    open_page: Callable[..., Page], book: Book, cast: Cast, tmp_path: Path
) -> None:
    script = tmp_path / "script.fountain"
    script.write_text(SCRIPT, encoding="utf-8")
    student_hands_in(open_page(), script)
    assert newest(book, cast.blue_film, "script").state == "in_review"
    mentor_decides(open_page())
    assert newest(book, cast.blue_film, "script").state == "approved"


@pytest.mark.parametrize("path", PAGES)
def test_tab_comes_round_to_the_start_of_a_page_again(
    open_page: Callable[..., Page], cast: Cast, path: str
) -> None:
    page = open_page()
    page.goto("/log-in")
    page.fill("[name=code]", BLUE_CODE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Aya").click()
    page.goto(path.format(film=cast.blue_film))
    page.keyboard.press("Tab")
    first = page.evaluate_handle("document.activeElement")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN) == ""
        if page.evaluate("(first) => document.activeElement === first", first):
            return
    raise AssertionError("the keys never come round")
