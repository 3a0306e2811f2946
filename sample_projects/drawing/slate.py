"""The clapperboard at the head of every take, held into the picture by a hand.

The picture of a shot starts before the clap, as on a set; the editor cuts it away.
"""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.fonts import Font, font_path
from sample_projects.drawing.canvas import FINE, HEIGHT, WIDTH, Colour, Pixels
from sample_projects.drawing.geometry import Place
from sample_projects.drawing.motion import keyed

FRAMES: Final = 35
CLAP_FRAME: Final = 21
"""The frame on which the sticks meet, counted from the head of the take."""
BOARD: Final = (620, 400)
_INK: Final[Colour] = (32, 32, 36)
_CHALK: Final[Colour] = (244, 240, 228)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateText:
    """What is written on the board."""

    title: str
    group: str
    scene: str
    shot: int
    take: int
    colour: Colour
    """The group's colour."""


def _font(name: Font, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(font_path(name)), size * FINE, layout_engine=ImageFont.Layout.BASIC
    )


def _stripes(draw: ImageDraw.ImageDraw, top: int, *, slant: int) -> None:
    width, high = BOARD[0] * FINE, 54 * FINE
    draw.rectangle((0, top, width, top + high), fill=_CHALK)
    step = width // 8
    for number in range(-1, 9):
        x = number * step
        lean = high * slant
        ends = [
            (x, top + high),
            (x + step // 2, top + high),
            (x + step // 2 + lean, top),
            (x + lean, top),
        ]
        draw.polygon(ends, fill=_INK)


@lru_cache(maxsize=2)
def _stick() -> Image.Image:
    stick = Image.new("RGBA", (BOARD[0] * FINE, 56 * FINE))
    _stripes(ImageDraw.Draw(stick), 0, slant=1)
    return stick


@lru_cache(maxsize=4)
def _board(text: SlateText) -> Image.Image:
    board = Image.new("RGBA", (BOARD[0] * FINE, BOARD[1] * FINE), (*_INK, 255))
    draw = ImageDraw.Draw(board)
    _stripes(draw, 0, slant=-1)
    draw.rectangle((0, 58 * FINE, BOARD[0] * FINE, 66 * FINE), fill=text.colour)
    columns = (
        (22, "SCENE", text.scene),
        (226, "SHOT", str(text.shot)),
        (430, "TAKE", str(text.take)),
    )
    for left, word, number in columns:
        draw.text((left * FINE, 84 * FINE), word, font=_font(Font.TEXT, 22), fill=(170, 170, 170))
        draw.text((left * FINE, 104 * FINE), number, font=_font(Font.NARROW_BOLD, 118), fill=_CHALK)
    for x in (206, 410):
        draw.line((x * FINE, 82 * FINE, x * FINE, 246 * FINE), fill=(120, 120, 120), width=FINE)
    draw.line((20 * FINE, 256 * FINE, 600 * FINE, 256 * FINE), fill=(120, 120, 120), width=FINE)
    draw.text((22 * FINE, 268 * FINE), text.title, font=_font(Font.NARROW_BOLD, 46), fill=_CHALK)
    draw.text(
        (22 * FINE, 334 * FINE), f"Group {text.group}", font=_font(Font.TEXT, 30), fill=_CHALK
    )
    draw.ellipse((556 * FINE, 334 * FINE, 592 * FINE, 370 * FINE), fill=text.colour)
    return board


@lru_cache(maxsize=2)
def _held_board(text: SlateText) -> Image.Image:
    cel = Image.new("RGBA", (BOARD[0] * FINE, 560 * FINE))
    draw = ImageDraw.Draw(cel)
    arm = Place(x=370 * FINE, y=390 * FINE, scale=FINE)
    draw.polygon(arm.points([(-64, 0), (64, 0), (96, 200), (-60, 200)]), fill=(70, 82, 116))
    cel.alpha_composite(_board(text))
    skin = (198, 140, 104)
    palm = (320 * FINE, 366 * FINE, 426 * FINE, 440 * FINE)
    draw.rounded_rectangle(palm, 30 * FINE, fill=skin)
    draw.rounded_rectangle((344 * FINE, 338 * FINE, 382 * FINE, 410 * FINE), 18 * FINE, fill=skin)
    draw.arc(palm, 250, 320, fill=(160, 104, 80), width=2 * FINE)
    return cel.reduce(FINE)


@lru_cache(maxsize=24)
def _held_stick(opening: int) -> Image.Image:
    cel = Image.new("RGBA", (BOARD[0] * FINE, 340 * FINE))
    cel.paste(_stick(), (0, 284 * FINE))
    hinge = (6 * FINE, 338 * FINE)
    turned = cel.rotate(opening, Image.Resampling.BILINEAR, center=hinge)
    return turned.reduce(FINE)


def slate_pose(frame: int) -> tuple[int, int] | None:
    """Return the angle of the stick and how far the board has sunk; None when it is gone."""
    if frame >= FRAMES:
        return None
    opening = round(keyed((frame + 1) // 2 * 2 - 1, (0, 24.0), (15, 24.0), (CLAP_FRAME, 0.0)))
    shake = 4 * math.sin(frame * 2.1) if CLAP_FRAME <= frame < CLAP_FRAME + 4 else 0.0
    return opening, round(keyed(frame // 2 * 2, (CLAP_FRAME + 5, 0.0), (FRAMES, 760.0)) + shake)


def slated(picture: Pixels, pose: tuple[int, int], text: SlateText) -> Pixels:
    """Return the picture, of any size, at 1280 x 720 with the clapperboard before it."""
    opening, sink = pose
    result = Image.fromarray(picture)
    if result.size != (WIDTH, HEIGHT):
        result = result.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    for cel, top in ((_held_board(text), 192), (_held_stick(opening), 192 - 340)):
        result.paste(cel, (320, top + sink), cel)
    return np.asarray(result)
