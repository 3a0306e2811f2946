"""The Mountain: an old, shy face of rock. With its eyes shut it is only a mountain.

Its own unit is half the distance between its eyes and a bit more; 0, 0 is the root of its nose.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from sample_projects.drawing.canvas import FINE, Canvas, Colour
from sample_projects.drawing.geometry import Place, Point, Points, common, lens, oval, ribbon, smooth
from sample_projects.drawing.palette import Palette, mixed
from sample_projects.drawing.terrain import Massif, pine

OUTLINE: Final[tuple[Point, ...]] = (
    (-4.4, 3.6), (-2.7, 1.7), (-1.95, 0.5), (-1.6, -0.55), (-1.05, -1.3), (-0.75, -2.0), (-0.3, -2.55),
    (0.02, -2.7), (0.3, -2.5), (0.72, -1.9), (1.15, -1.15), (1.62, -0.5), (2.0, 0.6), (2.8, 1.8), (4.6, 3.6),
)  # fmt: skip
RIDGE: Final[tuple[Point, ...]] = ((0.02, -2.7), (-0.12, -1.6), (0.1, -0.7), (-0.05, 0.6), (0.3, 2.0), (0.1, 3.6))
SCARF: Final[tuple[Colour, Colour]] = ((214, 54, 52), (160, 34, 48))


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What the face does at one moment."""

    eyes: float = 0.0
    """0: shut, plain rock; 1: open; above: astonished."""
    look: Point = (0.0, 0.0)
    """Where it looks, -1 to 1 each way."""
    cross: float = 0.0
    """1: both eyes look at the tip of the nose."""
    brow: float = 0.0
    """1: raised."""
    worry: float = 0.0
    """1: inner ends up; -1: inner ends down."""
    mouth: float = 0.0
    """0: shut; 1: wide open."""
    round: float = 0.0
    """1: lips as for "oo"."""
    smile: float = 0.0
    """1: a smile; -1: its opposite."""
    scarf: float | None = None
    """The swing of a scarf on the nose, -1 to 1; None without one."""
    scarf_lift: float = 0.0
    """How far the ends of the scarf fly up, 0 to 1."""


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
            pair = (mixed(palette.forest[0], palette.mist, shade), mixed(palette.forest[1], palette.mist, shade))
            pine(draw, (x * unit, y * unit), tall * unit, pair if palette.light_from < 0 else pair[::-1])
    return cel


