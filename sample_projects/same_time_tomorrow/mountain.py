"""The Mountain: an old, shy face of rock. With its eyes shut it is only a mountain.

Its own unit is half the distance between its eyes and a bit more; 0, 0 is the root of its nose.
"""

from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from sample_projects.drawing.canvas import FINE, Canvas
from sample_projects.drawing.geometry import Place, Point
from sample_projects.drawing.palette import Palette, mixed
from sample_projects.drawing.terrain import Massif, pine
from sample_projects.same_time_tomorrow.mountain_face import (
    Face,
    Rock,
    draw_brow,
    draw_eye,
    draw_mouth,
    draw_nose,
    draw_scarf,
)

OUTLINE: Final[tuple[Point, ...]] = (
    (-4.4, 3.6),
    (-2.7, 1.7),
    (-1.95, 0.5),
    (-1.6, -0.55),
    (-1.05, -1.3),
    (-0.75, -2.0),
    (-0.3, -2.55),
    (0.02, -2.7),
    (0.3, -2.5),
    (0.72, -1.9),
    (1.15, -1.15),
    (1.62, -0.5),
    (2.0, 0.6),
    (2.8, 1.8),
    (4.6, 3.6),
)
RIDGE: Final[tuple[Point, ...]] = (
    (0.02, -2.7),
    (-0.12, -1.6),
    (0.1, -0.7),
    (-0.05, 0.6),
    (0.3, 2.0),
    (0.1, 3.6),
)


def massif(place: Place) -> Massif:
    """Return the body of the mountain, to be painted so that its face stands at the place."""
    on_canvas = Place(x=place.x * FINE, y=place.y * FINE, scale=place.scale * FINE)
    return Massif(
        outline=tuple(on_canvas.points(OUTLINE)),
        ridge=tuple(on_canvas.points(RIDGE)),
        snow_line=on_canvas.point(0, -1.25)[1],
        seed=11,
        stroke=on_canvas.scale * 0.13,
        haze=0.5,
    )


def beard(place: Place, palette: Palette) -> Image.Image:
    """Return the beard of pines as a cel whose top left corner belongs at (-1.8, 0.2)."""
    unit = place.scale * FINE
    cel = Image.new("RGBA", (round(unit * 3.6), round(unit * 3.0)))
    draw = ImageDraw.Draw(cel)
    for row in range(7):
        half = (1.5, 1.42, 1.36, 1.22, 1.02, 0.74, 0.4)[row]
        count = round(half * 12)
        for step in range(count):
            across = (step + 0.5 + (row % 2) * 0.3) / count * 2 - 1
            x = 1.8 + across * half
            y = 1.62 + row * 0.2 - abs(across) ** 2.4 * (0.62 - row * 0.05)
            tall = 0.44 + 0.14 * ((step * 7 + row * 3) % 5) / 4
            shade = 0.05 * ((step * 5 + row) % 4) + 0.2 - row * 0.03
            pair = (
                mixed(palette.forest[0], palette.mist, shade),
                mixed(palette.forest[1], palette.mist, shade),
            )
            pine(
                draw,
                (x * unit, y * unit),
                tall * unit,
                pair if palette.light_from < 0 else pair[::-1],
            )
    return cel


class Mountain:
    """Draws the face on a mountain that is already in the background."""

    def __init__(self, place: Place, palette: Palette) -> None:
        """Stand at a place, in a light."""
        self._rock = Rock(place=place, palette=palette)
        self._beard = beard(place, palette)

    def draw(self, canvas: Canvas, face: Face) -> None:
        """Draw one moment of the face."""
        rock = self._rock
        for side in (-1, 1):
            draw_eye(canvas, rock, face, side)
        draw_mouth(canvas, rock, face)
        chin = 0.16 * face.mouth * (1 - face.round * 0.3) - 0.02 * face.smile
        canvas.lay(self._beard, *rock.place.point(-1.8, 0.2 + chin))
        draw_nose(canvas, rock, face)
        for side in (-1, 1):
            draw_brow(canvas, rock, face, side)
        if face.scarf is not None:
            draw_scarf(canvas, rock, face, face.scarf)


@lru_cache(maxsize=12)
def mountain_at(place: Place, palette: Palette) -> Mountain:
    """Return the face at a place in a light; its beard is planted only once."""
    return Mountain(place, palette)
