"""What is written while the network is away waits on the device and arrives once it is back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pipeline import workflow
from pipeline.files import LocalStore
from pipeline.records import Book, notes
from pipeline.sign_off import Action
from tests.browser.conftest import PASSWORD, Site
from tests.browser.patience import until
from tests.cast import BLUE_CODE, Cast
from tests.film_days import finish_all_runs, keep, newest, send

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def script(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> None:
    """A script, checked before a worker of the site is there."""
    send(book, cast, "script", keep(store, tmp_path, "INT. ROOM - DAY\n"), "script.fountain")
    finish_all_runs(book)


@pytest.fixture
def entered(site: Site, open_page: Callable[..., Page], cast: Cast) -> Callable[[str], Page]:
    """Open the page of the script for Aya or for Marc."""

    def do(who: str) -> Page:
        page = open_page(may_say="status of 4")
        page.goto("/log-in")
        if who == "Aya":
            page.fill("[name=code]", BLUE_CODE)
            page.locator("form:has([name=code]) [type=submit]").first.click()
            page.get_by_role("button", name=who).click()
        else:
            page.fill("[name=name]", who)
            page.fill("[name=password]", PASSWORD)
            page.locator("form:has([name=password]) [type=submit]").click()
        page.goto(f"/projects/{cast.blue_film}/script")
        return page

    return do


def said(book: Book, cast: Cast) -> list[str]:
    """The notes that have arrived."""
    with book.reading() as session:
        seen = newest(book, cast.blue_film, "script")
        return [one.text for one in notes.notes_of(session, seen.id)]


def write(page: Page, words: str) -> None:
    """Write a note and press the button."""
    page.fill("#note-text", words)
    page.locator("form:has(#note-text) [type=submit]").last.click()


def test_a_note_waits_for_the_network_and_arrives_once(
    entered: Callable[[str], Page], site: Site, book: Book, cast: Cast
) -> None:
    page = entered("Aya")
    site.wire.is_cut = True
    write(page, "The door, slowly.")
    expect(page.locator("#queued li q")).to_have_text("The door, slowly.")
    assert said(book, cast) == []
    site.wire.is_cut = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#queued")).to_be_hidden()
    assert said(book, cast) == ["The door, slowly."]


def test_with_a_network_a_note_is_there_at_once(
    entered: Callable[[str], Page], book: Book, cast: Cast
) -> None:
    page = entered("Aya")
    write(page, "The door, slowly.")
    expect(page.locator("#notes")).to_contain_text("The door, slowly.")
    assert said(book, cast) == ["The door, slowly."]


def test_a_decision_that_came_too_late_is_shown_and_not_sent_again(
    entered: Callable[[str], Page], site: Site, book: Book, cast: Cast
) -> None:
    seen = newest(book, cast.blue_film, "script")
    workflow.submit(book, revision_id=seen.id, digest=seen.digest, by=cast.aya)
    page = entered("Marc")
    site.wire.is_cut = True
    page.locator("#decide [value=approve]").click()
    expect(page.locator("#queued li")).to_have_count(1)
    verdict = workflow.Verdict(
        revision_id=seen.id, digest=seen.digest, action=Action.NOT_YET, by=cast.nadia, note="Why?"
    )
    workflow.decide(book, verdict)
    site.wire.is_cut = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#queued li button")).to_be_visible()
    page.locator("#queued li button").click()
    expect(page.locator("#queued")).to_be_hidden()
    assert newest(book, cast.blue_film, "script").state == "not_yet"


def test_a_page_that_was_open_opens_without_a_network(
    entered: Callable[[str], Page], site: Site
) -> None:
    page = entered("Aya")
    page.evaluate(
        "navigator.serviceWorker.ready.then(() => new Promise((done) => setTimeout(done, 500)))"
    )
    page.reload()
    site.wire.is_cut = True
    page.reload()
    expect(page.locator("#note-text")).to_be_visible()


def test_instead_of_a_page_that_is_not_there_one_says_so_and_names_those_that_are(
    entered: Callable[[str], Page], site: Site, cast: Cast
) -> None:
    page = entered("Aya")
    until(page, "() => caches.match('/status/without-network')")
    until(page, "() => caches.match(location.href)")
    site.wire.is_cut = True
    page.goto(f"/projects/{cast.blue_film}/sound/mix")
    expect(page.get_by_role("heading", name="There is no network here.")).to_be_visible()
    page.get_by_role("link", name="Script · The Kite").click()
    expect(page.locator("#note-text")).to_be_visible()
    page.goto(f"/projects/{cast.blue_film}/sound/mix")
    site.wire.is_cut = False
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name="There is no network here.")).to_have_count(0)
