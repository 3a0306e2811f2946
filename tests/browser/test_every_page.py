"""Every page for everybody: no barrier that axe-core knows, no weight, no leap.

axe-core (Deque) tries the rules of WCAG 2.2 A and AA that a machine can judge. Each page that
somebody can open of a film whose last stage is open is tried in all four languages.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page

from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.stage_facts import STAGE_NAMES
from tests.browser.conftest import PASSWORD, Site
from tests.cast import BLUE_CODE, Cast
from tests.final_cut_days import draw_preview, open_final_cut
from web.app import BLUEPRINTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGUAGES: Final = ("en", "fr", "ja", "ar")
RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
NOT_A_PAGE: Final = ("static", "live.", "files.", "tus.", "status.alive", "status.manifest")
"""Streams, files and answers for scripts."""
HEAVIEST_BYTES: Final = 300_000
"""Before media, as it comes over the wire."""
LARGEST_LEAP: Final = 0.1
"""Cumulative layout shift that counts as good (web.dev/cls)."""


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film that was made once."""
    path = tmp_path_factory.mktemp("preview") / "preview.mp4"
    draw_preview(path)
    return path


@pytest.fixture(autouse=True)
def final_cut(book: Book, store: LocalStore, cast: Cast, tmp_path: Path, preview: Path) -> None:
    """A film whose last stage is open, so that no page is closed."""
    open_final_cut(book, store, cast, tmp_path, preview=preview)


WEIGHT: Final = """() => {
  const media = ["img", "video", "audio", "fetch", "xmlhttprequest"];
  const things = performance.getEntriesByType("resource");
  return performance.getEntriesByType("navigation")
    .concat(things.filter((one) => !media.includes(one.initiatorType)))
    .map((one) => [one.encodedBodySize, one.name]);
}"""
LEAP: Final = """() => new Promise((done) => {
  let sum = 0;
  const add = (one) => { if (!one.hadRecentInput) sum += one.value; };
  new PerformanceObserver((list) => list.getEntries().forEach(add))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 200);
})"""


def pages(cast: Cast) -> list[str]:
    """The addresses of all pages that somebody may read of one film, and of those beside it."""
    app = Flask(__name__)
    for one in BLUEPRINTS:
        app.register_blueprint(one.blueprint)
    adapter = app.url_map.bind("localhost")
    filling = {"project_id": cast.blue_film, "workshop_id": cast.workshop}
    found: set[str] = set()
    for rule in app.url_map.iter_rules():
        known = {*filling, "stage"}
        is_read = "GET" in (rule.methods or ()) and not rule.endpoint.startswith(NOT_A_PAGE)
        if is_read and rule.arguments <= known:
            for stage in STAGE_NAMES if "stage" in rule.arguments else ("",):
                found.add(adapter.build(rule.endpoint, {**filling, "stage": stage}))
    return sorted(one.partition("?")[0] for one in found)


def enter(page: Page, who: str) -> None:
    """Come in by the door as a student or as an adult; nobody stays outside."""
    page.goto("/log-in")
    if who in ("Aya",):
        page.fill("[name=code]", BLUE_CODE)
        page.locator("form:has([name=code]) [type=submit]").first.click()
        page.get_by_role("button", name=who).click()
    elif who:
        page.fill("[name=name]", who)
        page.fill("[name=password]", PASSWORD)
        page.locator("form:has([name=password]) [type=submit]").click()


def speak(page: Page, language: str) -> None:
    """Choose a language at the foot of the page, as anybody does."""
    page.goto("/log-in")
    page.select_option("#language", language)
    page.wait_for_selector(f"html[lang={language}]")


def opened(page: Page, path: str) -> bool:
    """Open an address if a page is there for this person."""
    answer = page.request.get(path, max_redirects=0)
    if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
        return False
    page.goto(path)
    return page.locator("html[lang]").count() == 1


def barriers(page: Page) -> list[str]:
    """What axe-core finds on a page: the rule and the first places."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{page.url} {one['id']}: {one['help']} {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
    ]


def weight(page: Page) -> tuple[int, list[str]]:
    """Bytes of the page and of what it loads, before media, over the wire; the heaviest parts."""
    parts = sorted(((int(size), str(name)) for size, name in page.evaluate(WEIGHT)), reverse=True)
    return sum(size for size, _name in parts), [f"{size} {name}" for size, name in parts[:8]]


def leap(page: Page) -> float:
    """How far what was drawn first has leapt since (cumulative layout shift)."""
    return float(page.evaluate(LEAP))


@pytest.mark.parametrize(
    ("who", "language"),
    [
        *(("Aya", language) for language in LANGUAGES),
        *(("", language) for language in LANGUAGES),
        ("Marc", "en"),
    ],
)
def test_no_page_has_a_barrier(
    open_page: Callable[..., Page], site: Site, cast: Cast, who: str, language: str
) -> None:
    page = open_page(may_say="status of")
    # A stamp that lands is faint for a moment: what is judged stands still.
    page.emulate_media(reduced_motion="reduce")
    speak(page, language)
    enter(page, who)
    found: list[str] = []
    seen = 0
    for path in pages(cast):
        if opened(page, path):
            seen += 1
            found += barriers(page)
    assert found == []
    assert seen >= (25 if who else 3)


def test_no_page_is_heavy_and_nothing_leaps(
    open_page: Callable[..., Page], site: Site, cast: Cast
) -> None:
    page = open_page(may_say="status of")
    # What the worker of the site gives out of its own keeping has no size on the wire.
    page.add_init_script("Object.defineProperty(navigator, 'serviceWorker', { value: null })")
    enter(page, "Aya")
    found: list[str] = []
    for path in pages(cast):
        if opened(page, path):
            page.wait_for_load_state("load")
            size, heaviest = weight(page)
            leapt = leap(page)
            if size > HEAVIEST_BYTES or leapt > LARGEST_LEAP:
                found.append(f"{path}: {size} bytes {heaviest}, leapt by {leapt:.2f}")
    assert found == []
