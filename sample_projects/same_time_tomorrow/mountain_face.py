"""The face of the Mountain: eyes, brows, nose, mouth, and a scarf on the tip of the nose.

Its own unit is half the distance between the eyes and a bit more; 0, 0 is the root of the nose.
"""

from dataclasses import dataclass
from typing import Final

from sample_projects.drawing.canvas import Canvas, Colour
from sample_projects.drawing.geometry import (
    Place,
    Point,
    Points,
    common,
    lens,
    oval,
    ribbon,
    smooth,
)
from sample_projects.drawing.palette import Palette, mixed

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rock:
    """Where a face is, and in which light."""

    place: Place
    palette: Palette

    @property
    def dark(self) -> Colour:
        """The colour of caves."""
        return mixed(self.palette.rock[1], (22, 16, 34), 0.62)

    @property
    def shade(self) -> Colour:
        """The colour of cracks."""
        return mixed(self.palette.rock[1], (30, 24, 50), 0.2)

    def sides(self, side: int) -> tuple[Colour, Colour]:
        """Return a lighter and a darker colour of rock for one side of the face."""
        lit = 0.12 if side == self.palette.light_from else 0.62
        return mixed(*self.palette.rock, lit), mixed(*self.palette.rock, lit + 0.26)


def draw_eye(canvas: Canvas, rock: Rock, face: Face, side: int) -> None:
    """Draw one eye, or the crack where it is shut."""
    x, y, wide = side * 0.66, -0.12, 0.4
    place = rock.place
    crack = smooth(
        [(x - wide, y + 0.02), (x - 0.12, y + 0.07), (x + 0.14, y + 0.06), (x + wide, y)],
        closed=False,
    )
    if face.eyes < 0.06:
        canvas.line(place.points(crack), rock.shade, max(0.02 * place.scale, 0.8))
        return
    above, below = 0.36 * face.eyes, 0.1 + 0.12 * min(face.eyes, 1.0)
    socket = place.points(lens(x, y + 0.02, wide + 0.1, above + 0.1, below + 0.08))
    canvas.shape(socket, mixed(rock.sides(side)[1], rock.dark, 0.35))
    _ball(canvas, rock, face, side, lens(x, y, wide, above, below))


def _ball(canvas: Canvas, rock: Rock, face: Face, side: int, outline: Points) -> None:
    place, lit = rock.place, rock.palette.lit
    x, y = side * 0.66, -0.12
    canvas.shape(place.points(outline), lit((250, 243, 226)))
    look = face.look[0] * (1 - face.cross) - side * face.cross * 1.25
    across, down = x + look * 0.17, y - 0.06 + face.look[1] * 0.1 + face.cross * 0.12
    for radius, colour in (
        (0.215, (92, 128, 128)),
        (0.185, (70, 104, 112)),
        (0.125, (30, 24, 38)),
    ):
        part = common(oval(across, down, radius, radius), outline)
        canvas.shape(place.points(part), lit(colour))
    for dx, dy, radius, light in (
        (-0.07, -0.085, 0.05, (255, 252, 244)),
        (0.07, 0.08, 0.024, (196, 220, 216)),
    ):
        part = common(oval(across + dx, down + dy, radius, radius, steps=12), outline)
        canvas.shape(place.points(part), lit(light) if dx > 0 else light)
    shade = common(lens(x, y - 0.36 * face.eyes, 0.46, 0.12, 0.12), outline)
    canvas.shape(place.points(shade), lit((196, 178, 176)))


def draw_brow(canvas: Canvas, rock: Rock, face: Face, side: int) -> None:
    """Draw one brow: a ledge with snow on it."""
    lift = -0.58 - 0.17 * face.brow - 0.05 * min(face.eyes, 1.2)
    inner, outer = lift - 0.15 * face.worry, lift + 0.1 * face.worry
    low = [
        (side * 0.2, inner + 0.16),
        (side * 0.62, (inner + outer) / 2 + 0.1),
        (side * 1.14, outer + 0.24),
    ]
    top = [
        (side * 1.2, outer + 0.06),
        (side * 0.95, outer - 0.1),
        (side * 0.62, (inner + outer) / 2 - 0.14),
    ]
    ledge = rock.place.points([*low, *top, (side * 0.3, inner - 0.06)])
    canvas.shape(ledge, mixed(rock.sides(side)[1], rock.dark, 0.25))
    snow = [
        (side * 0.18, inner + 0.04),
        (side * 0.36, inner + 0.08),
        (side * 0.5, (inner + outer) / 2 + 0.0),
    ]
    snow += [
        (side * 0.72, (inner + outer) / 2 + 0.05),
        (side * 0.88, outer + 0.03),
        (side * 1.24, outer + 0.14),
    ]
    snow += [(side * 1.12, outer - 0.1), (side * 0.8, outer - 0.24), (side * 0.4, inner - 0.2)]
    white = rock.palette.snow[0 if side == rock.palette.light_from else 1]
    canvas.shape(rock.place.points(smooth(snow, steps=4)), mixed(white, rock.palette.snow[0], 0.25))


