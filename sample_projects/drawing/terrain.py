"""Painting what one could walk on: a mountain, a ledge with grass, pines.

Rock is laid on with a palette knife: many small slanted strokes, light on one side of the ridge
and dark on the other, snow where it is high and not too steep.
"""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from sample_projects.drawing.canvas import Colour
from sample_projects.drawing.geometry import Point, Points
from sample_projects.drawing.paint import SIZE, rough
from sample_projects.drawing.palette import Palette, mixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Massif:
    """A mountain to be painted, in canvas pixels."""

    outline: tuple[Point, ...]
    """From the left foot over the summit to the right foot."""
    ridge: tuple[Point, ...]
    """From the summit down: light on one side, shade on the other."""
    snow_line: float
    """Row above which snow lies."""
    seed: int
    stroke: float = 34.0
    """Length of a stroke of the knife."""
    haze: float = 0.35
    """How much of the mist lies on its foot."""


def _ridge_at(ridge: Points, row: float) -> float:
    return float(np.interp(row, [y for _, y in ridge], [x for x, _ in ridge]))


def _knife(draw: ImageDraw.ImageDraw, at: Point, long: float, slope: float, colour: Colour) -> None:
    (x, y), thick = at, long * 0.36
    dx, dy = math.cos(slope) * long / 2, math.sin(slope) * long / 2
    draw.polygon(
        [
            (x - dx, y - dy),
            (x + dx, y + dy - thick),
            (x + dx * 1.1, y + dy),
            (x - dx, y - dy + thick),
        ],
        fill=colour,
    )


def paint_massif(picture: Image.Image, palette: Palette, massif: Massif) -> None:
    """Paint a whole mountain."""
    rng = np.random.default_rng(massif.seed)
    edge = rough(massif.outline, seed=massif.seed, amount=0.16, rounds=5)
    ridge = rough(massif.ridge, seed=massif.seed + 1, amount=0.3, rounds=3)
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).polygon(edge, fill=255)
    box = mask.getbbox() or (0, 0, *SIZE)
    paint = picture.copy()
    draw = ImageDraw.Draw(paint)
    draw.rectangle(box, fill=mixed(*palette.rock, 0.5))
    area = (box[2] - box[0]) * (box[3] - box[1])
    for size, dense, bold in ((5.0, 9.0, 0.26), (2.4, 2.2, 0.2), (1.2, 0.7, 0.18)):
        for _ in range(int(area / (massif.stroke * size) ** 2 * dense)):
            at = float(rng.uniform(box[0], box[2])), float(rng.uniform(box[1], box[3]))
            side = -1 if at[0] < _ridge_at(ridge, at[1]) else 1
            colour = _rock_colour(palette, massif, at, side, float(rng.normal(0, bold)))
            long = massif.stroke * size * float(rng.uniform(0.6, 1.7))
            _knife(draw, at, long, side * float(rng.normal(0.92, 0.2)), colour)
    picture.paste(paint, (0, 0), mask)


def _rock_colour(palette: Palette, massif: Massif, at: Point, side: int, wander: float) -> Colour:
    x, y = at
    in_light = side == palette.light_from
    shade = min(max((0.18 if in_light else 0.82) + wander, 0.0), 1.0)
    top = min(row for _, row in massif.outline)
    bottom = max(row for _, row in massif.outline)
    wave = x / massif.stroke
    ragged = 2.6 * math.sin(wave * 0.7 + massif.seed) + 1.5 * math.sin(wave * 1.8) + wander * 9
    ragged *= massif.stroke
    if y + ragged < massif.snow_line:
        return mixed(*palette.snow, min(max(shade * 0.9 + 0.02, 0.0), 1.0))
    deep = min(max((y - top) / max(bottom - top, 1), 0.0), 1.0)
    return mixed(mixed(*palette.rock, shade), palette.mist, deep * deep * massif.haze)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wood:
    """A row of pines along a line, in canvas pixels."""

    line: tuple[Point, ...]
    height: float
    gap: float
    seed: int
    depth: float = 0.0
    """0: near and strong; 1: lost in the mist."""


