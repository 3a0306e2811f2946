"""Where the sound of the place jumps from one shot to the next (C46). Pure.

What is compared is the softest tenth of a second in the second before and in the second after a
hard cut, as the finished mix has it: what is heard between the words. A room tone or music that
runs on over the cut hides the jump, as it does for an audience.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

import numpy as np

from pipeline.documents.edit import Edit, SoundClip
from pipeline.render.meter import SILENT_DB, WINDOW, Readings
from pipeline.timing import SAMPLE_RATE, frames_to_samples

SOFT_FRAMES: Final = 2
"""A crossfade of so many frames makes a cut soft."""
JUMP_DB: Final = 10.0
NEAR: Final = SAMPLE_RATE // WINDOW
"""Readings that are looked at on either side of a cut."""
_NOTHING_DB: Final = SILENT_DB - 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HardCut:
    """A cut from one sound to the next of its track."""

    start: int
    """Where the sound before begins; samples."""
    at: int
    end: int
    """Where the sound after ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A cut at which the place gets louder or softer at once."""

    at: int
    decibels: float


def hard_cuts(edit: Edit) -> tuple[HardCut, ...]:
    """Return the cuts of an edit without a crossfade of two frames, in the order of the film."""
    soft = frames_to_samples(SOFT_FRAMES, edit.frame_rate)
    by_track = sorted(edit.sound, key=lambda clip: (clip.track, clip.start_sample))
    tracks = (tuple(clips) for _, clips in groupby(by_track, key=lambda clip: clip.track))
    cuts = (
        HardCut(start=before.start_sample, at=after.start_sample, end=after.end_sample)
        for track in tracks
        for before, after in pairwise(track)
        if _is_hard(before, after, soft)
    )
    return tuple(sorted(cuts, key=lambda cut: cut.at))


def _is_hard(before: SoundClip, after: SoundClip, soft: int) -> bool:
    """Return whether one sound follows the other at once, and is another one."""
    overlap = before.end_sample - after.start_sample
    fades = before.fade_out_samples + after.fade_in_samples
    read_on = before.source_in + before.samples * before.speed / SAMPLE_RATE
    runs_on = (before.media, before.speed) == (after.media, after.speed) and (
        abs(read_on - after.source_in) * SAMPLE_RATE <= 1 and before.gain_db == after.gain_db
    )
    return -1 <= overlap < soft and fades < soft and not runs_on


def jumps(total: Readings, cuts: Sequence[HardCut]) -> Iterator[Jump]:
    """Yield the cuts at which the readings of a mix jump."""
    decibels = 10 * np.log10(np.maximum(total, 1e-14))
    for cut in cuts:
        last, first = cut.at // WINDOW, -(-cut.at // WINDOW)
        before = decibels[max(last - NEAR, -(-cut.start // WINDOW), 0) : last]
        after = decibels[first : min(first + NEAR, cut.end // WINDOW)]
        if not (before.size and after.size):
            continue
        floors = sorted((float(before.min()), float(after.min())))
        step = floors[1] - max(_NOTHING_DB, floors[0])
        if floors[1] > SILENT_DB and step > JUMP_DB:
            yield Jump(at=cut.at, decibels=step)
