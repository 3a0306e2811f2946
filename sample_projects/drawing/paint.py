"""Painting a background: sky, clouds, ranges, rock in palette-knife strokes, woods, mist.

All of it works on pictures of 2560 x 1440 (RGB) and is the same each time for the same seed.
"""

import math
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sample_projects.drawing.canvas import Colour
from sample_projects.drawing.geometry import Point, Points
from sample_projects.drawing.palette import Palette

SIZE: Final = (2560, 1440)
Floats = NDArray[np.float32]


def noise(size: tuple[int, int], cells: int, seed: int, *, octaves: int = 4) -> Floats:
    """Return soft noise from 0 to 1, so many cells across at its coarsest."""
    rng = np.random.default_rng(seed)
    width, height = size
    total = np.zeros((height, width), dtype=np.float32)
    weight = 1.0
    for octave in range(octaves):
        across = cells * 2**octave
        grid = rng.random((max(across * height // width, 2), across), dtype=np.float32)
        layer = Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC)
        total += np.asarray(layer) * weight
        weight /= 2
    low, high = float(total.min()), float(total.max())
    return np.asarray(np.clip((total - low) / (high - low), 0, 1), dtype=np.float32)


def blended(picture: Image.Image, colour: Colour, strength: Floats) -> Image.Image:
    """Return the picture with a colour laid over it, as strong as the array says (0 to 1)."""
    mask = Image.fromarray((np.clip(strength, 0, 1) * 255).astype(np.uint8))
    if mask.size != picture.size:
        mask = mask.resize(picture.size, Image.Resampling.BILINEAR)
    result = picture.copy()
    result.paste(colour, (0, 0), mask)
    return result


def painted_sky(palette: Palette, *, horizon: float = 0.75, seed: int = 1) -> Image.Image:
    """Return a sky of three colours, with brushed unevenness and clouds."""
    small = (SIZE[0] // 4, SIZE[1] // 4)
    rows = np.linspace(0, 1, small[1], dtype=np.float32)[:, None] / horizon
    rows = np.clip(rows + (noise(small, 6, seed) - 0.5) * 0.16, 0, 1)
    top, middle, low = (np.array(colour, dtype=np.float32) for colour in palette.sky)
    first = np.clip(rows * 2, 0, 1)[..., None]
    second = np.clip(rows * 2 - 1, 0, 1)[..., None]
    sky = top + (middle - top) * first + (low - middle) * second
    picture = Image.fromarray(np.clip(sky, 0, 255).astype(np.uint8))
    picture = picture.resize(SIZE, Image.Resampling.BICUBIC)
    return _with_clouds(picture, palette, seed)


def _with_clouds(picture: Image.Image, palette: Palette, seed: int) -> Image.Image:
    small = (SIZE[0] // 4, SIZE[1] // 4)
    field = noise((small[0], small[1] // 2), 5, seed + 7, octaves=5)
    stretched = Image.fromarray(field).resize(small, Image.Resampling.BICUBIC)
    rows = np.linspace(0, 1, small[1], dtype=np.float32)[:, None]
    bank = np.exp(-(((rows - 0.34) / 0.24) ** 2))
    cover = np.clip((np.asarray(stretched) * bank - 0.42) * 5, 0, 1)
    return blended(picture, palette.cloud, cover * 0.7)


def lamp(picture: Image.Image, palette: Palette, *, radius: float = 42.0) -> Image.Image:
    """Return the sky with its sun or moon and the light around it."""
    x, y = palette.lamp_at[0] * SIZE[0], palette.lamp_at[1] * SIZE[1]
    small_x, small_y = np.arange(SIZE[0] // 4) * 4 - x, np.arange(SIZE[1] // 4) * 4 - y
    far = np.hypot(small_x[None, :], small_y[:, None]).astype(np.float32)
    halo = np.exp(-far / (radius * 7)) * 0.55 + np.exp(-far / (radius * 2.2)) * 0.4
    lit = blended(picture, palette.lamp, halo)
    draw = ImageDraw.Draw(lit)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=palette.lamp)
    return lit


def stars(picture: Image.Image, *, seed: int, count: int = 320) -> None:
    """Prick stars into the upper part of a sky."""
    rng = np.random.default_rng(seed)
    draw = ImageDraw.Draw(picture)
    for _ in range(count):
        x, y = float(rng.uniform(0, SIZE[0])), float(rng.beta(1, 2) * SIZE[1] * 0.7)
        size = float(rng.uniform(0.8, 2.6))
        shade = int(rng.uniform(150, 250))
        draw.ellipse((x - size, y - size, x + size, y + size), fill=(shade, shade, 245))


def rough(points: Points, *, seed: int, amount: float, rounds: int = 4) -> list[Point]:
    """Return an open line broken like rock: midpoints moved again and again."""
    rng = np.random.default_rng(seed)
    line = [(float(x), float(y)) for x, y in points]
    for _ in range(rounds):
        broken: list[Point] = []
        for (x0, y0), (x1, y1) in pairwise(line):
            length = math.hypot(x1 - x0, y1 - y0) * amount
            shift_x, shift_y = rng.uniform(-0.5, 0.5, 2) * length
            broken += [(x0, y0), ((x0 + x1) / 2 + shift_x, (y0 + y1) / 2 + shift_y)]
        line = [*broken, line[-1]]
    return line


def distant_range(picture: Image.Image, palette: Palette, *, ridge: Points, nearness: int) -> None:
    """Paint a range far away: one flat colour that drowns in mist below, with a little snow."""
    line = rough(ridge, seed=31 + nearness, amount=0.28, rounds=5)
    foot = float(SIZE[1])
    mask = Image.new("L", SIZE)
    ImageDraw.Draw(mask).polygon([*line, (line[-1][0], foot), (line[0][0], foot)], fill=255)
    top = min(y for _, y in line)
    rows = np.clip((np.arange(SIZE[1]) - top) / 460, 0, 1).astype(np.float32)[:, None, None]
    near = np.array(palette.far[nearness], dtype=np.float32)
    mist = np.array(palette.mist, dtype=np.float32)
    column = np.broadcast_to(near + (mist - near) * rows * 0.85, (SIZE[1], 1, 3))
    paint = Image.fromarray(column.astype(np.uint8)).resize(SIZE, Image.Resampling.NEAREST)
    picture.paste(paint, (0, 0), mask)


def mist(
    picture: Image.Image, colour: Colour, *, top: float, depth: float, seed: int
) -> Image.Image:
    """Return the picture with a bank of mist from a row on, so deep (canvas pixels)."""
    small = (SIZE[0] // 8, SIZE[1] // 8)
    rows = np.arange(small[1], dtype=np.float32)[:, None] * np.float32(8)
    swell = (noise(small, 5, seed) - 0.5) * depth * 0.9
    bank = np.clip((rows - top + swell) / depth, 0, 1)
    return blended(picture, colour, np.asarray(bank * 0.85, dtype=np.float32))


def textured(picture: Image.Image, *, seed: int = 5, strength: float = 0.06) -> Image.Image:
    """Return the picture as if on paper: brush grain and a slightly darker frame."""
    half = (SIZE[0] // 2, SIZE[1] // 2)
    rng = np.random.default_rng(seed)
    grain = rng.normal(0, 1, (half[1], half[0])).astype(np.float32)
    tooth = (grain + np.roll(grain, 1, 0) + np.roll(grain, 1, 1)) / 2
    brushed = noise((half[0], half[1]), 40, seed + 1, octaves=3) - 0.5
    x, y = np.linspace(-1, 1, half[0]), np.linspace(-1, 1, half[1])
    edge = np.clip((x[None, :] ** 2 + y[:, None] ** 2) - 0.75, 0, 2) * 0.13
    factor = 1 + tooth * strength * 0.25 + brushed * strength - edge
    scale = Image.fromarray(np.clip(factor * 128, 0, 255).astype(np.uint8))
    scale = scale.resize(SIZE, Image.Resampling.BILINEAR)
    pixels = np.asarray(picture, dtype=np.uint16) * np.asarray(scale, dtype=np.uint16)[..., None]
    return Image.fromarray(np.minimum(pixels >> 7, 255).astype(np.uint8))
