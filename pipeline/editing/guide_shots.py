"""What a guide film says at each of its frames: which take is seen, and which frame of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.takes import Take
from pipeline.errors import CannotRead
from pipeline.render.plan import Mix, Over, Picture, Shot, whole_spans_of
from pipeline.timing import FrameRate, frames_to_timecode, timecode_to_frames

_HAIR: Final = Fraction(1, 1000)
"""Seconds: the times of files are rounded, and a frame counts from its rounded time on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reel:
    """How the frames of a recording are counted."""

    rate: FrameRate
    start_timecode: str = ""

    def timecode(self, seconds: Fraction) -> str:
        """Return the timecode at a second after the first frame; without one it begins at 0."""
        frame = max(0, ((seconds + _HAIR) * self.rate).__floor__())
        try:
            begin = timecode_to_frames(self.start_timecode, self.rate)
        except CannotRead:
            begin = 0
        drops = ";" in self.start_timecode
        return frames_to_timecode(begin + frame, self.rate, drop_frame=drops)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a guide says of its picture at one frame; empty where the film is black."""

    name: str = ""
    timecode: str = ""


def reels_of(takes: tuple[Take, ...]) -> dict[str, Reel]:
    """Return how the frames of takes are counted, by name."""
    return {take.name: Reel(rate=take.rate, start_timecode=take.start_timecode) for take in takes}


def said_of(edit: Edit, reels: Mapping[str, Reel]) -> Iterator[Said]:
    """Yield what is said at each frame of a film."""
    plain = Reel(rate=edit.frame_rate)
    for span in whole_spans_of(edit):
        for frame in range(span.start, span.end):
            clip = _seen(span.picture, frame)
            if clip is None:
                yield Said()
            elif not clip.media:
                yield Said(name=clip.name or clip.generator)
            else:
                at = clip.source_in + (frame - clip.start_frame) * clip.speed / edit.frame_rate
                reel = reels.get(clip.media, plain)
                yield Said(name=clip.media, timecode=reel.timecode(at))


def _seen(picture: Picture, frame: int) -> PictureClip | None:
    """Return the clip that is seen most: the incoming one from the middle of a dissolve on."""
    if isinstance(picture, Shot):
        return picture.clip
    if isinstance(picture, Mix):
        weight = (frame + Fraction(1, 2) - picture.ramp_start) / picture.ramp_frames
        return _seen(picture.incoming if weight >= Fraction(1, 2) else picture.outgoing, frame)
    if isinstance(picture, Over):
        return _seen(picture.pictures[-1], frame)
    return None
