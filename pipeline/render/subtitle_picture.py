"""Subtitles as pictures: light words with a dark edge on nothing, to lie over a film.

The words are set with our own letters, so Arabic joins and runs to the left and Japanese has its
signs; no program outside ever gets the words of a group.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from pipeline.fonts import Font
from pipeline.render.card_picture import LIGHT, SIZE
from pipeline.render.lettering import Hand, fitted, wrapped

STRIP: Final = (SIZE[0], SIZE[1] // 3)
"""The lower third, in which they stand; the film is wider than they ever are."""
COLUMN: Final = SIZE[0] * 8 // 10
"""Pixels; the widest line, well inside the safe area."""
_SIZES: Final = (58, 32)
_LEADING: Final = 1.32
_LIFTED: Final = SIZE[1] * 8 // 100
"""Below the last line: outside of it a projector may cut (SMPTE ST 2046-1)."""
_EDGE: Final = 9
_MOST_ROWS: Final = 4
_CLEAR: Final = (0, 0, 0, 0)


def draw_subtitle(lines: Sequence[str], into: Path) -> None:
    """Write a frame with some lines in its lower third as PNG, and nothing to be seen around them.

    Without lines nothing is to be seen at all.
    """
    frame = Image.new("RGBA", SIZE, _CLEAR)
    if any(lines):
        ink = _ink(lines)
        edge = ink.filter(ImageFilter.MaxFilter(_EDGE)).filter(ImageFilter.GaussianBlur(1))
        strip = Image.new("RGBA", STRIP, (0, 0, 0, 255))
        strip.paste((*LIGHT, 255), (0, 0), ink)
        strip.putalpha(edge)
        frame.paste(strip, (0, SIZE[1] - STRIP[1]))
    frame.save(into, format="PNG", compress_level=1)


def _ink(lines: Sequence[str]) -> Image.Image:
    """Return where there are letters: 255 where it is full."""
    widest = max(lines, key=Hand(font=Font.TEXT_BOLD, px=_SIZES[0]).width)
    hand = fitted(widest, Font.TEXT_BOLD, _SIZES, COLUMN)
    rows = [row for line in lines for row in wrapped(line, hand, COLUMN)][:_MOST_ROWS]
    page = Image.new("RGB", STRIP)
    draw = ImageDraw.Draw(page)
    step = hand.px * _LEADING
    y = STRIP[1] - _LIFTED - step * (len(rows) - 1)
    for row in rows:
        hand.write(draw, (STRIP[0] / 2, y), row, colour=(255, 255, 255), align="middle")
        y += step
    return page.getchannel("R")
