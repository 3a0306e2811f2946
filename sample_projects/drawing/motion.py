"""How things move: eased keys, springs, blinks and wind, each a function of the frame. Pure.

Because every movement is a function of the frame, follow-through is simply the same function
read a few frames late.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

Key = tuple[float, float]
"""A frame and the value there."""


def eased(amount: float) -> float:
    """Return 0 to 1 with a soft start and a soft end."""
    amount = min(max(amount, 0.0), 1.0)
    return amount * amount * (3 - 2 * amount)


def keyed(frame: float, *keys: Key) -> float:
    """Return the value between the two keys around the frame, eased; held before and after."""
    if frame <= keys[0][0]:
        return keys[0][1]
    for (start, value), (end, following) in pairwise(keys):
        if frame < end:
            return value + (following - value) * eased((frame - start) / (end - start))
    return keys[-1][1]


def sprung(frame: float, start: float, *, swing: float = 7.0, damping: float = 0.16) -> float:
    """Return 0 before start, then 1 with an overshoot that settles; swing is its half period."""
    if frame <= start:
        return 0.0
    late = frame - start
    return 1 - math.exp(-damping * late) * math.cos(math.pi * late / swing)


def popped(frame: float, start: float, end: float) -> float:
    """Return 1 between start and end, springing in and easing out."""
    return sprung(frame, start) * (1 - eased((frame - end) / 5))


def waving(frame: float, *, period: float, phase: float = 0.0) -> float:
    """Return a soft irregular swing between -1 and 1."""
    turn = 2 * math.pi * frame / period + phase
    return 0.7 * math.sin(turn) + 0.3 * math.sin(turn * 1.73 + phase * 2.1)


def blinking(frame: float, blinks: Sequence[float]) -> float:
    """Return how far the lids are closed: two frames down, one held, three up."""
    closed = 0.0
    for start in blinks:
        late = frame - start
        if 0 <= late < 7:
            closed = max(closed, keyed(late, (0, 0.0), (2, 1.0), (3, 1.0), (7, 0.0)))
    return closed


def chance(*numbers: int) -> float:
    """Return a number from 0 to 1 that looks random and is the same each time."""
    mixed = 0x9E3779B9
    for number in numbers:
        mixed = ((mixed ^ (number & 0xFFFFFFFF)) * 0x85EBCA6B) & 0xFFFFFFFF
        mixed ^= mixed >> 13
        mixed = (mixed * 0xC2B2AE35) & 0xFFFFFFFF
        mixed ^= mixed >> 16
    return mixed / 0xFFFFFFFF
