"""The sound of a timeline as flat clips at whole samples. Pure.

Only audio tracks sound. A transition between two sounds is a crossfade, one between a sound and a
gap a fade.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pipeline.documents.edit import SoundClip
from pipeline.timeline.lines import Line, Slot, entered, slots_of
from pipeline.timeline.nodes import Clip, Gap, Stack, Track, Transition, duration_of
from pipeline.timeline.references import find_medium
from pipeline.timing import SAMPLE_RATE, frames_to_samples, nearest


@dataclass(slots=True)
class _Sound:
    """Collects clips; `track` counts the audio tracks that have been entered."""

    known: Mapping[str, str]
    clips: list[SoundClip] = field(default_factory=list)
    track: int = 0

    def stack(self, stack: Stack, line: Line, span: range) -> None:
        for child in stack.children:
            if not isinstance(child, Track | Stack) or not child.enabled:
                continue
            shown = line.ticks(Fraction(0), duration_of(child), span)
            own = entered(child, line, Fraction(0))
            if isinstance(child, Stack):
                self.stack(child, own, shown)
            elif not child.is_video:
                self.items(child, own, shown, self.track)
                self.track += 1

    def items(self, track: Track, line: Line, span: range, number: int) -> None:
        for slot in slots_of(track):
            item = slot.item
            if isinstance(item, Gap) or not item.enabled:
                continue
            shown = line.ticks(slot.seen_from, slot.seen_until, span)
            own = entered(item, line, slot.start)
            if isinstance(item, Clip):
                self.clip(slot, own, shown, number)
            elif isinstance(item, Track):
                self.items(item, own, shown, number)
            else:
                self.stack(item, own, shown)

    def clip(self, slot: Slot, line: Line, span: range, number: int) -> None:
        clip = slot.item
        if not isinstance(clip, Clip) or not span or not line.slope:
            return
        if clip.reference.generator or clip.reference.images:
            return
        names = clip.reference.names
        self.clips.append(
            SoundClip(
                media=find_medium(names, self.known) or next(iter(names), "?"),
                source_in=line.at(span.start) - clip.reference.start,
                start_sample=span.start,
                samples=len(span),
                fade_in_samples=_fade(slot.before, len(span)),
                fade_out_samples=_fade(slot.after, len(span)),
                track=number,
                speed=line.slope * SAMPLE_RATE,
                name=clip.name,
            )
        )


def _fade(transition: Transition | None, longest: int) -> int:
    if transition is None:
        return 0
    return min(longest, nearest((transition.in_offset + transition.out_offset) * SAMPLE_RATE))


def flatten_sound(
    stack: Stack, *, known: Mapping[str, str], frames: int, rate: Fraction
) -> tuple[SoundClip, ...]:
    """Return the sound clips of a timeline's stack; a clip frozen in time is silent."""
    sound = _Sound(known=known)
    line = Line(origin=stack.start, slope=Fraction(1, SAMPLE_RATE))
    sound.stack(stack, line, range(frames_to_samples(frames, rate)))
    return tuple(sorted(sound.clips, key=lambda clip: (clip.start_sample, clip.track)))
