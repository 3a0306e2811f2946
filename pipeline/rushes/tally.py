"""How far several pieces of work are that go on side by side: added up, and never falling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from pipeline.bench import Watch


@dataclass(slots=True, kw_only=True)
class Tally:
    """Adds up how far all recordings are; longer ones weigh more."""

    watch: Watch
    weights: Mapping[str, float]
    """What each piece is of the whole, by its name."""
    done: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def tell(self, name: str, fraction: float) -> None:
        """Tell how far one piece is, 0 to 1."""
        with self.lock:
            self.done[name] = max(self.done.get(name, 0.0), fraction * self.weights[name])
            self.watch.progress(self.fraction(), name)

    def fraction(self) -> float:
        """Return how far all pieces together are, 0 to 1."""
        return min(1.0, sum(self.done.values()) / max(1, sum(self.weights.values())))

    def watch_of(self, name: str) -> Watch:
        """Return the watch of one piece."""
        return _PieceWatch(self, name)


@dataclass(frozen=True, slots=True)
class _PieceWatch:
    tally: Tally
    name: str

    def progress(self, fraction: float, doing: str) -> None:
        """Tell the tally."""
        self.tally.tell(self.name, fraction)

    def cancelled(self) -> bool:
        """Return whether the whole was stopped."""
        return self.tally.watch.cancelled()
