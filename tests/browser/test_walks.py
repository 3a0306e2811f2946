"""Three people through their day, in each language, on a phone, a tablet and a desk."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from pipeline import workflow
from pipeline.access import digest_of_code
from pipeline.documents.json import to_json
from pipeline.files import LocalStore
from pipeline.records import Book, gates, help_calls, open_book, people
from pipeline.records.tables import PersonRow, WorkshopRow
from pipeline.records.values import Person
from pipeline.sign_off import Role
from tests.browser.conftest import PASSWORD
from tests.browser.walking import WALKS, Walker
from tests.cast import BLUE_CODE, Cast, project_of, write_cast
from tests.film_days import finish_all_runs, keep, newest
from web import auth

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COLOURS: Final = (
    *("red", "yellow", "green", "orange", "violet"),
    *("pink", "teal", "brown", "white", "blue"),
)
SCRIPT: Final = "INT. ROOM - DAY\n\nA kite lies on the table.\n\nLENA\nIt wants to fly.\n"
ANSWERS: Final = ("approve", "approve_with_todos", "not_yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """A workshop as it stands before anybody comes, written once: every walk takes a copy."""

    folder: Path
    cast: Cast
    films: tuple[int, ...]
    """Ten films whose scripts wait for Marc, a gate each, a quarter of an hour apart."""


def add_films(book: Book, cast: Cast) -> dict[int, int]:
    """Ten groups of one student: their films, and who makes them."""
    makers: dict[int, int] = {}
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
            makers[film] = people.add_person(session, maker, code_digest=digest_of_code(name))
    return makers


def add_gates(book: Book, cast: Cast, films: tuple[int, ...]) -> None:
    """A gate for each film, and a password for the coordinator."""
    with book.writing() as session:
        workshop = session.get(WorkshopRow, cast.workshop)
        salma = session.get(PersonRow, cast.salma)
        assert workshop
        assert salma
        salma.password_hash = auth.hash_of_password(PASSWORD)
        for number, film in enumerate(films):
            gates.add_gate(
                session,
                project_id=film,
                stage="script",
                starts_at=workshop.starts_at + timedelta(hours=15, minutes=15 * number),
                minutes=15,
                signer_id=cast.marc,
            )


def hand_in_all(book: Book, makers: dict[int, int], store: LocalStore, folder: Path) -> None:
    """Each group sends its script, and says that it is ready."""
    kept = keep(store, folder, SCRIPT)
    for film, maker in makers.items():
        files = {"script.fountain": kept}
        workflow.add_revision(
            book, workflow.Sending(project_id=film, stage="script", by=maker, files=files)
        )
    finish_all_runs(book)
    for film, maker in makers.items():
        seen = newest(book, film, "script")
        workflow.submit(book, revision_id=seen.id, digest=seen.digest, by=maker)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Morning:
    """The workshop, written into files that are closed."""
    folder = tmp_path_factory.mktemp("morning")
    book = open_book(f"sqlite:///{folder / 'book.sqlite3'}")
    cast = write_cast(book)
    makers = add_films(book, cast)
    films = tuple(makers)
    add_gates(book, cast, films)
    hand_in_all(book, makers, LocalStore(folder / "store"), folder)
    book.close()
    return Morning(folder=folder, cast=cast, films=films)


@pytest.fixture
def cast(morning: Morning) -> Cast:
    """The cast, as it was written that morning."""
    return morning.cast


@pytest.fixture
def store(morning: Morning, tmp_path: Path) -> LocalStore:
    """A copy of the files of that morning."""
    shutil.copytree(morning.folder / "store", tmp_path / "store")
    return LocalStore(tmp_path / "store")


@pytest.fixture
def book(morning: Morning, tmp_path: Path) -> Iterator[Book]:
    """A copy of the database of that morning."""
    shutil.copy(morning.folder / "book.sqlite3", tmp_path)
    opened = open_book(f"sqlite:///{tmp_path / 'book.sqlite3'}")
    yield opened
    opened.close()


@pytest.mark.parametrize(("language", "device"), WALKS)
def test_the_first_ten_minutes_of_a_student(
    open_page: Callable[..., Page], cast: Cast, book: Book, language: str, device: str
) -> None:
    aya = Walker(open_page, language, device)
    page = aya.page
    aya.write("[name=code]", BLUE_CODE)
    aya.press("form:has([name=code]) [type=submit]")
    aya.press(page.get_by_role("button", name="Aya"))
    aya.press("nav a[href='/next']")
    page.wait_for_url("**/next")
    aya.fits()
    aya.press(".next-words .button.primary")
    page.wait_for_url(f"**/projects/{cast.blue_film}/script")
    aya.fits()
    aya.press(".doors a[href$='/script/write']")
    page.wait_for_url("**/script/write")
    aya.write("#script", SCRIPT)
    expect(page.locator("#script")).to_have_value(SCRIPT)
    expect(page.locator("#kept")).to_have_attribute("data-state", "kept")
    aya.fits()
    aya.press("#send [type=submit]")
    page.wait_for_url(f"**/projects/{cast.blue_film}/script")
    aya.press("form[action$='/submit'] [type=submit]")
    expect(page.locator("form[action$='/withdraw']")).to_be_visible()
    aya.fits()
    assert newest(book, cast.blue_film, "script").state == "in_review"


def open_the_first(marc: Walker) -> None:
    """The gate that comes first stands first: by keys at a desk, else by a tap."""
    if marc.has_touch:
        marc.press("[data-line] .what a")
    else:
        marc.page.keyboard.press("j")
        marc.page.keyboard.press("Enter")


def decide(marc: Walker, wanted: str) -> None:
    """Tick what was looked at, say what was seen, and answer."""
    marc.press("#decide input[name=checklist]")
    marc.write("#decide [name=note]", "Why?")
    if wanted == "approve_with_todos":
        marc.write("#decide [name=todos]", "Say the name once.")
    marc.press(f"#decide [name=answer][value={wanted}]")
    expect(marc.page.locator("#sign-offs")).to_be_visible()


@pytest.mark.parametrize(("language", "device"), WALKS)
def test_the_hour_of_a_mentor_with_ten_gates(
    open_page: Callable[..., Page], morning: Morning, book: Book, language: str, device: str
) -> None:
    marc = Walker(open_page, language, device)
    marc.come_in("Marc")
    lines = marc.page.locator("[data-line]")
    for number, film in enumerate(morning.films):
        marc.press("nav a[href='/inbox']")
        marc.page.wait_for_url("**/inbox")
        expect(lines).to_have_count(len(morning.films) - number)
        if not number:
            marc.fits()
        open_the_first(marc)
        marc.page.wait_for_url(f"**/projects/{film}/script*")
        if not number:
            marc.fits()
        decide(marc, ANSWERS[number % 3])
    marc.press("nav a[href='/inbox']")
    expect(marc.page.locator(".empty")).to_be_visible()
    states = [newest(book, film, "script").state for film in morning.films]
    assert [one.value for one in states[:3]] == ["approved", "approved_with_todos", "not_yet"]
    assert states == [states[number % 3] for number in range(10)]


@pytest.fixture
def call(book: Book, cast: Cast, morning: Morning) -> int:
    """Aya has called for help before the coordinator comes."""
    with book.writing() as session:
        return help_calls.add(
            session, project_id=cast.blue_film, stage="script", by=cast.aya, text="The kite!"
        )


@pytest.mark.parametrize(("language", "device"), WALKS)
def test_the_morning_of_a_coordinator(
    call: int,
    open_page: Callable[..., Page],
    cast: Cast,
    book: Book,
    language: str,
    device: str,
) -> None:
    with book.reading() as session:
        first, *_ = gates.gates_of(session, cast.workshop)
    salma = Walker(open_page, language, device)
    page = salma.page
    salma.come_in("Salma")
    salma.fits()
    salma.press("nav a[href='/inbox']")
    page.wait_for_url("**/inbox")
    salma.press(".title a[href='/stuck']")
    expect(page.locator(".stuck-row").first).to_be_visible()
    salma.fits()
    salma.press("nav a[href='/inbox']")
    salma.press(f"form[action='/help/{call}/coming'] [type=submit]")
    expect(page.locator(f"form[action='/help/{call}/solved']")).to_be_visible()
    salma.press(".title a[href='/gates']")
    page.wait_for_url("**/gates")
    salma.fits()
    slip = page.locator(f"form[action='/gates/{first.id}/move']")
    salma.press(page.locator(".slip-move", has=slip).locator("summary"))
    before = slip.locator("[name=seen_at]").input_value()
    salma.press(slip.locator("[name=step][value='15']"))
    expect(slip.locator("[name=seen_at]")).not_to_have_value(before)
    for path in ("/cards", "/guests"):
        page.goto(path)
        salma.fits()
    with book.reading() as session:
        moved = gates.with_id(session, first.id)
        answered = help_calls.with_id(session, call)
    assert moved.starts_at - first.starts_at == timedelta(minutes=15)
    assert answered.coming_id == cast.salma
