"""Finds out what is not kept yet, and has it encoded: a segment is kept by what it looks like."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.media.ffmpeg import Watch
from pipeline.render.cache import SegmentCache, second_name
from pipeline.render.hands import Hands, LocalHands, Work
from pipeline.render.keys import digest_of
from pipeline.render.picture import RECIPE, Studio, looks_of
from pipeline.render.pieces import Piece as Piece  # asked for here by those who render
from pipeline.render.plan import Segment, Span


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


def encode_missing(
    pieces: Sequence[Piece],
    studio: Studio,
    *,
    cache: SegmentCache,
    hands: Hands | None = None,
    watch: Watch | None = None,
) -> Encoded:
    """Put every piece at its path; have encoded what is not kept. Raise WorkFailed or Cancelled."""
    missing = {piece.key: piece for piece in pieces if not cache.take(piece.key, piece.path)}
    if missing:
        by_length = tuple(sorted(missing.values(), key=lambda piece: -piece.segment.frames))
        numbers = {piece.key: number for number, piece in enumerate(pieces, start=1)}
        work = Work(
            pieces=by_length,
            studio=studio,
            cache=cache,
            watch=watch,
            numbers=tuple(numbers[piece.key] for piece in by_length),
            segments=len(pieces),
        )
        (hands or LocalHands()).encode(work)
    for piece in _twins(pieces, missing):
        second_name(missing[piece.key].path, piece.path)
    reused = len(pieces) - len(missing)
    return Encoded(encoded=len(missing), reused=reused, made=frozenset(missing))


def _twins(pieces: Sequence[Piece], missing: Mapping[str, Piece]) -> Iterator[Piece]:
    """Yield the pieces that look like another one which was encoded for both."""
    for piece in pieces:
        if piece.key in missing and missing[piece.key] is not piece:
            yield piece
