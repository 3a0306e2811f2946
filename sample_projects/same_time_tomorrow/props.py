"""Things that are neither Ida nor the Mountain: the signpost, the loose scarf, a microphone."""

import math
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from pipeline.fonts import Font, font_path
from sample_projects.drawing.canvas import FINE, Canvas
from sample_projects.drawing.geometry import Place, Point, oval, ribbon, smooth
from sample_projects.drawing.palette import Palette, mixed
from sample_projects.same_time_tomorrow.ida_pose import dressed_for
from sample_projects.same_time_tomorrow.mountain_face import SCARF

TIED_AT: Final[Point] = (0.0, -2.05)
"""Where the scarf is tied, in the units of the signpost."""


def paint_signpost(picture: Image.Image, place: Place, palette: Palette) -> None:
    """Paint the post and its arrow "ECHO POINT" into a background; 0, 0 is the foot of the post."""
    fine = Place(x=place.x * FINE, y=place.y * FINE, scale=place.scale * FINE, turn=place.turn)
    draw = ImageDraw.Draw(picture)
    wood, dark = palette.lit((178, 128, 86)), palette.lit((112, 76, 62))
    draw.polygon(fine.points([(-0.13, -3.1), (0.13, -3.15), (0.15, 0.1), (-0.15, 0.1)]), fill=dark)
    lit = (-0.13, -0.02) if palette.light_from < 0 else (0.02, 0.13)
    draw.polygon(
        fine.points([(lit[0], -3.1), (lit[1], -3.1), (lit[1], 0.1), (lit[0], 0.1)]), fill=wood
    )
    arrow = [(-0.75, -3.0), (1.55, -3.06), (1.98, -2.66), (1.56, -2.3), (-0.72, -2.34)]
    draw.polygon(fine.points([(x + 0.04, y + 0.07) for x, y in arrow]), fill=dark)
    draw.polygon(fine.points(arrow), fill=wood)
    for y in (-2.86, -2.52):
        line = fine.points([(-0.7, y), (0.4, y - 0.04), (1.6, y - 0.02)])
        draw.line(line, fill=mixed(wood, dark, 0.35), width=max(round(0.025 * fine.scale), 1))
    font = ImageFont.truetype(
        str(font_path(Font.NARROW_BOLD)),
        max(round(0.46 * fine.scale), 4),
        layout_engine=ImageFont.Layout.BASIC,
    )
    draw.text(fine.point(-0.6, -2.95), "ECHO POINT", font=font, fill=palette.lit((74, 44, 44)))


def draw_tied_scarf(
    canvas: Canvas, post: Place, frame: float, *, wind: float, palette: Palette
) -> None:
    """Draw the scarf around the signpost, its ends in the wind."""
    bright, deep = palette.lit(SCARF[0]), palette.lit(SCARF[1])
    x0, y0 = TIED_AT
    for lag, colour in ((2.0, deep), (0.0, bright)):
        spine = []
        for step in range(7):
            wave = math.sin((frame - lag) * 0.42 - step * 0.9) * 0.07 * step * (0.3 + wind)
            along = 0.26 * step
            spine.append((x0 + 0.1 + along * wind, y0 + 0.12 + along * (1 - 0.8 * wind) + wave))
        soft = smooth(spine, closed=False, steps=4)
        canvas.shape(
            post.points(ribbon(soft, [0.24 + 0.004 * i for i in range(len(soft))])), colour
        )
    knot = [(x0 - 0.24, y0 + 0.02), (x0, y0 + 0.06), (x0 + 0.24, y0 + 0.02)]
    canvas.shape(post.points(ribbon(smooth(knot, closed=False), [0.26] * 17)), bright)
    canvas.shape(post.points(oval(x0 + 0.1, y0 + 0.06, 0.15, 0.17)), deep)
    canvas.shape(post.points(oval(x0 + 0.08, y0 + 0.04, 0.12, 0.14)), bright)


def draw_loose_scarf(canvas: Canvas, place: Place, frame: float, palette: Palette) -> None:
    """Draw the scarf in flight, waving like a fish; its length is two units."""
    bright, deep = palette.lit(SCARF[0]), palette.lit(SCARF[1])
    spine = [
        (-1.0 + 0.25 * step, 0.22 * math.sin(frame * 0.5 - step * 0.95) * (0.4 + 0.12 * step))
        for step in range(9)
    ]
    soft = smooth(spine, closed=False, steps=4)
    under = [(x, y + 0.05) for x, y in soft]
    canvas.shape(place.points(ribbon(under, [0.27] * len(under))), deep)
    canvas.shape(place.points(ribbon(soft, [0.25] * len(soft))), bright)
    for x, y in (soft[3], soft[6], soft[-7], soft[-4]):
        canvas.line(place.points([(x, y - 0.12), (x + 0.02, y + 0.12)]), deep, 0.05 * place.scale)


def draw_boom(canvas: Canvas, tip: Point) -> None:
    """Draw the sound recordist's microphone, hanging in where it should not."""
    x, y = tip
    canvas.line([(x + 40, y - 60), (x + 420, y - 420)], (36, 36, 40), 9)
    canvas.line([(x + 4, y - 18), (x + 44, y - 64)], (70, 70, 76), 14)
    for number in range(26):
        angle = 2 * math.pi * number / 26
        far = 15 + 6 * (number % 2)
        start = (x + 15 * math.cos(angle), y + 28 * math.sin(angle))
        end = (x + (far + 8) * math.cos(angle + 0.2), y + (far + 21) * math.sin(angle + 0.2))
        canvas.line([start, end], (88, 84, 84), 7)
    canvas.shape(oval(x, y, 24, 36), (104, 100, 98))
    canvas.shape(oval(x - 7, y - 8, 9, 16), (128, 124, 120))


def draw_hand(canvas: Canvas, place: Place, palette: Palette, *, side: int) -> None:
    """Draw one of Ida's hands from close by: sleeve, back of the hand, four fingers, thumb."""
    dyes = dressed_for(palette)
    sleeve = [(side * 0.5, -0.44), (side * 9.0, 2.2), (side * 9.0, 5.0), (side * 0.55, 0.5)]
    canvas.shape(place.points(sleeve), dyes.coat if side < 0 else dyes.coat_shade)
    cuff = [(side * 0.42, -0.5), (side * 0.82, -0.38), (side * 0.84, 0.66), (side * 0.44, 0.54)]
    canvas.shape(place.points(cuff), dyes.coat_shade)
    canvas.shape(
        place.points(
            smooth(
                [
                    (side * 0.5, -0.4),
                    (side * -0.2, -0.42),
                    (side * -0.42, 0.1),
                    (side * -0.1, 0.5),
                    (side * 0.5, 0.42),
                ]
            )
        ),
        dyes.skin,
    )
    for number in range(4):
        y = -0.3 + 0.2 * number
        finger = [
            (side * -0.1, y),
            (side * -0.42, y + 0.02),
            (side * -0.6 + side * 0.04 * number, y + 0.12),
        ]
        line = place.points(smooth(finger, closed=False))
        canvas.line(line, dyes.skin_shade, 0.23 * place.scale)
        canvas.line(line, dyes.skin, 0.19 * place.scale)
    thumb = smooth([(side * 0.1, -0.3), (side * -0.2, -0.56), (side * -0.46, -0.52)], closed=False)
    canvas.line(place.points(thumb), dyes.skin_shade, 0.26 * place.scale)
    canvas.line(place.points(thumb), dyes.skin, 0.22 * place.scale)
