"""What sounds when in a mix: the clips of the locked edit and the cues of the group, as one list.

Pure. Cuts get a crossfade of five milliseconds out of the handles, and edges a fade of two: too
short to hear as a fade, long enough that no cut clicks.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from typing import Final

from pipeline.documents.buses import Strip
from pipeline.documents.edit import Edit, SoundClip
from pipeline.documents.sound import FULLY, Cue, CueRole
from pipeline.timing import SAMPLE_RATE, frames_to_samples, nearest

Bus = CueRole

HALF_CROSSFADE: Final = 120
EDGE_FADE: Final = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class MixSource:
    """A file that can be heard."""

    path: Path
    kind: str
    """The demuxer that ffmpeg is forced to use."""
    zero: Fraction = Fraction(0)
    """Seconds from the first packet of the file to its time zero: its first video frame."""
    microphones: int = 0
    """How many channels a recording has that does not say where they are; 0 if it says so."""
    digest: str = ""
    """SHA-256 of the bytes; "" when nobody has counted, and then nothing of it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MixClip:
    """A stretch of one source on one bus; samples at 48 kHz."""

    media: str
    bus: Bus
    in_sample: int
    """First sample of the source after its time zero; what lies before the file is silent."""
    start_sample: int
    samples: int
    gain_db: float = 0.0
    fade_in_samples: int = EDGE_FADE
    fade_out_samples: int = EDGE_FADE
    speed: Fraction = Fraction(1)
    pan: float = 0.0
    """-1 is left, 0 the middle, 1 right."""
    is_mono: bool = False
    """Whether it was one microphone, and both sides are the same."""

    @property
    def end_sample(self) -> int:
        """First sample after the clip."""
        return self.start_sample + self.samples


@dataclass(frozen=True, slots=True, kw_only=True)
class MixPlan:
    """All that is heard, and for how long."""

    samples: int
    """Exact length of the mix."""
    clips: tuple[MixClip, ...] = ()
    ducks_music: bool = True
    """Whether anything steps back while there is dialogue."""
    strips: tuple[Strip, ...] = ()
    """What is set on the buses; one that is not here is as nobody touched it."""

    def buses(self) -> frozenset[Bus]:
        """Return the buses on which something lies."""
        return frozenset(clip.bus for clip in self.clips)


def plan_of_edit(edit: Edit) -> MixPlan:
    """Return the sound of an edit alone."""
    tracks = groupby(sorted(edit.sound, key=_by_track), key=lambda clip: clip.track)
    clips = (clip for _, track in tracks for clip in _without_clicks(tuple(track)))
    return MixPlan(
        samples=frames_to_samples(edit.frames, edit.frame_rate),
        clips=tuple(sorted(clips, key=lambda clip: clip.start_sample)),
    )


def with_cues(
    plan: MixPlan,
    cues: Iterable[Cue],
    lengths: Mapping[str, int],
    *,
    mono: Collection[str] = (),
) -> MixPlan:
    """Return the plan with the group's cues; lengths are those of the files, in samples.

    The files of one microphone are named, as they are panned in another way than those of two.

    A finished mix of the group takes the place of the sound of the edit.
    """
    added = tuple(_clip_of_cue(cue, lengths[cue.file], cue.file in mono) for cue in cues)
    has_own_mix = any(clip.bus is Bus.MIX for clip in added)
    kept = () if has_own_mix else plan.clips
    clips = sorted(kept + added, key=lambda clip: clip.start_sample)
    return replace(plan, clips=tuple(clips))


def _by_track(clip: SoundClip) -> tuple[int, int]:
    return clip.track, clip.start_sample


def _clip_of_cue(cue: Cue, length: int, is_mono: bool) -> MixClip:
    rest = max(0, length - cue.in_sample)
    return MixClip(
        media=cue.file,
        bus=cue.role,
        in_sample=cue.in_sample,
        start_sample=cue.start_sample,
        samples=rest if cue.samples is None else min(rest, cue.samples),
        gain_db=cue.gain_db,
        fade_in_samples=max(EDGE_FADE, cue.fade_in_samples),
        fade_out_samples=max(EDGE_FADE, cue.fade_out_samples),
        pan=cue.pan / FULLY,
        is_mono=is_mono,
    )


def _without_clicks(track: tuple[SoundClip, ...]) -> list[MixClip]:
    """Return the clips of one track, with each cut made soft."""
    clips = [_clip_of_edit(clip) for clip in track]
    for index in range(len(clips) - 1):
        before, after = clips[index], clips[index + 1]
        if abs(after.start_sample - before.end_sample) > 1:
            continue
        if _runs_on(before, after):
            clips[index] = replace(before, fade_out_samples=0)
            clips[index + 1] = replace(after, fade_in_samples=0)
        elif before.fade_out_samples == after.fade_in_samples == EDGE_FADE:
            clips[index] = _into(before)
            clips[index + 1] = _out_of(after)
    return clips


def _clip_of_edit(clip: SoundClip) -> MixClip:
    return MixClip(
        media=clip.media,
        bus=Bus(clip.role.value),
        in_sample=nearest(clip.source_in * SAMPLE_RATE),
        start_sample=clip.start_sample,
        samples=clip.samples,
        gain_db=clip.gain_db,
        fade_in_samples=max(EDGE_FADE, clip.fade_in_samples),
        fade_out_samples=max(EDGE_FADE, clip.fade_out_samples),
        speed=clip.speed,
    )


def _runs_on(before: MixClip, after: MixClip) -> bool:
    """Return whether a cut is no cut: the same sound goes on."""
    gap = after.start_sample - before.end_sample
    same = before.media == after.media and before.speed == after.speed == 1
    return (
        same
        and gap == 0
        and before.gain_db == after.gain_db
        and abs(before.in_sample + before.samples - after.in_sample) <= 1
    )


def _into(clip: MixClip) -> MixClip:
    """Return the clip that goes on under the beginning of the next."""
    samples = clip.samples + HALF_CROSSFADE
    return replace(clip, samples=samples, fade_out_samples=2 * HALF_CROSSFADE)


def _out_of(clip: MixClip) -> MixClip:
    """Return the clip that begins under the end of the one before."""
    handle = nearest(HALF_CROSSFADE * clip.speed)
    return replace(
        clip,
        in_sample=clip.in_sample - handle,
        start_sample=clip.start_sample - HALF_CROSSFADE,
        samples=clip.samples + HALF_CROSSFADE,
        fade_in_samples=2 * HALF_CROSSFADE,
    )
