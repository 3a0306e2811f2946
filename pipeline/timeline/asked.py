"""What a timeline asks for: each medium that it names, and which of its times are on where. Pure.

A clip may lie in nested sequences, be trimmed, and run at another speed. All of that is worked out
by flattening the timeline once with every reference as a medium of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.documents.edit import PictureClip, SoundClip
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.nodes import Clip, Gap, Item, Reference, Timeline, Transition
from pipeline.timeline.references import Link, Links
from pipeline.timing import SAMPLE_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One stretch of the film in which a medium is on."""

    start_frame: int
    """Of the film."""
    frames: int
    first: Fraction
    """The earliest instant of the medium that is on, in the timeline's own seconds for it."""
    last: Fraction
    """The latest one, inclusive."""
    is_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One medium as the timeline calls it, and where it is on."""

    reference: Reference
    uses: tuple[Use, ...] = ()
    """By their place in the film; empty for a clip that is switched off."""

    @property
    def is_picture(self) -> bool:
        """Whether it is seen somewhere."""
        return any(use.is_picture for use in self.uses)


def asked_of(timeline: Timeline, *, film: FilmFormat | None = None) -> tuple[Asked, ...]:
    """Return each reference of a timeline once, in the order of the file; generators are none."""
    references = tuple(dict.fromkeys(_references(timeline.stack)))
    links = {
        one: Link(media=str(number), start=Fraction(0)) for number, one in enumerate(references)
    }
    edit = flatten(timeline, known=Links(found=links), film=film)
    uses: dict[str, list[Use]] = {}
    for clip in edit.picture:
        if not clip.generator:
            uses.setdefault(clip.media, []).append(_seen(clip, edit.frame_rate))
    for sound in edit.sound:
        uses.setdefault(sound.media, []).append(_heard(sound, edit.frame_rate))
    return tuple(
        Asked(
            reference=one,
            uses=tuple(sorted(uses.get(str(number), ()), key=lambda use: use.start_frame)),
        )
        for number, one in enumerate(references)
    )


def _references(item: Item | Transition) -> Iterator[Reference]:
    if isinstance(item, Clip):
        if not item.reference.generator:
            yield item.reference
    elif not isinstance(item, Gap | Transition):
        for child in item.children:
            yield from _references(child)


def _seen(clip: PictureClip, rate: Fraction) -> Use:
    ends = (clip.source_in, clip.source_in + (clip.frames - 1) * clip.speed / rate)
    return Use(
        start_frame=clip.start_frame,
        frames=clip.frames,
        first=min(ends),
        last=max(ends),
        is_picture=True,
    )


def _heard(clip: SoundClip, rate: Fraction) -> Use:
    ends = (clip.source_in, clip.source_in + (clip.samples - 1) * clip.speed / SAMPLE_RATE)
    start = int(clip.start_sample * rate / SAMPLE_RATE)
    return Use(
        start_frame=start,
        frames=max(1, int(clip.end_sample * rate / SAMPLE_RATE) - start),
        first=min(ends),
        last=max(ends),
        is_picture=False,
    )
