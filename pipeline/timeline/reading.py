"""An OpenTimelineIO file as nodes: checked before it is parsed, parsed where a crash harms nobody.

1. Count bytes, depth and clips without a parser (`scan`).
2. Let OpenTimelineIO bring it to today's schema, in a process with limits (`upgrade`).
3. Read plain JSON into nodes: times are finite and bounded, unknown things are named losses.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final

from pipeline.documents.losses import Loss, changed, dropped
from pipeline.errors import CannotRead
from pipeline.media.ffmpeg import GIB, Limits, run_python
from pipeline.timeline.edges import between_items
from pipeline.timeline.effects import Affected, affected, affected_whole
from pipeline.timeline.generators import drawn
from pipeline.timeline.manner import Clock, Manner, gain_of, is_muted, role_of
from pipeline.timeline.nodes import (
    Child,
    Clip,
    Gap,
    Stack,
    Timeline,
    Track,
    Transition,
    duration_of,
)
from pipeline.timeline.places import Places
from pipeline.timeline.references import reference_of
from pipeline.timeline.resolve import other_sound_of, their_own
from pipeline.timeline.scan import refuse_many, scan
from pipeline.timeline.times import range_of, rate_of, seconds_of

UPGRADE: Final = Path(__file__).with_name("upgrade.py")
LIMITS: Final = Limits(wall_s=10, cpu_s=10, memory_bytes=2 * GIB, file_bytes=1)
HIGHEST_FILM_RATE: Final = 240
USUAL_RATE: Final = Fraction(25)  # of places, where a timeline says no rate
LARGEST_SIDE: Final = 8192
LONGEST_NAME: Final = 200

Plain = Mapping[str, Any]
Does = Callable[..., Affected]


def upgraded(timeline: bytes) -> dict[str, Any]:
    """Return the JSON of an .otio file in today's schema. Raise CannotRead."""
    scan(timeline)
    status, printed = run_python(UPGRADE, cwd=Path(gettempdir()), limits=LIMITS, feed=(timeline,))
    if status != 0 or printed[:1] in ("", "!"):
        raise not_a_timeline(printed[:500] or f"exit status {status}")
    scan(printed.encode())
    try:
        plain: dict[str, Any] = json.loads(printed, parse_constant=refuse_constant)
    except ValueError as fault:
        raise not_a_timeline(str(fault)) from fault
    return plain


def not_a_timeline(detail: str) -> CannotRead:
    """Return the error for what is none, with the technician's detail."""
    return CannotRead(
        "This is not a timeline that can be read. Export it again, best as OpenTimelineIO (.otio).",
        detail=detail,
    )


def refuse_constant(name: str) -> float:
    """Raise ValueError for the numbers of JSON that are none."""
    raise ValueError(f"{name} is not a number")


def timeline_of(plain: Plain) -> Timeline:
    """Return the nodes of upgraded JSON. Raise CannotRead."""
    reader = _Reader()
    stack = reader.stack(_object(plain.get("tracks")))
    refuse_many(reader.clips)
    metadata = plain.get("metadata")
    rate = _film_rate(plain.get("global_start_time"), reader.first_rate)
    return Timeline(
        name=_name(plain),
        rate=rate,
        size=_film_size(metadata if isinstance(metadata, Mapping) else {}),
        stack=stack,
        losses=reader.placed(rate or USUAL_RATE),
    )


def read_timeline(timeline: bytes) -> Timeline:
    """Return the nodes of an .otio file. Raise CannotRead with what to do about it."""
    return timeline_of(upgraded(timeline))


def _object(value: object) -> Plain:
    if not isinstance(value, Mapping):
        raise not_a_timeline(f"an object is expected, not {str(value)[:80]}")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise not_a_timeline(f"a list is expected, not {str(value)[:80]}")
    return value


def _name(plain: Plain) -> str:
    return str(plain.get("name") or "")[:LONGEST_NAME]


def _schema(plain: Plain) -> str:
    return str(plain.get("OTIO_SCHEMA", "")).partition(".")[0]


def _film_rate(start: object, first: Fraction | None) -> Fraction | None:
    rate = rate_of(start.get("rate")) if isinstance(start, Mapping) else first
    return rate if rate is not None and rate <= HIGHEST_FILM_RATE else None


def _film_size(metadata: Plain) -> tuple[int, int] | None:
    render = metadata.get("render")
    if not isinstance(render, Mapping):
        return None
    sides = (render.get("width"), render.get("height"))
    if all(isinstance(side, int) and 16 <= side <= LARGEST_SIDE for side in sides):
        return int(sides[0] or 0), int(sides[1] or 0)
    return None


def _is_video(plain: Plain) -> bool:
    return str(plain.get("kind") or "Video") != "Audio"


def _enabled(plain: Plain) -> bool:
    return plain.get("enabled") is not False and not is_muted(plain)


