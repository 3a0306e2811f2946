"""Three people through their day, in each language, on a phone, a tablet and a desk.

Nothing here is found by its words, so that the same walk holds in every language.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from pipeline import workflow
from pipeline.access import digest_of_code
from pipeline.documents.json import to_json
from pipeline.files import LocalStore
from pipeline.records import Book, gates, help_calls, people
from pipeline.records.tables import PersonRow, WorkshopRow
from pipeline.records.values import Person
from pipeline.sign_off import Role
from tests.browser.conftest import PASSWORD
from tests.cast import BLUE_CODE, Cast, project_of
from tests.film_days import finish_all_runs, keep, newest
from web import auth

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES: Final = {"phone": 390, "tablet": 820, "desk": 1440}
COLOURS: Final = ("red", "yellow", "green", "orange", "violet", "pink", "teal", "brown", "white")
WALKS: Final = (("en", "phone"), ("fr", "tablet"), ("ja", "desk"), ("ar", "phone"))
SCRIPT: Final = "INT. ROOM - DAY\n\nA kite lies on the table.\n\nLENA\nIt wants to fly.\n"


def speak(page: Page, language: str) -> None:
    """Choose a language at the foot of the page."""
    page.goto("/log-in")
    page.select_option("#language", language)
    page.wait_for_selector(f"html[lang={language}]")


def come_in(page: Page, name: str) -> None:
    """Come in by the door as an adult."""
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("form:has([name=password]) [type=submit]").click()
    page.wait_for_url("**/board")


def fits(page: Page) -> None:
    """Nothing hangs over the edge of the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, page.url


@pytest.mark.parametrize(("language", "size"), WALKS)
def test_the_first_ten_minutes_of_a_student(
    open_page: Callable[..., Page],
    cast: Cast,
    book: Book,
    language: str,
    size: str,
) -> None:
    page = open_page(width=SIZES[size])
    speak(page, language)
    page.fill("[name=code]", BLUE_CODE)
    page.locator("form:has([name=code]) [type=submit]").first.click()
    page.get_by_role("button", name="Aya").click()
    page.locator("nav a[href='/next']").click()
    fits(page)
    page.locator(".next-words .button.primary").click()
    page.wait_for_url(f"**/projects/{cast.blue_film}/script")
    fits(page)
    page.locator(".doors a[href$='/script/write']").click()
    with page.expect_response("**/desk/script/*"):
        page.fill("#script", SCRIPT)
    expect(page.locator("#kept")).to_have_attribute("data-state", "kept")
    fits(page)
    page.locator(
        "form[action$='/desk/script/send'] [type=submit], #send [type=submit]"
    ).first.click()
    page.wait_for_url(f"**/projects/{cast.blue_film}/script*")
    page.locator("form[action$='/submit'] [type=submit]").click()
    expect(page.locator("form[action$='/withdraw']")).to_be_visible()
    fits(page)
    assert newest(book, cast.blue_film, "script").state == "in_review"


@pytest.fixture
def ten_films(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> list[int]:
    """Ten films whose scripts wait for Marc, a gate each, a quarter of an hour apart."""
    films = [cast.blue_film]
    makers = {cast.blue_film: cast.aya}
    with book.writing() as session:
        for number, colour in enumerate(COLOURS):
            name = f"Group {number}"
            group = people.add_group(session, workshop_id=cast.workshop, name=name, colour=colour)
            film = people.add_project(session, group_id=group, settings=to_json(project_of(name)))
            maker = Person(
                id=0,
                workshop_id=cast.workshop,
                group_id=group,
                role=Role.STUDENT,
                name=f"Kim {number}",
                avatar="owl",
                language="en",
            )
            films.append(film)
            makers[film] = people.add_person(session, maker, code_digest=digest_of_code(name))
        workshop = session.get(WorkshopRow, cast.workshop)
        assert workshop
        for number, film in enumerate(films):
            gates.add_gate(
                session,
                project_id=film,
                stage="script",
                starts_at=workshop.starts_at + timedelta(hours=15, minutes=15 * number),
                minutes=15,
                signer_id=cast.marc,
            )
    kept = keep(store, tmp_path, SCRIPT)
    for film in films:
        files = {"script.fountain": kept}
        workflow.add_revision(
            book,
            workflow.Sending(project_id=film, stage="script", by=makers[film], files=files),
        )
    finish_all_runs(book)
    for film in films:
        seen = newest(book, film, "script")
        workflow.submit(book, revision_id=seen.id, digest=seen.digest, by=makers[film])
    return films


ANSWERS: Final = ("approve", "approve_with_todos", "not_yet")


def decide(page: Page, wanted: str) -> None:
    """Tick what was looked at, say what was seen, and answer."""
    page.locator("#decide input[name=checklist]").first.check()
    page.fill("#decide [name=note]", "I saw the kite. What does Lena want?")
    if wanted == "approve_with_todos":
        page.fill("#decide [name=todos]", "Say the name once.")
    page.locator(f"#decide [name=answer][value={wanted}]").click()


@pytest.mark.parametrize(("language", "size"), WALKS)
def test_the_hour_of_a_mentor_with_ten_gates(
    ten_films: list[int],
    open_page: Callable[..., Page],
    book: Book,
    language: str,
    size: str,
) -> None:
    page = open_page(width=SIZES[size])
    speak(page, language)
    come_in(page, "Marc")
    for number, film in enumerate(ten_films):
        page.goto("/inbox")
        expect(page.locator("[data-line]")).to_have_count(len(ten_films) - number)
        if not number:
            fits(page)
        # By keys: the first line is the gate that comes first.
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/projects/{film}/script*")
        if not number:
            fits(page)
        decide(page, ANSWERS[number % 3])
        expect(page.locator("#sign-offs")).to_be_visible()
    page.goto("/inbox")
    expect(page.locator(".empty")).to_be_visible()
    states = [newest(book, film, "script").state for film in ten_films]
    assert [one.value for one in states[:3]] == ["approved", "approved_with_todos", "not_yet"]


@pytest.mark.parametrize(("language", "size"), WALKS)
def test_the_morning_of_a_coordinator(
    ten_films: list[int],
    open_page: Callable[..., Page],
    cast: Cast,
    book: Book,
    language: str,
    size: str,
) -> None:
    with book.writing() as session:
        salma = session.get(PersonRow, cast.salma)
        assert salma
        salma.password_hash = auth.hash_of_password(PASSWORD)
        call = help_calls.add(
            session, project_id=cast.blue_film, stage="script", by=cast.aya, text="The kite!"
        )
        (first, *_), before = gates.gates_of(session, cast.workshop), call
    page = open_page(width=SIZES[size])
    speak(page, language)
    come_in(page, "Salma")
    fits(page)
    page.goto("/stuck")
    expect(page.locator(".stuck-row").first).to_be_visible()
    fits(page)
    page.goto("/inbox")
    page.locator(f"form[action='/help/{before}/coming'] [type=submit]").click()
    page.goto("/gates")
    fits(page)
    slip = page.locator(f"form[action='/gates/{first.id}/move']")
    page.locator(".slip-move", has=slip).locator("summary").click()
    slip.locator("[name=step][value='15']").click()
    page.wait_for_url("**/gates*")
    page.goto("/cards")
    fits(page)
    page.goto("/guests")
    fits(page)
    with book.reading() as session:
        moved = gates.with_id(session, first.id)
        answered = help_calls.with_id(session, before)
    assert moved.starts_at - first.starts_at == timedelta(minutes=15)
    assert answered.coming_id == cast.salma
