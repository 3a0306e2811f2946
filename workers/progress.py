"""The sign of life of a run: told to the database by a thread while the work goes on.

The thread also listens four times a second whether somebody has stopped the run, so that a stop is
heard at once, however long a step takes.
"""

import threading
import time
from types import TracebackType
from typing import Final, Self

from pipeline import running
from pipeline.errors import Cancelled, MovedOn, WorkFailed
from pipeline.records import Book

LISTEN_S: Final = 0.25
_MOST_OFTEN_S: Final = 0.5
"""Pages need no more than two steps a second."""


class Pulse:
    """A thread beside the work that beats four times a second, as long as a block lasts."""

    def __init__(self) -> None:
        """Get ready; the thread starts with the block."""
        self._stop = threading.Event()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def cancelled(self) -> bool:
        """Return whether a person stopped the work, or another worker has taken it over."""
        return self._cancelled.is_set()

    def tick(self) -> None:
        """Tell and listen, once."""

    def _beat(self) -> None:
        while not self._stop.wait(LISTEN_S):
            try:
                self.tick()
            except (Cancelled, MovedOn):
                self._cancelled.set()
            except WorkFailed:
                continue  # the database was busy: the next beat comes soon

    def __enter__(self) -> Self:
        """Begin to beat."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop beating."""
        self._stop.set()
        self._thread.join()


class Heartbeat(Pulse):
    """A watch that extends the lease, shows progress, and hears that the work shall stop."""

    def __init__(self, book: Book, started: running.Claim, *, lease_s: int) -> None:
        """Keep what is needed; the thread starts with the block."""
        super().__init__()
        self._book = book
        self._started = started
        self._lease_s = lease_s
        self._now = (0.0, "")
        self._ends_at: float | None = None
        self._told: tuple[float, str, int | None] | None = None
        self._told_at = time.monotonic()

    def progress(self, fraction: float, doing: str) -> None:
        """Remember how far the work is; never falls, and keeps the last words."""
        done, words = self._now
        self._now = (max(done, min(1.0, fraction)), doing or words)

    def rest(self, seconds: float, whole: float) -> None:
        """Remember how long the rest takes; it counts down by itself until it is told again."""
        self._ends_at = time.monotonic() + seconds

    def tick(self) -> None:
        """Tell what is new, or only listen. Raise Cancelled or MovedOn if it shall stop."""
        quiet_s = time.monotonic() - self._told_at
        is_news = self._news() != self._told and quiet_s >= _MOST_OFTEN_S
        if is_news or quiet_s >= self._lease_s / 4:
            done, words, left = news = self._news()
            shown = {"progress": done, "doing": words, "seconds_left": left}
            running.beat(self._book, self._started, lease_s=self._lease_s, **shown)
            self._told, self._told_at = news, time.monotonic()
        elif running.shall_stop(self._book, self._started):
            raise Cancelled("Somebody has stopped this run.")

    def _news(self) -> tuple[float, str, int | None]:
        left = None if self._ends_at is None else max(0, round(self._ends_at - time.monotonic()))
        return (*self._now, left)
