"""How much of a render is done and how long the rest takes, from what was measured on it. Pure.

The speed is the median of frames a second of one worker over the segments of this very render, so
that one hard segment does not frighten anybody. A segment that has just begun tells nothing: on a
busy machine a program starts for seconds and gives its first frames late. The rest is laid out on
the workers there are: so the longest segment at the end counts for what it is. What is shown counts
down with the clock and moves slowly to what is measured; it never jumps, but for a fright that is
taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from statistics import median
from typing import Final

from pipeline.render.schedule import makespan

ENOUGH_S: Final = 1.0
ENOUGH_SHARE: Final = 0.5
"""A segment tells of its speed after so many seconds and so much of it; before, it only tells of
its start."""
CALM_S: Final = 4.0
CALM_SHARE: Final = 0.15
"""What is shown comes near to what is measured within four seconds, or 15 % of the rest."""
FRIGHT: Final = 3.0
"""What is so many times too long was no measure but a fright: four seconds take it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A segment, as one looks on from outside."""

    frames: int
    done: float = 0.0
    """Frames that are encoded."""
    worked_s: float = 0.0
    """Seconds that one worker has worked on it."""

    @property
    def is_begun(self) -> bool:
        """Whether somebody works on it, or has done it."""
        return self.worked_s > 0 or self.done > 0

    @property
    def tells_its_speed(self) -> bool:
        """Whether enough of it is done; a short one that is done whole counts, too."""
        if self.left <= 0:
            return self.worked_s > 0
        return self.worked_s >= ENOUGH_S and self.done >= ENOUGH_SHARE * self.frames

    @property
    def left(self) -> float:
        """Frames that are not encoded."""
        return max(0.0, self.frames - self.done)


def fraction_of(stretches: Sequence[Stretch]) -> float:
    """Return how much is done, by frames."""
    frames = sum(one.frames for one in stretches)
    return min(1.0, sum(min(one.done, one.frames) for one in stretches) / max(1, frames))


def frames_a_second(stretches: Sequence[Stretch]) -> float | None:
    """Return the speed of one worker, None while nothing was measured."""
    speeds = [one.done / one.worked_s for one in stretches if one.tells_its_speed]
    return median(speeds) if speeds else None


def seconds_left(stretches: Sequence[Stretch], *, workers: int) -> float | None:
    """Return how long the rest takes on so many workers, None while nothing was measured."""
    speed = frames_a_second(stretches)
    if not speed:
        return None
    running = [one.left / speed for one in stretches if one.is_begun and one.left > 0]
    waiting = [one.frames / speed for one in stretches if not one.is_begun]
    return makespan(waiting, workers=max(workers, len(running)), running=running)


@dataclass(slots=True)
class Forecast:
    """What people are shown: it counts down, and is corrected without a jump."""

    shown: float | None = None
    at: float = 0.0

    def show(self, measured: float | None, now: float) -> float | None:
        """Return the seconds to show at a moment of any steady clock; None before the first."""
        if self.shown is None:
            self.shown, self.at = measured, now
            return measured
        passed, self.at = max(0.0, now - self.at), now
        counted = max(0.0, self.shown - passed)
        if measured is None:
            self.shown = counted
            return counted
        is_fright = counted > FRIGHT * measured
        calm = CALM_S if is_fright else max(CALM_S, CALM_SHARE * max(measured, counted))
        self.shown = counted + (measured - counted) * (1 - exp(-passed / calm))
        return self.shown
