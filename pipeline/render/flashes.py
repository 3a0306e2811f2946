"""Pictures that flash can make people ill. Pure.

After WCAG 2.3.1 and ITU-R BT.1702: a flash is a pair of opposite changes of the light by a tenth
of full white or more; more than three of them within a second are too many.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

CHANGE: Final = 22.0
"""A tenth of the range of video levels (16 to 235)."""
MOST_FLASHES: Final = 3


def turns_of(light: Sequence[float]) -> list[int]:
    """Return the frames at which the light has turned round by a whole change."""
    turns: list[int] = []
    direction, farthest = 1, light[0] if light else 0.0
    for frame, level in enumerate(light):
        if direction * (level - farthest) > 0:
            farthest = level
        elif direction * (farthest - level) >= CHANGE:
            turns.append(frame)
            direction, farthest = -direction, level
    return turns


def flashing_seconds(light: Sequence[float], rate: Fraction) -> list[float]:
    """Return the moments, in seconds, from which on there are too many flashes in one second."""
    turns = turns_of(light)
    found: list[float] = []
    many = 2 * MOST_FLASHES + 1
    for first, last in zip(turns, turns[many - 1 :], strict=False):
        begin = float(first / rate)
        if (last - first) <= rate and (not found or begin - found[-1] >= 1):
            found.append(begin)
    return found
