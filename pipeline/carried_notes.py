"""Where a note on an earlier cut belongs in a newer one: at the same material, not the same time.

Pure. A note stands on a frame of the film; that frame shows a moment of a medium; wherever the
newer cut shows this moment again, there the note belongs. Where it does not, the note is told to
be about a picture that is not in the cut any more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.documents.edit import Edit, Images
from pipeline.editing.cut_shots import CutShot, shots_in
from pipeline.timing import nearest

Material = tuple[str, str, str, Images | None]
"""What is seen: its medium, or what makes the picture and its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Where a note belongs now."""

    frames: tuple[int, ...] = ()
    """The frames that show its moment, the nearest to where it was first; none: it is gone."""
    to_frame: int | None = None
    """Last frame of its range after the first of them, if it has one there."""


def carried(before: Edit, now: Edit, frame: int, to_frame: int | None = None) -> Carried:
    """Return where the material of a frame, or of a range of frames, is in another cut."""
    frames = frames_of(before, now, frame)
    if not frames or to_frame is None:
        return Carried(frames=frames)
    ends = [one for one in frames_of(before, now, to_frame) if one >= frames[0]]
    return Carried(frames=frames, to_frame=min(ends, default=None))


def frames_of(before: Edit, now: Edit, frame: int) -> tuple[int, ...]:
    """Return the frames of a cut that show what a frame of another cut shows, nearest first."""
    shot = seen_at(before, frame)
    if shot is None:
        return ()
    moment = _Moment(
        material=material_of(shot),
        second=_second(shot, frame, before.frame_rate),
        inside=frame - shot.start_frame if not shot.clip.speed else 0,
    )
    found = {
        place
        for one in shots_in(now)
        if material_of(one) == moment.material
        for place in _places(one, moment, now.frame_rate)
        if seen_at(now, place) == one
    }
    return tuple(sorted(found, key=lambda place: (abs(place - frame), place)))


def seen_at(edit: Edit, frame: int) -> CutShot | None:
    """Return the shot that is on at a frame; None where the film is black."""
    on = [one for one in shots_in(edit) if one.start_frame <= frame < one.start_frame + one.frames]
    return max(on, key=lambda one: one.clip.layer, default=None)


def material_of(shot: CutShot) -> Material:
    """Return what a shot is made of."""
    clip = shot.clip
    return clip.media, clip.generator, clip.text, clip.images


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    """One moment of a medium."""

    material: Material
    second: Fraction
    inside: int
    """How far into a frozen picture, in frames."""


def _second(shot: CutShot, frame: int, rate: Fraction) -> Fraction:
    clip = shot.clip
    return clip.source_in + (frame - clip.start_frame) * clip.speed / rate


def _places(shot: CutShot, moment: _Moment, rate: Fraction) -> Iterator[int]:
    """Yield the frame of a shot that shows a moment, if one does."""
    clip, end = shot.clip, shot.start_frame + shot.frames
    if not clip.speed:
        if nearest((moment.second - clip.source_in) * rate) == 0:
            yield min(shot.start_frame + moment.inside, end - 1)
        return
    place = clip.start_frame + nearest((moment.second - clip.source_in) * rate / clip.speed)
    if shot.start_frame <= place < end:
        yield place
