"""The picture under the pen: painted at twice its size, then reduced, which softens every edge.

Only what changed since the last drawing is restored and reduced again, as in a studio where the
background stays under the camera and only the cels are exchanged.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sample_projects.drawing.geometry import Points

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
Tiles = NDArray[np.bool_]
Pixels = NDArray[np.uint8]
"""Rows, columns, red green blue."""

WIDTH: Final = 1280
HEIGHT: Final = 720
FINE: Final = 2
"""The canvas is so many times finer than the picture."""
TILE: Final = 40
"""What changes is counted in squares of so many pixels."""


@lru_cache(maxsize=8)
def _soft_disc(power: float) -> Image.Image:
    axis = np.linspace(-1.0, 1.0, 160)
    far = np.hypot(axis[:, None], axis[None, :])
    near = np.clip(1.0 - far, 0.0, 1.0) ** power
    return Image.fromarray((near * 255).astype(np.uint8))


def _runs(tiles: Tiles) -> Iterator[Box]:
    """Yield the boxes, in pixels of the picture, of neighbouring tiles that are set, row by row."""
    for row in np.flatnonzero(tiles.any(axis=1)):
        edges = np.flatnonzero(np.diff(tiles[row].astype(np.int8), prepend=0, append=0))
        for first, last in edges.reshape(-1, 2):
            top, left, right = int(row) * TILE, int(first) * TILE, int(last) * TILE
            yield left, top, right, top + TILE


class Canvas:
    """A background and what is drawn on it for one picture after the other."""

    def __init__(self, background: Image.Image) -> None:
        """Take a background of 2560 x 1440."""
        self._background = background
        self.fine = background.copy()
        self._draw = ImageDraw.Draw(self.fine)
        self._pixels = np.array(background.reduce(FINE))
        self._touched: Tiles = np.zeros((HEIGHT // TILE, WIDTH // TILE), dtype=np.bool_)
        self._before = self._touched.copy()

    def clear(self) -> None:
        """Take the last drawing away."""
        for box in _runs(self._touched):
            left, top, right, bottom = (side * FINE for side in box)
            self.fine.paste(self._background.crop((left, top, right, bottom)), (left, top))
        self._before |= self._touched
        self._touched[:] = False

    def picture(self) -> Pixels:
        """Return the picture of 1280 x 720 with what is drawn now; the next call changes it."""
        for left, top, right, bottom in _runs(self._before | self._touched):
            fine_box = (left * FINE, top * FINE, right * FINE, bottom * FINE)
            self._pixels[top:bottom, left:right] = self.fine.crop(fine_box).reduce(FINE)
        self._before[:] = False
        return self._pixels

    def framed(self, camera: tuple[float, float, float]) -> Pixels:
        """Return the part, still fine, that a camera sees: it looks at x, y, so much closer."""
        x, y, closer = camera
        half_width, half_height = WIDTH / 2 / closer, HEIGHT / 2 / closer
        x = min(max(x, half_width), WIDTH - half_width)
        y = min(max(y, half_height), HEIGHT - half_height)
        sides = (x - half_width, y - half_height, x + half_width, y + half_height)
        left, top, right, bottom = (round(side * FINE) for side in sides)
        return np.asarray(self.fine.crop((left, top, right, bottom)))

    def _touch(self, left: float, top: float, right: float, bottom: float) -> None:
        first, last = max(int(left - 2) // TILE, 0), int(right + 2) // TILE + 1
        upper, lower = max(int(top - 2) // TILE, 0), int(bottom + 2) // TILE + 1
        if last > 0 and lower > 0:
            self._touched[upper:lower, first:last] = True

    def _fine(self, points: Points, margin: float = 0.0) -> list[tuple[float, float]]:
        across, down = [p[0] for p in points], [p[1] for p in points]
        self._touch(
            min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin
        )
        return [(x * FINE, y * FINE) for x, y in points]

    def shape(self, points: Points, colour: Colour) -> None:
        """Fill a closed outline."""
        if len(points) < 3:
            return
        self._draw.polygon(self._fine(points), fill=colour)

    def line(self, points: Points, colour: Colour, width: float) -> None:
        """Draw a line with round ends, so many pixels wide."""
        fine = self._fine(points, width)
        self._draw.line(fine, fill=colour, width=max(round(width * FINE), 1), joint="curve")
        if width * FINE > 3:
            for end in (fine[0], fine[-1]):
                self._draw.circle(end, width * FINE / 2 - 0.5, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        self._touch(x - radius, y - radius, x + radius, y + radius)
        self._draw.circle((x * FINE, y * FINE), radius * FINE, fill=colour)

    def veil(self, points: Points, colour: Colour, strength: float) -> None:
        """Lay a thin colour over a closed outline; strength 0 to 1."""
        fine = self._fine(points)
        left, top = (math.floor(min(p[axis] for p in fine)) for axis in (0, 1))
        right, bottom = (math.ceil(max(p[axis] for p in fine)) for axis in (0, 1))
        if right - left < 1 or bottom - top < 1:
            return
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon(
            [(x - left, y - top) for x, y in fine], fill=round(255 * strength)
        )
        self.fine.paste(colour, (left, top), mask)

    def glow(
        self,
        centre: tuple[float, float],
        radii: tuple[float, float],
        colour: Colour,
        strength: float,
        *,
        power: float = 1.6,
    ) -> None:
        """Lay a soft round light or shade around a point."""
        (x, y), (radius_x, radius_y) = centre, radii
        self._touch(x - radius_x, y - radius_y, x + radius_x, y + radius_y)
        size = max(round(radius_x * 2 * FINE), 1), max(round(radius_y * 2 * FINE), 1)
        mask = _soft_disc(power).resize(size, Image.Resampling.BILINEAR)
        mask = mask.point(lambda value: value * strength)
        self.fine.paste(colour, (round((x - radius_x) * FINE), round((y - radius_y) * FINE)), mask)

    def lay(self, cel: Image.Image, x: float, y: float) -> None:
        """Lay a cel (RGBA, at canvas size) with its top left corner at a point of the picture."""
        self._touch(x, y, x + cel.width / FINE, y + cel.height / FINE)
        self.fine.paste(cel, (round(x * FINE), round(y * FINE)), cel)
