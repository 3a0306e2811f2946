"""Every page for everybody: no barrier that axe-core knows, no weight, no leap.

axe-core (Deque) tries the rules of WCAG 2.2 A and AA that a machine can judge. Each page that
a student, a mentor, a lead mentor, the coordinator, a guest or nobody can open of a film whose last
stage is open is tried in all four languages; in English in the dark, too.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.tables import PersonRow
from pipeline.sign_off import Role
from pipeline.stage_facts import STAGE_NAMES
from tests.browser.conftest import PASSWORD, Site
from tests.cast import BLUE_CODE, Cast
from tests.everyone import invite
from tests.final_cut_days import draw_preview, open_final_cut
from web import auth
from web.app import BLUEPRINTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEVELS: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES: Final = {
    "runOnly": LEVELS,
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
BUT_COLOURS: Final = {
    **RULES,
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},
    "preload": False,
}
"""Without what is dear and the same in every language that is written from left to right."""
COLOURS: Final = {"runOnly": ["color-contrast"], "resultTypes": ["violations"], "preload": False}
JUDGED: Final = {"en": RULES, "fr": BUT_COLOURS, "ja": BUT_COLOURS, "ar": RULES}
UNTIL_STILL: Final = """async () => {
  const turns = () => document.getAnimations().some((one) => one instanceof CSSTransition);
  for (let frames = 0; frames < 3; frames = turns() ? 0 : frames + 1) {
    await new Promise(requestAnimationFrame);
  }
}"""
"""Three frames in which no colour turns into another."""
SHOWN: Final = """() => {
  const work = document.querySelector("main");
  return !work || getComputedStyle(work).visibility === "visible";
}"""
"""A page that scripts draw is judged when it stands."""
WITHOUT_A_WORKER: Final = "Object.defineProperty(navigator, 'serviceWorker', { value: null })"
"""What the worker of the site keeps aside is loaded once more, and has no size on the wire."""
NOT_A_PAGE: Final = ("static", "live.", "files.", "tus.", "status.alive", "status.manifest")
"""Streams, files and answers for scripts."""
HEAVIEST_BYTES: Final = 300_000
"""Before media, as it comes over the wire."""
GUEST: Final = "Agnès"
LEAST_PAGES: Final = {"": 3, "Aya": 25, "Marc": 25, "Nadia": 25, "Salma": 25, GUEST: 8}
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


def enter(page: Page, who: str, guest_door: str = "") -> None:
    """Come in by the door as a student, an adult or a guest; nobody stays outside."""
    page.goto(guest_door if who == GUEST else "/log-in")
    if who == GUEST:
        page.fill("[name=name]", who)
        page.locator("main [type=submit]").click()
    elif who == "Aya":
        page.fill("[name=code]", BLUE_CODE)
        page.locator("form:has([name=code]) [type=submit]").first.click()
        page.get_by_role("button", name=who).click()
    elif who:
        page.fill("[name=name]", who)
        page.fill("[name=password]", PASSWORD)
        page.locator("form:has([name=password]) [type=submit]").click()
    if who:
        page.wait_for_url("**/board")


def speak(page: Page, language: str) -> None:
    """Choose a language at the foot of a page, as anybody does."""
    page.goto("/log-in")
    if page.locator(f"html[lang={language}]").count() == 0:
        page.select_option("#language", language)
        page.wait_for_selector(f"html[lang={language}]")


def is_page(page: Page, path: str) -> bool:
    """Whether there is a page for this person at an address, and no file and no way elsewhere."""
    answer = page.request.get(path, max_redirects=0)
    if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
        return False
    return "<html" in answer.text()  # else it is a part of a page


def barriers(page: Page, rules: object) -> list[str]:
    """What axe-core finds on a page that knows it: the rule and the first places."""
    found = page.evaluate("(rules) => axe.run(rules).then((all) => all.violations)", rules)
    return [
        f"{page.url} {one['id']}: {one['help']} {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
    ]


def in_the_dark(page: Page) -> list[str]:
    """What cannot be told apart when the same page is dark."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(UNTIL_STILL)
    found = barriers(page, COLOURS)
    page.emulate_media(color_scheme="light")
    return [f"dark: {one}" for one in found]


def weight(page: Page) -> tuple[int, list[str]]:
    """Bytes of the page and of what it loads, before media, over the wire; the heaviest parts."""
    parts = sorted(((int(size), str(name)) for size, name in page.evaluate(WEIGHT)), reverse=True)
    return sum(size for size, _name in parts), [f"{size} {name}" for size, name in parts[:8]]


def leap(page: Page) -> float:
    """How far what was drawn first has leapt since (cumulative layout shift)."""
    return float(page.evaluate(LEAP))


@pytest.fixture
def guest_door(site: Site, book: Book, cast: Cast) -> str:
    """Where a guest of the Blue group comes in; Nadia leads the mentors, Salma has a password."""
    with book.writing() as session:
        for one, role in ((cast.nadia, Role.LEAD_MENTOR), (cast.salma, Role.COORDINATOR)):
            person = session.get(PersonRow, one)
            assert person
            person.role, person.password_hash = role, auth.hash_of_password(PASSWORD)
    _link, token = invite(book, cast, group_id=cast.blue)
    return f"/guest/{token}"


@pytest.mark.parametrize("who", ["", "Aya", "Marc", "Nadia", "Salma", GUEST])
def test_no_page_has_a_barrier_in_any_language_and_none_in_the_dark(
    open_page: Callable[..., Page], guest_door: str, cast: Cast, who: str
) -> None:
    page = open_page(may_say="status of")
    # A stamp that lands is faint for a moment: what is judged stands still.
    page.emulate_media(reduced_motion="reduce", color_scheme="light")
    page.add_init_script(WITHOUT_A_WORKER)
    enter(page, who, guest_door)
    paths = [path for path in pages(cast) if is_page(page, path)]
    assert len(paths) >= LEAST_PAGES[who]
    found: list[str] = []
    for language, rules in JUDGED.items():
        speak(page, language)
        for path in paths:
            page.goto(path)
            page.wait_for_function(SHOWN)
            page.evaluate(Axe().axe_script)
            found += barriers(page, rules)
            found += in_the_dark(page) if language == "en" else []
        assert page.locator(f"html[lang={language}]").count() == 1
    assert found == []


def test_letters_that_are_too_pale_in_the_dark_alone_are_found(chromium: Browser) -> None:
    page = chromium.new_page(color_scheme="light", reduced_motion="reduce")
    dark = "@media (prefers-color-scheme: dark) { body { background: #222; color: #444 } }"
    page.set_content(
        f"<html lang=en><title>A page</title><style>{dark}</style><main><h1>Kite</h1></main></html>"
    )
    page.evaluate(Axe().axe_script)
    assert barriers(page, RULES) == []
    (found,) = in_the_dark(page)
    assert "color-contrast" in found
    page.close()


def test_no_page_is_heavy_and_nothing_leaps(
    open_page: Callable[..., Page], site: Site, cast: Cast
) -> None:
    page = open_page(may_say="status of")
    page.add_init_script(WITHOUT_A_WORKER)
    enter(page, "Aya")
    found: list[str] = []
    for path in pages(cast):
        if is_page(page, path):
            page.goto(path)
            size, heaviest = weight(page)
            leapt = leap(page)
            if size > HEAVIEST_BYTES or leapt > LARGEST_LEAP:
                found.append(f"{path}: {size} bytes {heaviest}, leapt by {leapt:.2f}")
    assert found == []
