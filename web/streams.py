"""Event streams by the thousand: one thread holds all of them, and no request waits for it.

A WSGI server gives each request a thread, and a page that listens would hold one for minutes. So a
stream's socket changes hands: the answer takes the connection out of the server's socket, leaves
one without another end in its place, and gives it to a loop (asyncio) in a thread of its own. The
server then ends the request as that of a page that has hung up. Where there is no such socket (TLS,
HTTP/2, another server), live.py streams from the thread of the request.
"""

import asyncio
import os
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Response

from pipeline.errors import PipelineError, Refused
from pipeline.records.values import Event
from web.live import BEGINNING, HEARTBEAT_S, STILL_HERE, STREAM_S, Live, as_message

MOST: Final = 4000
"""A process holds so many; the others poll."""
SPARE_FILES: Final = 512
"""What a process may open besides."""
MOST_WAITING_BYTES: Final = 64 << 10
"""A page that takes nothing for so long is let go; it comes back and asks for what it missed."""
SPREAD: Final = 60
"""Streams that began together do not all end in the same second."""
SOCKETS: Final = ("gunicorn.socket", "werkzeug.socket")
"""Under which names servers give the socket of a request."""

StillOpen = Callable[[Sequence[str]], frozenset[str]]
"""Tells which of these log-ins are still good."""


@dataclass(slots=True, eq=False)
class _Listener(asyncio.Protocol):
    """One page that listens."""

    workshop_id: int
    seen: int
    token: str | None
    """Of the log-in; None for the wall."""
    until: float
    gone: Callable[["_Listener"], None]
    transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep where to write."""
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the page."""
        self.gone(self)

    def send(self, content: bytes) -> None:
        """Write, unless the page has not taken what came before for too long."""
        if self.transport is None or self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() > MOST_WAITING_BYTES:
            self.transport.abort()
        else:
            self.transport.write(content)

    def tell(self, events: Iterable[Event], messages: Sequence[bytes]) -> None:
        """Write the messages of the events that this page has not seen."""
        fresh = [
            (event.id, message)
            for event, message in zip(events, messages, strict=True)
            if event.id > self.seen
        ]
        if fresh:
            self.seen = fresh[-1][0]
            self.send(b"".join(message for _number, message in fresh))

    def close(self) -> None:
        """End the stream; the browser opens a new one."""
        if self.transport is not None:
            self.transport.close()


