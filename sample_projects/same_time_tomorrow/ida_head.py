"""Ida's head: face, hair, and how they turn."""

import math
from typing import Final

from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.geometry import Place, Point, common, lens, oval, smooth
from sample_projects.same_time_tomorrow.ida_pose import Pose, Wardrobe

SKULL: Final[tuple[Point, ...]] = (
    (0.0, -1.0),
    (0.56, -0.86),
    (0.92, -0.42),
    (0.99, 0.08),
    (0.86, 0.52),
    (0.5, 0.85),
    (0.0, 0.97),
    (-0.5, 0.85),
    (-0.86, 0.52),
    (-0.99, 0.08),
    (-0.92, -0.42),
    (-0.56, -0.86),
)
_SKULL: Final = smooth(SKULL, steps=3)


def _curly(x: float, y: float, radius: float, bumps: int, phase: float = 0.0) -> list[Point]:
    outline = []
    for step in range(bumps * 5):
        angle = 2 * math.pi * step / (bumps * 5) + phase
        far = radius * (1 + 0.075 * abs(math.sin((angle - phase) * bumps / 2)))
        outline.append((x + far * math.cos(angle), y + far * math.sin(angle)))
    return outline


def draw_puffs(canvas: Canvas, head: Place, pose: Pose, dyes: Wardrobe) -> None:
    """Draw the two puffs behind the head; they follow late."""
    shift = 0.0 if pose.back else -0.16 * pose.turn
    for side in (-1, 1):
        root = head.within(side * 0.62 + shift, -0.62, turn=pose.hair)
        x, y = side * 0.4, -0.26
        canvas.shape(root.points(_curly(x, y, 0.56, 11, side * 0.4)), dyes.hair)
        lit = -0.16 if dyes.light_from < 0 else 0.16
        canvas.shape(root.points(_curly(x + lit, y - 0.16, 0.3, 8, 0.2)), dyes.hair_light)
        canvas.shape(root.points(_curly(x + lit * 0.3, y - 0.04, 0.34, 9, 0.9)), dyes.hair)
        canvas.line(
            root.points([(side * 0.02, -0.2), (side * 0.16, 0.1)]), dyes.scarf, 0.13 * head.scale
        )


def draw_back(canvas: Canvas, head: Place, dyes: Wardrobe) -> None:
    """Draw the head from behind: hair with a parting."""
    for side in (-1, 1):
        canvas.shape(head.points(oval(side * 0.97, 0.16, 0.15, 0.22)), dyes.skin_shade)
    canvas.shape(head.points(_SKULL), dyes.hair)
    canvas.line(
        head.points([(0.0, -0.98), (0.03, -0.4), (-0.02, 0.3), (0.0, 0.86)]),
        dyes.hair_light,
        0.035 * head.scale,
    )
    edge = [
        (dyes.light_from * x, y)
        for x, y in ((0.56, -0.86), (0.92, -0.42), (0.99, 0.08), (0.86, 0.52))
    ]
    canvas.line(head.points(smooth(edge, closed=False)), dyes.rim, 0.035 * head.scale)


def draw_head(canvas: Canvas, head: Place, pose: Pose, dyes: Wardrobe) -> None:
    """Draw the head from the front, turned a little to either side."""
    shift = 0.3 * pose.turn
    for side in (-1, 1):
        ear = side * 0.98 - 0.12 * pose.turn
        canvas.shape(head.points(oval(ear, 0.14, 0.17, 0.23)), dyes.skin)
        canvas.shape(head.points(oval(ear, 0.16, 0.09, 0.13)), dyes.skin_shade)
    outline = head.points(_SKULL)
    canvas.shape(outline, dyes.skin)
    _modelling(canvas, head, shift, dyes)
    _fringe(canvas, head, pose, dyes)
    for side in (-1, 1):
        x = shift + side * 0.4 * (1 - 0.14 * abs(pose.turn))
        _eye(canvas, head, pose, dyes, (x, 0.06))
        _brow(canvas, head, pose, dyes, side, x)
    nose = [(shift * 1.25 - 0.09, 0.33), (shift * 1.35, 0.4), (shift * 1.25 + 0.1, 0.33)]
    canvas.line(
        head.points(smooth(nose, closed=False, steps=4)), dyes.skin_shade, 0.055 * head.scale
    )
    _mouth(canvas, head, pose, dyes)


def _modelling(canvas: Canvas, head: Place, shift: float, dyes: Wardrobe) -> None:
    dark = -dyes.light_from
    edge = [
        (dark * x, y)
        for x, y in ((0.3, -1.1), (0.8, -0.5), (0.76, 0.1), (0.6, 0.5), (0.1, 0.86), (0.2, 1.2))
    ]
    far = [(dark * 1.4, 1.2), (dark * 1.4, -1.1)]
    canvas.shape(
        head.points(common(smooth(edge, closed=False, steps=5) + far, _SKULL)), dyes.skin_shade
    )
    for side in (-1, 1):
        spot = head.point(shift + side * 0.58, 0.42)
        canvas.glow(spot, (0.3 * head.scale, 0.22 * head.scale), dyes.blush, 0.75, power=1.1)
        for dx, dy in ((-0.1, -0.04), (0.02, 0.02), (0.12, -0.05)):
            canvas.disc(
                *head.point(shift + side * 0.55 + dx, 0.33 + dy),
                0.022 * head.scale,
                dyes.skin_shade,
            )


