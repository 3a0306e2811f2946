"""A mix drawn as lines that any browser shows: its loudness over time, and each stem. Pure.

Numbers are those of a drawing 1000 wide; heights go from 0 (top) to 100.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDE: Final = 1000.0
HIGH: Final = 100.0
HIGHEST_LUFS: Final = -5.0
LOWEST_LUFS: Final = -50.0
BAND_LU: Final = 1.0
"""Half the height of the band in which the loudness should live."""
FAR_OVER_LU: Final = 10.0
"""A moment that is so far over the target hurts."""
MOST_TICKS: Final = 6
COLUMNS: Final = 500
_STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600)
_LOWEST_DB: Final = -60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of loudness."""

    top: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A horizontal line with its figure."""

    y: float
    lufs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A moment under the drawing."""

    x: float
    """Percent of the width."""
    words: str


def clock(seconds: float) -> str:
    """Return minutes and seconds as people say them: 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def ticks(seconds: float) -> tuple[Tick, ...]:
    """Return a few moments that divide a length evenly."""
    step = next((one for one in _STEPS if seconds / one <= MOST_TICKS), _STEPS[-1])
    moments = range(0, int(seconds) + 1, step)
    return tuple(
        Tick(x=round(100 * one / seconds, 2), words=clock(one)) for one in moments if seconds
    )


def band(target: float) -> Band:
    """Return the band around a target loudness."""
    top = _height(target + BAND_LU)
    return Band(top=top, height=round(_height(target - BAND_LU) - top, 1))


def lines() -> tuple[Line, ...]:
    """Return the lines of a grid."""
    return tuple(Line(y=_height(lufs), lufs=lufs) for lufs in (-10, -20, -30, -40))


def loudness_path(values: Sequence[float | None], *, over: float | None = None) -> str:
    """Return the line of a loudness at even distances; silence is a gap.

    With `over`, only the pieces that go higher than that.
    """
    step = WIDE / max(1, len(values) - 1)
    points = [
        None if one is None else (round(at * step, 1), _height(one), one)
        for at, one in enumerate(values)
    ]
    pieces: list[str] = []
    open_end = False
    for before, after in itertools.pairwise(points):
        drawn = before and after and (over is None or max(before[2], after[2]) > over)
        if before and after and drawn:
            pieces += [] if open_end else [f"M{before[0]:g} {before[1]:g}"]
            pieces.append(f"L{after[0]:g} {after[1]:g}")
        open_end = bool(drawn)
    return "".join(pieces)


def wave_path(levels: Sequence[float]) -> str:
    """Return a stem as a filled shape around the middle, higher where it is louder."""
    heights = [_half(max(part)) for part in _columns(levels)]
    if not any(heights):
        return ""
    step = WIDE / len(heights)
    middle = HIGH / 2
    upper = [f"{at * step:.1f} {middle - one:.1f}" for at, one in enumerate(heights)]
    lower = [f"{at * step:.1f} {middle + one:.1f}" for at, one in enumerate(heights)]
    return f"M{'L'.join((*upper, *reversed(lower)))}Z"


def _columns(levels: Sequence[float]) -> Iterable[Sequence[float]]:
    """Return the levels in at most 500 parts of nearly the same length."""
    count = min(COLUMNS, len(levels))
    edges = [len(levels) * at // count for at in range(count + 1)] if count else []
    return [levels[begin:end] for begin, end in itertools.pairwise(edges)]


def _half(decibels: float) -> float:
    part = (decibels - _LOWEST_DB) / -_LOWEST_DB
    return round(HIGH / 2 * max(0.0, min(1.0, part)), 1)


def _height(lufs: float) -> float:
    held = max(LOWEST_LUFS, min(HIGHEST_LUFS, lufs))
    return round(HIGH * (HIGHEST_LUFS - held) / (HIGHEST_LUFS - LOWEST_LUFS), 1)