class Streams:
    """All streams of a process."""

    def __init__(self, live: Live, still_open: StillOpen) -> None:
        """Keep whom to ask; nothing runs before the first page listens."""
        self._live = live
        self._still_open = still_open
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listeners: set[_Listener] = set()
        self._count = 0
        self._begun = 0
        live.tell_also(self._heard)

    @property
    def count(self) -> int:
        """How many listen, or are about to."""
        return self._count

    def reserve(self) -> None:
        """Make room for one more. Raise Refused when too many listen already."""
        with self._lock:
            if self._count >= min(MOST, _files_allowed() - SPARE_FILES):
                raise Refused("Too many pages are listening; this one asks again by itself.")
            self._count += 1
            self._begun += 1
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(
                    target=self._run, args=(self._loop,), name="event streams", daemon=True
                ).start()

    def take(
        self,
        sock: socket.socket,
        head: bytes,
        *,
        workshop_id: int,
        last: int | None,
        token: str | None,
    ) -> None:
        """Hold a connection from now on, for which there is room; the events after last come first.

        When the records do not answer, the connection is closed, and the browser asks again.
        """
        try:
            known = self._live.join(workshop_id)
        except PipelineError:
            self._free(sock)
            return
        listener = _Listener(
            workshop_id=workshop_id,
            seen=known if last is None else last,
            token=token,
            until=time.monotonic() + STREAM_S + self._begun % SPREAD,
            gone=self._gone,
        )
        try:
            missed = self._live.after(workshop_id, listener.seen)
        except PipelineError:
            self._live.leave(workshop_id)
            self._free(sock)
            return
        listener.seen = missed[-1].id if missed else listener.seen
        first = head + (BEGINNING + "".join(map(as_message, missed))).encode()
        sock.setblocking(False)
        loop = cast(asyncio.AbstractEventLoop, self._loop)
        asyncio.run_coroutine_threadsafe(self._begin(sock, first, listener), loop)

    async def _begin(self, sock: socket.socket, first: bytes, listener: _Listener) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.connect_accepted_socket(lambda: listener, sock)
        except OSError:
            sock.close()
            self._gone(listener)
            return
        self._listeners.add(listener)
        listener.send(first)
        # What the watcher has read since the question above.
        self._spread(listener.workshop_id, self._live.newest(listener.workshop_id, listener.seen))

    def _gone(self, listener: _Listener) -> None:
        self._listeners.discard(listener)
        self._live.leave(listener.workshop_id)
        self._free(None)

    def _free(self, sock: socket.socket | None) -> None:
        if sock is not None:
            sock.close()
        with self._lock:
            self._count -= 1

    def _heard(self, workshop_id: int, events: tuple[Event, ...]) -> None:
        with self._lock:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._spread, workshop_id, events)

    def _spread(self, workshop_id: int, events: tuple[Event, ...]) -> None:
        messages = [as_message(event).encode() for event in events]
        for listener in tuple(self._listeners):
            if listener.workshop_id == workshop_id:
                listener.tell(events, messages)

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self._beat())

    def _is_over(self) -> bool:
        """Return whether nobody listens; who comes now begins a thread of their own."""
        with self._lock:
            if not self._count:
                self._loop = None
            return self._loop is None

    async def _beat(self) -> None:
        """Give a sign of life; end what is old, or whose person is out; go when all are gone."""
        while not self._is_over():
            await asyncio.sleep(HEARTBEAT_S)
            tokens = {one.token for one in self._listeners if one.token}
            try:
                still = await asyncio.to_thread(self._still_open, tuple(tokens))
            except PipelineError:
                continue  # the database is busy: it is asked again at the next beat
            out = tokens - still  # not those who have come while it was asked
            for listener in tuple(self._listeners):
                if listener.token in out or time.monotonic() > listener.until:
                    listener.close()
                else:
                    listener.send(STILL_HERE.encode())


def socket_of(environ: WSGIEnvironment) -> socket.socket | None:
    """Return the plain socket of a request of HTTP/1, if the server gives it."""
    sock = next((environ[name] for name in SOCKETS if name in environ), None)
    asked = environ["REQUEST_METHOD"], environ.get("SERVER_PROTOCOL")
    return sock if type(sock) is socket.socket and asked == ("GET", "HTTP/1.1") else None


class HandedOver(Response):
    """An answer whose connection is taken from the server when it is about to be sent."""

    def __init__(self, take: Callable[[socket.socket, bytes], None]) -> None:
        """Keep who gets the connection, and the head of the answer."""
        super().__init__(mimetype="text/event-stream")
        self._take = take

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Hand the connection over; to the server it looks as if the page were gone."""
        _body, status, headers = self.get_wsgi_response(environ)
        sock = socket_of(environ)
        if sock is not None:
            self._take(_swap(sock), _head(status, headers))
        start_response(status, headers)
        return self.get_app_iter(environ)


def _head(status: str, headers: Any) -> bytes:
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in kept)]
    return ("\r\n".join([*lines, "Connection: close", "", ""])).encode("latin-1")


def _swap(sock: socket.socket) -> socket.socket:
    """Take the connection out of a socket and return it; what lies there now has no other end.

    Servers know pages that hang up: what they write is refused (EPIPE), and they close the socket.
    An other end that waited for that would be left where a server forgets to close an answer.
    """
    near, far = socket.socketpair()
    with near, far:
        kept = socket.socket(sock.family, sock.type, sock.proto, fileno=os.dup(sock.fileno()))
        os.dup2(near.fileno(), sock.fileno())
    return kept


def _files_allowed() -> int:
    """Return how many files this process may open, after asking for as many as it may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST + SPARE_FILES
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        return most
    return wanted if soft == resource.RLIM_INFINITY else soft
