"""Other programs are told what happens: which, in which order, and never inside."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from pipeline import webhooks
from pipeline.errors import CannotRead, NotFound, Refused
from pipeline.records import Book, decisions, hooks
from pipeline.records.values import Event
from tests.cast import Cast

ADDRESS = "https://school.example/claquette"


def happen(book: Book, cast: Cast, *kinds: str, film: int | None = None) -> None:
    """Let things happen to a film."""
    with book.writing() as session:
        for kind in kinds:
            decisions.tell(session, project_id=film or cast.blue_film, stage="edit", kind=kind)


def test_only_the_coordinator_adds_and_removes_an_address(book: Book, cast: Cast) -> None:
    hook = webhooks.add_hook(book, by=cast.salma, address=ADDRESS)
    for person in (cast.aya, cast.marc, cast.igor):
        with pytest.raises(Refused):
            webhooks.add_hook(book, by=person, address=ADDRESS)
        with pytest.raises(Refused):
            webhooks.remove_hook(book, by=person, hook_id=hook.id)
    webhooks.remove_hook(book, by=cast.salma, hook_id=hook.id)
    with book.reading() as session:
        assert hooks.of_workshop(session, cast.workshop) == ()
        assert hooks.due(session) == ()
    with pytest.raises(NotFound):
        webhooks.remove_hook(book, by=cast.salma, hook_id=hook.id)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://school.example/",
        "file:///etc/passwd",
        "https://me:word@school.example/",
        "https://",
        "//school.example",
        "https://school.example:0/",
        "https://school.example:99999/",
        "https://[::1",
        "https://school.example/\nHost: x",
        "",
        "https://school.example/" + "x" * 500,
    ],
)
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    with pytest.raises(CannotRead):
        webhooks.checked_address(address)


def test_an_address_hears_what_comes_after_it_was_added_but_no_progress(
    book: Book, cast: Cast
) -> None:
    happen(book, cast, "revision")
    hook = webhooks.add_hook(book, by=cast.salma, address=ADDRESS)
    happen(book, cast, "submit", "progress", "approve", "desk")
    news, last = webhooks.news_for(book, hook)
    assert [one.kind for one in news] == ["submit", "approve"]
    assert last == hook.told_event + 4


def test_too_many_addresses_are_refused(book: Book, cast: Cast) -> None:
    for number in range(webhooks.MOST_HOOKS):
        webhooks.add_hook(book, by=cast.salma, address=f"{ADDRESS}/{number}")
    with pytest.raises(Refused):
        webhooks.add_hook(book, by=cast.salma, address=ADDRESS)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"],
)
def test_what_lies_inside_is_not_called(number: str) -> None:
    with pytest.raises(Refused):
        webhooks.public_place(number, 80, anywhere=False)
    assert webhooks.public_place(number, 80, anywhere=True) == number


def test_a_host_that_is_not_there_is_told() -> None:
    with pytest.raises(Refused):
        webhooks.public_place("nobody.invalid", 443, anywhere=True)


def test_a_message_says_what_and_where_and_never_who() -> None:
    event = Event(
        id=7, project_id=3, stage="edit", kind="approve", at=datetime(2026, 8, 1, 13, tzinfo=UTC)
    )
    (told,) = json.loads(webhooks.body_of([event]))["events"]
    assert told == {
        "id": 7,
        "kind": "approve",
        "film": 3,
        "stage": "edit",
        "at": "2026-08-01T13:00:00+00:00",
    }


def test_a_signature_is_over_the_moment_and_the_body() -> None:
    expected = hmac.new(b"word", b"1785571200.{}", hashlib.sha256).hexdigest()
    assert webhooks.signature("word", 1785571200, b"{}") == f"t=1785571200,v1={expected}"


def test_one_waits_longer_each_time_but_never_more_than_an_hour() -> None:
    waits = [webhooks.wait_after(failures) for failures in range(40)]
    assert waits[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)
