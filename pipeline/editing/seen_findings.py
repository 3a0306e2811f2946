"""What one sees only when the film is there: a picture that stands still, or is black, in a shot.

The codes are those of the list of typical mistakes in docs/stages.md.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.edit import Edit
from pipeline.documents.report import Finding, warning
from pipeline.render.film_facts import Stretch
from pipeline.render.plan import Black, Mix, Picture, Shot, shots_of, whole_spans_of
from pipeline.timing import frames_to_timecode

LONGEST_FREEZE_S: Final = 1
LEAST_BLACK: Final = 2  # frames; one of them may be a flash between two shots
MOST_OF_A_KIND: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenStretch:
    """Frames of the film in which one thing is seen."""

    start: int
    end: int

    @property
    def frames(self) -> int:
        """How many frames."""
        return self.end - self.start


def freezes(edit: Edit, found: Iterable[Stretch]) -> Iterator[Finding]:
    """Yield a warning where the picture stands still for a second and the timeline does not say so
    (C37).
    """
    meant = _meant(edit, _stands_still)
    least = LONGEST_FREEZE_S * edit.frame_rate
    for one in _unmeant(found, meant, edit.frame_rate, least)[:MOST_OF_A_KIND]:
        yield warning(
            "C37",
            frames_to_timecode(one.start, edit.frame_rate),
            "The picture stands still for %(seconds)s seconds. Is the recording damaged there?",
            seconds=round(float(one.frames / edit.frame_rate), 1),
        )


def blacks(edit: Edit, found: Iterable[Stretch]) -> Iterator[Finding]:
    """Yield a warning where a shot is black though no gap and no fade lies there (C35)."""
    meant = _meant(edit, _is_dark)
    for one in _unmeant(found, meant, edit.frame_rate, Fraction(LEAST_BLACK))[:MOST_OF_A_KIND]:
        yield warning(
            "C35",
            frames_to_timecode(one.start, edit.frame_rate),
            "The picture of the shot is black for %(frames)s frames. Is that meant?",
            frames=one.frames,
        )


def _stands_still(picture: Picture) -> bool:
    """Return whether nothing in a picture moves, as the timeline says."""
    return all(
        clip.speed == 0 or clip.generator or (clip.images and clip.images.count == 1)
        for clip in shots_of(picture)
    )


def _is_dark(picture: Picture) -> bool:
    """Return whether a picture is black, or comes from black or goes there."""
    if isinstance(picture, Black):
        return True
    if isinstance(picture, Mix):
        return _is_dark(picture.outgoing) or _is_dark(picture.incoming)
    return isinstance(picture, Shot) and bool(picture.clip.generator)


def _meant(edit: Edit, is_meant: Callable[[Picture], bool]) -> set[int]:
    """Return the frames in which the timeline asks for it."""
    spans = (span for span in whole_spans_of(edit) if is_meant(span.picture))
    return {frame for span in spans for frame in range(span.start, span.end)}


def _unmeant(
    found: Iterable[Stretch], meant: set[int], rate: Fraction, least: Fraction
) -> list[SeenStretch]:
    """Return the longest part of each stretch that is not meant, where it is long enough."""
    parts = (
        _longest(range(round(one.begin * rate), round(one.end * rate)), meant) for one in found
    )
    return [part for part in parts if part.frames >= least]


def _longest(frames: range, meant: set[int]) -> SeenStretch:
    longest = SeenStretch(start=frames.start, end=frames.start)
    start = frames.start
    for frame in (*frames, None):
        if frame is None or frame in meant:
            end = frames.stop if frame is None else frame
            if end - start > longest.frames:
                longest = SeenStretch(start=start, end=end)
            start = end + 1
    return longest
