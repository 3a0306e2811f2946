"""The loudness of a mix as a picture that one can read without being a sound engineer."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from pipeline.fonts import Font
from pipeline.render.lettering import Align, Hand, fitted, is_rtl
from pipeline.render.loudness import Loudness
from pipeline.render.loudness_words import LoudnessWords, words_of
from pipeline.render.meter import Readings
from pipeline.render.mix_plan import Bus

CANVAS: Final = (3200, 1600)
"""Drawn twice as large as it is written, so that lines come out smooth."""
PAPER: Final = (244, 239, 228)
INK: Final = (33, 30, 26)
PENCIL: Final = (110, 103, 92)
LINE: Final = (214, 206, 190)
TARGET: Final = (205, 226, 205)
TARGET_INK: Final = (38, 92, 52)
LOUD: Final = (176, 44, 36)

LEFT: Final = 300
RIGHT: Final = 3100
TOP: Final = 340
BOTTOM: Final = 1080
HIGHEST_LUFS: Final = -5.0
LOWEST_LUFS: Final = -55.0
BAND_LU: Final = 1.0

_TIME_STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudnessSheet:
    """What the picture tells."""

    title: str
    loudness: Loudness
    target_lufs: float
    limit_dbtp: float
    seconds: float
    strips: Mapping[Bus, Readings]
    language: str = "en"
    """Of the words; time runs to the right and figures stay as they are in each of them."""

    @property
    def words(self) -> LoudnessWords:
        """What is said in it."""
        return words_of(self.language)


def draw_loudness(sheet: LoudnessSheet, path: Path) -> None:
    """Write the picture as PNG."""
    picture = Image.new("RGB", CANVAS, PAPER)
    draw = ImageDraw.Draw(picture)
    _heading(draw, sheet)
    _grid(draw, sheet)
    _curve(draw, sheet)
    _strips(draw, sheet)
    _figures(draw, sheet)
    picture.reduce(2).save(path, format="PNG", optimize=True)


def _y(lufs: float) -> float:
    part = (HIGHEST_LUFS - max(LOWEST_LUFS, min(HIGHEST_LUFS, lufs))) / (HIGHEST_LUFS - LOWEST_LUFS)
    return TOP + part * (BOTTOM - TOP)


def _x(second: float, sheet: LoudnessSheet) -> float:
    return LEFT + (RIGHT - LEFT) * second / max(sheet.seconds, 0.1)


def _heading(draw: ImageDraw.ImageDraw, sheet: LoudnessSheet) -> None:
    """Write the title and what is seen, each from the side on which its script begins."""
    lines = (
        (sheet.title, Font.TEXT_BOLD, 88, 168, INK),
        (sheet.words.heading, Font.TEXT, 48, 248, PENCIL),
    )
    for text, font, px, baseline, colour in lines:
        x, side = _begin(text, LEFT, RIGHT)
        hand = fitted(text, font, (px, px // 2), RIGHT - LEFT)
        hand.write(draw, (x, baseline), text, colour=colour, align=side)


def _begin(text: str, left: float, right: float) -> tuple[float, Align]:
    return (right, "right") if is_rtl(text) else (left, "left")


def _grid(draw: ImageDraw.ImageDraw, sheet: LoudnessSheet) -> None:
    high, low = sheet.target_lufs + BAND_LU, sheet.target_lufs - BAND_LU
    draw.rectangle((LEFT, _y(high), RIGHT, _y(low)), fill=TARGET)
    small = Hand(font=Font.NARROW_BOLD, px=44)
    for lufs in range(-50, -5, 10):
        draw.line((LEFT, _y(lufs), RIGHT, _y(lufs)), fill=LINE, width=3)
        small.write(draw, (LEFT - 28, _y(lufs) + 16), f"−{-lufs}", colour=PENCIL, align="right")
    small.write(draw, (LEFT - 28, TOP + 16), "LUFS", colour=PENCIL, align="right")
    step = next((s for s in _TIME_STEPS if sheet.seconds / s <= 12), _TIME_STEPS[-1])
    for second in range(0, int(sheet.seconds) + 1, step):
        x = _x(second, sheet)
        draw.line((x, BOTTOM, x, BOTTOM + 16), fill=PENCIL, width=3)
        label = f"{second // 60}:{second % 60:02d}"
        small.write(draw, (x, BOTTOM + 68), label, colour=PENCIL, align="middle")


def _curve(draw: ImageDraw.ImageDraw, sheet: LoudnessSheet) -> None:
    """Draw the line in ink; where it is far over the target, in red. A silence is a gap."""
    values = sheet.loudness.short_term_lufs
    points = [
        None if value is None else (_x((i + 1) / 10, sheet), _y(value))
        for i, value in enumerate(values)
    ]
    too_loud = _y(sheet.target_lufs + 10)
    for before, after in itertools.pairwise(points):
        if before and after:
            colour = LOUD if after[1] < too_loud else INK
            draw.line((*before, *after), fill=colour, width=9, joint="curve")
    draw.line((LEFT, BOTTOM, RIGHT, BOTTOM), fill=INK, width=6)


def _strips(draw: ImageDraw.ImageDraw, sheet: LoudnessSheet) -> None:
    """Draw when there are voices, effects and music, thicker when louder."""
    small = Hand(font=Font.NARROW_BOLD, px=44)
    for row, (bus, name) in enumerate(sheet.words.strips()):
        middle = BOTTOM + 124 + row * 60
        small.write(draw, (LEFT - 28, middle + 16), name, colour=PENCIL, align="right")
        draw.line((LEFT, middle, RIGHT, middle), fill=LINE, width=3)
        for x, height in _bars(sheet.strips.get(bus), sheet):
            draw.line((x, middle - height, x, middle + height), fill=INK, width=6)


def _bars(readings: Readings | None, sheet: LoudnessSheet) -> list[tuple[float, float]]:
    if readings is None or not readings.size:
        return []
    decibels = 10 * np.log10(np.maximum(readings, 1e-12))
    heights = np.clip((decibels + 60) / 50, 0, 1) * 26
    columns = np.arange(LEFT, RIGHT, 10)
    seconds = (columns - LEFT) / (RIGHT - LEFT) * sheet.seconds
    places = np.minimum((seconds * 10).astype(int), len(heights) - 1)
    pairs = zip(columns.tolist(), heights[places].tolist(), strict=True)
    return [(x, height) for x, height in pairs if height > 0]


def _figures(draw: ImageDraw.ImageDraw, sheet: LoudnessSheet) -> None:
    loudness, words = sheet.loudness, sheet.words
    told = (
        (_signed(loudness.integrated_lufs, "LUFS") or words.silence, words.whole, ""),
        (_signed(sheet.target_lufs, "LUFS"), words.target, ""),
        (
            _signed(loudness.true_peak_dbtp, "dBTP") or words.silence,
            words.peak,
            _plain(sheet.limit_dbtp),
        ),
        (f"{loudness.range_lu:.0f} LU", words.span, ""),
    )
    large = Hand(font=Font.NARROW_BOLD, px=68)
    room = (RIGHT - LEFT) / len(told)
    for column, (figure, text, more) in enumerate(told):
        x = LEFT + column * room
        large.write(draw, (x, CANVAS[1] - 80), figure, colour=TARGET_INK if column == 1 else INK)
        small = fitted(f"{text} {more}", Font.TEXT, (40, 24), room - 28)
        # Each by itself: within a line that runs to the left, a minus would leave its figure.
        for part in (more, text) if is_rtl(text) else (text, more):
            small.write(draw, (x, CANVAS[1] - 28), part, colour=PENCIL)
            x += small.width(f"{part} ") if part else 0


def _signed(value: float | None, unit: str) -> str:
    """Return a figure with its unit; "" where nothing is heard."""
    return "" if value is None else f"{_plain(round(value, 1), 1)} {unit}"


def _plain(value: float, digits: int = 0) -> str:
    return f"{'−' if value < 0 else ''}{abs(value):.{digits}f}"
