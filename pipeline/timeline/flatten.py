"""Nested tracks, gaps, transitions and speeds as flat clips at whole frames. Pure.

Every position on the way is a straight line from film frames to the item's own seconds
(`lines.Line`), so that trims and speeds of nested sequences compose exactly and nothing is rounded
until the last step: a film frame belongs to the item that is on at its first instant.

Layers: a stack gives each of its tracks a range of layers of its own. A track with transitions has
two rolls of layers, A and B, and its items take turns, so that both sides of a dissolve exist at
the same time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil
from operator import attrgetter
from typing import Final

from pipeline.documents.edit import Dissolve, Edit, OpacityKey, PictureClip
from pipeline.documents.losses import Loss, changed, dropped
from pipeline.timeline.lines import Line, Stretch, entered, runs_of, slots_of, stretches_of
from pipeline.timeline.manner import OpacityAt
from pipeline.timeline.nodes import (
    Clip,
    Gap,
    Item,
    Stack,
    Timeline,
    Track,
    Transition,
    duration_of,
)
from pipeline.timeline.references import Known, link_of
from pipeline.timeline.sound import flatten_sound

USUAL_RATE: Final = Fraction(25)
USUAL_SIZE: Final = (1280, 720)
LONGEST_FILM_S: Final = Fraction(4 * 3600)
SOUND_SUFFIXES: Final = (
    *(".wav", ".aif", ".aiff", ".flac", ".mp3", ".m4a", ".aac", ".ogg", ".opus", ".w64", ".caf"),
)
STANDSTILL: Final = Fraction(1, 10**6)  # the pace of a dissolve inside a frozen sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFormat:
    """What the film shall be, where the timeline does not say or shall not decide."""

    rate: Fraction | None = None
    size: tuple[int, int] | None = None


def height_of(item: object) -> int:
    """Return how many layers the picture of an item takes."""
    if isinstance(item, Stack):
        return sum(height_of(child) for child in item.children if _is_picture(child))
    if isinstance(item, Track):
        return _roll_of(item) * (2 if _has_transitions(item) else 1)
    return 1


def _roll_of(track: Track) -> int:
    """Return how many layers the highest item of a track takes; a dissolve of nothings takes one,
    too.
    """
    return max((height_of(slot.item) for slot in slots_of(track)), default=0) or 1


def _has_transitions(track: Track) -> bool:
    return any(isinstance(child, Transition) for child in track.children)


def _is_picture(child: object) -> bool:
    if isinstance(child, Track):
        return child.is_video and child.enabled
    return isinstance(child, Clip | Stack) and child.enabled


@dataclass(slots=True)
class _Picture:
    """Collects clips and dissolves."""

    rate: Fraction
    known: Known
    clips: list[PictureClip] = field(default_factory=list)
    dissolves: list[Dissolve] = field(default_factory=list)
    losses: dict[str, Loss] = field(default_factory=dict)

    def item(self, item: Item, clock: Line, span: range, layer: int) -> None:
        """Add an item; `clock` counts the seconds since its beginning."""
        if not span or isinstance(item, Gap) or not item.enabled:
            return
        if isinstance(item, Clip):
            self.clip(item, clock, span, layer)
        elif isinstance(item, Track):
            self.track(item, entered(item, clock), span, layer)
        else:
            self.stack(item, entered(item, clock), span, layer)

    def stack(self, stack: Stack, line: Line, span: range, layer: int) -> None:
        for child in stack.children:
            if isinstance(child, Transition | Gap) or not _is_picture(child):
                continue
            shown = span
            if isinstance(child, Clip | Stack) or child.trimmed is not None:
                shown = line.ticks(Fraction(0), duration_of(child), span)
            self.item(child, line, shown, layer)
            layer += height_of(child)

    def track(self, track: Track, line: Line, span: range, layer: int) -> None:
        if not track.is_video:
            return
        slots = tuple(slots_of(track))
        roll = _roll_of(track)
        rolls = (layer, layer + roll if _has_transitions(track) else layer)
        stretches = stretches_of(slots)
        for number, start, end in runs_of(stretches):
            slot = slots[number]
            shown = line.ticks(start, end, span)
            self.item(slot.item, line.since(slot.start), shown, rolls[number % 2])
        for stretch in stretches:
            if stretch.mixed:
                own, other = rolls[stretch.slot % 2], rolls[(stretch.slot + 1) % 2]
                self.dissolve(stretch, line, span, ((own, own + roll), (other, other + roll)))

    def dissolve(
        self,
        stretch: Stretch,
        line: Line,
        span: range,
        layers: tuple[tuple[int, int], tuple[int, int]],
    ) -> None:
        """Mix a slot's item with the next. The weight grows by one step a frame of the sequence
        itself.
        """
        shown = line.ticks(stretch.start, stretch.end, span)
        if not shown or stretch.mixed is None:
            return
        start, end = stretch.mixed
        pace = line.slope * self.rate or STANDSTILL
        steps = (end - start) * self.rate
        begun = (line.at(shown.start) - start) * self.rate + Fraction(1, 2)
        self.dissolves.append(
            Dissolve(
                start_frame=shown.start,
                frames=len(shown),
                ramp_start=shown.start + Fraction(1, 2) - begun / pace,
                ramp_frames=steps / pace,
                outgoing=layers[0],
                incoming=layers[1],
            )
        )

    def clip(self, clip: Clip, clock: Line, span: range, layer: int) -> None:
        line = entered(clip, clock)
        reference = clip.reference
        link = link_of(reference, self.known)
        if link.media.lower().endswith(SOUND_SUFFIXES) and not reference.generator:
            sentence = "“%(name)s” is a sound: on a picture track nothing is seen of it."
            self.losses[link.media] = dropped(sentence, name=link.media)
            return
        self.clips.append(
            PictureClip(
                media="" if reference.generator else link.media,
                source_in=line.at(span.start) - link.start,
                start_frame=span.start,
                frames=len(span),
                speed=line.slope * self.rate,
                layer=layer,
                generator=reference.generator.lower(),
                images=reference.images,
                name=clip.name,
                text=reference.text,
                look=clip.manner.look,
                opacity=_keys(clip.manner.opacity, clock, span),
            )
        )


def _keys(opacity: Sequence[OpacityAt], clock: Line, span: range) -> tuple[OpacityKey, ...]:
    """Return opacities by frames of the film; inside what stands still, the one of that moment."""
    if not clock.slope and opacity:
        return (OpacityKey(frame=Fraction(0), opacity=_opacity_at(opacity, clock.origin)),)
    keys = (
        OpacityKey(frame=(second - clock.origin) / clock.slope - span.start, opacity=value)
        for second, value in opacity
    )
    return tuple(sorted(keys, key=attrgetter("frame")))


def _opacity_at(opacity: Sequence[OpacityAt], second: Fraction) -> float:
    before = [key for key in opacity if key[0] <= second]
    after = [key for key in opacity if key[0] > second]
    if not before or not after:
        return (before[-1:] or after[:1])[0][1]
    (start, low), (end, high) = before[-1], after[0]
    return low + (high - low) * float((second - start) / (end - start))


def film_rate(timeline: Timeline, film: FilmFormat | None = None) -> Fraction:
    """Return the frame rate of an edit: the film's, else the timeline's, else 25."""
    return (film.rate if film else None) or timeline.rate or USUAL_RATE


def flatten(timeline: Timeline, *, known: Known, film: FilmFormat | None = None) -> Edit:
    """Return the edit of a timeline. `known` finds its media (see `references`).

    A reference that finds nothing keeps its own name.
    """
    film = film or FilmFormat()
    rate = film_rate(timeline, film)
    width, height = film.size or timeline.size or USUAL_SIZE
    seconds = duration_of(timeline.stack)
    frames = ceil(min(seconds, LONGEST_FILM_S) * rate - Fraction(1, 1000))
    line = Line(origin=timeline.stack.start, slope=1 / rate)
    picture = _Picture(rate=rate, known=known)
    picture.stack(timeline.stack, line, range(frames), 0)
    losses = (*timeline.losses, *picture.losses.values())
    if seconds > LONGEST_FILM_S:
        losses = (*losses, changed("The timeline is longer than four hours and was cut there."))
    return Edit(
        name=timeline.name,
        frame_rate=rate,
        width=width,
        height=height,
        frames=frames,
        picture=_in_order(picture.clips),
        dissolves=tuple(sorted(picture.dissolves, key=lambda one: (one.start_frame, one.outgoing))),
        sound=flatten_sound(timeline.stack, known=known, frames=frames, rate=rate),
        losses=losses,
    )


def _in_order(clips: list[PictureClip]) -> tuple[PictureClip, ...]:
    return tuple(sorted(clips, key=lambda clip: (clip.start_frame, clip.layer)))
