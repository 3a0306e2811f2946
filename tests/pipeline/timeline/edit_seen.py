"""What an edit shows and sounds like at one instant, in the words of the oracle.

The picture is read from the rendering plan, so that flattening and planning are both judged.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from itertools import chain
from typing import Any

from pipeline.documents.edit import Edit, PictureClip
from pipeline.render.plan import Mix, Over, Shot, Veiled, spans_of
from pipeline.render.plan import Picture as Planned
from tests.pipeline.timeline.oracle import (
    BLACK,
    FREE,
    SAMPLE_RATE,
    TITLE,
    Heard,
    Picture,
    Recording,
    frame_of,
    laid,
    mixed,
)

Media = Mapping[str, Recording]
HARDLY = Fraction(1, 1000)


def pictures_of(edit: Edit, media: Media) -> list[Picture]:
    """Return what each frame shows."""

    def seen_through(clip: PictureClip) -> bool:
        return clip.media in media and media[clip.media].is_title

    spans = spans_of(edit, seen_through=seen_through)
    return list(
        chain.from_iterable(
            (_picture(span.picture, frame, edit, media) for frame in range(span.start, span.end))
            for span in spans
        )
    )


def _picture(planned: Planned, frame: int, edit: Edit, media: Media) -> Picture:
    if isinstance(planned, Shot):
        return _shot(planned.clip, frame, edit, media)
    if isinstance(planned, Mix):
        sides = [
            _picture(side, frame, edit, media) for side in (planned.outgoing, planned.incoming)
        ]
        weight = (frame + Fraction(1, 2) - planned.ramp_start) / planned.ramp_frames
        return mixed(sides[0], sides[1], weight)
    if isinstance(planned, Veiled):
        opacity = planned.opacity + (frame - planned.at) * planned.step
        return ("veiled", _picture(planned.picture, frame, edit, media), opacity)
    if isinstance(planned, Over):
        each = [_picture(one, frame, edit, media) for one in planned.pictures]
        return reduce(laid, each)
    return BLACK


def _shot(clip: PictureClip, frame: int, edit: Edit, media: Media) -> Picture:
    if clip.generator:
        return BLACK if clip.generator == "black" else ("drawn", clip.generator)
    at = clip.source_in + (frame - clip.start_frame) * clip.speed / edit.frame_rate
    if clip.images:
        pictures = Recording(rate=clip.images.rate, frames=clip.images.count)
        return frame_of(f"{clip.images.prefix}{clip.images.suffix}", pictures, at)
    if clip.media not in media:
        return ("drawn", "slate")
    medium = media[clip.media]
    return TITLE if medium.is_title else frame_of(clip.media, medium, at)


def is_as_asked(shown: Picture, asked: Picture) -> bool:
    """Return whether a picture is what was asked for; what is free may be anything."""
    if asked == FREE:
        return True
    if asked[0] == "mix" and shown == FREE:
        return FREE in asked  # two free pictures are one
    is_alike = len(shown) == len(asked) and shown[0] == asked[0]
    return is_alike and all(map(_is_alike, shown[1:], asked[1:]))


def _is_alike(one: Any, other: Any) -> bool:
    if isinstance(other, tuple):
        return is_as_asked(one, other)
    if isinstance(other, Fraction):  # a dissolve inside a frozen sequence nearly stands still
        return bool(abs(one - other) < HARDLY)
    return bool(one == other)


def heard_at(edit: Edit, sample: int) -> frozenset[Heard]:
    """Return what sounds at a sample."""
    return frozenset(
        Heard(
            name=clip.media,
            second=clip.source_in + (sample - clip.start_sample) * clip.speed / SAMPLE_RATE,
            speed=clip.speed,
        )
        for clip in edit.sound
        if clip.start_sample <= sample < clip.end_sample
    )