def _fringe(canvas: Canvas, head: Place, pose: Pose, dyes: Wardrobe) -> None:
    part = 0.34 * pose.turn
    hair = [
        (-1.3, 0.22),
        (-0.93 - 0.04 * pose.turn, 0.06),
        (-0.82 + part * 0.2, -0.26),
        (-0.4 + part * 0.6, -0.5),
    ]
    hair += [
        (part, -0.66),
        (0.4 + part * 0.6, -0.5),
        (0.82 + part * 0.2, -0.26),
        (0.93 - 0.04 * pose.turn, 0.06),
    ]
    hair += [(1.3, 0.22), (1.3, -1.3), (-1.3, -1.3)]
    canvas.shape(head.points(common(smooth(hair, steps=5), _SKULL)), dyes.hair)
    side = dyes.light_from
    shine = [(side * 0.2 + part, -0.82), (side * 0.5, -0.74), (side * 0.76, -0.5)]
    canvas.line(
        head.points(smooth(shine, closed=False, steps=4)), dyes.hair_light, 0.07 * head.scale
    )
    canvas.line(
        head.points([(part, -0.64), (part * 0.7, -1.0)]), dyes.hair_light, 0.03 * head.scale
    )


def _eye(canvas: Canvas, head: Place, pose: Pose, dyes: Wardrobe, at: Point) -> None:
    (x, y), unit = at, head.scale
    open_by = pose.eyes * (1 - 0.9 * pose.happy)
    if open_by < 0.16:
        bow = 0.09 if pose.happy < 0.5 else -0.13
        lash = [(x - 0.2, y + 0.04), (x, y + 0.04 + bow), (x + 0.2, y + 0.04)]
        canvas.line(head.points(smooth(lash, closed=False, steps=5)), dyes.ink, 0.06 * unit)
        return
    above, below = 0.26 * open_by, 0.2 - 0.12 * pose.happy
    outline = lens(x, y + 0.04, 0.215, above, below)
    canvas.shape(head.points(outline), dyes.white)
    across, down = x + pose.look[0] * 0.1, y + 0.03 + pose.look[1] * 0.08
    canvas.shape(head.points(common(oval(across, down, 0.135, 0.165), outline)), dyes.ink)
    glint = common(oval(across - 0.05, down - 0.065, 0.05, 0.05, steps=12), outline)
    canvas.shape(head.points(glint), (255, 253, 247))
    canvas.disc(*head.point(across + 0.05, down + 0.07), 0.022 * unit, dyes.hair_light)
    lash = lens(x, y + 0.04, 0.225, above + 0.005, below)[:13]
    canvas.line(head.points(lash), dyes.ink, 0.055 * unit)
    flick = -1 if x < 0.3 * pose.turn else 1
    canvas.line(
        head.points([(x + flick * 0.21, y), (x + flick * 0.28, y - 0.07)]), dyes.ink, 0.04 * unit
    )


def _brow(canvas: Canvas, head: Place, pose: Pose, dyes: Wardrobe, side: int, x: float) -> None:
    lift = -0.36 - 0.13 * pose.brow - 0.12 * pose.doubt * side
    slant = 0.05 * pose.doubt * (1 if side < 0 else -0.4) - 0.05 * min(pose.brow, 0.0)
    brow = [
        (x - side * 0.16, lift + slant + 0.02),
        (x + side * 0.03, lift - 0.05),
        (x + side * 0.22, lift + 0.05),
    ]
    canvas.line(head.points(smooth(brow, closed=False, steps=5)), dyes.ink, 0.075 * head.scale)


def _mouth(canvas: Canvas, head: Place, pose: Pose, dyes: Wardrobe) -> None:
    x, y = 0.36 * pose.turn, 0.6
    wide = (0.27 + 0.08 * max(pose.smile, 0)) * (1 - 0.5 * pose.round)
    corner = -0.1 * pose.smile
    if pose.mouth < 0.06:
        line = [
            (x - wide, y + corner),
            (x - wide * 0.4, y + 0.03),
            (x + wide * 0.4, y + 0.03),
            (x + wide, y + corner),
        ]
        canvas.line(head.points(smooth(line, closed=False, steps=5)), dyes.ink, 0.055 * head.scale)
        return
    gape = 0.34 * pose.mouth
    upper = [
        (x - wide, y + corner),
        (x - wide * 0.5, y + corner * 0.4 - gape * 0.2),
        (x + wide * 0.5, y + corner * 0.4 - gape * 0.2),
    ]
    lower = [
        (x + wide, y + corner),
        (x + wide * 0.6, y + gape * 0.66),
        (x, y + gape * 0.86),
        (x - wide * 0.6, y + gape * 0.66),
    ]
    lips = smooth(upper + lower, steps=5)
    canvas.shape(head.points(lips), dyes.mouth)
    tongue = oval(x, y + gape * 0.95, wide * 0.75, gape * 0.45)
    canvas.shape(head.points(common(lips, tongue)), dyes.tongue)
    edge = y + gape * 0.06
    for left, right in ((x - wide * 0.62, x + 0.005), (x + 0.035, x + wide * 0.62)):
        tooth = [(left, y - 0.3), (right, y - 0.3), (right, edge), (left, edge)]
        canvas.shape(head.points(common(lips, tooth)), dyes.white)
