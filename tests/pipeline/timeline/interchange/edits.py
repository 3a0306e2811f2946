"""Edits as short lists of what is on, for tests of what goes in and comes out."""

from fractions import Fraction
from pathlib import Path

from pipeline.documents.edit import Edit
from pipeline.timeline.flatten import flatten
from pipeline.timeline.interchange.opening import opened
from pipeline.timeline.reading import timeline_of
from pipeline.timing import SAMPLE_RATE

GOLDEN = Path(__file__).with_name("golden")
Row = tuple[object, ...]


def edit_in(path: Path, *, rate: Fraction | None = None) -> Edit:
    """The edit of a file, its media by the names it gives them."""
    return flatten(timeline_of(opened(path, name=path.name, rate=rate).plain), known={})


def golden(name: str, *, rate: Fraction | None = None) -> Edit:
    """The edit of a file in the folder beside this one."""
    return edit_in(GOLDEN / name, rate=rate)


def seen(edit: Edit) -> list[Row]:
    """What is seen: name, first frame of the medium, place, length, speed."""
    return [
        (
            clip.media or clip.generator,
            clip.source_in * edit.frame_rate,
            clip.start_frame,
            clip.frames,
            clip.speed,
        )
        for clip in edit.picture
    ]


def mixed(edit: Edit) -> list[tuple[int, int]]:
    """Where it dissolves, and for how many frames."""
    return [(one.start_frame, one.frames) for one in edit.dissolves]


def heard(edit: Edit) -> list[Row]:
    """What is heard, in frames of the film, for samples lie within them."""
    per_sample = edit.frame_rate / SAMPLE_RATE
    return [
        (
            clip.media,
            clip.source_in * edit.frame_rate,
            clip.start_sample * per_sample,
            clip.samples * per_sample,
            clip.speed,
        )
        for clip in edit.sound
    ]


def told(edit: Edit) -> list[str]:
    """What became of the things of the timeline, one line each."""
    return [f"{one.fate.value} {one.place}: {one.message}" for one in edit.losses]
