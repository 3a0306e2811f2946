"""Another program on a real port is told what happens, once it takes it."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pipeline import webhooks
from pipeline.records import Book, decisions, hooks
from pipeline.records.hook_tables import HookRow
from tests.cast import Cast
from workers.messenger import keep_telling, tell_all


@dataclass
class Listener:
    """A program that is told; it answers with what the test wants."""

    address: str = ""
    status: int = 204
    location: str = ""
    heard: list[tuple[str, bytes]] = field(default_factory=list)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A real server on a port of its own."""
    told = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.heard.append((self.headers["X-Claquette-Signature"], body))
            self.send_response(told.status)
            if told.location:
                self.send_header("Location", told.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    told.address = f"http://127.0.0.1:{server.server_port}/told"
    yield told
    server.shutdown()
    serving.join()
    server.server_close()


def happen(book: Book, cast: Cast, kind: str) -> None:
    """Let something happen to the film of the Blue group."""
    with book.writing() as session:
        decisions.tell(session, project_id=cast.blue_film, stage="edit", kind=kind)


def be_patient(book: Book) -> None:
    """Let the time pass after which an address is tried again."""
    with book.writing() as session:
        for row in session.query(HookRow):
            row.next_at = row.made_at


def kinds(listener: Listener) -> list[list[str]]:
    """What each message told."""
    return [[one["kind"] for one in json.loads(body)["events"]] for _, body in listener.heard]


def test_what_happens_is_told_in_order_and_signed(
    book: Book, cast: Cast, listener: Listener
) -> None:
    hook = webhooks.add_hook(book, by=cast.salma, address=listener.address)
    happen(book, cast, "submit")
    happen(book, cast, "approve")
    assert tell_all(book, anywhere=True) == 1
    assert tell_all(book, anywhere=True) == 0
    assert kinds(listener) == [["submit", "approve"]]
    signed, body = listener.heard[0]
    moment = int(signed.split(",")[0].removeprefix("t="))
    assert signed == webhooks.signature(hook.secret, moment, body)


def test_what_is_not_taken_is_told_again_and_nothing_is_skipped(
    book: Book, cast: Cast, listener: Listener
) -> None:
    webhooks.add_hook(book, by=cast.salma, address=listener.address)
    happen(book, cast, "submit")
    listener.status = 500
    assert tell_all(book, anywhere=True) == 0
    assert tell_all(book, anywhere=True) == 0
    with book.reading() as session:
        (known,) = hooks.of_workshop(session, cast.workshop)
    assert (known.failures, known.trouble) == (1, "HTTP 500")
    assert len(listener.heard) == 1
    happen(book, cast, "approve")
    listener.status = 200
    be_patient(book)
    assert tell_all(book, anywhere=True) == 1
    assert kinds(listener) == [["submit"], ["submit", "approve"]]


def test_no_redirect_is_followed(book: Book, cast: Cast, listener: Listener) -> None:
    webhooks.add_hook(book, by=cast.salma, address=listener.address)
    happen(book, cast, "submit")
    listener.status, listener.location = 307, listener.address
    assert tell_all(book, anywhere=True) == 0
    assert len(listener.heard) == 1


def test_an_address_inside_is_not_called_unless_the_school_says_so(
    book: Book, cast: Cast, listener: Listener
) -> None:
    webhooks.add_hook(book, by=cast.salma, address=listener.address)
    happen(book, cast, "submit")
    assert tell_all(book, anywhere=False) == 0
    assert listener.heard == []
    with book.reading() as session:
        assert "private network" in hooks.of_workshop(session, cast.workshop)[0].trouble


def test_a_program_that_is_away_costs_the_others_nothing(
    book: Book, cast: Cast, listener: Listener
) -> None:
    webhooks.add_hook(book, by=cast.salma, address="http://127.0.0.1:9/")
    webhooks.add_hook(book, by=cast.salma, address=listener.address)
    happen(book, cast, "submit")
    assert tell_all(book, anywhere=True) == 1
    assert kinds(listener) == [["submit"]]


def test_the_messenger_ends_when_it_is_told_to(book: Book, cast: Cast, listener: Listener) -> None:
    webhooks.add_hook(book, by=cast.salma, address=listener.address)
    happen(book, cast, "submit")
    stop = threading.Event()
    telling = threading.Thread(
        target=keep_telling, args=(book,), kwargs={"anywhere": True, "stop": stop}
    )
    telling.start()
    while not listener.heard:
        telling.join(0.05)
    stop.set()
    telling.join(30)
    assert not telling.is_alive()
    assert kinds(listener)[0] == ["submit"]
