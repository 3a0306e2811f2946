"""Where the sound of the place jumps from one shot to the next (C46). Pure.

What is compared is the softest tenth of a second in the last five seconds of one shot with that in
the first five of the next, as the finished mix has them: what is heard between the words. A room
tone that runs on over the cut hides the jump, and so does music, as far as it is heard on both
sides; that it steps back for a voice is no jump of the place. Effects are heard where somebody
laid them on purpose, and do not count.

The same is looked for in bands of pitch: a fridge that hums in one shot only, or a microphone that
hisses, is heard at a cut even if the level of all together stays. A bed of ambience or music that
runs on over the cut nearly as loud as the place hides that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.edit import Edit, SoundClip, SoundRole
from pipeline.render.meter import BANDS_HZ, SILENT_DB, WINDOW, Readings
from pipeline.render.mix_plan import Bus
from pipeline.timing import SAMPLE_RATE, frames_to_samples

SOFT_FRAMES: Final = 2
"""A crossfade of so many frames makes a cut soft."""
JUMP_DB: Final = 10.0
NEAR: Final = 5 * SAMPLE_RATE // WINDOW
"""Readings that are looked at on either side of a cut."""
_PLACE: Final = (Bus.DIALOGUE, Bus.AMBIENCE)
_OF_THE_PLACE: Final = (SoundRole.DIALOGUE, SoundRole.AMBIENCE)
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
    hertz: tuple[int, int] | None = None
    """The band in which it does; None: all of it."""


def hard_cuts(edit: Edit) -> tuple[HardCut, ...]:
    """Return the cuts of an edit without a crossfade of two frames, in the order of the film."""
    soft = frames_to_samples(SOFT_FRAMES, edit.frame_rate)
    heard = (clip for clip in edit.sound if clip.role in _OF_THE_PLACE)
    by_track = sorted(heard, key=lambda clip: (clip.track, clip.start_sample))
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


def jumps(
    buses: Mapping[Bus, Readings],
    cuts: Sequence[HardCut],
    bands: Mapping[Bus, tuple[Readings, ...]] | None = None,
) -> Iterator[Jump]:
    """Yield the cuts at which the readings of a mix jump, or those of a band of pitch."""
    whole = _Heard.of(buses)
    coloured = [
        (hertz, _Heard.of({bus: parts[at] for bus, parts in (bands or {}).items()}))
        for at, hertz in enumerate(BANDS_HZ)
    ]
    for cut in cuts:
        step = whole.step(cut)
        if step > JUMP_DB:
            yield Jump(at=cut.at, decibels=step)
            continue
        most, hertz = max((heard.step(cut), hertz) for hertz, heard in coloured)
        if most > JUMP_DB and not whole.has_bed(cut):
            yield Jump(at=cut.at, decibels=most, hertz=hertz)


@dataclass(frozen=True, slots=True)
class _Heard:
    """The place, the music, and what was laid under all of it, in decibels."""

    place: NDArray[np.floating]
    music: NDArray[np.floating]
    bed: NDArray[np.floating]

    @classmethod
    def of(cls, buses: Mapping[Bus, Readings]) -> "_Heard":
        """Return what is heard of some readings."""
        length = max((len(readings) for readings in buses.values()), default=0)

        def together(*names: Bus) -> NDArray[np.floating]:
            found = (buses[bus] for bus in names if bus in buses)
            return _decibels(sum(found, np.zeros(length, np.float32)))

        return cls(
            place=together(*_PLACE),
            music=together(Bus.MUSIC),
            bed=together(Bus.AMBIENCE, Bus.MUSIC),
        )

    def step(self, cut: HardCut) -> float:
        """Return how far the place jumps at a cut; 0 where nobody hears it."""
        before, after = _sides(cut)
        if not (self.place[before].size and self.place[after].size):
            return 0.0
        floors = sorted(float(self.place[side].min()) for side in (before, after))
        if floors[1] <= SILENT_DB:
            return 0.0
        hidden = min(float(self.music[side].min()) for side in (before, after))
        return max(floors[1], hidden) - max(floors[0], hidden, _NOTHING_DB)

    def has_bed(self, cut: HardCut) -> bool:
        """Return whether something runs on over a cut nearly as loud as the place."""
        sides = _sides(cut)
        place = max(float(self.place[side].min()) for side in sides)
        return place - min(float(self.bed[side].min()) for side in sides) <= JUMP_DB


def _sides(cut: HardCut) -> tuple[slice, slice]:
    """Return the readings before and after a cut; the one it lies in belongs to neither."""
    last, first = cut.at // WINDOW, -(-cut.at // WINDOW)
    before = slice(max(last - NEAR, -(-cut.start // WINDOW), 0), max(0, last))
    return before, slice(first, max(first, min(first + NEAR, cut.end // WINDOW)))


def _decibels(power: Readings) -> NDArray[np.floating]:
    return 10 * np.log10(np.maximum(power, 1e-14))
