"""Who encodes what is missing: the threads of this process, or others who have been given hands.

Whoever it is: when `encode` returns, every piece is at its path and kept in the cache.
"""

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol, runtime_checkable

from pipeline.media.ffmpeg import Watch
from pipeline.render.cache import SegmentCache
from pipeline.render.picture import Studio
from pipeline.render.pieces import Piece, encode_piece
from pipeline.render.remaining import Forecast, Stretch, fraction_of, seconds_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What has to be encoded, and with what."""

    pieces: tuple[Piece, ...]
    """Each key once, the longest first."""
    studio: Studio
    cache: SegmentCache
    watch: Watch | None = None
    numbers: tuple[int, ...] = ()
    """Which segment of the film each piece is, counted from 1."""
    segments: int = 0
    """How many segments the whole film has."""

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked for a stop."""
        return self.watch is not None and self.watch.cancelled()


class Hands(Protocol):
    """Who encodes."""

    def encode(self, work: Work) -> None:
        """Bring every piece to its path and keep it. Raise WorkFailed or Cancelled."""


@runtime_checkable
class TellsRest(Protocol):
    """A watch that wants to know how long the rest takes."""

    def rest(self, seconds: float, whole: float) -> None:
        """Tell how many seconds are left, and how many this work takes from start to end."""


@dataclass(slots=True)
class Teller:
    """Tells a watch how far the picture is and how long the rest takes."""

    watch: Watch | None
    begun: float = field(default_factory=time.monotonic)
    forecast: Forecast = field(default_factory=Forecast)
    furthest: float = 0.0

    def tell(self, stretches: list[Stretch], *, workers: int) -> None:
        """Tell it; what was done once is never less, even if a worker was lost."""
        if self.watch is None:
            return
        self.furthest = max(self.furthest, fraction_of(stretches))
        self.watch.progress(self.furthest, "Rendering the picture")
        now = time.monotonic()
        left = self.forecast.show(seconds_left(stretches, workers=workers), now)
        if left is not None and isinstance(self.watch, TellsRest):
            self.watch.rest(left, now - self.begun + left)


@dataclass(slots=True)
class _Tally:
    """Adds the progress of segments that are encoded side by side."""

    work: Work
    workers: int
    teller: Teller
    begun: dict[str, float] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)
    done: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def begin(self, piece: Piece) -> None:
        with self.lock:
            self.begun[piece.key] = time.monotonic()

    def tell(self, piece: Piece, frames: float) -> None:
        with self.lock:
            self.done[piece.key] = frames
            if frames >= piece.segment.frames:
                self.ended[piece.key] = time.monotonic()
            self.teller.tell([*map(self._stretch, self.work.pieces)], workers=self.workers)

    def _stretch(self, piece: Piece) -> Stretch:
        now = time.monotonic()
        worked = self.ended.get(piece.key, now) - self.begun.get(piece.key, now)
        done = self.done.get(piece.key, 0.0)
        return Stretch(frames=piece.segment.frames, done=done, worked_s=worked)


@dataclass(frozen=True, slots=True)
class _SegmentWatch:
    """The watch of one run; hears the stop of the whole work, or of a failed neighbour."""

    tally: _Tally
    piece: Piece
    stop: list[bool]

    def progress(self, fraction: float, doing: str) -> None:
        self.tally.tell(self.piece, fraction * self.piece.segment.frames)

    def cancelled(self) -> bool:
        return bool(self.stop) or self.tally.work.is_stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalHands:
    """Threads of this process, one ffmpeg each."""

    workers: int = 1

    def encode(self, work: Work) -> None:
        """Encode several side by side, the longest first."""
        tally = _Tally(work, self.workers, Teller(work.watch))
        stop: list[bool] = []
        with ThreadPoolExecutor(max_workers=max(1, self.workers)) as pool:
            runs = [
                pool.submit(_encode, work, tally, _SegmentWatch(tally, piece, stop))
                for piece in work.pieces
            ]
            try:
                for run in as_completed(runs):
                    run.result()
            finally:
                stop.append(True)
                for run in runs:
                    run.cancel()


def _encode(work: Work, tally: _Tally, watch: _SegmentWatch) -> None:
    piece = watch.piece
    tally.begin(piece)
    encode_piece(piece, work.studio, watch)
    work.cache.keep(piece.key, piece.path)
    tally.tell(piece, piece.segment.frames)
