"""Ida's coat, arms, legs and scarf."""

import math

from sample_projects.drawing.canvas import Canvas, Colour
from sample_projects.drawing.geometry import Place, Point, common, elbow, oval, ribbon, smooth
from sample_projects.same_time_tomorrow.ida_pose import Pose, Wardrobe


def draw_legs(canvas: Canvas, body: Place, pose: Pose, dyes: Wardrobe) -> None:
    """Draw trousers and boots; with a stride she walks to the right."""
    if pose.sitting:
        return
    for side in (-1, 1):
        foot_x, lift, heel = side * 0.4, 0.0, 0.0
        if pose.stride is not None:
            phase = 2 * math.pi * (pose.stride + (0.5 if side > 0 else 0.0))
            foot_x, lift = side * 0.16 + 0.62 * math.cos(phase), 0.42 * max(math.sin(phase), 0.0)
            heel = 26 * math.sin(phase + 0.6)
        hip, ankle = (side * 0.34, 3.0), (foot_x, 4.3 - lift)
        knee = elbow(hip, ankle, bone=0.67, outward=3.0 if pose.stride is not None else 0.2 * side)
        leg = smooth([hip, knee, ankle], closed=False, steps=4)
        canvas.shape(body.points(ribbon(leg, [0.5] * len(leg))), dyes.trousers)
        _boot(canvas, body.within(*ankle, turn=heel), pose, side, dyes)


def _boot(canvas: Canvas, ankle: Place, pose: Pose, side: int, dyes: Wardrobe) -> None:
    toe = side * 0.5 if pose.back or pose.stride is None else 1.0
    if pose.back:
        toe = 0.0
    shaft = [
        (-0.3, -0.4),
        (0.3, -0.4),
        (0.3, 0.1),
        (0.34 + 0.24 * toe, 0.2),
        (0.34 + 0.26 * toe, 0.45),
    ]
    shaft += [(-0.34 + 0.18 * min(toe, 0), 0.45), (-0.32 + 0.2 * min(toe, 0), 0.15)]
    canvas.shape(ankle.points(shaft), dyes.boots)
    sole = [
        (-0.36 + 0.2 * min(toe, 0), 0.36),
        (0.36 + 0.26 * toe, 0.36),
        (0.36 + 0.26 * toe, 0.47),
        (-0.36 + 0.2 * min(toe, 0), 0.47),
    ]
    canvas.shape(ankle.points(sole), dyes.boots_shade)
    canvas.shape(
        ankle.points([(-0.33, -0.42), (0.33, -0.42), (0.33, -0.28), (-0.33, -0.28)]),
        dyes.boots_shade,
    )


def draw_coat(canvas: Canvas, body: Place, pose: Pose, dyes: Wardrobe) -> None:
    """Draw the coat, wider below, with a hood behind and toggles in front."""
    sway = 0.06 * pose.wind + (
        0.05 * math.sin(4 * math.pi * pose.stride) if pose.stride is not None else 0.0
    )
    hem = 3.25 if not pose.sitting else 3.1
    coat = [
        (-0.5, 0.98),
        (0.5, 0.98),
        (0.78, 1.3),
        (0.92, 2.3),
        (1.06 + sway, hem - 0.08),
        (0.6 + sway, hem),
        (0.0 + sway, hem + 0.04),
    ]
    coat += [(-0.6 + sway, hem), (-1.06 + sway, hem - 0.08), (-0.92, 2.3), (-0.78, 1.3)]
    outline = smooth(coat, steps=4)
    canvas.shape(body.points(outline), dyes.coat)
    dark = -dyes.light_from
    shade = [(dark * 0.4, 0.8), (dark * 0.6, 3.5), (dark * 1.8, 3.5), (dark * 1.8, 0.8)]
    canvas.shape(body.points(common(outline, shade)), dyes.coat_shade)
    if pose.back:
        hood = smooth([(-0.6, 1.0), (0.6, 1.0), (0.5, 1.5), (0.0, 1.75), (-0.5, 1.5)], steps=5)
        canvas.shape(body.points(hood), dyes.coat_shade)
        return
    middle = 0.2 * pose.turn
    canvas.line(
        body.points([(middle, 1.2), (middle + sway, hem)]), dyes.coat_shade, 0.045 * body.scale
    )
    for y in (1.75, 2.2, 2.65):
        canvas.line(
            body.points([(middle - 0.13, y), (middle + 0.13, y)]), dyes.ink, 0.1 * body.scale
        )
    for side in (-1, 1):
        pocket = [(side * 0.42 + middle, 2.46), (side * 0.78 + middle * 0.6, 2.5)]
        canvas.line(body.points(pocket), dyes.coat_shade, 0.06 * body.scale)


