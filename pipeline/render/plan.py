"""What is on screen when: an edit as spans, and the spans as segments to encode. Pure.

A span is a stretch during which the same clips are mixed in the same way. A segment is some spans
in a row that are encoded at once and kept by what they look like, wherever in the film they lie.
Segments end at cuts, chosen among the cuts in reach by what lies on both sides of them and not by
where in the film they are: so a change of one shot moves only the borders near it, and the segments
after it are found again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from math import ceil, floor
from typing import Final, TypeVar

from pipeline.documents.edit import Dissolve, Edit, PictureClip
from pipeline.render.layers import Black as Black  # asked for here by those who plan
from pipeline.render.layers import Mix as Mix
from pipeline.render.layers import Over as Over
from pipeline.render.layers import Picture as Picture
from pipeline.render.layers import Scene, SeenThrough, picture_of
from pipeline.render.layers import Shot as Shot
from pipeline.render.layers import Veiled as Veiled
from pipeline.render.layers import shots_of as shots_of

SHORTEST_SEGMENT_S: Final = 1  # a start of ffmpeg costs as much as five frames
LONGEST_SEGMENT_S: Final = 3  # so long does one wait when a single shot has changed
LONGEST_WITH_A_WHOLE_CLIP_S: Final = 4  # a little longer, if a dissolve need not be opened twice
MOST_INPUTS: Final = 12  # files that one ffmpeg has open
LONGEST_REVERSE: Final = 32  # frames that are held in memory to be turned round

_Placed = TypeVar("_Placed", PictureClip, Dissolve)


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
    borders = _changes(edit)
    clips, dissolves = _on_at(borders, edit.picture), _on_at(borders, edit.dissolves)
    for start, end in pairwise(borders):
        scene = Scene(
            frame=start, clips=next(clips), dissolves=next(dissolves), seen_through=seen_through
        )
        picture = picture_of(scene)
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


def _on_at(frames: Iterable[int], each: Iterable[_Placed]) -> Iterator[list[_Placed]]:
    """Yield what is on at each of the frames, which grow; looks at every one only once."""
    coming = deque(sorted(each, key=lambda one: one.start_frame))
    on: list[_Placed] = []
    for frame in frames:
        while coming and coming[0].start_frame <= frame:
            on.append(coming.popleft())
        on = [one for one in on if one.end_frame > frame]
        yield on


def _pieces(span: Span, rate: Fraction) -> Iterator[Span]:
    """Cut a long span, so that several workers may share it and a reverse fits into memory."""
    longest = int(LONGEST_SEGMENT_S * rate)
    first = span.start
    if any(clip.speed < 0 for clip in shots_of(span.picture)):
        longest = LONGEST_REVERSE
    elif span.frames <= 2 * longest:
        longest = span.frames
    else:
        first -= _depth(span, rate) % longest
    for start in range(first, span.end, longest):
        begin, end = max(start, span.start), min(start + longest, span.end)
        yield Span(start=begin, frames=end - begin, picture=span.picture)


def _depth(span: Span, rate: Fraction) -> int:
    """Return how far into its medium the lowest clip is when a span begins, in film frames.

    A long shot is cut where its medium is, not where it begins: when its beginning is trimmed, the
    parts after the first are the same as before.
    """
    clip = next((clip for clip in shots_of(span.picture) if clip.speed), None)
    if clip is None:
        return 0
    return floor(clip.source_in * rate / clip.speed) + span.start - clip.start_frame


def segments_of(
    spans: Sequence[Span], *, rate: Fraction, looks: Callable[[Span], str]
) -> tuple[Segment, ...]:
    """Return the spans as segments. `looks` tells what a span looks like, wherever it lies."""
    prints = [looks(span) for span in spans]
    segments: list[Segment] = []
    first = 0
    while first < len(spans):
        begun = spans[first].start

        def worth(end: int, begun: int = begun) -> tuple[bool, bool, str]:
            is_long = spans[end - 1].end - begun > LONGEST_WITH_A_WHOLE_CLIP_S * rate
            return is_long, _parts_a_clip(spans, end), _charm(prints, end)

        end = min(_ends_in_reach(spans, first, rate), key=worth)
        segments.append(Segment(spans=tuple(spans[first:end])))
        first = end
    return tuple(segments)


def _ends_in_reach(spans: Sequence[Span], first: int, rate: Fraction) -> Iterable[int]:
    """Yield the spans before which a segment that begins with the first one may end."""
    frames = inputs = 0
    for end in range(first + 1, len(spans) + 1):
        frames += spans[end - 1].frames
        inputs += len(shots_of(spans[end - 1].picture))
        is_full = inputs >= MOST_INPUTS or end == len(spans)
        if frames >= SHORTEST_SEGMENT_S * rate or is_full:
            yield end
        if frames >= LONGEST_SEGMENT_S * rate or is_full:
            return


def _parts_a_clip(spans: Sequence[Span], cut: int) -> bool:
    """Return whether a clip goes on behind a cut, so that two segments would have to open it."""
    around = (shots_of(span.picture) for span in spans[cut - 1 : cut + 1])
    before, after = (*around, ()) if cut == len(spans) else around
    return not set(before).isdisjoint(after)


def _charm(prints: Sequence[str], cut: int) -> str:
    """Return a number that only the spans on both sides of a cut decide; the film's end wins."""
    if cut == len(prints):
        return ""
    return sha256(f"{prints[cut - 1]}|{prints[cut]}".encode()).hexdigest()
