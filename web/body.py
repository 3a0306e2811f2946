"""The body of a request as it comes in: each block is given on as soon as it is there.

A server's `read(n)` waits for n bytes, and loses what it holds when the network breaks. Where
every byte counts, one takes what one call to the network brings: so for gunicorn its readers are
asked one step deeper. A sender who falls silent, or trickles, is given up after a while.
"""

import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from gunicorn.http.body import ChunkedReader, LengthReader
from gunicorn.http.errors import ParseException

from pipeline.errors import CannotRead, TooLarge

SILENCE_S: Final = 30.0
"""A sender who sends nothing for so long is given up; what came is kept."""
PACE_S: Final = 120.0
PACE_BYTES: Final = 16 << 10
"""Who sends less in that time holds a place that others need."""
BLOCK: Final = 1 << 20
DRAIN_BYTES: Final = 16 << 20
DRAIN_S: Final = 3.0
"""After a refusal, so much is read and thrown away: a client that still sends hears no answer."""


class BrokeOff(CannotRead):
    """Raised when a sender is gone, or has been silent for too long."""


class Body:
    """The body of one request; it can be read once."""

    def __init__(self, environ: Mapping[str, Any]) -> None:
        """Keep where it comes from."""
        self._source = environ["wsgi.input"]
        self._socket = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
        chunked = "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower()
        self.length: int | None = None if chunked else int(environ.get("CONTENT_LENGTH") or 0)
        """Bytes that are announced; None when they come in chunks until they end."""
        self._pieces = self._all_pieces()

    def is_empty(self) -> bool:
        """Return whether nothing is announced."""
        return self.length == 0

    def blocks(self, *, most: int) -> Iterator[bytes]:
        """Give the bytes as they come. Raise BrokeOff, or TooLarge after so many."""
        begun, came, left = time.monotonic(), 0, most
        self._wait_at_most(SILENCE_S)
        try:
            for piece in self._pieces:
                yield piece[:left]
                if len(piece) > left:
                    raise TooLarge("More has come than this file should have. Send it anew.")
                left, came = left - len(piece), came + len(piece)
                if time.monotonic() - begun > PACE_S:
                    if came < PACE_BYTES:
                        raise _broke_off("too slow")
                    begun, came = time.monotonic(), 0
        except (OSError, ParseException) as fault:
            raise _broke_off(repr(fault)) from fault
        finally:
            self._wait_at_most(None)

    def drain(self) -> None:
        """Throw away what is still coming, for a short while."""
        until, left = time.monotonic() + DRAIN_S, DRAIN_BYTES
        self._wait_at_most(1.0)
        with suppress(OSError, ParseException):
            for piece in self._pieces:
                left -= len(piece)
                if left < 0 or time.monotonic() > until:
                    break
        self._wait_at_most(None)

    def _wait_at_most(self, seconds: float | None) -> None:
        if isinstance(self._socket, socket.socket):
            with suppress(OSError):
                self._socket.settimeout(seconds)

    def _all_pieces(self) -> Iterator[bytes]:
        reader = getattr(self._source, "reader", None)
        if isinstance(reader, LengthReader):
            return _by_length(reader)
        if isinstance(reader, ChunkedReader):
            return _by_chunks(reader)
        return self._plainly()

    def _plainly(self) -> Iterator[bytes]:
        """Read from any other server, at most what is announced."""
        read = getattr(self._source, "read1", self._source.read)
        left = self.length
        while left is None or left > 0:
            piece = read(BLOCK if left is None else min(left, BLOCK))
            if not piece:
                return
            left = None if left is None else left - len(piece)
            yield piece


def _broke_off(detail: str) -> BrokeOff:
    return BrokeOff("The connection broke off. What has come so far is safe.", detail=detail)


def _by_length(reader: Any) -> Iterator[bytes]:
    while reader.length > 0:
        piece = reader.unreader.read(None, read_ahead=reader.length)
        if not piece:
            return
        if len(piece) > reader.length:
            reader.unreader.unread(piece[reader.length :])
            piece = piece[: reader.length]
        reader.length -= len(piece)
        yield piece


def _by_chunks(reader: Any) -> Iterator[bytes]:
    for piece in reader.parser or ():
        if piece:
            yield piece
    reader.parser = None
