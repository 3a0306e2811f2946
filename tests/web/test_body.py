"""The body of a request, read from real sockets through the readers of gunicorn."""

import socket
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from gunicorn.http.body import Body as GunicornBody
from gunicorn.http.body import ChunkedReader, LengthReader
from gunicorn.http.unreader import SocketUnreader

from pipeline.errors import TooLarge
from web import body
from web.body import Body, BrokeOff

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def announced(ours: socket.socket, length: int) -> Body:
    reader = GunicornBody(LengthReader(SocketUnreader(ours), length))
    environ = {"wsgi.input": reader, "gunicorn.socket": ours, "CONTENT_LENGTH": str(length)}
    return Body(environ)


def chunked(ours: socket.socket) -> Body:
    reader: Any = GunicornBody(ChunkedReader(object(), SocketUnreader(ours)))
    environ = {"wsgi.input": reader, "gunicorn.socket": ours, "HTTP_TRANSFER_ENCODING": "chunked"}
    return Body(environ)


def test_each_byte_is_given_on_as_soon_as_it_is_there(pair: Pair) -> None:
    ours, theirs = pair
    blocks = announced(ours, 1_000_000).blocks(most=1_000_000)
    for piece in (b"a", b"bc", b"def"):
        theirs.sendall(piece)
        assert next(blocks) == piece


def test_what_follows_the_body_is_left_for_the_next_request(pair: Pair) -> None:
    ours, _theirs = pair
    unreader = SocketUnreader(ours)
    environ = {
        "wsgi.input": GunicornBody(LengthReader(unreader, 3)),
        "gunicorn.socket": ours,
        "CONTENT_LENGTH": "3",
    }
    unreader.unread(b"abcGET / HTTP/1.1")
    assert list(Body(environ).blocks(most=3)) == [b"abc"]
    assert unreader.take_buffered() == b"GET / HTTP/1.1"


def test_a_sender_who_goes_away_ends_it_and_nothing_is_lost(pair: Pair) -> None:
    ours, theirs = pair
    theirs.sendall(b"abc")
    theirs.shutdown(socket.SHUT_WR)
    assert b"".join(announced(ours, 10).blocks(most=10)) == b"abc"


def test_a_sender_who_falls_silent_is_given_up(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pair
    monkeypatch.setattr(body, "SILENCE_S", 0.05)
    theirs.sendall(b"abc")
    blocks = announced(ours, 10).blocks(most=10)
    assert next(blocks) == b"abc"
    with pytest.raises(BrokeOff, match="What has come so far is safe"):
        next(blocks)
    assert ours.gettimeout() is None


def test_a_sender_who_trickles_is_given_up(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pair
    monkeypatch.setattr(body, "PACE_S", 0.0)
    blocks = announced(ours, 10).blocks(most=10)
    theirs.sendall(b"a")
    assert next(blocks) == b"a"
    theirs.sendall(b"b")
    with pytest.raises(BrokeOff):
        next(blocks)


def test_a_sender_with_a_good_pace_is_not(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pair
    monkeypatch.setattr(body, "PACE_S", 0.0)
    monkeypatch.setattr(body, "PACE_BYTES", 1)
    blocks = announced(ours, 2).blocks(most=2)
    for piece in (b"a", b"b"):
        theirs.sendall(piece)
        assert next(blocks) == piece
    assert list(blocks) == []


def test_chunks_are_given_on_and_end(pair: Pair) -> None:
    ours, theirs = pair
    sent = chunked(ours)
    assert sent.length is None
    assert not sent.is_empty()
    theirs.sendall(b"3\r\nabc\r\n")
    blocks = sent.blocks(most=100)
    assert next(blocks) == b"abc"
    theirs.sendall(b"2\r\nde\r\n0\r\n\r\n")
    assert b"".join(blocks) == b"de"


@pytest.mark.parametrize("broken", [b"zz\r\n", b"3\r\nab", b"3\r\nabcX\r\n"])
def test_chunks_that_are_broken_end_as_a_broken_line(pair: Pair, broken: bytes) -> None:
    ours, theirs = pair
    theirs.sendall(broken)
    theirs.shutdown(socket.SHUT_WR)
    with pytest.raises(BrokeOff):
        list(chunked(ours).blocks(most=100))


def test_no_more_is_given_on_than_may_come(pair: Pair) -> None:
    ours, theirs = pair
    theirs.sendall(b"6\r\nabcdef\r\n0\r\n\r\n")
    blocks = chunked(ours).blocks(most=4)
    assert next(blocks) == b"abcd"
    with pytest.raises(TooLarge):
        next(blocks)


def test_another_server_is_read_up_to_what_is_announced() -> None:
    environ = {"wsgi.input": BytesIO(b"abcdef"), "CONTENT_LENGTH": "4"}
    assert b"".join(Body(environ).blocks(most=10)) == b"abcd"
    assert Body({"wsgi.input": BytesIO(b"abc"), "CONTENT_LENGTH": ""}).is_empty()


def test_a_refused_sender_is_heard_out_but_not_for_ever(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pair
    monkeypatch.setattr(body, "DRAIN_BYTES", 1000)
    theirs.sendall(b"x" * 3000)
    refused = announced(ours, 1 << 40)
    refused.drain()
    theirs.sendall(b"y")
    theirs.close()
    short = announced(ours, 100)
    short.drain()
    assert ours.recv(10) == b""
