"""Talks with a running program: feeds it, hears it, stops it. One thread, no waiting for ever."""

import os
import selectors
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Final, Protocol, cast

TICK_S: Final = 0.1
CHUNK_BYTES: Final = 65536
KEEP_BYTES: Final = 65536


class Program(Protocol):
    """A started program with its pipes: what we use of `Popen[bytes]`."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None
    stderr: IO[bytes] | None
    returncode: int

    def poll(self) -> int | None:
        """Return the exit status, None while it runs."""

    def wait(self) -> int:
        """Wait for its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talked:
    """How it ended."""

    status: int
    """The exit status; negative: the signal that ended it."""
    errors: str
    """The end of what it wrote to stderr, at most 64 kB."""
    stopped: bool
    """Somebody asked for a stop."""
    overdue: bool
    """It took too long."""


class _Feeding:
    """Hands out what is fed, as much at a time as the program takes."""

    def __init__(self, feed: Iterable[bytes]) -> None:
        self.chunks: Iterator[bytes] = iter(feed)
        self.left = memoryview(b"")

    def write(self, pipe: int) -> bool:
        """Write once without blocking. Return whether there may be more to write."""
        while not self.left:
            chunk = next(self.chunks, None)
            if chunk is None:
                return False
            self.left = memoryview(chunk).cast("B")
        try:
            self.left = self.left[os.write(pipe, self.left[:CHUNK_BYTES]) :]
        except BlockingIOError:
            return True
        except BrokenPipeError:
            return False  # it has all it wants; its exit status says whether that is fine
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What to say, who listens, and when to stop."""

    hear: Callable[[bytes], None]
    """Gets what the program writes to stdout."""
    feed: Iterable[bytes] | None
    """What the program reads from stdin; None: nothing."""
    stop: Callable[[], bool] | None
    """Asked ten times a second whether to kill it."""
    wall_s: float

    def until_end(self, child: Program) -> Talked:
        """Talk until the program has ended; kill it and its children in any other case."""
        ending = time.monotonic() + self.wall_s
        errors = bytearray()
        stopped = overdue = False
        try:
            with selectors.DefaultSelector() as pipes:
                self._open(pipes, child)
                while pipes.get_map():
                    self._exchange(pipes, errors)
                    stopped = self.stop is not None and self.stop()
                    overdue = time.monotonic() > ending
                    if stopped or overdue:
                        break
                else:
                    overdue = not _ended_within(child, ending - time.monotonic())
        finally:
            _kill_all(child)
        said = errors.decode(errors="replace")
        return Talked(status=child.returncode, errors=said, stopped=stopped, overdue=overdue)

    def _open(self, pipes: selectors.BaseSelector, child: Program) -> None:
        for pipe in (child.stdout, child.stderr):
            if pipe is not None:
                pipes.register(pipe, selectors.EVENT_READ, pipe is child.stdout)
        if child.stdin is not None:
            os.set_blocking(child.stdin.fileno(), False)
            pipes.register(child.stdin, selectors.EVENT_WRITE, _Feeding(self.feed or ()))

    def _exchange(self, pipes: selectors.BaseSelector, errors: bytearray) -> None:
        for key, _ in pipes.select(TICK_S):
            if isinstance(key.data, _Feeding):
                more = key.data.write(key.fd)
            else:
                chunk = os.read(key.fd, CHUNK_BYTES)
                more = bool(chunk)
                self._take(chunk, errors, is_stdout=key.data)
            if not more:
                pipes.unregister(key.fileobj)
                if isinstance(key.data, _Feeding):
                    cast("IO[bytes]", key.fileobj).close()

    def _take(self, chunk: bytes, errors: bytearray, *, is_stdout: bool) -> None:
        if is_stdout:
            self.hear(chunk)
        else:
            errors += chunk
            del errors[:-KEEP_BYTES]


def _ended_within(child: Program, seconds: float) -> bool:
    """Wait for a program that has closed its pipes."""
    ending = time.monotonic() + seconds
    while child.poll() is None and time.monotonic() < ending:
        time.sleep(TICK_S / 10)
    return child.returncode is not None


def _kill_all(child: Program) -> None:
    """Kill the program's whole group, if it still runs, and take its exit status."""
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
