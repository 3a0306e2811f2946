"""Requests that come by the clock, whether a server keeps up or not, and how long they wait.

Each is counted from the moment it was due, so that a queue is not hidden; one that gets no answer
counts with the time that was waited for it.
"""

import queue
import statistics
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Final

HANDS: Final = 24
"""How many requests the measuring side has on their way at most."""
PATIENCE_S: Final = 30.0
ALONE: Final = 40

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long answers took, in seconds, how many came a second, and what one weighs in bytes."""

    p50: float
    p95: float
    a_second: float
    bytes: int
    lost: int = 0
    """Requests that got no answer in PATIENCE_S."""

    def __str__(self) -> str:
        """Return a line for a table."""
        return (
            f"p50 {self.p50 * 1000:6.0f} ms   p95 {self.p95 * 1000:6.0f} ms"
            f"   {self.a_second:5.1f} a second   {self.bytes / 1000:4.0f} kB"
            f"{f'   {self.lost} without an answer' if self.lost else ''}"
        )


def alone(port: int, path: str, headers: Headers, *, times: int = ALONE) -> Speed:
    """Return the speed of one request after the other, the first one unmeasured."""
    took: list[float] = []
    sizes: list[int] = []
    with_connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    for number in range(times + 1):
        begun = time.perf_counter()
        size = _ask(with_connection, path, headers)
        if number:
            took.append(time.perf_counter() - begun)
            sizes.append(size)
    with_connection.close()
    return _speed(took, sizes, sum(took))


def by_the_clock(
    port: int, paths: Sequence[str], headers: Headers, *, a_second: int, seconds: int
) -> Speed:
    """Return the speed of so many requests a second, in turn for these paths."""
    due: queue.SimpleQueue[tuple[float, str] | None] = queue.SimpleQueue()
    took: list[float] = []
    sizes: list[int] = []

    def hand() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        while (wanted := due.get()) is not None:
            at, path = wanted
            size = 0
            with suppress(TimeoutError):
                size = _ask(connection, path, headers)
            took.append(time.perf_counter() - at)
            sizes.append(size)
            if not size:
                connection.close()
        connection.close()

    begun = time.perf_counter()
    _run(hand, lambda: _by_the_clock(due, paths, a_second, seconds))
    if len(took) != a_second * seconds:
        raise AssertionError(f"{a_second * seconds - len(took)} answers were refused")
    return _speed(took, sizes, time.perf_counter() - begun)


def _run(hand: Callable[[], None], give: Callable[[], None]) -> None:
    hands = [threading.Thread(target=hand) for _ in range(HANDS)]
    for one in hands:
        one.start()
    give()
    for one in hands:
        one.join()


def _by_the_clock(
    due: "queue.SimpleQueue[tuple[float, str] | None]",
    paths: Sequence[str],
    a_second: int,
    seconds: int,
) -> None:
    begun = time.perf_counter()
    for number in range(a_second * seconds):
        at = begun + number / a_second
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put((at, paths[number % len(paths)]))
    for _hand in range(HANDS):
        due.put(None)


def _ask(connection: HTTPConnection, path: str, headers: Headers) -> int:
    """Return how many bytes came. Raise AssertionError for any answer but 200."""
    for _attempt in range(2):  # a kept connection may have been closed by the server
        with suppress(HTTPException, ConnectionError):
            connection.request("GET", path, headers=dict(headers))
            got = connection.getresponse()
            body = got.read()
            if got.status != 200:
                raise AssertionError(f"{path}: {got.status} {body[:200]!r}")
            return len(body)
        connection.close()
    raise AssertionError(f"{path}: no answer")


def _speed(took: Sequence[float], sizes: Sequence[int], whole: float) -> Speed:
    answered = [one for one in sizes if one]
    return Speed(
        p50=statistics.median(took),
        p95=statistics.quantiles(took, n=20)[-1],
        a_second=len(answered) / whole,
        bytes=round(statistics.median(answered or [0])),
        lost=len(sizes) - len(answered),
    )
