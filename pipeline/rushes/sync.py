"""Double-system sound: where in a recorder's file a take is, to the sample, and how sure that is.

First the loudness of seven pitches tells where the take may be in the whole file; then windows all
along the take are laid over each other at 48 kHz. What they agree on is the offset and the drift.

Confidence: the share of what the windows tell that lies on one line, times how far their peaks
together stand out of chance, times how much worse the second best place of the whole file is.
Where less than half of the shorter recording is in both, it is less in that proportion. A beep
that both heard at that place halves the doubt; beeps that are apart halve the confidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.documents.takes import LinedUpBy
from pipeline.rushes.envelopes import HOP, Features, features_of, likely_lags
from pipeline.rushes.everywhere import lags_everywhere
from pipeline.rushes.lines import NOWHERE, Line, line_through
from pipeline.rushes.marks import Marks, marks_of
from pipeline.rushes.windows import Heard, heard_at
from pipeline.timing import SAMPLE_RATE

Pcm16 = NDArray[np.int16]

SURE: Final = 0.6
"""From this confidence on nobody is asked."""
BEEP_ALONE: Final = 0.5
"""Confidence where only the one beep of each tells, and not the sound around it."""

_PART: Final = 180 * SAMPLE_RATE // HOP
"""Longest part of a take that is searched as one: in it no clock drifts out of step."""
_PLACES: Final = 5
"""Places that are tried for each part of a take."""
_LONGEST: Final = 1 << 16
_SHORTEST: Final = 1 << 15
"""Samples of the recorder that a window is looked for in: powers of two are the quickest."""
_FINE: Final = 1 << 14
_FIRST_LOOK: Final = 6
_LOOKED_FOR: Final = 3
"""Windows that are looked for everywhere where loudness does not tell."""
_MANY: Final = 32
_NEAR: Final = SAMPLE_RATE // 10
"""How far a window may be from where the loudness says, in samples."""
_NEARER: Final = 2 * SAMPLE_RATE // 1000
_SAME: Final = SAMPLE_RATE // 200
"""Samples that the marks of one slate may be apart: the sound's way to the farther microphone."""
_RINGS: Final = 3 * SAMPLE_RATE // 10
"""Until a beep has died away in a room, in samples."""
_GOOD_ENOUGH: Final = 0.5
_BLOCK: Final = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Camera sample c was recorder sample c * (1 + drift_ppm / 1_000_000) - offset_samples."""

    offset_samples: int
    """How many samples after the camera the recorder started."""
    drift_ppm: float
    """How many samples more than the camera the recorder counts in a million."""
    confidence: float
    """0 to 1, see above."""
    by: LinedUpBy


UNKNOWN: Final = Alignment(offset_samples=0, drift_ppm=0.0, confidence=0.0, by=LinedUpBy.SOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """Sound to be lined up: mono, 16 bits, 48 kHz."""

    pcm: Pcm16
    features: Features
    path: Path | None = None
    """Where it stays, if it is on the disk."""

    @classmethod
    def of(cls, sound: Path | Pcm16) -> "Track":
        """Return the track of an array, or of a file of bare samples, which stays on the disk."""
        path = sound if isinstance(sound, Path) else None
        pcm = _opened(sound) if isinstance(sound, Path) else sound
        return cls(pcm=pcm, features=features_of(pcm), path=path)

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[Pcm16]:
        """Yield the samples of a stretch, block by block."""
        end = len(self.pcm) if end is None else min(end, len(self.pcm))
        for at in range(max(0, start), end, _BLOCK):
            yield np.asarray(self.pcm[at : min(end, at + _BLOCK)])


def _opened(path: Path, mode: Literal["r", "c"] = "r") -> Pcm16:
    """Return the samples of a file; "c": changes stay in memory, page by page."""
    if path.stat().st_size < 2:
        return np.zeros(0, np.int16)
    return np.memmap(path, "<i2", mode, shape=(path.stat().st_size // 2,))


def line_up(
    camera: Path | Pcm16 | Track, recorder: Path | Pcm16 | Track, *, marks: Marks | None = None
) -> Alignment:
    """Return where the recorder's sound belongs; confidence 0 where there is nothing in common.

    Tracks may be given so that a file is looked through only once; so may the marks of the camera.
    """
    ours = camera if isinstance(camera, Track) else Track.of(camera)
    theirs = recorder if isinstance(recorder, Track) else Track.of(recorder)
    slate = marks if marks is not None else marks_of(ours.blocks())
    ours = _without_beeps(ours, slate)
    best, rival = _two_best(ours, theirs)
    if best.sureness < _GOOD_ENOUGH:
        return _by_beep_alone(slate, theirs) or _alignment(best, rival, 1.0)
    line = _refined(ours, theirs, best)
    first, last = _overlap(ours, theirs, line)
    shared = 2 * (last - first) / min(len(ours.pcm), len(theirs.pcm))
    return _with_marks(_alignment(line, rival, min(1.0, shared)), slate, theirs)


def _without_beeps(ours: Track, slate: Marks) -> Track:
    """Return the take without its beeps: they sound alike in all takes, so they fit to each."""
    if not slate.beeps:
        return ours
    pcm = _opened(ours.path, "c") if ours.path else ours.pcm.copy()
    for beep in slate.beeps:
        pcm[max(0, beep - _RINGS // 30) : beep + _RINGS] = 0
    return Track(pcm=pcm, features=features_of(pcm))


def _alignment(line: Line, rival: Line, shared: float) -> Alignment:
    if not line.evidence:
        return UNKNOWN
    alone = 1 - min(1.0, rival.evidence / line.evidence)
    return Alignment(
        offset_samples=-round(line.base),
        drift_ppm=round(line.slope * 1e6, 2),
        confidence=round(line.sureness * alone * shared, 3),
        by=LinedUpBy.SOUND,
    )


def _two_best(ours: Track, theirs: Track) -> tuple[Line, Line]:
    """Return the line of the likeliest place and that of the best other one."""
    found = _tried(ours, theirs, _places(ours.features, theirs.features))
    if found[0].sureness < _GOOD_ENOUGH:
        found = _tried(ours, theirs, _far_places(ours, theirs), found)
    return found[0], found[1]


def _tried(
    ours: Track, theirs: Track, lags: list[int], before: tuple[Line, ...] = ()
) -> tuple[Line, ...]:
    """Return the lines at these places and those before, likeliest first; two at the least."""
    found = [line for line in before if line.evidence]
    for lag in lags:
        line = line_through(list(_heard(ours, theirs, Line(base=lag), _FIRST_LOOK)))
        if not any(abs(line.base - other.base) < _NEAR for other in found):
            found.append(line)
    found.sort(key=lambda line: line.evidence * line.agreement, reverse=True)
    return (*found, NOWHERE, NOWHERE)


def _places(ours: Features, theirs: Features) -> list[int]:
    """Return lags, in samples, at which the take may lie in the recorder."""
    columns = ours.shape[1]
    starts = {0, max(0, (columns - _PART) // 2), max(0, columns - _PART)}
    lags: list[int] = []
    for start in sorted(starts):
        part = ours[:, start : start + _PART]
        lags += [(lag - start) * HOP for lag in likely_lags(part, theirs, _PLACES)]
    return lags


def _far_places(ours: Track, theirs: Track) -> list[int]:
    """Return lags at which a few lively windows of the take are heard in the recorder."""
    length = min(_LONGEST, len(ours.pcm))
    edges = _edges(0, len(ours.pcm) - length, _LOOKED_FOR)
    starts = {_liveliest(ours.features, low, high, length) for low, high in pairwise(edges)}
    return lags_everywhere(ours.pcm, theirs.pcm, sorted(starts), length)


def _heard(
    ours: Track, theirs: Track, line: Line, most: int, *, near: int = _NEAR
) -> Iterator[Heard]:
    """Yield what windows all along the take tell, each from where most happens around it."""
    first, last = _overlap(ours, theirs, line)
    length = _window(last - first, near)
    count = min(most, 2 * (last - first) // length - 1)
    edges = _edges(first, last - length, count) if count > 0 else []
    for low, high in pairwise(edges):
        start = _liveliest(ours.features, low, high, length)
        lag = round(line.lag(start + length / 2))
        heard = heard_at(ours.pcm, theirs.pcm, start, lag, length=length, search=near)
        if heard is not None:
            yield heard


def _overlap(ours: Track, theirs: Track, line: Line) -> tuple[int, int]:
    """Return from where to where in the take the recorder ran."""
    end = len(theirs.pcm) - round(line.lag(len(ours.pcm)))
    return max(0, -round(line.lag(0))), min(len(ours.pcm), end)


def _edges(first: int, last: int, count: int) -> list[int]:
    return [first + (last - first) * step // count for step in range(count + 1)]


def _window(samples: int, near: int) -> int:
    """Return a length of windows of which at least three fit, if that is not too short."""
    if near != _NEAR:
        return _FINE - 2 * near
    third = 1 << (max(1, samples // 3 + 2 * near).bit_length() - 1)
    return min(_LONGEST, max(_SHORTEST, third)) - 2 * near


def _liveliest(features: Features, low: int, high: int, length: int) -> int:
    """Return from where on, between two samples, loudness rises most."""
    columns = length // HOP
    part = features[:, low // HOP : high // HOP + columns].clip(0).sum(axis=0)
    if len(part) <= columns:
        return low
    sums = np.convolve(part, np.ones(columns), "valid")
    return low + int(np.argmax(sums)) * HOP


def _refined(ours: Track, theirs: Track, line: Line) -> Line:
    """Return the line through many windows, then through short ones, in which nothing drifts."""
    rough = line_through(list(_heard(ours, theirs, line, _MANY)))
    fine = line_through(list(_heard(ours, theirs, rough, 2 * _MANY, near=_NEARER)))
    if fine.sureness < _GOOD_ENOUGH:
        return rough
    return replace(fine, evidence=rough.evidence, agreement=rough.agreement)


def _with_marks(found: Alignment, slate: Marks, theirs: Track) -> Alignment:
    """Return the alignment as the beep and the claps of the slate see it."""
    if slate.beep is not None:
        apart = _apart(found, slate.beep, theirs, "beeps")
        if apart is not None and apart <= _SAME:
            surer = round(1 - (1 - found.confidence) / 2, 3)
            return replace(found, by=LinedUpBy.BEEP, confidence=surer)
        if apart is not None:
            return replace(found, confidence=round(found.confidence / 2, 3))
    claps = (_apart(found, clap, theirs, "claps") for clap in slate.claps)
    if any(apart is not None and apart <= _SAME for apart in claps):
        return replace(found, by=LinedUpBy.CLAP)
    return found


def _apart(found: Alignment, mark: int, theirs: Track, kind: str) -> float | None:
    """Return how far the recorder's mark is from where it should be; None: it heard none there."""
    place = mark * (1 + found.drift_ppm / 1e6) - found.offset_samples
    start = max(0, round(place) - SAMPLE_RATE)
    near = marks_of(theirs.blocks(start, round(place) + SAMPLE_RATE))
    places: tuple[int, ...] = getattr(near, kind)
    return min((abs(start + one - place) for one in places), default=None)


def _by_beep_alone(slate: Marks, theirs: Track) -> Alignment | None:
    if slate.beep is None:
        return None
    heard = marks_of(theirs.blocks()).beeps
    if len(heard) != 1:
        return None
    return Alignment(
        offset_samples=slate.beep - heard[0],
        drift_ppm=0.0,
        confidence=BEEP_ALONE,
        by=LinedUpBy.BEEP,
    )
