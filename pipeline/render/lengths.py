"""Media that are shorter than a timeline believes, or change while they are read."""

from collections.abc import Mapping
from fractions import Fraction
from hashlib import file_digest
from math import ceil, floor

from pipeline.documents.edit import Edit, PictureClip
from pipeline.errors import WorkFailed
from pipeline.render.sources import Medium, Source

Marks = Mapping[str, tuple[int, int]]
"""Size and time of the last change of each file."""


def held_frames(clip: PictureClip, rate: Fraction, seconds: Fraction | None) -> int:
    """Return how many frames of a clip lie before or after a medium of this length; the nearest
    picture stands still there.
    """
    if seconds is None or clip.generator or not clip.speed:
        return 0
    bounds = sorted(
        (edge - clip.source_in) * rate / clip.speed for edge in (Fraction(0), seconds)
    )  # in frames of the clip
    if clip.speed > 0:
        inside = range(ceil(bounds[0]), ceil(bounds[1]))
    else:
        inside = range(floor(bounds[0]) + 1, floor(bounds[1]) + 1)
    shown = range(max(0, inside.start), min(clip.frames, inside.stop))
    return clip.frames - len(shown)


def held_in(edit: Edit, sources: Mapping[str, Source]) -> Mapping[str, int]:
    """Return for each medium that is too short how many frames of the film stand still for it."""
    found: dict[str, int] = {}
    for clip in edit.picture:
        source = sources.get(clip.media)
        if source is None or source.is_still:
            continue
        # The last picture is on screen for a while that no header is asked about: a film frame.
        length = source.last - source.first + 1 / edit.frame_rate
        frames = held_frames(clip, edit.frame_rate, length)
        if frames:
            found[clip.media] = found.get(clip.media, 0) + frames
    return found


def marks_of(media: Mapping[str, Medium]) -> Marks:
    """Return what tells of each file whether it is written to."""
    stats = {name: medium.path.stat() for name, medium in media.items() if medium.path.exists()}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in stats.items()}


def must_be_as_before(media: Mapping[str, Medium], before: Marks) -> None:
    """Raise WorkFailed if a file is not what it was: what was made of it must not be kept.

    A file that was only touched is read again: a store does that with what arrives twice.
    """
    after = marks_of(media)
    for name in sorted(before):
        if after.get(name) != before[name] and not _is_the_same(media[name]):
            raise WorkFailed(
                "“%(name)s” was changed while the film was made. "
                "Wait until it is copied, then render again.",
                name=name,
                can_retry=True,
            )


def _is_the_same(medium: Medium) -> bool:
    try:
        with medium.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == medium.digest
    except FileNotFoundError:
        return False
