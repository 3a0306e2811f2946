"""The grade in a real browser: a slider moves its field, and the picture beside it follows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline.files import LocalStore
from pipeline.records import Book
from tests.browser.conftest import Site
from tests.cast import BLUE_CODE, Cast
from tests.graded_film import KITCHEN, lay_cut

RED_OF_THE_AFTER = """(name) => {
  const picture = document.querySelector(`#${name} [data-after]`);
  if (!picture.complete || !picture.naturalWidth) return -1;
  const canvas = Object.assign(document.createElement("canvas"), { width: 9, height: 9 });
  canvas.getContext("2d").drawImage(picture, 0, 0, 9, 9);
  return canvas.getContext("2d").getImageData(4, 4, 1, 1).data[0];
}"""


@pytest.fixture(autouse=True)
def laid(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> None:
    """The cut is made before a worker of the site is there."""
    lay_cut(book, store, cast, tmp_path)


def enter(page: Page, site: Site) -> None:
    """Aya goes to the page of the grade."""
    page.goto("/")
    page.fill("[name=code]", BLUE_CODE)
    page.click("form:has([name=code]) [type=submit]")
    page.get_by_role("button", name="Aya").click()
    page.goto(f"/projects/{site.cast.blue_film}/edit/grade")


def test_a_slider_moves_its_field_and_the_picture_follows(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    enter(page, site)
    page.wait_for_function(
        f"() => {{ const red = ({RED_OF_THE_AFTER})('{KITCHEN}'); return red > 100 && red < 150; }}"
    )
    field, slider = (
        page.locator(f"#exposure-{KITCHEN}"),
        page.locator(f"[data-twin=exposure-{KITCHEN}]"),
    )
    slider.fill("1")
    expect(field).to_have_value("1")
    page.wait_for_function(f"() => ({RED_OF_THE_AFTER})('{KITCHEN}') > 165")
    field.fill("−1,5")
    expect(slider).to_have_value("-1.5")
    page.wait_for_function(
        f"() => {{ const red = ({RED_OF_THE_AFTER})('{KITCHEN}'); return red > 0 && red < 100; }}"
    )
    page.locator(f"#{KITCHEN}").get_by_role("button", name="Keep it").click()
    page.wait_for_url(f"**/edit/grade#{KITCHEN}")
    expect(page.locator(f"#exposure-{KITCHEN}")).to_have_value("-1.5")
    expect(page.get_by_role("button", name="Send with this grade")).to_be_enabled()


def test_without_scripts_the_fields_are_kept_as_forms(
    site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(scripts=False)
    enter(page, site)
    expect(page.locator(f"[data-twin=warmth-{KITCHEN}]")).to_be_hidden()
    page.fill(f"#warmth-{KITCHEN}", "30")
    page.locator(f"#{KITCHEN}").get_by_role("button", name="The same for all of scene 1").click()
    fields = page.locator("article > form [name=warmth]")
    assert fields.evaluate_all("all => all.map((one) => one.value)") == ["30", "30", "0"]