def pine(
    draw: ImageDraw.ImageDraw, foot: Point, height: float, colours: tuple[Colour, Colour]
) -> None:
    """Draw one pine: four skirts, a dark side and a light one."""
    x, y = foot
    draw.rectangle((x - height * 0.03, y - height * 0.2, x + height * 0.03, y), fill=colours[1])
    for tier in range(4):
        low, top = y - height * (0.1 + tier * 0.2), y - height * (0.46 + tier * 0.18)
        wide = height * (0.27 - tier * 0.05)
        draw.polygon(
            [(x - wide, low), (x, low + wide * 0.25), (x + wide, low), (x, top)], fill=colours[1]
        )
        draw.polygon(
            [(x - wide, low), (x - wide * 0.1, low + wide * 0.2), (x, top)], fill=colours[0]
        )


def paint_wood(picture: Image.Image, palette: Palette, wood: Wood) -> None:
    """Plant pines along a line, the higher ones behind."""
    rng = np.random.default_rng(wood.seed)
    draw = ImageDraw.Draw(picture)
    xs, ys = [p[0] for p in wood.line], [p[1] for p in wood.line]
    feet = np.arange(xs[0], xs[-1], wood.gap)
    for x in rng.permutation(feet):
        y = float(np.interp(x, xs, ys)) + float(rng.uniform(-0.2, 0.2)) * wood.height
        shade = wood.depth * 0.7 + float(rng.uniform(0, 0.12))
        light = mixed(palette.forest[0], palette.mist, shade)
        dark = mixed(palette.forest[1], palette.mist, shade)
        pair = (light, dark) if palette.light_from < 0 else (dark, light)
        pine(draw, (float(x), y), wood.height * float(rng.uniform(0.7, 1.25)), pair)


def paint_ledge(picture: Image.Image, palette: Palette, edge: Points, *, seed: int) -> None:
    """Paint a ledge of rock near the camera: strokes below its edge, grass and flowers on it."""
    rng = np.random.default_rng(seed)
    line = rough(edge, seed=seed, amount=0.06, rounds=4)
    outline = [*line, (line[-1][0], SIZE[1]), (line[0][0], SIZE[1])]
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    box = mask.getbbox() or (0, 0, *SIZE)
    paint = picture.copy()
    draw = ImageDraw.Draw(paint)
    draw.rectangle(box, fill=mixed(*palette.ledge, 0.6))
    for _ in range((box[2] - box[0]) * (box[3] - box[1]) // 900):
        x, y = float(rng.uniform(box[0], box[2])), float(rng.uniform(box[1], box[3]))
        deep = (y - box[1]) / max(box[3] - box[1], 1)
        shade = min(max(deep * 0.9 + float(rng.normal(0.12, 0.17)), 0.0), 1.0)
        slope = float(rng.normal(0.15, 0.3))
        _knife(draw, (x, y), float(rng.uniform(30, 90)), slope, mixed(*palette.ledge, shade))
    picture.paste(paint, (0, 0), mask)
    _grass(picture, palette, line, seed)


def _grass(picture: Image.Image, palette: Palette, edge: Points, seed: int) -> None:
    rng = np.random.default_rng(seed + 3)
    draw = ImageDraw.Draw(picture)
    top = min(y for _, y in edge)
    level = sorted(point for point in edge if point[1] < top + 150)
    xs, ys = [p[0] for p in level], [p[1] for p in level]
    for _ in range(int((xs[-1] - xs[0]) * 1.1)):
        x = float(rng.uniform(xs[0], xs[-1]))
        y = float(np.interp(x, xs, ys)) + float(rng.uniform(-2, 22))
        tall, lean = float(rng.uniform(8, 30)), float(rng.normal(4, 7))
        colour = mixed(*palette.grass, float(rng.uniform(0, 1)))
        draw.polygon([(x - 3, y + 4), (x + 3, y + 4), (x + lean, y - tall)], fill=colour)
    for _ in range(int((xs[-1] - xs[0]) / 70)):
        x = float(rng.uniform(xs[0], xs[-1]))
        y = float(np.interp(x, xs, ys)) - float(rng.uniform(0, 18))
        petal = mixed((250, 246, 236), palette.mist, 0.2)
        for dx, dy in ((-4, 0), (4, 0), (0, -4), (0, 4)):
            draw.ellipse((x + dx - 3.6, y + dy - 3.6, x + dx + 3.6, y + dy + 3.6), fill=petal)
        draw.ellipse((x - 3, y - 3, x + 3, y + 3), fill=palette.lit((236, 178, 62)))