def draw_arms(canvas: Canvas, body: Place, pose: Pose, dyes: Wardrobe) -> None:
    """Draw both sleeves and hands."""
    for side, hand in ((-1, pose.left), (1, pose.right)):
        colour = dyes.coat_shade if side == -dyes.light_from else dyes.coat
        _arm(canvas, body, (side, hand), colour, dyes)


def _arm(
    canvas: Canvas, body: Place, arm: tuple[int, Point], colour: Colour, dyes: Wardrobe
) -> None:
    side, hand = arm
    shoulder = (side * 0.62, 1.36)
    joint = elbow(shoulder, hand, bone=0.82, outward=float(side))
    line = smooth([shoulder, joint, hand], closed=False, steps=6)
    canvas.disc(*body.point(*hand), 0.235 * body.scale, dyes.skin_shade)
    canvas.disc(*body.point(*hand), 0.205 * body.scale, dyes.skin)
    thumb = (hand[0] - side * 0.13, hand[1] - 0.12)
    canvas.disc(*body.point(*thumb), 0.085 * body.scale, dyes.skin)
    canvas.disc(*body.point(*shoulder), 0.23 * body.scale, colour)
    canvas.disc(*body.point(*joint), 0.24 * body.scale, colour)
    sleeve = ribbon(line[:-1], [0.46 + 0.008 * step for step in range(len(line) - 1)])
    canvas.shape(body.points(sleeve), colour)
    canvas.line(body.points(sleeve[1 : len(line) - 3]), dyes.coat_shade, 0.03 * body.scale)
    canvas.shape(body.points(ribbon(line[-5:-1], [0.6, 0.62, 0.62, 0.6])), dyes.coat_shade)


def draw_scarf(canvas: Canvas, body: Place, pose: Pose, dyes: Wardrobe) -> None:
    """Draw the scarf: a roll around the neck and one end in the wind."""
    wave = pose.wind
    spine = [
        (
            -0.42 - 0.2 * step * wave * 0.6 - 0.02 * step,
            1.16 + 0.24 * step * (1 - 0.35 * abs(wave)) + 0.05 * math.sin(step * 1.3 + wave * 4),
        )
        for step in range(6)
    ]
    soft = smooth(spine, closed=False, steps=4)
    canvas.shape(
        body.points(ribbon(soft, [0.36 + 0.006 * step for step in range(len(soft))])),
        dyes.scarf_shade,
    )
    for step in (8, 13, 18):
        (x0, y0), (x1, y1) = soft[step], soft[step + 1]
        canvas.line(
            body.points([(x0 - 0.16, y0), (x1 + 0.16, y1 - 0.05)]), dyes.scarf, 0.06 * body.scale
        )
    for step in range(3):
        x, y = soft[-1]
        canvas.line(
            body.points(
                [
                    (x - 0.14 + step * 0.14, y - 0.02),
                    (x - 0.15 + step * 0.15 - 0.1 * wave, y + 0.17),
                ]
            ),
            dyes.scarf_shade,
            0.06 * body.scale,
        )
    canvas.shape(body.points(oval(0.0, 1.03, 0.74, 0.29)), dyes.scarf)
    canvas.shape(body.points(oval(0.06, 0.95, 0.6, 0.16)), dyes.scarf_shade)
    for x in (-0.5, -0.25, 0.02, 0.3, 0.54):
        canvas.line(
            body.points([(x, 1.08), (x * 1.04 + 0.03, 1.26 - 0.2 * abs(x) ** 2)]),
            dyes.scarf_shade,
            0.045 * body.scale,
        )
