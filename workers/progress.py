"""The sign of life of a run: told to the database by a thread while the work goes on."""

import threading
from types import TracebackType
from typing import Final

from pipeline import running
from pipeline.errors import Cancelled, MovedOn, WorkFailed
from pipeline.records import Book

_MOST_OFTEN_S: Final = 0.5
"""Pages need no more than two steps a second."""


class Heartbeat:
    """A watch that extends the lease, shows progress, and hears that the work shall stop."""

    def __init__(self, book: Book, started: running.Claim, *, lease_s: int) -> None:
        """Keep what is needed; the thread starts with the block."""
        self._book = book
        self._started = started
        self._lease_s = lease_s
        self._now = (0.0, "")
        self._told = (-1.0, "")
        self._stop = threading.Event()
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def progress(self, fraction: float, doing: str) -> None:
        """Remember how far the work is; never falls, and keeps the last words."""
        done, words = self._now
        self._now = (max(done, min(1.0, fraction)), doing or words)

    def cancelled(self) -> bool:
        """Return whether a person stopped the run, or another worker has taken it over."""
        return self._cancelled.is_set()

    def __enter__(self) -> "Heartbeat":
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

    def _beat(self) -> None:
        quiet_s = 0.0
        while not self._stop.wait(_MOST_OFTEN_S):
            quiet_s += _MOST_OFTEN_S
            if self._now != self._told or quiet_s >= self._lease_s / 4:
                quiet_s = 0.0
                self._tell()

    def _tell(self) -> None:
        done, words = self._told = self._now
        try:
            running.beat(
                self._book, self._started, lease_s=self._lease_s, progress=done, doing=words
            )
        except (Cancelled, MovedOn):
            self._cancelled.set()
        except WorkFailed:
            self._told = (-1.0, "")  # the database was busy: tell it again with the next beat
