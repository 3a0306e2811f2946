"""Sets a mix to its loudness: one gain for all of it, and a limiter only where a peak would break.

A loudness tool that changes its gain on the way changes the mix; a single gain keeps every nuance
(EBU R 128, Tech 3343). What the limiter takes away is measured again and given back.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.loudness import LoudnessProfile
from pipeline.media.ffmpeg import Watch
from pipeline.render import limiter
from pipeline.render.ducking import gain_at
from pipeline.render.hops import HopFile, Hops, chunks
from pipeline.render.loudness import Loudness, measure_blocks
from pipeline.render.pcm import Samples

HEADROOM_DB: Final = 0.5
"""The limiter stays this far under the limit, as AAC makes peaks a little higher."""
RAISED_MUCH_DB: Final = 10.0
"""A larger gain lifts soft moments over the gate of BS.1770, and then they count, too."""
JUST_UNDER: Final = 1.01
"""A stem may come as near to full scale as this."""
GOOD_ENOUGH_LU: Final = 0.05
MOST_ROUNDS: Final = 6
LEAST_BROUGHT: Final = 0.25
"""A decibel of gain into the limiter brings at least so much loudness; else steps would be huge."""
DEEPEST_LIMITING_DB: Final = 12.0
"""More would squash the sound: then it stays softer than the target, and the report says so."""

Take = tuple[Samples, Sequence[Samples]]
"""A block of the sum, and the stems that make it up."""
Takes = Callable[[], Iterator[Take]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What the mix is set to."""

    target_lufs: float
    limit_dbtp: float
    tolerance_lu: float = 0.5
    """How far the finished file may be off."""
    most_short_term_lufs: float | None = None
    """The loudest three seconds; None where anything goes."""
    profile: str = ""
    """What a report calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levelled:
    """How a mix is brought to its level."""

    gain_db: float
    before: Loudness | None = None
    limiting_db: float = 0.0
    """How far the limiter goes down at its deepest; 0 when there is none."""
    limiter_gains: Hops = field(default_factory=lambda: np.ones(0, np.float32))
    """In a file as long as the mix is written; what is told of it afterwards is limiting_db."""

    def gain_at(self, start: int, count: int) -> NDArray[np.float32]:
        """Return the linear gain of each sample."""
        line = gain_at(self.limiter_gains, start, count, limiter.HOP)
        return line * np.float32(10 ** (self.gain_db / 20))


AS_IT_IS: Final = Levelled(gain_db=0.0)


def level_for(profile: LoudnessProfile) -> Level:
    """Return what a mix is set to where this profile is agreed."""
    return Level(
        target_lufs=profile.target_lufs,
        limit_dbtp=profile.limit_dbtp,
        tolerance_lu=profile.tolerance_lu,
        most_short_term_lufs=profile.most_short_term_lufs,
        profile=profile.name,
    )


def level_of(takes: Takes, level: Level, work: Path, watch: Watch | None = None) -> Levelled:
    """Return how to bring a mix to a level; what is noted on the way lies in a folder.

    1. Measure. 2. The gain is target minus measured. 3. If a peak would go over the limit, take the
    limiter. 4. After a limiter or a large gain, measure what would come out and correct the gain.
    Silence is left as it is.
    """
    listened = _Listened(peaks=HopFile(work / "peaks.f32"), gains=work / "gains.f32")
    noted = listened.noting(takes(), 10 ** (_ceiling_dbtp(level) / 20))
    before = measure_blocks(_as_bytes(noted), watch=watch, is_brief=True)
    if before.integrated_lufs is None:
        return Levelled(gain_db=0.0, before=before)
    gain_db = level.target_lufs - before.integrated_lufs
    first = listened.limited(gain_db, level, before)
    is_sure = first.limiting_db == 0 and gain_db < RAISED_MUCH_DB
    return first if is_sure else _corrected(first, takes, listened, level, watch)


def _corrected(
    first: Levelled, takes: Takes, listened: "_Listened", level: Level, watch: Watch | None
) -> Levelled:
    """Return the gain whose result is right: each step knows how much the last one brought."""
    best, heard, step = first, 0.0, 0.0
    most = _ceiling_dbtp(level) + DEEPEST_LIMITING_DB - 20 * float(np.log10(listened.highest))
    for _ in range(MOST_ROUNDS):
        blocks = _as_bytes(_played(takes(), best))
        heard_now = measure_blocks(blocks, watch=watch, is_brief=True)
        now = heard_now.integrated_lufs or level.target_lufs
        missing = level.target_lufs - now
        brings = max(LEAST_BROUGHT, (now - heard) / step) if step else 1.0
        gain_db = min(most, best.gain_db + missing / brings)
        if abs(missing) <= GOOD_ENOUGH_LU or gain_db == best.gain_db:
            break
        heard, step = now, gain_db - best.gain_db
        best = listened.limited(gain_db, level, first.before)
    return best


def _ceiling_dbtp(level: Level) -> float:
    return level.limit_dbtp - HEADROOM_DB


def _played(takes: Iterable[Take], levelled: Levelled) -> Iterator[Samples]:
    start = 0
    for block, _ in takes:
        yield block * levelled.gain_at(start, len(block))[:, None]
        start += len(block)


def _as_bytes(blocks: Iterable[Samples]) -> Iterator[bytes]:
    for block in blocks:
        yield block.astype("<f4").tobytes()


@dataclass(slots=True, kw_only=True)
class _Listened:
    """What was noted of the peaks of a mix, and what the limiter makes of it."""

    peaks: HopFile
    gains: Path
    highest: float = 1e-9

    def noting(self, takes: Iterable[Take], ceiling: float) -> Iterator[Samples]:
        """Yield the sums, and note their true peaks one block later, when the next one is known.

        A stem that is louder than the sum counts, too: over full scale it could not be written.
        """
        edge = np.zeros((limiter.CONTEXT, 2), np.float32)
        before, waiting = edge, np.zeros((0, 2), np.float32)
        alone = np.zeros(0, np.float32)
        for block, stems in takes:
            if len(waiting):
                around = _around(before, waiting, np.concatenate([block, edge]))
                self._note(np.maximum(around, alone))
                before = waiting[-limiter.CONTEXT :]
            waiting = block
            alone = _loudest(stems, len(block)) * np.float32(ceiling * JUST_UNDER)
            yield block
        if len(waiting):
            self._note(np.maximum(_around(before, waiting, edge), alone))

    def _note(self, peaks: limiter.Peaks) -> None:
        self.peaks.add(peaks)
        self.highest = max(self.highest, float(peaks.max()))

    def limited(self, gain_db: float, level: Level, before: Loudness | None) -> Levelled:
        """Return a gain with the limiter that it needs."""
        gain, ceiling = 10 ** (gain_db / 20), 10 ** (_ceiling_dbtp(level) / 20)
        if self.highest * gain <= ceiling:
            return Levelled(gain_db=gain_db, before=before)
        gains, lowest = HopFile(self.gains), 1.0
        for part in limiter.limited(chunks(self.peaks), gain, ceiling):
            gains.add(part)
            lowest = min(lowest, float(part.min()))
        deepest = round(max(0.0, float(-20 * np.log10(lowest))), 4)
        return Levelled(gain_db=gain_db, before=before, limiting_db=deepest, limiter_gains=gains)


def _around(before: Samples, block: Samples, after: Samples) -> limiter.Peaks:
    return limiter.true_peaks(np.concatenate([before, block, after[: limiter.CONTEXT]]))


def _loudest(stems: Sequence[Samples], count: int) -> limiter.Peaks:
    """Return the highest sample of any stem in each hop; nothing where one stem is the sum."""
    highest = np.zeros(-(-count // limiter.HOP), np.float32)
    for stem in stems if len(stems) > 1 else ():
        peak = np.maximum(np.abs(stem[:, 0]), np.abs(stem[:, 1]))
        whole = np.pad(peak, (0, -count % limiter.HOP)).reshape(-1, limiter.HOP)
        np.maximum(highest, whole.max(axis=1), out=highest)
    return highest
