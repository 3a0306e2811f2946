"""Whether the sound of a finished film is where its picture is (C42).

Known marks are the sounds that must be in it: the edit tells to the sample where each production
sound is. In six parts of the film, from its beginning to its end, what should be heard is laid over
what is heard in the file itself. Where it is surely found, its place is judged; where music covers
it or somebody has replaced it, nothing is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.documents.report import Finding, blocker
from pipeline.media.ffmpeg import Watch
from pipeline.render.console import Console
from pipeline.render.film_facts import FilmFacts
from pipeline.render.in_step import HOP, Mono, Step, step_of
from pipeline.render.mix_plan import MixClip, MixPlan, MixSource
from pipeline.render.pcm import decode, stretches
from pipeline.timing import SAMPLE_RATE, frames_to_timecode

PARTS: Final = 6
LOOK: Final = 4 * SAMPLE_RATE
"""Longest stretch that is compared at once; in a short film a third of it."""
SHORTEST_LOOK: Final = SAMPLE_RATE
SEARCH: Final = 3 * SAMPLE_RATE
"""How far off a sound is looked for, before and after its place."""
TRIES: Final = 2
"""Stretches of each part that are tried."""
MOST_FRAMES: Final = 1
_STEP: Final = SAMPLE_RATE // 2

_LATE: Final = (
    "The sound comes %(frames)s frames after its picture here. Render the film again; if you"
    " brought a mix of your own, line it up with the picture first."
)
_EARLY: Final = (
    "The sound comes %(frames)s frames before its picture here. Render the film again; if you"
    " brought a mix of your own, line it up with the picture first."
)
_BEGINS_APART: Final = (
    "Picture and sound of the file begin %(frames)s frames apart. Render the film again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSound:
    """What must be heard in a film, and where."""

    plan: MixPlan
    """Only what is sure to be in it: no music, nothing that a mixer may have laid elsewhere."""
    sources: Mapping[str, MixSource]
    begins_frame: int = 0
    """The frame of the film at which the plan begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One stretch of a film."""

    start: int
    """First sample of it in the plan."""
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """What was found of a film."""

    judged: tuple[Judged, ...] = ()
    """Where the sound was surely found, one place for each part of the film at the most."""
    unheard: int = 0
    """Parts in which it was not."""


def sync_of(
    known: KnownSound, facts: FilmFacts, sound: Path, work: Path, watch: Watch | None = None
) -> Sync:
    """Return how the sound of a film, one channel of 16 bits at 48 kHz, fits to its picture.

    Files are made in a folder. Raise WorkFailed or Cancelled.
    """
    parts = looks_of(known.plan)
    left = dict(enumerate(parts))
    found: list[Judged] = []
    begins = float(known.begins_frame / facts.rate) + facts.picture_begins
    for number in range(TRIES):
        tried = {part: looks[number] for part, looks in left.items() if number < len(looks)}
        if not tried:
            break
        length = _look(known.plan.samples)
        expected = _expected(known, tuple(tried.values()), length, work / str(number), watch)
        for part, start in tried.items():
            ours = _mono(expected, start, length)
            at = round(begins * SAMPLE_RATE) + start
            step = step_of(ours, _heard(sound, at - SEARCH, length + 2 * SEARCH))
            if step is not None and step.is_sure:
                found.append(Judged(start=start, step=step))
                del left[part]
    judged = tuple(sorted(found, key=lambda one: one.start))
    return Sync(judged=judged, unheard=len(parts) - len(judged))


def looks_of(plan: MixPlan) -> tuple[tuple[int, ...], ...]:
    """Return for each part of a plan where to look, best first; parts without a sound are left out.

    Best is where clips lie all the time.
    """
    length = _look(plan.samples)
    count = min(PARTS, plan.samples // length) if length >= SHORTEST_LOOK else 0
    edges = [plan.samples * part // count for part in range(count + 1)] if count else []
    parts = (_best(plan, first, last, length) for first, last in pairwise(edges))
    return tuple(part for part in parts if part)


def _look(samples: int) -> int:
    """Return the length of the stretches that are compared, in whole hops."""
    return min(LOOK, samples // 3) // HOP * HOP


def _best(plan: MixPlan, first: int, last: int, length: int) -> tuple[int, ...]:
    starts = (*range(first, last - length, _STEP), last - length)
    covered = {start: _covered(plan.clips, start, start + length) for start in starts}
    best: list[int] = []
    for start in sorted(covered, key=lambda one: -covered[one]):
        if covered[start] and all(abs(start - one) >= length for one in best):
            best.append(start)
    return tuple(best[:TRIES])


def _covered(clips: Sequence[MixClip], first: int, last: int) -> int:
    """Return for how many samples of a stretch there are clips, at most for all of them."""
    inside = (min(last, clip.end_sample) - max(first, clip.start_sample) for clip in clips)
    return min(last - first, sum(max(0, samples) for samples in inside))


def _expected(
    known: KnownSound, starts: Sequence[int], length: int, work: Path, watch: Watch | None
) -> Console:
    """Return what gives the sound as it should be, around these places only."""
    clips = {
        part: None
        for start in starts
        for clip in known.plan.clips
        if (part := _within(clip, start, start + length))
    }
    needed = stretches(clips)
    work.mkdir()
    found = decode(needed.values(), known.sources, into=work, watch=watch)
    pcm = {clip: found[part] for clip, part in needed.items() if part in found}
    plan = replace(known.plan, clips=tuple(clips), ducks_music=False, strips=())
    return Console(plan=plan, pcm=pcm, work=work)


def _within(clip: MixClip, first: int, last: int) -> MixClip | None:
    """Return the part of a clip in a stretch; one at another speed stays whole."""
    begin, end = max(first, clip.start_sample), min(last, clip.end_sample)
    if begin >= end:
        return None
    if clip.speed != 1:
        return clip
    return replace(
        clip,
        in_sample=clip.in_sample + begin - clip.start_sample,
        start_sample=begin,
        samples=end - begin,
        fade_in_samples=0,
        fade_out_samples=0,
    )


def _mono(console: Console, start: int, count: int) -> Mono:
    mono: Mono = console.heard(start, count).mean(axis=1)
    return mono


def _heard(sound: Path, first: int, count: int) -> Mono:
    """Return a stretch of a film's sound; silence before its beginning and after its end."""
    out = np.zeros(count, np.float32)
    skip = min(count, max(0, -first))
    with sound.open("rb") as file:
        file.seek(2 * (first + skip))
        raw = file.read(2 * (count - skip))
    found = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2")
    out[skip : skip + len(found)] = found / np.float32(32_768)
    return out


def sync_findings(known: KnownSound, sync: Sync, rate: Fraction) -> Iterator[Finding]:
    """Yield each place at which the sound is more than a frame off its picture."""
    for one in sync.judged:
        frames = frames_late(one, rate)
        if abs(frames) > MOST_FRAMES:
            at = known.begins_frame + int(one.start * rate / SAMPLE_RATE)
            yield blocker(
                "C42",
                frames_to_timecode(at, rate),
                _LATE if frames > 0 else _EARLY,
                frames=abs(frames),
            )


def frames_late(one: Judged, rate: Fraction) -> float:
    """Return how many frames too late a sound is heard, to a tenth: finer it is not measured."""
    return round(one.step.late * float(rate) / SAMPLE_RATE, 1)


def beginning_findings(facts: FilmFacts) -> Iterator[Finding]:
    """Yield that the container lets picture and sound begin more than a frame apart."""
    if facts.sound_begins is None:
        return
    frames = round(abs(facts.sound_begins - facts.picture_begins) * float(facts.rate), 1)
    if frames > MOST_FRAMES:
        yield blocker("C42", "0:00.0", _BEGINS_APART, frames=frames)
