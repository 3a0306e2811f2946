"""Streams that hold no thread: over a real server, whose connections change hands."""

import gc
import json
import socket
import struct
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from pipeline import help_calls
from pipeline.records import Book
from tests.cast import Cast
from tests.upload_site import upload_site
from tests.web.conftest import Visitor
from web import streams
from web.parts import KEY
from web.streams import Streams

PATIENCE_S = 60
Listen = Callable[..., HTTPResponse]


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """The site on a port."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield server.server_port
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def listen(port: int) -> Iterator[Listen]:
    """Open streams, with the cookie of somebody."""
    opened: list[HTTPConnection] = []

    def do(cookie: str = "", path: str = "/events", **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        opened.append(connection)
        asked = {"Cookie": cookie} if cookie else {}
        connection.request("GET", path, headers={**asked, **headers})
        return connection.getresponse()

    yield do
    for one in opened:
        one.close()


def cookie_of(who: Visitor) -> str:
    cookie = who.client.get_cookie("claquette")
    assert cookie
    return f"claquette={cookie.value}"


def next_change(stream: HTTPResponse) -> dict[str, object]:
    """The next event of a stream; the signs of life between are not told."""
    while line := stream.readline():
        if line.startswith(b"data: "):
            found: dict[str, object] = json.loads(line[6:])
            return found
    raise AssertionError("the stream has ended")


def happen(book: Book, cast: Cast) -> None:
    """Let something happen to the Blue film."""
    number = help_calls.call(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    help_calls.solved(book, call_id=number, by=cast.aya)


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_many_pages_hear_of_a_change_and_hold_no_thread_each(
    book: Book, cast: Cast, marc: Visitor, listen: Listen
) -> None:
    cookie = cookie_of(marc)
    before = threading.active_count()
    opened = [listen(cookie) for _ in range(30)]
    assert opened[0].status == 200
    assert opened[0].headers["Content-Type"].startswith("text/event-stream")
    assert "default-src 'self'" in opened[0].headers["Content-Security-Policy"]
    assert opened[0].readline() == b"retry: 2000\n"
    wait_for(lambda: threading.active_count() < before + 20)
    happen(book, cast)
    for one in opened:
        change = next_change(one)
        assert (change["kind"], change["project_id"]) == ("help", cast.blue_film)


def test_what_was_missed_comes_first_and_nothing_twice(
    book: Book, cast: Cast, marc: Visitor, listen: Listen
) -> None:
    happen(book, cast)
    stream = listen(cookie_of(marc), **{"Last-Event-ID": "0"})
    first, second = next_change(stream), next_change(stream)
    happen(book, cast)
    third = next_change(stream)
    numbers = [int(str(one["id"])) for one in (first, second, third)]
    assert numbers == sorted(set(numbers))
    again = listen(cookie_of(marc), path=f"/events?after={numbers[0]}")
    assert next_change(again) == second


def test_the_wall_listens_without_a_log_in_and_nobody_to_another_workshop(
    book: Book, cast: Cast, at: Callable[[int], Visitor], listen: Listen
) -> None:
    assert listen(path="/events").status == 404
    assert listen(cookie_of(at(cast.igor)), path=f"/events?workshop={cast.workshop}").status == 404
    wall, elsewhere = (
        listen(path=f"/events?workshop={cast.workshop}"),
        listen(cookie_of(at(cast.igor))),
    )
    happen(book, cast)
    assert next_change(wall)["kind"] == "help"
    elsewhere.fp.raw._sock.settimeout(0.7)  # type: ignore[attr-defined]
    assert elsewhere.readline() == b"retry: 2000\n"
    assert elsewhere.readline() == b"\n"
    with pytest.raises(TimeoutError):
        elsewhere.readline()


def test_a_stream_ends_when_its_person_is_out_and_another_goes_on(
    monkeypatch: pytest.MonkeyPatch, book: Book, cast: Cast, at: Callable[[int], Visitor],
    listen: Listen,
) -> None:  # fmt: skip
    monkeypatch.setattr(streams, "HEARTBEAT_S", 0.1)
    marc, nadia = at(cast.marc), at(cast.nadia)
    out, stays = listen(cookie_of(marc)), listen(cookie_of(nadia))
    marc.post("/log-out")
    while out.readline():
        pass
    happen(book, cast)
    assert next_change(stays)["kind"] == "help"


def test_too_many_are_refused_and_those_that_go_make_room(
    monkeypatch: pytest.MonkeyPatch, app: Flask, marc: Visitor, listen: Listen
) -> None:
    monkeypatch.setattr(streams, "MOST", 2)
    cookie = cookie_of(marc)
    first, second = listen(cookie), listen(cookie)
    assert (second.status, listen(cookie).status) == (200, 403)
    first.close()
    site: Streams = app.extensions[KEY].streams
    wait_for(lambda: site.count == 1)
    assert listen(cookie).status == 200


def test_the_thread_goes_with_the_last_page_and_comes_with_the_next(
    monkeypatch: pytest.MonkeyPatch, book: Book, cast: Cast, marc: Visitor, listen: Listen
) -> None:
    def listening() -> list[threading.Thread]:
        return [one for one in threading.enumerate() if one.name == "event streams"]

    wait_for(lambda: not listening())
    monkeypatch.setattr(streams, "HEARTBEAT_S", 0.1)
    first = listen(cookie_of(marc))
    assert len(listening()) == 1
    first.close()
    wait_for(lambda: not listening())
    second = listen(cookie_of(marc))
    happen(book, cast)
    assert next_change(second)["kind"] == "help"


def test_a_page_that_takes_nothing_is_let_go() -> None:
    sent: list[bytes] = []

    class Full:
        aborted = False

        def is_closing(self) -> bool:
            return False

        def get_write_buffer_size(self) -> int:
            return streams.MOST_WAITING_BYTES + 1

        def write(self, content: bytes) -> None:
            sent.append(content)

        def abort(self) -> None:
            self.aborted = True

    listener = streams._Listener(
        workshop_id=1, seen=0, token=None, until=0.0, gone=lambda one: None
    )
    full = Full()
    listener.transport = full  # type: ignore[assignment]
    listener.send(b"x")
    assert full.aborted
    assert sent == []


def test_pages_that_are_gone_at_once_leave_no_socket(app: Flask, marc: Visitor, port: int) -> None:
    head = f"GET /events HTTP/1.1\r\nHost: here\r\nCookie: {cookie_of(marc)}\r\n\r\n".encode()
    site: Streams = app.extensions[KEY].streams
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for number in range(20):
            with socket.create_connection(("127.0.0.1", port)) as page:
                page.sendall(head)
                if number % 2:  # the line breaks, instead of a page that goes
                    page.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        wait_for(lambda: site._begun == 20)
        wait_for(lambda: site.count == 0)
        gc.collect()
    assert [str(one.message) for one in told if one.category is ResourceWarning] == []


def test_what_the_server_keeps_of_a_connection_has_no_other_end() -> None:
    ours, page = socket.socketpair()
    with ours, page, streams._swap(ours) as kept:
        kept.sendall(b"news")
        assert page.recv(4) == b"news"
        with pytest.raises(BrokenPipeError):
            ours.sendall(b"what the server says")
        assert ours.recv(1) == b""
        ours.close()
        kept.sendall(b"more")
        assert page.recv(4) == b"more"


@pytest.mark.slow
def test_the_real_server_gives_its_connections_away(tmp_path: Path) -> None:
    with upload_site(tmp_path / "home", workers=1, threads=4) as site:
        opened = []
        for _ in range(40):
            connection = HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE_S)
            connection.request("GET", "/events", headers={"Cookie": site.cookies["marc"]})
            opened.append((connection, connection.getresponse()))
        assert site.ask("GET", "/status/alive").status == 200
        happen(site.book, site.cast)
        for connection, stream in opened:
            assert next_change(stream)["kind"] == "help"
            connection.close()
        assert site.ask("GET", "/board", who="marc").status == 200
