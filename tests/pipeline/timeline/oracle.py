"""What a timeline must show and sound like, asked one instant at a time.

A second reading of OpenTimelineIO, naive and slow on purpose: it knows nothing of nodes, edits or
plans, walks the library's own objects down from the top for every frame, and so makes other
mistakes than the product does. The rules are those of docs/timelines.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import opentimelineio as otio

SAMPLE_RATE = 48_000
NTSC = (Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001))

Picture = tuple[Any, ...]
"""("black",), ("free",): nothing is promised, ("drawn", kind), ("source", name, frame),
("mix", outgoing, incoming, weight of the incoming), ("over", below, above), and what may be seen
through: ("title",), ("veiled", picture, its weight)."""
BLACK: Picture = ("black",)
FREE: Picture = ("free",)
TITLE: Picture = ("title",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A medium as the oracle knows it."""

    rate: Fraction = Fraction(25)
    frames: int = 0
    times: tuple[Fraction, ...] = ()
    """When each frame comes on screen, if they do not come evenly."""
    is_title: bool = False
    """A still picture that may be seen through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One sound at one instant."""

    name: str
    second: Fraction
    """Of the medium."""
    speed: Fraction


def rate_of(rate: float) -> Fraction:
    if abs(rate - round(rate)) < 1e-6:
        return Fraction(round(rate))
    ntsc = [one for one in NTSC if abs(rate - float(one)) < 0.005]
    return ntsc[0] if ntsc else Fraction(rate).limit_denominator(100_000)


def seconds_of(time: Any) -> Fraction:
    return Fraction(time.value).limit_denominator(1_000_000) / rate_of(time.rate)


