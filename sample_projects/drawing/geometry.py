"""Points, smooth curves and where they stand in the picture. Pure.

The picture is 1280 x 720; x grows to the right, y grows downwards.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

Point = tuple[float, float]
Points = Sequence[Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a drawing stands: its own units are scaled, then turned, then moved."""

    x: float
    y: float
    scale: float = 1.0
    """Pixels of the picture for one unit of the drawing."""
    turn: float = 0.0
    """Degrees, clockwise on the screen."""

    def point(self, x: float, y: float) -> Point:
        """Return where a point of the drawing is in the picture."""
        angle = math.radians(self.turn)
        sine, cosine = math.sin(angle) * self.scale, math.cos(angle) * self.scale
        return self.x + x * cosine - y * sine, self.y + x * sine + y * cosine

    def points(self, points: Iterable[Point]) -> list[Point]:
        """Return where points of the drawing are in the picture."""
        return [self.point(x, y) for x, y in points]

    def within(self, x: float, y: float, *, turn: float = 0.0, scale: float = 1.0) -> "Place":
        """Return the place of a part that hangs at a point of this drawing."""
        at_x, at_y = self.point(x, y)
        return Place(x=at_x, y=at_y, scale=self.scale * scale, turn=self.turn + turn)


def smooth(points: Points, *, closed: bool = True, steps: int = 8) -> list[Point]:
    """Return a soft curve through all points (a Catmull-Rom spline)."""
    given = np.asarray(points, dtype=np.float64)
    if closed:
        ring = np.vstack([given[-1:], given, given[:2]])
    else:
        ring = np.vstack([2 * given[:1] - given[1:2], given, 2 * given[-1:] - given[-2:-1]])
    t = np.linspace(0.0, 1.0, steps, endpoint=False)[None, :, None]
    before, start, end, after = (ring[i : len(ring) - 3 + i, None, :] for i in range(4))
    curve = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    ).reshape(-1, 2)
    if not closed:
        curve = np.vstack([curve, given[-1:]])
    return [(float(x), float(y)) for x, y in curve]


def oval(x: float, y: float, radius_x: float, radius_y: float, *, steps: int = 28) -> list[Point]:
    """Return the outline of an ellipse."""
    angles = [2 * math.pi * step / steps for step in range(steps)]
    return [(x + radius_x * math.cos(a), y + radius_y * math.sin(a)) for a in angles]


def lens(x: float, y: float, half_width: float, above: float, below: float) -> list[Point]:
    """Return an eye shape: two bows between two corners, so high above and so deep below."""
    waves = [math.sin(math.pi * step / 12) for step in range(13)]
    places = [x - half_width + half_width * step / 6 for step in range(13)]
    top = [(px, y - above * wave**0.7) for px, wave in zip(places, waves, strict=True)]
    bottom = [(px, y + below * wave**0.7) for px, wave in zip(places, waves, strict=True)]
    return top + bottom[::-1]


def ribbon(spine: Points, widths: Sequence[float]) -> list[Point]:
    """Return the outline of a band of changing width along a line: an arm, a scarf."""
    line = np.asarray(spine, dtype=np.float64)
    along = np.gradient(line, axis=0)
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / length
    half = np.asarray(widths, dtype=np.float64)[:, None] / 2
    outline = np.vstack([line + across * half, (line - across * half)[::-1]])
    return [(float(x), float(y)) for x, y in outline]


def elbow(shoulder: Point, hand: Point, *, bone: float, outward: float) -> Point:
    """Return where the joint is between two bones of equal length.

    Of the two places that there are, take the one that hangs lower and farther outward (-1: to the
    left, 1: to the right).
    """
    dx, dy = hand[0] - shoulder[0], hand[1] - shoulder[1]
    distance = max(math.hypot(dx, dy), 1e-6)
    height = math.sqrt(max(bone * bone - distance * distance / 4, 0.0)) / distance
    x, y = (shoulder[0] + hand[0]) / 2, (shoulder[1] + hand[1]) / 2
    joints = ((x - dy * height, y + dx * height), (x + dy * height, y - dx * height))
    return max(joints, key=lambda joint: joint[1] * 0.8 + joint[0] * outward)


def common(shape: Points, window: Points) -> list[Point]:
    """Return what a shape and a convex window have in common (Sutherland and Hodgman, 1974)."""
    turning = sum(
        (x1 - x0) * (y1 + y0)
        for (x0, y0), (x1, y1) in zip(window, [*window[1:], window[0]], strict=True)
    )
    ring = list(window) if turning < 0 else list(window)[::-1]
    left = list(shape)
    for start, end in zip(ring, [*ring[1:], ring[0]], strict=True):
        left = _cut(left, start, end)
    return left


def _cut(shape: list[Point], start: Point, end: Point) -> list[Point]:
    across, down = end[0] - start[0], end[1] - start[1]
    sides = [across * (y - start[1]) - down * (x - start[0]) for x, y in shape]
    if min(sides, default=0.0) >= 0:
        return shape
    kept: list[Point] = []
    for number, (point, side) in enumerate(zip(shape, sides, strict=True)):
        last, last_side = shape[number - 1], sides[number - 1]
        if (side >= 0) != (last_side >= 0):
            part = last_side / (last_side - side)
            kept.append(
                (last[0] + (point[0] - last[0]) * part, last[1] + (point[1] - last[1]) * part)
            )
        if side >= 0:
            kept.append(point)
    return kept
