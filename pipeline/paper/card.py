"""A card of the animatic: how the shot is framed, what happens, what is said. Drawn with Pillow."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from pipeline.documents.project import Project
from pipeline.documents.shot_list import Shot
from pipeline.fonts import Font, font_path
from pipeline.paper.palette import (
    FAINT,
    INK,
    PAPER,
    SHADE,
    WHITE,
    Colour,
    group_colour,
)
from pipeline.paper.pictogram import WIDTH as FIELD_WIDTH
from pipeline.paper.pictogram import Shade, shapes_of
from pipeline.paper.press import is_right_to_left
from pipeline.shots.vocabulary import ANGLES, FRAMINGS, MOVES, SIZES, word_of

WIDTH: Final = 640
HEIGHT: Final = 360
STRIPES: Final = 22
BAR_TOP: Final = 352
"""Below is the bar that fills while the shot runs."""

_FINE: Final = 3
"""The picture is drawn this many times larger and made smaller, for smooth edges."""
_PICTURE: Final = (20, 40, 404, 256)
_RIGHT: Final = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text on the card."""

    x: int
    y: int
    width: int
    text: str
    font: Font
    size: int
    colour: Colour = INK


def draw_frame(shot: Shot, frame: Path) -> Image.Image:
    """Return a frame of the storyboard with the number of its shot, 640 x 360 RGB."""
    with Image.open(frame, formats=("JPEG",)) as opened:
        picture = opened.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    pen = ImageDraw.Draw(picture)
    name = f"{shot.scene}/{shot.shot}"
    font = type_of(Font.NARROW_BOLD, 34)
    wide = round(font.getlength(name)) + 24
    pen.rectangle((0, HEIGHT - 54, wide, BAR_TOP), fill=INK)
    pen.text((12, HEIGHT - 53), name, fill=WHITE, font=font)
    pen.rectangle((0, BAR_TOP, WIDTH, HEIGHT), fill=PAPER)
    return picture


def draw_card(shot: Shot, project: Project) -> Image.Image:
    """Return the card of a shot that has no frame, 640 x 360 RGB."""
    card = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    _stripes(card)
    card.paste(framing(shot, group_colour(project)), _PICTURE[:2])
    pen = ImageDraw.Draw(card)
    pen.rectangle(_PICTURE, outline=INK, width=2)
    for line in (*_label(shot, project), *_texts(shot)):
        _write(pen, line)
    return card


def _stripes(card: Image.Image) -> None:
    large = Image.new("RGB", (WIDTH * _FINE, STRIPES * _FINE), WHITE)
    pen = ImageDraw.Draw(large)
    high, step = STRIPES * _FINE, 32 * _FINE
    for x in range(-high, WIDTH * _FINE, 2 * step):
        pen.polygon([(x, high), (x + high, 0), (x + high + step, 0), (x + step, high)], fill=INK)
    card.paste(large.resize((WIDTH, STRIPES), Image.Resampling.LANCZOS), (0, 0))


def framing(shot: Shot, colour: Colour) -> Image.Image:
    """Return how the shot is framed, 384 x 216 RGB: people cut where the size says."""
    width, height = _PICTURE[2] - _PICTURE[0], _PICTURE[3] - _PICTURE[1]
    large = Image.new("RGB", (width * _FINE, height * _FINE), WHITE)
    pen = ImageDraw.Draw(large)
    scale = width * _FINE / FIELD_WIDTH
    shades = {Shade.GROUND: SHADE, Shade.OTHER: INK, Shade.MAIN: colour, Shade.LIGHT: WHITE}
    for shape in shapes_of(shot):
        points = [(x * scale, y * scale) for x, y in shape.points]
        if shape.line_width:
            pen.line(points, shades[shape.shade], round(shape.line_width * scale), joint="curve")
        else:
            pen.polygon(points, fill=shades[shape.shade])
    return large.resize((width, height), Image.Resampling.LANCZOS)


def _label(shot: Shot, project: Project) -> list[Line]:
    """The number of the shot, and below it how it is framed and who is in it."""
    language, width = project.language, WIDTH - _RIGHT - 16
    words = (
        word_of(FRAMINGS, shot.framing, language),
        word_of(ANGLES, shot.angle, language) if shot.angle != "eye" else "",
        word_of(MOVES, shot.move, language) if shot.move != "static" else "",
    )
    texts = (
        (word_of(SIZES, shot.size, language), Font.TEXT_BOLD, 20, INK),
        (" · ".join(filter(None, words)), Font.TEXT, 15, FAINT),
        (", ".join(shot.characters), Font.TEXT_BOLD, 15, INK),
    )
    name = f"{shot.scene}/{shot.shot}"
    lines = [Line(x=_RIGHT, y=30, width=width, text=name, font=Font.NARROW_BOLD, size=64)]
    y = 108
    for text, font, size, colour in texts:
        for part in _folded(text, font, size, width, 2):
            line = Line(x=_RIGHT, y=y, width=width, text=part, font=font, size=size, colour=colour)
            lines.append(line)
            y += round(size * 1.35)
        y += 6
    return lines


def _texts(shot: Shot) -> list[Line]:
    """What happens, and below it what is said, in the room under the picture."""
    width = WIDTH - 40
    action = _folded(shot.description, Font.TEXT, 17, width, 2)
    spoken = _folded(shot.dialogue, Font.SCRIPT, 16, width, 4 - len(action))
    rows = [(text, Font.TEXT, 17) for text in action] + [(text, Font.SCRIPT, 16) for text in spoken]
    return [
        Line(x=20, y=263 + 22 * place, width=width, text=text, font=font, size=size)
        for place, (text, font, size) in enumerate(rows)
    ]


def _write(pen: ImageDraw.ImageDraw, line: Line) -> None:
    font = type_of(font_for(line.font, line.text), line.size)
    right_to_left = is_right_to_left(line.text)
    x = line.x + line.width - font.getlength(line.text) if right_to_left else line.x
    pen.text((x, line.y), line.text, fill=line.colour, font=font)


def _folded(text: str, font: Font, size: int, width: int, most: int) -> list[str]:
    """Return the text as at most so many lines; the last is cut with …"""
    measured = type_of(font_for(font, text), size)
    lines: list[str] = [""]
    for word in _words(" ".join(text.split())):
        if measured.getlength(lines[-1] + word) > width and lines[-1]:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    kept = [line.rstrip() for line in lines[:most]]
    if len(lines) > most:
        kept[-1] += "…"
    return [_cut(line, measured, width) for line in kept if line]


def _cut(text: str, font: FreeTypeFont, width: int) -> str:
    """Return the text, its end replaced by … when it is too wide."""
    if font.getlength(text) <= width:
        return text
    text = text.removesuffix("…")
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _words(text: str) -> list[str]:
    """Part a text where a line may break: before a space, and around full-width characters."""
    words: list[str] = []
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF"
        if letter == " " or wide or not words:
            words.append(letter)
        else:
            words[-1] += letter
    return words


def font_for(font: Font, text: str) -> Font:
    """Return the font that has the letters of a text: Arabic and Japanese have their own."""
    for letter in text:
        code = ord(letter)
        if 0x0600 <= code <= 0x08FF or 0xFB50 <= code <= 0xFEFF:
            return Font.ARABIC
        if 0x2E80 <= code <= 0xD7FF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF:
            return Font.JAPANESE
    return font


@cache
def type_of(font: Font, size: int) -> FreeTypeFont:
    """Return a font at a size in pixels."""
    path: Path = font_path(font)
    return ImageFont.truetype(path, size)
