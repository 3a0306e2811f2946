"""Encodes what is not kept yet: one ffmpeg a segment, several side by side, the longest first."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Limits, Watch, run_ffmpeg
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import timescale
from pipeline.render.keys import digest_of
from pipeline.render.picture import RECIPE, Studio, looks_of, segment_arguments
from pipeline.render.plan import Segment, Span
from pipeline.render.sources import read_counts

SEGMENT_LIMITS: Final = Limits(wall_s=1800, cpu_s=3600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A segment as a file in the job's folder."""

    segment: Segment
    key: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """What came of it."""

    encoded: int  # segments that were encoded now
    reused: int  # segments that were kept from before
    made: frozenset[str] = frozenset()  # the keys of those that were encoded now


def span_print(span: Span, studio: Studio) -> str:
    """Return a digest of what a span looks like."""
    return digest_of(looks_of(span, studio))


def key_of(segment: Segment, studio: Studio, program: str) -> str:
    """Return the digest of all that shapes the pixels of a segment."""
    return digest_of(
        {
            "recipe": RECIPE,
            "program": program,
            "settings": studio.settings.as_plain(),
            "spans": [looks_of(span, studio) for span in segment.spans],
        }
    )


@dataclass(slots=True)
class _Tally:
    """Adds the progress of segments that are encoded side by side."""

    frames: int
    watch: Watch | None
    done: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def tell(self, key: str, frames: float) -> None:
        with self.lock:
            self.done[key] = frames
            if self.watch:
                fraction = min(1.0, sum(self.done.values()) / max(1, self.frames))
                self.watch.progress(fraction, "Rendering the picture")


@dataclass(frozen=True, slots=True)
class _SegmentWatch:
    """The watch of one run; hears the stop of the whole work, or of a failed neighbour."""

    tally: _Tally
    piece: Piece
    stop: list[bool]

    def progress(self, fraction: float, doing: str) -> None:
        self.tally.tell(self.piece.key, fraction * self.piece.segment.frames)

    def cancelled(self) -> bool:
        watch = self.tally.watch
        return bool(self.stop) or (watch is not None and watch.cancelled())


def encode_missing(
    pieces: Sequence[Piece],
    studio: Studio,
    *,
    cache: SegmentCache,
    workers: int = 1,
    watch: Watch | None = None,
) -> Encoded:
    """Put every piece at its path; encode what is not kept. Raise WorkFailed or Cancelled."""
    missing = {piece.key: piece for piece in pieces if not cache.take(piece.key, piece.path)}
    tally = _Tally(frames=sum(piece.segment.frames for piece in missing.values()), watch=watch)
    by_length = sorted(missing.values(), key=lambda piece: -piece.segment.frames)
    stop: list[bool] = []
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        runs = [
            pool.submit(_encode, piece, studio, cache, _SegmentWatch(tally, piece, stop))
            for piece in by_length
        ]
        try:
            for run in as_completed(runs):
                run.result()
        finally:
            stop.append(True)
            for run in runs:
                run.cancel()
    for piece in _twins(pieces, missing):
        cache.take(piece.key, piece.path)
    reused = len(pieces) - len(missing)
    return Encoded(encoded=len(missing), reused=reused, made=frozenset(missing))


def _twins(pieces: Sequence[Piece], missing: Mapping[str, Piece]) -> Iterator[Piece]:
    """Yield the pieces that look like another one which was encoded for both."""
    for piece in pieces:
        if piece.key in missing and missing[piece.key] is not piece:
            yield piece


def _encode(piece: Piece, studio: Studio, cache: SegmentCache, watch: _SegmentWatch) -> None:
    """Encode one segment, count its frames, and keep it."""
    listed = piece.path.with_suffix(".frames")
    run_ffmpeg(
        ("-y", *segment_arguments(piece.segment, studio), *_outputs(piece.path, listed, studio)),
        cwd=piece.path.parent,
        limits=SEGMENT_LIMITS,
        seconds=piece.segment.frames / studio.settings.rate,
        watch=watch,
    )
    with listed.open() as lines:
        frames = len(read_counts(lines).get(0, ()))
    if frames != piece.segment.frames:
        raise WorkFailed(
            "A part of the film came out with the wrong length. Render it again; "
            "if it happens twice, show the details to a technician.",
            detail=f"frame {piece.segment.start}: {frames} frames, not {piece.segment.frames}",
            can_retry=True,
        )
    cache.keep(piece.key, piece.path)
    watch.tally.tell(piece.key, piece.segment.frames)


def _outputs(film: Path, listed: Path, studio: Studio) -> tuple[str, ...]:
    """Return the outputs: the film, and beside it a list of its packets for counting."""
    ticks = timescale(studio.settings.rate)
    kind = f"f={film.suffix.removeprefix('.')}:video_track_timescale={ticks}"
    return ("-f", "tee", f"[{kind}]{film.name}|[f=framecrc]{listed.name}")