@dataclass(slots=True)
class _Reader:
    """Collects, while nodes are read, what only the whole file can tell."""

    places: Places = field(default_factory=Places)
    first_rate: Fraction | None = None
    clips: int = 0

    def lose(self, loss: Loss, name: str = "") -> None:
        self.places.lose(loss, name)

    def placed(self, rate: Fraction) -> tuple[Loss, ...]:
        """Return the losses with their places in timecode."""
        return self.places.told(rate)

    def child(self, plain: Plain, *, is_video: bool) -> Child | None:
        schema = _schema(plain)
        if schema == "Clip":
            return self.clip(plain, is_video=is_video)
        if schema == "Gap":
            reach = range_of(plain.get("source_range"))
            return Gap(duration=reach.duration if reach else Fraction(0))
        if schema == "Transition":
            return self.transition(plain)
        if schema == "Track":
            return self.track(plain)
        if schema == "Stack":
            return self.stack(plain)
        named = schema[:40] or "?"
        self.lose(dropped("“%(name)s” in the timeline is not known and was left out.", name=named))
        return None

    def children(self, plain: Plain, *, is_video: bool = True) -> tuple[Child, ...]:
        kept = []
        for one in map(_object, _list(plain.get("children"))):
            with self.places.item(is_sound=_schema(one) == "Track" and not _is_video(one)):
                child = self.child(one, is_video=is_video)
                self.places.note(one)
                if child is not None:
                    kept.append(child)
                    self.places.go_on(duration_of(child))
        return tuple(kept)

    def clip(self, plain: Plain, *, is_video: bool) -> Clip:
        self.clips += 1
        name = _name(plain)
        medium = _active_reference(plain)
        available = range_of(medium.get("available_range")) if medium else None
        reach = range_of(plain.get("source_range")) or available
        if reach is None:
            self.lose(
                dropped(
                    "The clip “%(name)s” does not say how long it is and was left out.", name=name
                ),
                name,
            )
        if is_video and self.first_rate is None and reach is not None:
            self.first_rate = _rate_of_range(plain.get("source_range"), medium)
        reference = reference_of(medium, name, plain.get("metadata"))
        for loss in drawn(medium)[2] if medium and reference.generator else ():
            self.lose(loss, name)
        duration = reach.duration if reach else Fraction(0)
        rate = _rate_of_range(plain.get("source_range"), medium) or self.first_rate or USUAL_RATE
        speed, manner = self.effects(plain, duration, rate)
        if not is_video and (other := other_sound_of(plain)):
            sentence = (
                "“%(name)s” sounds with the first of its sound tracks, not with number %(other)s."
            )
            self.lose(changed(sentence, name=name, other=other + 1), name)
        return Clip(
            name=name,
            start=reach.start if reach else Fraction(0),
            duration=duration,
            reference=reference,
            speed=speed,
            enabled=_enabled(plain),
            manner=manner,
        )

    def transition(self, plain: Plain) -> Transition:
        kind = str(plain.get("transition_type") or "")
        if kind != "SMPTE_Dissolve":
            named = kind[:40] or "?"
            self.lose(changed("The transition “%(name)s” is shown as a dissolve.", name=named))
        offsets = (seconds_of(plain.get("in_offset")), seconds_of(plain.get("out_offset")))
        if min(offsets) < 0:
            raise not_a_timeline("a transition with a negative offset")
        is_fade = their_own(plain) is not None
        return Transition(in_offset=offsets[0], out_offset=offsets[1], is_fade=is_fade)

    def track(self, plain: Plain) -> Track:
        is_video = _is_video(plain)
        children, losses = between_items(self.children(plain, is_video=is_video), _name(plain))
        for loss in losses:
            self.lose(loss)
        whole = Track(
            children=children,
            is_video=is_video,
            role=role_of(plain),
            **self.trim(plain),
        )
        # A range without any of its clips is a time of day, as converters of EDLs write it.
        end = duration_of(replace(whole, trimmed=None))
        is_beside = whole.trimmed is not None and not -whole.trimmed < whole.start <= end
        return replace(whole, start=Fraction(0)) if is_beside else whole

    def stack(self, plain: Plain) -> Stack:
        if _schema(plain) != "Stack":
            raise not_a_timeline("the tracks are not a stack")
        return Stack(children=self.children(plain), **self.trim(plain))

    def trim(self, plain: Plain) -> dict[str, Any]:
        """Return what tracks and stacks have in common."""
        reach = range_of(plain.get("source_range"))
        duration = reach.duration if reach else Fraction(0)
        rate = self.first_rate or USUAL_RATE
        speed, _ = self.effects(plain, duration, rate, affected_whole)
        return {
            "name": _name(plain),
            "start": reach.start if reach else Fraction(0),
            "trimmed": reach.duration if reach else None,
            "speed": speed,
            "enabled": _enabled(plain),
            "gain_db": gain_of(plain),
        }

    def effects(
        self, plain: Plain, duration: Fraction, rate: Fraction, does: Does = affected
    ) -> tuple[Fraction, Manner]:
        """Return the speed and the manner of an item, and name what is not done as a loss."""
        each, name = map(_object, _list(plain.get("effects") or [])), _name(plain)
        clock = Clock(rate=rate, seconds=duration)
        speed, manner, losses = does(plain, each, name=name, clock=clock)
        for loss in losses:
            self.lose(loss, name)
        return speed, manner


def _active_reference(plain: Plain) -> Plain | None:
    references = plain.get("media_references")
    if not isinstance(references, Mapping):
        return None
    medium = references.get(plain.get("active_media_reference_key") or "DEFAULT_MEDIA")
    return medium if isinstance(medium, Mapping) else None


def _rate_of_range(source_range: object, medium: Plain | None) -> Fraction | None:
    reach = source_range or (medium or {}).get("available_range")
    duration = reach.get("duration") if isinstance(reach, Mapping) else None
    return rate_of(duration.get("rate")) if isinstance(duration, Mapping) else None
