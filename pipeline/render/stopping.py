"""Hearing a stop in work that is many small steps."""

from dataclasses import dataclass

from pipeline.errors import Cancelled
from pipeline.media.ffmpeg import Watch


@dataclass(frozen=True, slots=True)
class StopOnly:
    """Hears a stop; the progress of one small run among many says nothing about the whole."""

    watch: Watch

    @classmethod
    def of(cls, watch: Watch | None) -> "StopOnly | None":
        """Return the watch that only stops; None where nobody watches."""
        return cls(watch) if watch else None

    def progress(self, fraction: float, doing: str) -> None:
        """Tell nobody."""

    def cancelled(self) -> bool:
        """Return whether the whole was stopped."""
        return self.watch.cancelled()


def tell(watch: Watch | None, fraction: float, doing: str) -> None:
    """Tell how far the work is. Raise Cancelled when somebody asked for a stop."""
    if watch is None:
        return
    if watch.cancelled():
        raise Cancelled("The work was stopped. Start it again when you are ready.")
    watch.progress(fraction, doing)
