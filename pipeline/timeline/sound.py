"""The sound of a timeline as flat clips at whole samples. Pure.

Only audio tracks sound. A transition between two sounds is a crossfade, one between a sound and a
gap a fade.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from pipeline.documents.edit import SoundClip, SoundRole
from pipeline.timeline.lines import Line, Slot, entered, slots_of
from pipeline.timeline.nodes import Clip, Gap, Stack, Track, Transition, duration_of
from pipeline.timeline.references import Known, link_of
from pipeline.timing import SAMPLE_RATE, frames_to_samples, nearest

SLOWEST_HEARD: Final = Fraction(1, 100)
FASTEST_HEARD: Final = Fraction(100)
"""Times normal speed; beyond them a sound is a rumble or a click, and is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Channel:
    """What the tracks and sequences around a sound say of it."""

    track: int = 0
    gain_db: float = 0.0
    role: SoundRole = SoundRole.DIALOGUE

    def through(self, item: Track | Stack) -> "_Channel":
        role = item.role if isinstance(item, Track) else None
        return replace(self, gain_db=self.gain_db + item.gain_db, role=role or self.role)


@dataclass(slots=True)
class _Sound:
    """Collects clips; `entered` counts the audio tracks so far."""

    known: Known
    clips: list[SoundClip] = field(default_factory=list)
    entered: int = 0

    def stack(self, stack: Stack, line: Line, span: range, channel: _Channel) -> None:
        for child in stack.children:
            if not isinstance(child, Track | Stack) or not child.enabled:
                continue
            shown = line.ticks(Fraction(0), duration_of(child), span)
            own = entered(child, line)
            if isinstance(child, Stack):
                self.stack(child, own, shown, channel.through(child))
            elif not child.is_video:
                self.items(child, own, shown, replace(channel.through(child), track=self.entered))
                self.entered += 1

    def items(self, track: Track, line: Line, span: range, channel: _Channel) -> None:
        for slot in slots_of(track):
            item = slot.item
            if isinstance(item, Gap) or not item.enabled:
                continue
            shown = line.ticks(slot.seen_from, slot.seen_until, span)
            clock = line.since(slot.start)
            if isinstance(item, Clip):
                self.clip(slot, clock, shown, channel)
            elif isinstance(item, Track):
                self.items(item, entered(item, clock), shown, channel.through(item))
            else:
                self.stack(item, entered(item, clock), shown, channel.through(item))

    def clip(self, slot: Slot, clock: Line, span: range, channel: _Channel) -> None:
        clip = slot.item
        if not isinstance(clip, Clip) or not span or not is_heard(clip, clock):
            return
        line = entered(clip, clock)
        link = link_of(clip.reference, self.known)
        fades = _fades(slot, clip, clock, len(span))
        self.clips.append(
            SoundClip(
                media=link.media,
                source_in=line.at(span.start) - link.start,
                start_sample=span.start,
                samples=len(span),
                gain_db=channel.gain_db + clip.manner.gain_db,
                fade_in_samples=fades[0],
                fade_out_samples=fades[1],
                track=channel.track,
                role=channel.role,
                speed=line.slope * SAMPLE_RATE,
                name=clip.name,
            )
        )


def is_heard(clip: Clip, clock: Line) -> bool:
    """Return whether a clip on an audio track can sound: pictures cannot, nor what stands still."""
    if clip.reference.generator or clip.reference.images:
        return False
    speed = abs(clip.speed * clock.slope * SAMPLE_RATE)
    return SLOWEST_HEARD <= speed <= FASTEST_HEARD


def _fades(slot: Slot, clip: Clip, clock: Line, longest: int) -> tuple[int, int]:
    """Return the samples of the fades at both ends, of the transitions or the clip's own."""
    manner = clip.manner
    seconds = [_overlap(slot.before) or manner.fade_in, _overlap(slot.after) or manner.fade_out]
    if clock.slope < 0:
        seconds.reverse()
    samples = [nearest(second / abs(clock.slope)) for second in seconds]
    return min(longest, samples[0]), min(longest, samples[1])


def _overlap(transition: Transition | None) -> Fraction:
    return transition.in_offset + transition.out_offset if transition else Fraction(0)


def flatten_sound(
    stack: Stack, *, known: Known, frames: int, rate: Fraction
) -> tuple[SoundClip, ...]:
    """Return the sound clips of a timeline's stack; a clip frozen in time is silent."""
    sound = _Sound(known=known)
    line = Line(origin=stack.start, slope=Fraction(1, SAMPLE_RATE))
    sound.stack(stack, line, range(frames_to_samples(frames, rate)), _Channel())
    return tuple(sorted(sound.clips, key=lambda clip: (clip.start_sample, clip.track)))
