"""An OpenTimelineIO file as nodes: checked before it is parsed, parsed where a crash harms nobody.

1. Count bytes, depth and clips without a parser (`scan`).
2. Let OpenTimelineIO bring it to today's schema, in a process with limits (`upgrade`).
3. Read plain JSON into nodes: times are finite and bounded, unknown things are named losses.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from tempfile import gettempdir
from typing import Any, Final

from pipeline.documents.edit import NORMAL_SPEED
from pipeline.documents.losses import Loss, changed, dropped
from pipeline.media.ffmpeg import GIB, Limits, run_python
from pipeline.timeline.edges import between_items
from pipeline.timeline.generators import drawn
from pipeline.timeline.manner import (
    AS_IT_IS,
    Clock,
    Manner,
    gain_of,
    manner_of,
    role_of,
)
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
from pipeline.timeline.plain import (
    Plain,
    active_reference,
    film_rate,
    film_size,
    is_enabled,
    is_video_track,
    list_of,
    name_of,
    not_a_timeline,
    object_of,
    rate_of_range,
    refuse_constant,
    schema_of,
)
from pipeline.timeline.references import reference_of
from pipeline.timeline.resolve import Settings, other_sound_of, their_own
from pipeline.timeline.scan import refuse_many, scan
from pipeline.timeline.times import range_of, seconds_of, speed_of

UPGRADE: Final = Path(__file__).with_name("upgrade.py")
LIMITS: Final = Limits(wall_s=10, cpu_s=10, memory_bytes=2 * GIB, file_bytes=1)
USUAL_RATE: Final = Fraction(25)  # of places, where a timeline says no rate


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


def timeline_of(plain: Plain) -> Timeline:
    """Return the nodes of upgraded JSON. Raise CannotRead."""
    reader = _Reader()
    stack = reader.stack(object_of(plain.get("tracks")))
    refuse_many(reader.clips)
    metadata = plain.get("metadata")
    if isinstance(metadata, Mapping) and metadata.get("claquette_notes_left_out"):
        reader.lose(
            changed("The notes and colours of this timeline cannot be read: they are gone.")
        )
    rate = film_rate(plain.get("global_start_time"), reader.first_rate)
    return Timeline(
        name=name_of(plain),
        rate=rate,
        size=film_size(metadata if isinstance(metadata, Mapping) else {}),
        stack=stack,
        losses=reader.placed(rate or USUAL_RATE),
    )


def read_timeline(timeline: bytes) -> Timeline:
    """Return the nodes of an .otio file. Raise CannotRead with what to do about it."""
    return timeline_of(upgraded(timeline))


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
        schema = schema_of(plain)
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
        for one in map(object_of, list_of(plain.get("children"))):
            with self.places.item(is_sound=schema_of(one) == "Track" and not is_video_track(one)):
                child = self.child(one, is_video=is_video)
                self.places.note(one)
                if child is not None:
                    kept.append(child)
                    self.places.go_on(duration_of(child))
        return tuple(kept)

    def clip(self, plain: Plain, *, is_video: bool) -> Clip:
        self.clips += 1
        name = name_of(plain)
        medium = active_reference(plain)
        available = range_of(medium.get("available_range")) if medium else None
        reach = range_of(plain.get("source_range")) or available
        if reach is None:
            sentence = "The clip “%(name)s” does not say how long it is and was left out."
            self.lose(dropped(sentence, name=name), name)
        if is_video and self.first_rate is None and reach is not None:
            self.first_rate = rate_of_range(plain.get("source_range"), medium)
        reference = reference_of(medium, name, plain.get("metadata"))
        for loss in drawn(medium)[2] if medium and reference.generator else ():
            self.lose(loss, name)
        duration = reach.duration if reach else Fraction(0)
        rate = rate_of_range(plain.get("source_range"), medium) or self.first_rate or USUAL_RATE
        speed, manner = self.effects(plain, Clock(rate=rate, seconds=duration))
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
            enabled=is_enabled(plain),
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
        is_video = is_video_track(plain)
        children, losses = between_items(self.children(plain, is_video=is_video), name_of(plain))
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
        if schema_of(plain) != "Stack":
            raise not_a_timeline("the tracks are not a stack")
        return Stack(children=self.children(plain), **self.trim(plain))

    def trim(self, plain: Plain) -> dict[str, Any]:
        """Return what tracks and stacks have in common."""
        reach = range_of(plain.get("source_range"))
        return {
            "name": name_of(plain),
            "start": reach.start if reach else Fraction(0),
            "trimmed": reach.duration if reach else None,
            "speed": self.whole(plain, reach.duration if reach else Fraction(0)),
            "enabled": is_enabled(plain),
            "gain_db": gain_of(plain),
        }

    def whole(self, plain: Plain, seconds: Fraction) -> Fraction:
        """Return the speed of a track or a sequence; its pictures can only be shown as they are."""
        rate = self.first_rate or USUAL_RATE
        speed, manner = self.effects(plain, Clock(rate=rate, seconds=seconds))
        if manner != replace(AS_IT_IS, gain_db=manner.gain_db):
            sentence = "“%(name)s” is a sequence: its opacity, place, size and fades are not done."
            self.lose(dropped(sentence, name=name_of(plain)))
        return speed

    def effects(self, plain: Plain, clock: Clock) -> tuple[Fraction, Manner]:
        """Return the speed and the manner of an item, and name every other effect as a loss."""
        speed, name = NORMAL_SPEED, name_of(plain)
        theirs = Settings(name=name)
        for effect in map(object_of, list_of(plain.get("effects") or [])):
            schema, settings = schema_of(effect), their_own(effect)
            if not is_enabled(effect):
                continue
            if schema == "FreezeFrame":
                speed = Fraction(0)
            elif schema == "LinearTimeWarp":
                speed *= speed_of(effect.get("time_scalar"))
            elif settings is not None:
                theirs.take(settings)
            else:
                named = str(effect.get("effect_name") or effect.get("name") or schema)[:40]
                sentence = "The effect “%(effect)s” on “%(name)s” is not done."
                self.lose(dropped(sentence, effect=named, name=name), name)
        for loss in theirs.losses:
            self.lose(loss, name)
        return speed, theirs.manner(manner_of(plain, clock), clock)