def draw_nose(canvas: Canvas, rock: Rock, face: Face) -> None:
    """Draw the nose."""
    tip = 0.52 - 0.03 * face.smile
    for side in (-1, 1):
        wing = [(0.0, -0.5), (side * 0.16, -0.1), (side * 0.38, tip - 0.14)]
        wing += [(side * 0.3, tip + 0.06), (0.0, tip + 0.12)]
        canvas.shape(rock.place.points(wing), rock.sides(side)[0])
    under = [
        (-0.3, tip + 0.05),
        (0.0, tip + 0.11),
        (0.3, tip + 0.05),
        (0.12, tip + 0.2),
        (-0.12, tip + 0.2),
    ]
    canvas.shape(rock.place.points(under), rock.dark)
    plane = [
        (0.0, -0.5),
        (-0.06, 0.1),
        (-0.14, tip + 0.02),
        (0.0, tip + 0.12),
        (0.14, tip),
        (0.05, 0.05),
    ]
    canvas.shape(rock.place.points(plane), mixed(*rock.palette.rock, 0.36))
    snow = [
        (-0.04, -0.34),
        (-0.11, 0.06),
        (-0.06, 0.02),
        (0.0, 0.16),
        (0.05, 0.04),
        (0.1, 0.08),
        (0.05, -0.32),
    ]
    canvas.shape(rock.place.points(snow), rock.palette.snow[0])


def draw_mouth(canvas: Canvas, rock: Rock, face: Face) -> None:
    """Draw the mouth: a crack, or a cave with two teeth and a tongue."""
    wide = (0.62 + 0.1 * face.smile) * (1 - 0.5 * face.round)
    corner, y = -0.13 * face.smile, 0.98
    if face.mouth < 0.05:
        crack = [
            (-wide, y + corner),
            (-0.3, y + 0.06),
            (0.05, y + 0.03),
            (0.32, y + 0.07),
            (wide, y + corner),
        ]
        canvas.line(
            rock.place.points(smooth(crack, closed=False)),
            rock.dark,
            0.045 * rock.place.scale,
        )
        return
    gape = 0.46 * face.mouth
    upper = [
        (-wide, y + corner),
        (-wide * 0.5, y + corner * 0.3 - gape * 0.22),
        (0.0, y - gape * 0.18),
    ]
    upper += [(wide * 0.5, y + corner * 0.3 - gape * 0.22), (wide, y + corner)]
    lower = [
        (wide * 0.6, y + gape * 0.62),
        (0.0, y + gape * 0.84),
        (-wide * 0.6, y + gape * 0.62),
    ]
    lips = smooth(upper + lower, steps=5)
    canvas.shape(rock.place.points(lips), rock.palette.lit((62, 32, 50)))
    _inside_mouth(canvas, rock, lips, (y, gape, wide))


def _inside_mouth(canvas: Canvas, rock: Rock, lips: Points, at: tuple[float, float, float]) -> None:
    (y, gape, wide), lit = at, rock.palette.lit
    tongue = common(lips, oval(0.03, y + gape * 0.95, wide * 0.6, gape * 0.45))
    canvas.shape(rock.place.points(tongue), lit((158, 92, 104)))
    top, edge = y - gape * 0.4, y + gape * 0.12
    for x, longer in ((-0.17, 1.5), (0.16, 1.0)):
        stone = [
            (x - 0.12, top),
            (x + 0.12, top),
            (x + 0.1, edge),
            (x - 0.1, edge * longer - y * (longer - 1)),
        ]
        canvas.shape(rock.place.points(common(lips, stone)), lit((250, 243, 226)))
    lip = rock.place.points([*lips[: len(lips) // 2 + 3]])
    canvas.line(lip, rock.dark, 0.035 * rock.place.scale)


def draw_scarf(canvas: Canvas, rock: Rock, face: Face, swing: float) -> None:
    """Draw a scarf around the tip of the nose; swing is -1 to 1."""
    place, lit = rock.place, rock.palette.lit
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
        canvas.shape(
            place.points(ribbon(soft, [0.13 + 0.004 * i for i in range(len(soft))])), colour
        )
    band = [(-0.44, 0.3), (-0.2, 0.35), (0.0, 0.38), (0.2, 0.35), (0.44, 0.3)]
    soft = smooth(band, closed=False, steps=4)
    canvas.shape(place.points(ribbon(soft, [0.17] * len(soft))), bright)
    for x in (-0.16, 0.02, 0.18, 0.32):
        canvas.line(place.points([(x, 0.26), (x + 0.02, 0.42)]), deep, 0.02 * place.scale)
    canvas.disc(*place.point(-0.38, 0.36), 0.12 * place.scale, deep)
    canvas.disc(*place.point(-0.39, 0.345), 0.095 * place.scale, bright)
