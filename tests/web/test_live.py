"""Live events: who hears what, replay, and the end of it after logging out."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from pipeline.files import LocalStore
from pipeline.records import Book
from tests.cast import Cast
from tests.film_days import finish_all_runs, keep, send
from tests.web.conftest import Visitor
from web import live
from web.live import Live
from web.parts import KEY


@pytest.fixture
def happen(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> Callable[[], None]:
    """Let something happen to the Blue film."""

    def do() -> None:
        send(book, cast, "script", keep(store, tmp_path, "INT. A\n"), "s.fountain")

    return do


def changes(lines: Iterator[str], count: int) -> list[dict[str, object]]:
    """The first changes of a stream."""
    found: list[dict[str, object]] = []
    for message in lines:
        if "event: changed" in message:
            found.append(json.loads(message.split("data: ")[1]))
        if len(found) == count:
            break
    return found


def test_a_change_reaches_a_listening_page_within_a_second(
    book: Book, cast: Cast, happen: Callable[[], None]
) -> None:
    lines = Live(book).stream(cast.workshop, None, lambda: True)
    next(lines)
    happen()
    heard = changes(lines, 1)
    assert heard[0]["project_id"] == cast.blue_film
    assert heard[0]["stage"] == "script"
    assert set(heard[0]) == {"id", "kind", "project_id", "stage"}
    lines.close()  # type: ignore[attr-defined]


def test_what_was_missed_is_heard_again(book: Book, cast: Cast, happen: Callable[[], None]) -> None:
    happen()
    finish_all_runs(book)
    site = Live(book)
    heard = changes(site.stream(cast.workshop, 0, lambda: True), 3)
    again = changes(site.stream(cast.workshop, int(str(heard[0]["id"])), lambda: True), 2)
    assert again == heard[1:]


def test_another_workshop_hears_nothing(
    book: Book, cast: Cast, at: Callable[[int], Visitor], happen: Callable[[], None]
) -> None:
    happen()
    assert at(cast.igor).get("/events/since?after=0").json == []
    assert at(cast.igor).get(f"/events/since?workshop={cast.workshop}").status_code == 404
    heard = at(cast.aya).get("/events/since?after=0").json
    assert heard
    last = heard[-1]["id"]
    assert at(cast.aya).get(f"/events/since?after={last}").json == []


def test_the_wall_hears_without_a_log_in_and_only_a_workshop_that_is_there(
    cast: Cast, stranger: Visitor, happen: Callable[[], None]
) -> None:
    happen()
    assert stranger.get(f"/events/since?workshop={cast.workshop}&after=0").json
    assert stranger.get("/events/since?workshop=99").status_code == 404
    assert stranger.get("/events/since").status_code == 404


def test_the_stream_over_http_replays_by_last_event_id(
    cast: Cast, aya: Visitor, happen: Callable[[], None]
) -> None:
    happen()
    got = aya.client.get("/events", headers={"Last-Event-ID": "0"})
    assert got.mimetype == "text/event-stream"
    assert got.headers["Cache-Control"] == "no-store"
    first = changes((one.decode() for one in got.iter_encoded()), 1)
    assert first[0]["stage"] == "script"
    got.close()


def test_a_stream_ends_when_the_person_is_out(book: Book, cast: Cast) -> None:
    lines = list(Live(book).stream(cast.workshop, None, lambda: False))
    assert lines == ["retry: 2000\n\n"]


def test_too_many_streams_are_refused_and_those_that_end_make_room(
    monkeypatch: pytest.MonkeyPatch, app: Flask, cast: Cast, aya: Visitor
) -> None:
    monkeypatch.setattr(live, "MOST_STREAMS", 1)
    site: Live = app.extensions[KEY].live
    first = site.stream(cast.workshop, None, lambda: True)
    next(first)
    assert aya.get("/events").status_code == 403
    first.close()  # type: ignore[attr-defined]
    second = site.stream(cast.workshop, None, lambda: False)
    assert list(second) == ["retry: 2000\n\n"]