def base(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Oracle:
    """Answers for one timeline."""

    timeline: Any
    rate: Fraction
    media: Mapping[str, Recording]

    @property
    def frames(self) -> int:
        return ceil(length(self.timeline.tracks) * self.rate - Fraction(1, 1000))

    def picture(self, frame: int) -> Picture:
        top = self.timeline.tracks
        return opaque(self._of_stack(top, begin(top) + frame / self.rate))

    def sound(self, second: Fraction) -> frozenset[Heard]:
        top = self.timeline.tracks
        return frozenset(self._heard_in_stack(top, begin(top) + second, Fraction(1)))

    # The picture: None where there is nothing, so that what lies below is seen.

    def _of_item(self, item: Any, inside: Fraction) -> Picture | None:
        """Return the picture of an item, `inside` seconds after its own beginning."""
        if not item.enabled or isinstance(item, otio.schema.Gap):
            return None
        at = begin(item) + inside * speed(item)
        if isinstance(item, otio.schema.Clip):
            return self._of_clip(item, at)
        if isinstance(item, otio.schema.Track):
            return self._of_track(item, at)
        return self._of_stack(item, at)

    def _of_stack(self, stack: Any, at: Fraction) -> Picture | None:
        shown: Picture | None = None
        for child in stack:
            if isinstance(child, otio.schema.Track) and child.kind == "Audio":
                continue
            is_whole = isinstance(child, otio.schema.Track) and child.source_range is None
            if not is_whole and not 0 <= at < length(child):
                continue
            found = self._of_item(child, at)
            if found is not None:
                shown = laid(shown, found) if shown and is_sheer(found) else found
        return shown

    def _of_track(self, track: Any, at: Fraction) -> Picture | None:
        if track.kind == "Audio":
            return None
        items = placed(track)
        for index, first, last in transitions(track):
            if first <= at < last:
                sides = [items[index - 1], items[index + 1]]
                step = (at - first) * self.rate + Fraction(1, 2)
                weight = step / ((last - first) * self.rate)
                out, into = (self._of_item(one.item, at - one.start) for one in sides)
                return turning(out, into, weight)
        for one in items.values():
            if one.start <= at < one.end:
                return self._of_item(one.item, at - one.start)
        return None

    def _of_clip(self, clip: Any, at: Fraction) -> Picture | None:
        reference = clip.media_reference
        if isinstance(reference, otio.schema.GeneratorReference):
            kind = reference.generator_kind.lower()
            return BLACK if kind == "black" else ("drawn", kind)
        at -= first_of(reference)
        if isinstance(reference, otio.schema.ImageSequenceReference):
            name = f"{reference.name_prefix}{reference.name_suffix}"
            rate = rate_of(reference.rate) / reference.frame_step
            span = seconds_of(reference.available_range.duration)
            pictures = Recording(rate=rate, frames=round(span * rate))
            return frame_of(name, pictures, at)
        name, medium = self._medium(reference)
        if medium is None:
            return ("drawn", "slate")
        return TITLE if medium.is_title else frame_of(name, medium, at)

    def _medium(self, reference: Any) -> tuple[str, Recording | None]:
        if not isinstance(reference, otio.schema.ExternalReference):
            return "", None
        written = base(reference.target_url)
        names = [name for name in (unquote(written), written) if name in self.media]
        return (names[0], self.media[names[0]]) if names else (written, None)

    # The sound.

    def _heard_in_stack(self, stack: Any, at: Fraction, pace: Fraction) -> Iterator[Heard]:
        for child in stack:
            if not isinstance(child, otio.schema.Track | otio.schema.Stack) or not child.enabled:
                continue
            if not 0 <= at < length(child):
                continue
            yield from self._heard_inside(child, at, pace, is_seen=is_video(child))

    def _heard_inside(
        self, item: Any, inside: Fraction, pace: Fraction, *, is_seen: bool = False
    ) -> Iterator[Heard]:
        at, pace = begin(item) + inside * speed(item), pace * speed(item)
        if isinstance(item, otio.schema.Stack):
            yield from self._heard_in_stack(item, at, pace)
        elif isinstance(item, otio.schema.Track) and not is_seen:
            yield from self._heard_on_track(item, at, pace)
        elif isinstance(item, otio.schema.Clip) and pace:
            reference = item.media_reference
            is_missing = isinstance(reference, otio.schema.MissingReference)
            name = item.name if is_missing else self._medium(reference)[0]
            if name:
                second = at - first_of(item.media_reference)
                yield Heard(name=name, second=second, speed=pace)

    def _heard_on_track(self, track: Any, at: Fraction, pace: Fraction) -> Iterator[Heard]:
        ends = {index: last for index, _, last in transitions(track)}
        begins = {index: first for index, first, _ in transitions(track)}
        for index, one in placed(track).items():
            first, last = begins.get(index - 1, one.start), ends.get(index + 1, one.end)
            is_heard = one.item.enabled and not isinstance(one.item, otio.schema.Gap)
            if is_heard and first <= at < last:
                yield from self._heard_inside(one.item, at - one.start, pace)


def frame_of(name: str, medium: Recording, at: Fraction) -> Picture:
    """Return the frame that is on screen; outside the medium nothing is promised."""
    if medium.times:
        past = [number for number, time in enumerate(medium.times) if time <= at]
        return ("source", name, past[-1]) if past else FREE
    number = floor(at * medium.rate)
    return ("source", name, number) if 0 <= number < medium.frames else FREE


def is_sheer(picture: Picture) -> bool:
    """Return whether what lies below is seen through a picture."""
    if picture[0] == "mix":
        return is_sheer(picture[1]) and is_sheer(picture[2])
    return picture[0] in ("title", "veiled") or (picture[0] == "over" and is_sheer(picture[1]))


def laid(below: Picture, above: Picture) -> Picture:
    """Return one picture over another; of many, the lowest two first, however they came."""
    if above[0] == "over":
        return laid(laid(below, above[1]), above[2])
    return ("over", below, above)


def opaque(picture: Picture | None) -> Picture:
    """Return a picture with black behind it, if anything is seen through it."""
    if picture is None:
        return BLACK
    return laid(BLACK, picture) if is_sheer(picture) else picture


def turning(outgoing: Picture | None, incoming: Picture | None, weight: Fraction) -> Picture:
    """Return one picture that turns into another; what is seen through stays so."""
    there = [side for side in (outgoing, incoming) if side is not None]
    if not there or not all(map(is_sheer, there)):
        return mixed(opaque(outgoing), opaque(incoming), weight)
    if outgoing is None or incoming is None:
        return ("veiled", there[0], weight if outgoing is None else 1 - weight)
    return mixed(outgoing, incoming, weight)


def mixed(outgoing: Picture, incoming: Picture, weight: Fraction) -> Picture:
    return outgoing if outgoing == incoming else ("mix", outgoing, incoming, weight)


def is_video(item: Any) -> bool:
    return isinstance(item, otio.schema.Track) and item.kind != "Audio"


def speed(item: Any) -> Fraction:
    product = Fraction(1)
    for effect in item.effects:
        if isinstance(effect, otio.schema.FreezeFrame) and effect.enabled:
            product = Fraction(0)
        elif isinstance(effect, otio.schema.LinearTimeWarp) and effect.enabled:
            product *= Fraction(effect.time_scalar).limit_denominator(1000)
    return product


def first_of(reference: Any) -> Fraction:
    """Return the time that the first frame of a medium is called."""
    available = reference.available_range if reference else None
    return seconds_of(available.start_time) if available else Fraction(0)


def begin(item: Any) -> Fraction:
    """Return the item's own second at which it begins."""
    if item.source_range is not None:
        return seconds_of(item.source_range.start_time)
    return first_of(item.media_reference) if isinstance(item, otio.schema.Clip) else Fraction(0)


def length(item: Any) -> Fraction:
    """Return the seconds an item takes where it lies."""
    if isinstance(item, otio.schema.Transition):
        return Fraction(0)
    if item.source_range is not None:
        return seconds_of(item.source_range.duration)
    if isinstance(item, otio.schema.Clip):
        available = item.media_reference.available_range
        return seconds_of(available.duration) if available else Fraction(0)
    each = [length(child) for child in item]
    return (
        sum(each, Fraction(0))
        if isinstance(item, otio.schema.Track)
        else max(each, default=Fraction(0))
    )


@dataclass(frozen=True, slots=True)
class Placed:
    """An item at its place on a track."""

    item: Any
    start: Fraction

    @property
    def end(self) -> Fraction:
        return self.start + length(self.item)


def placed(track: Any) -> dict[int, Placed]:
    """Return the items of a track by their index among its children."""
    start, found = Fraction(0), {}
    for index, child in enumerate(track):
        if not isinstance(child, otio.schema.Transition):
            found[index] = Placed(child, start)
            start += length(child)
    return found


def transitions(track: Any) -> Iterator[tuple[int, Fraction, Fraction]]:
    """Yield the index of each transition that has an item on both sides, and its seconds."""
    items = placed(track)
    for index, child in enumerate(track):
        if isinstance(child, otio.schema.Transition) and {index - 1, index + 1} <= set(items):
            cut = items[index + 1].start
            yield index, cut - seconds_of(child.in_offset), cut + seconds_of(child.out_offset)
