"""A coordinator changes the stages of a workshop while a group begins: one of the two is told.

On SQLite and on PostgreSQL, with two threads. Whoever comes first is stopped in the middle of the
transaction until the other one has come as far as it gets.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import event

from pipeline import desk, help_calls, workflow, workshops
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.errors import LeftOut, PipelineError, Refused
from pipeline.files import LocalStore
from pipeline.records import Book, begun, decisions
from pipeline.records.desks import Place
from pipeline.sign_off import Action
from pipeline.workshop_stages import choose_stages
from tests.cast import Cast, write_cast
from tests.exercise_days import EXERCISE, NO_SHOT_LIST, leave_out
from tests.film_days import answer, approve, hand_in

A_WHILE_S = 0.4
"""So long the first one waits in the middle: the other one is done by then, or waits in turn."""

Begin = Callable[[Book, Cast, LocalStore], object]


def opened(book: Book, cast: Cast, _store: LocalStore) -> object:
    return workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)


def sent(book: Book, cast: Cast, store: LocalStore) -> object:
    files = {"script.fountain": desk.put_bytes(store, b"INT. ROOM - DAY\n")}
    return workflow.add_revision(
        book,
        workflow.Sending(project_id=cast.blue_film, stage="script", by=cast.aya, files=files),
    )


def written(book: Book, cast: Cast, store: LocalStore) -> object:
    place = Place(project_id=cast.blue_film, stage="script", name="script.fountain")
    return desk.save(book, store, desk.Saving(place=place, by=cast.aya, base=0, content=b"INT. A"))


def called(book: Book, cast: Cast, _store: LocalStore) -> object:
    return help_calls.call(book, project_id=cast.blue_film, stage="script", by=cast.aya)


BEGINNINGS: dict[Begin, str] = {
    opened: "SELECT project.",
    sent: "SELECT project.",
    written: "INSERT INTO desk_version",
    called: "SELECT project.",
}
"""Each with the words after which the other one comes."""


@pytest.fixture
def book(any_book: Book) -> Book:
    return any_book


@pytest.fixture
def cast(book: Book) -> Cast:
    return write_cast(book)


@dataclass
class Two:
    """What became of two who did something at once; None where it was done."""

    first: PipelineError | None = None
    second: PipelineError | None = None
    stopped: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)


@contextmanager
def stopping_in(book: Book, statement: str, two: Two) -> Iterator[None]:
    """Stop the first thread in its transaction, after it has said something like this."""

    def on_execute(_c: object, _cursor: object, said: str, *_more: object) -> None:
        if threading.current_thread().name != "first" or two.stopped.is_set():
            return
        if statement in " ".join(said.split()):
            two.stopped.set()
            two.done.wait(A_WHILE_S)

    event.listen(book.engine, "after_cursor_execute", on_execute)
    yield
    event.remove(book.engine, "after_cursor_execute", on_execute)


def at_once(
    book: Book, first: Callable[[], object], second: Callable[[], object], *, after: str
) -> Two:
    """Let the second one come when the first one has said a statement, and not yet kept it."""
    two = Two()

    def run(who: str, what: Callable[[], object]) -> None:
        try:
            what()
        except PipelineError as fault:
            setattr(two, who, fault)

    def come_second() -> None:
        two.stopped.wait()
        run("second", second)
        two.done.set()

    threads = (
        threading.Thread(target=run, args=("first", first), name="first"),
        threading.Thread(target=come_second, name="second"),
    )
    with stopping_in(book, after, two):
        for one in threads:
            one.start()
        threads[0].join()
        assert two.stopped.is_set(), f"the first one never said: {after}"
        threads[1].join()
    return two


def films(book: Book, cast: Cast) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """The stages of each film, and what has been begun of it."""
    with book.reading() as session:
        found = begun.films_of(session, cast.workshop)
    return [(from_json(one.settings, Project).stages, one.begun) for one in found]


@pytest.mark.parametrize("begin", BEGINNINGS, ids=lambda one: one.__name__)
def test_a_stage_that_a_group_begins_in_this_moment_is_not_left_out(
    book: Book, cast: Cast, store: LocalStore, begin: Begin
) -> None:
    two = at_once(
        book,
        lambda: begin(book, cast, store),
        lambda: choose_stages(book, EXERCISE, by=cast.salma),
        after=BEGINNINGS[begin],
    )
    assert two.first is None
    assert isinstance(two.second, Refused)
    blue, red = films(book, cast)
    assert "script" in blue[0]
    assert "script" in red[0]
    assert blue[1] == {"script"}


@pytest.mark.parametrize("begin", BEGINNINGS, ids=lambda one: one.__name__)
def test_nobody_begins_a_stage_that_is_left_out_in_this_moment(
    book: Book, cast: Cast, store: LocalStore, begin: Begin
) -> None:
    two = at_once(
        book,
        lambda: choose_stages(book, EXERCISE, by=cast.salma),
        lambda: begin(book, cast, store),
        after="UPDATE project SET",
    )
    assert two.first is None
    assert isinstance(two.second, LeftOut)
    assert films(book, cast) == [(EXERCISE, frozenset()), (EXERCISE, frozenset())]


def test_the_next_stage_of_a_film_is_the_one_that_it_has_when_the_sign_off_is_kept(
    book: Book, cast: Cast
) -> None:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    seen = hand_in(book, cast, "script")
    two = at_once(
        book,
        lambda: choose_stages(book, NO_SHOT_LIST, by=cast.salma),
        lambda: workflow.decide(book, answer(seen, Action.APPROVE, cast.marc)),
        after="UPDATE project SET",
    )
    assert (two.first, two.second) == (None, None)
    blue, _red = films(book, cast)
    assert blue == (NO_SHOT_LIST, frozenset({"script", "rushes"}))


def test_a_group_that_is_added_in_this_moment_has_the_stages_of_the_others(
    book: Book, cast: Cast
) -> None:
    def add() -> None:
        with book.writing() as session:
            workshops.add_group(session, cast.workshop, name="Green", title="Ours", by=cast.salma)

    two = at_once(
        book,
        add,
        lambda: choose_stages(book, EXERCISE, by=cast.salma),
        after="INSERT INTO film_group",
    )
    assert (two.first, two.second) == (None, None)
    assert [stages for stages, _begun in films(book, cast)] == [EXERCISE] * 3


def test_two_who_write_into_one_ledger_come_one_after_the_other(book: Book, cast: Cast) -> None:
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    approve(book, cast, "script")
    seen = hand_in(book, cast, "shot_list")
    two = at_once(
        book,
        lambda: workflow.decide(book, answer(seen, Action.APPROVE, cast.marc)),
        lambda: leave_out(book, cast, ("script", "shot_list", "rushes", "edit", "final_cut")),
        after="INSERT INTO ledger",
    )
    assert (two.first, two.second) == (None, None)
    with book.reading() as session:
        chain = decisions.chain(session, cast.blue_film)
    assert [one.number for one in chain] == list(range(1, len(chain) + 1))
