"""What flies through the air: snow, seeds, birds, and the puff of snow that falls from a brow.

Every flake knows its whole way from its number; nothing is remembered between two pictures.
"""

import math
from dataclasses import dataclass

from sample_projects.drawing.canvas import HEIGHT, WIDTH, Canvas, Colour
from sample_projects.drawing.geometry import Point
from sample_projects.drawing.motion import chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Flakes:
    """Many small things that drift: snow falls, seeds rise."""

    count: int
    colour: Colour
    fall: float
    """Pixels a frame, downwards."""
    drift: float
    """Pixels a frame, to the right."""
    size: float
    seed: int


def draw_flakes(canvas: Canvas, frame: float, flakes: Flakes) -> None:
    """Draw all of them at a frame; near ones are larger and faster."""
    for number in range(flakes.count):
        near = 0.4 + 0.6 * chance(number, flakes.seed, 3)
        x = chance(number, flakes.seed, 1) * WIDTH + flakes.drift * near * frame
        x += 14 * math.sin(frame / (14 + 10 * near) + number)
        y = chance(number, flakes.seed, 2) * HEIGHT + flakes.fall * near * frame
        canvas.disc(x % WIDTH, y % HEIGHT, flakes.size * near, flakes.colour)


def draw_bird(canvas: Canvas, at: Point, size: float, frame: float, colour: Colour) -> None:
    """Draw a bird far away: two wings."""
    (x, y), beat = at, math.sin(frame * 0.55)
    for side in (-1, 1):
        tip = (x + side * size, y - size * 0.55 * beat)
        joint = (x + side * size * 0.45, y - size * 0.34 * (beat + 0.6))
        canvas.line([(x, y), joint, tip], colour, max(size * 0.13, 1.0))


def draw_puff(canvas: Canvas, at: Point, late: float, size: float, colour: Colour) -> None:
    """Draw loosened snow, so many frames after it came loose."""
    if not 0 <= late < 26:
        return
    for number in range(round(size / 9)):
        side = chance(number, 5) - 0.5
        x = at[0] + side * size * (0.8 + late * 0.05)
        y = (
            at[1]
            + size * (chance(number, 11) - 0.7) * 0.4
            - size * 0.04 * chance(number, 7) * late
            + 0.05 * size * (late * 0.35) ** 2
        )
        radius = min(size, 170) * (0.08 - 0.0026 * late) * (0.3 + chance(number, 9))
        if radius > 0.4:
            canvas.disc(x, y, radius, colour)
