"""What is on screen when: an edit as spans, and the spans as segments to encode. Pure.

A span is a stretch during which the same clips are mixed in the same way. A segment is some spans
in a row that are encoded at once and kept by what they look like, wherever in the film they lie.
Segments end at cuts, chosen among the cuts in reach by what lies on both sides of them and not by
where in the film they are: so a change of one shot moves only the borders near it, and the segments
after it are found again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from math import ceil
from typing import Final

from pipeline.documents.edit import Dissolve, Edit, PictureClip
from pipeline.render.layers import Black as Black  # asked for here by those who plan
from pipeline.render.layers import Mix as Mix
from pipeline.render.layers import Over as Over
from pipeline.render.layers import Picture as Picture
from pipeline.render.layers import SeenThrough, picture_at
from pipeline.render.layers import Shot as Shot
from pipeline.render.layers import Veiled as Veiled
from pipeline.render.layers import shots_of as shots_of

SHORTEST_SEGMENT_S: Final = 5  # below it the start of ffmpeg costs more than it gains (measured)
LONGEST_SEGMENT_S: Final = 10
MOST_INPUTS: Final = 12  # files that one ffmpeg has open
LONGEST_REVERSE: Final = 32  # frames that are held in memory to be turned round


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The same picture for some frames."""

    start: int
    frames: int
    picture: Picture

    @property
    def end(self) -> int:
        """First frame after it."""
        return self.start + self.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Spans in a row, encoded at once."""

    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """First frame in the film."""
        return self.spans[0].start

    @property
    def frames(self) -> int:
        """How many frames."""
        return sum(span.frames for span in self.spans)


def spans_of(edit: Edit, *, seen_through: SeenThrough) -> tuple[Span, ...]:
    """Return the spans of an edit, the long ones in pieces; they are exactly its frames."""
    whole = whole_spans_of(edit, seen_through=seen_through)
    return tuple(piece for span in whole for piece in _pieces(span, edit.frame_rate))


def _hides_all(_clip: PictureClip) -> bool:
    return False


def whole_spans_of(edit: Edit, *, seen_through: SeenThrough = _hides_all) -> tuple[Span, ...]:
    """Return the spans of an edit: one for each time that something else is on screen."""
    merged: list[Span] = []
    for start, end in pairwise(_changes(edit)):
        picture = picture_at(edit, start, seen_through)
        if merged and merged[-1].picture == picture:
            before = merged.pop()
            merged.append(Span(start=before.start, frames=end - before.start, picture=picture))
        else:
            merged.append(Span(start=start, frames=end - start, picture=picture))
    return tuple(merged)


def _changes(edit: Edit) -> list[int]:
    each: tuple[PictureClip | Dissolve, ...] = (*edit.picture, *edit.dissolves)
    frames = {frame for one in each for frame in (one.start_frame, one.end_frame)}
    keys = {ceil(clip.start_frame + key.frame) for clip in edit.picture for key in clip.opacity}
    inside = {frame for frame in frames | keys if 0 < frame < edit.frames}
    return sorted({0, edit.frames} | inside)


def _pieces(span: Span, rate: Fraction) -> Iterator[Span]:
    """Cut a long span, so that several workers may share it and a reverse fits into memory."""
    longest = int(LONGEST_SEGMENT_S * rate)
    if any(clip.speed < 0 for clip in shots_of(span.picture)):
        longest = LONGEST_REVERSE
    elif span.frames <= 2 * longest:
        longest = span.frames
    for start in range(span.start, span.end, longest):
        yield Span(start=start, frames=min(longest, span.end - start), picture=span.picture)


def segments_of(
    spans: Sequence[Span], *, rate: Fraction, looks: Callable[[Span], str]
) -> tuple[Segment, ...]:
    """Return the spans as segments. `looks` tells what a span looks like, wherever it lies."""
    prints = [looks(span) for span in spans]
    segments: list[Segment] = []
    first = 0
    while first < len(spans):
        ends = tuple(_ends_in_reach(spans[first:], rate))
        end = first + min(ends, key=lambda count: _charm(prints, first + count))
        segments.append(Segment(spans=tuple(spans[first:end])))
        first = end
    return tuple(segments)


def _ends_in_reach(spans: Sequence[Span], rate: Fraction) -> Iterable[int]:
    """Yield how many of the spans may make one segment."""
    frames = inputs = 0
    for count, span in enumerate(spans, start=1):
        frames += span.frames
        inputs += len(shots_of(span.picture))
        is_full = inputs >= MOST_INPUTS or count == len(spans)
        if frames >= SHORTEST_SEGMENT_S * rate or is_full:
            yield count
        if frames >= LONGEST_SEGMENT_S * rate or is_full:
            return


def _charm(prints: Sequence[str], cut: int) -> str:
    """Return a number that only the spans on both sides of a cut decide; the film's end wins."""
    if cut == len(prints):
        return ""
    return sha256(f"{prints[cut - 1]}|{prints[cut]}".encode()).hexdigest()