class Mountain:
    """Draws the face on a mountain that is already in the background."""

    def __init__(self, place: Place, palette: Palette) -> None:
        """Stand at a place, in a light."""
        self._place = place
        self._palette = palette
        self._beard = beard(place, palette)
        self._dark = mixed(palette.rock[1], (22, 16, 34), 0.62)
        self._shade = mixed(palette.rock[1], (30, 24, 50), 0.2)

    def draw(self, canvas: Canvas, face: Face) -> None:
        """Draw one moment of the face."""
        for side in (-1, 1):
            self._eye(canvas, face, side)
        self._mouth(canvas, face)
        x, y = self._place.point(-1.8, 0.2 + face.mouth * 0.16 * (1 - face.round * 0.3) - face.smile * 0.02)
        canvas.lay(self._beard, x, y)
        self._nose(canvas, face)
        for side in (-1, 1):
            self._brow(canvas, face, side)
        if face.scarf is not None:
            self._scarf(canvas, face, face.scarf)

    def _side_colours(self, side: int) -> tuple[Colour, Colour]:
        lit = 0.12 if side == self._palette.light_from else 0.62
        return mixed(*self._palette.rock, lit), mixed(*self._palette.rock, lit + 0.26)

    def _eye(self, canvas: Canvas, face: Face, side: int) -> None:
        x, y, wide = side * 0.66, -0.12, 0.4
        place = self._place
        crack = smooth([(x - wide, y + 0.02), (x - 0.12, y + 0.07), (x + 0.14, y + 0.06), (x + wide, y)], closed=False)
        if face.eyes < 0.06:
            canvas.line(place.points(crack), self._shade, max(0.02 * place.scale, 0.8))
            return
        above, below = 0.36 * face.eyes, 0.1 + 0.12 * min(face.eyes, 1.0)
        socket = place.points(lens(x, y + 0.02, wide + 0.1, above + 0.1, below + 0.08))
        canvas.shape(socket, mixed(self._side_colours(side)[1], self._dark, 0.35))
        self._ball(canvas, face, side, lens(x, y, wide, above, below))

    def _ball(self, canvas: Canvas, face: Face, side: int, outline: Points) -> None:
        place, lit = self._place, self._palette.lit
        x, y = side * 0.66, -0.12
        canvas.shape(place.points(outline), lit((250, 243, 226)))
        look = face.look[0] * (1 - face.cross) - side * face.cross * 1.25
        across, down = x + look * 0.17, y - 0.06 + face.look[1] * 0.1 + face.cross * 0.12
        for radius, colour in ((0.215, (92, 128, 128)), (0.185, (70, 104, 112)), (0.125, (30, 24, 38))):
            part = common(oval(across, down, radius, radius), outline)
            canvas.shape(place.points(part), lit(colour))
        for dx, dy, radius, light in ((-0.07, -0.085, 0.05, (255, 252, 244)), (0.07, 0.08, 0.024, (196, 220, 216))):
            part = common(oval(across + dx, down + dy, radius, radius, steps=12), outline)
            canvas.shape(place.points(part), lit(light) if dx > 0 else light)
        shade = common(lens(x, y - 0.36 * face.eyes, 0.46, 0.12, 0.12), outline)
        canvas.shape(place.points(shade), lit((196, 178, 176)))

    def _brow(self, canvas: Canvas, face: Face, side: int) -> None:
        lift = -0.58 - 0.17 * face.brow - 0.05 * min(face.eyes, 1.2)
        inner, outer = lift - 0.15 * face.worry, lift + 0.1 * face.worry
        low = [(side * 0.2, inner + 0.16), (side * 0.62, (inner + outer) / 2 + 0.1), (side * 1.14, outer + 0.24)]
        top = [(side * 1.2, outer + 0.06), (side * 0.95, outer - 0.1), (side * 0.62, (inner + outer) / 2 - 0.14)]
        ledge = self._place.points([*low, *top, (side * 0.3, inner - 0.06)])
        light, dark = self._side_colours(side)
        canvas.shape(ledge, mixed(dark, self._dark, 0.25))
        snow = [(side * 0.18, inner + 0.04), (side * 0.36, inner + 0.08), (side * 0.5, (inner + outer) / 2 + 0.0)]
        snow += [(side * 0.72, (inner + outer) / 2 + 0.05), (side * 0.88, outer + 0.03), (side * 1.24, outer + 0.14)]
        snow += [(side * 1.12, outer - 0.1), (side * 0.8, outer - 0.24), (side * 0.4, inner - 0.2)]
        white = self._palette.snow[0 if side == self._palette.light_from else 1]
        canvas.shape(self._place.points(smooth(snow, steps=4)), mixed(white, self._palette.snow[0], 0.25))

    def _nose(self, canvas: Canvas, face: Face) -> None:
        squash = 0.03 * face.smile
        tip = 0.52 - squash
        left = [(0.0, -0.5), (-0.17, -0.1), (-0.38, tip - 0.14), (-0.3, tip + 0.06), (0.0, tip + 0.12)]
        right = [(0.0, -0.5), (0.15, -0.1), (0.38, tip - 0.14), (0.3, tip + 0.06), (0.0, tip + 0.12)]
        under = [(-0.3, tip + 0.05), (0.0, tip + 0.11), (0.3, tip + 0.05), (0.12, tip + 0.2), (-0.12, tip + 0.2)]
        canvas.shape(self._place.points(under), self._dark)
        canvas.shape(self._place.points(left), self._side_colours(-1)[0])
        canvas.shape(self._place.points(right), self._side_colours(1)[0])
        plane = [(0.0, -0.5), (-0.06, 0.1), (-0.14, tip + 0.02), (0.0, tip + 0.12), (0.14, tip), (0.05, 0.05)]
        canvas.shape(self._place.points(plane), mixed(*self._palette.rock, 0.36))
        snow = [(-0.04, -0.34), (-0.11, 0.06), (-0.06, 0.02), (0.0, 0.16), (0.05, 0.04), (0.1, 0.08), (0.05, -0.32)]
        canvas.shape(self._place.points(snow), self._palette.snow[0])

    def _mouth(self, canvas: Canvas, face: Face) -> None:
        wide = (0.62 + 0.1 * face.smile) * (1 - 0.5 * face.round)
        corner, y = -0.13 * face.smile, 0.98
        if face.mouth < 0.05:
            crack = [(-wide, y + corner), (-0.3, y + 0.06), (0.05, y + 0.03), (0.32, y + 0.07), (wide, y + corner)]
            canvas.line(self._place.points(smooth(crack, closed=False)), self._dark, 0.045 * self._place.scale)
            return
        gape = 0.46 * face.mouth
        upper = [(-wide, y + corner), (-wide * 0.5, y + corner * 0.3 - gape * 0.22), (0.0, y - gape * 0.18)]
        upper += [(wide * 0.5, y + corner * 0.3 - gape * 0.22), (wide, y + corner)]
        lower = [(wide * 0.6, y + gape * 0.62), (0.0, y + gape * 0.84), (-wide * 0.6, y + gape * 0.62)]
        lips = smooth(upper + lower, steps=5)
        canvas.shape(self._place.points(lips), self._palette.lit((62, 32, 50)))
        self._inside_mouth(canvas, lips, (y, gape, wide))

    def _inside_mouth(self, canvas: Canvas, lips: Points, at: tuple[float, float, float]) -> None:
        (y, gape, wide), lit = at, self._palette.lit
        tongue = common(lips, oval(0.03, y + gape * 0.95, wide * 0.6, gape * 0.45))
        canvas.shape(self._place.points(tongue), lit((158, 92, 104)))
        top, edge = y - gape * 0.4, y + gape * 0.12
        for x, longer in ((-0.17, 1.5), (0.16, 1.0)):
            stone = [(x - 0.12, top), (x + 0.12, top), (x + 0.1, edge), (x - 0.1, edge * longer - y * (longer - 1))]
            canvas.shape(self._place.points(common(lips, stone)), lit((250, 243, 226)))
        lip = self._place.points([*lips[: len(lips) // 2 + 3]])
        canvas.line(lip, self._dark, 0.035 * self._place.scale)

    def _scarf(self, canvas: Canvas, face: Face, swing: float) -> None:
        place, lit = self._place, self._palette.lit
        bright, deep = lit(SCARF[0]), lit(SCARF[1])
        for side, lag, colour in ((-0.33, 0.35, deep), (-0.43, 0.0, bright)):
            lift = face.scarf_lift * 0.75
            spine = [
                (
                    side - 0.02 * step + (swing + lag * 0.4) * step * step * 0.055 - lift * step * 0.1,
                    0.36 + step * 0.12 * (1 - lift) - lift * step * 0.05,
                )
                for step in range(6)
            ]
            soft = smooth(spine, closed=False, steps=3)
            canvas.shape(place.points(ribbon(soft, [0.13 + 0.004 * i for i in range(len(soft))])), colour)
        band = [(-0.44, 0.3), (-0.2, 0.35), (0.0, 0.38), (0.2, 0.35), (0.44, 0.3)]
        soft = smooth(band, closed=False, steps=4)
        canvas.shape(place.points(ribbon(soft, [0.17] * len(soft))), bright)
        for x in (-0.16, 0.02, 0.18, 0.32):
            canvas.line(place.points([(x, 0.26), (x + 0.02, 0.42)]), deep, 0.02 * place.scale)
        canvas.disc(*place.point(-0.38, 0.36), 0.12 * place.scale, deep)
        canvas.disc(*place.point(-0.39, 0.345), 0.095 * place.scale, bright)


@lru_cache(maxsize=12)
def mountain_at(place: Place, palette: Palette) -> Mountain:
    """Return the face at a place in a light; its beard is planted only once."""
    return Mountain(place, palette)
