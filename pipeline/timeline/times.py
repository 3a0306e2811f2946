"""The times of OpenTimelineIO as exact fractions, as its floats only come near them. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.errors import CannotRead

HIGHEST_RATE: Final = 1_000_000  # times may count samples or microseconds
LONGEST_S: Final = 100 * 3600  # no time of day and no film is longer
LARGEST_SPEED: Final = 1000
SMALLEST_SPEED: Final = Fraction(1, 1000)

_NTSC: Final = tuple(Fraction(rate * 1000, 1001) for rate in (24, 30, 48, 60, 120))
_NTSC_SLACK: Final = 0.005
_VALUE_DENOMINATOR: Final = 1_000_000
_RATE_DENOMINATOR: Final = 100_000
_SPEED_DENOMINATOR: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """From a time on, for a duration; seconds."""

    start: Fraction
    duration: Fraction


def _impossible(what: str, value: object) -> CannotRead:
    return CannotRead(
        "The timeline has an impossible %(what)s (%(value)s). "
        "Export it again from your editing program.",
        what=what,
        value=str(value)[:40],
    )


def _number(value: object, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _impossible(what, value)
    return float(value)


def rate_of(value: object) -> Fraction:
    """Return the exact rate: whole, an NTSC rate, or the nearest simple fraction.

    Raise CannotRead.
    """
    rate = _number(value, "frame rate")
    if not 1 <= rate <= HIGHEST_RATE:
        raise _impossible("frame rate", value)
    near = next((ntsc for ntsc in _NTSC if abs(rate - float(ntsc)) < _NTSC_SLACK), None)
    if near is not None and rate != round(rate):
        return near
    return Fraction(rate).limit_denominator(_RATE_DENOMINATOR)


def seconds_of(time: object) -> Fraction:
    """Return the seconds of a RationalTime. Raise CannotRead."""
    if not isinstance(time, Mapping):
        raise _impossible("time", time)
    value = _number(time.get("value"), "time")
    seconds = Fraction(value).limit_denominator(_VALUE_DENOMINATOR) / rate_of(time.get("rate"))
    if abs(seconds) > LONGEST_S:
        raise _impossible("time", value)
    return seconds


def range_of(time_range: object) -> Range | None:
    """Return a TimeRange, None for none. Raise CannotRead, also for a negative duration."""
    if time_range is None:
        return None
    if not isinstance(time_range, Mapping):
        raise _impossible("time", time_range)
    duration = seconds_of(time_range.get("duration"))
    if duration < 0:
        raise _impossible("duration", float(duration))
    return Range(start=seconds_of(time_range.get("start_time")), duration=duration)


def speed_of(value: object) -> Fraction:
    """Return a clip's speed, 0 for a freeze. Raise CannotRead for one that no film needs."""
    speed = _number(value, "speed")
    if speed and not SMALLEST_SPEED <= abs(speed) <= LARGEST_SPEED:
        raise _impossible("speed", value)
    return Fraction(speed).limit_denominator(_SPEED_DENOMINATOR)
