"""Words in pictures: one line of text in the right font and direction, for every language we set.

A line is cut where its script changes, as no font here has all of them; raqm shapes each piece, so
that Arabic joins its letters and runs from right to left.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final, Literal
from unicodedata import category

from PIL import ImageDraw, ImageFont

from pipeline.fonts import Font, font_path

Colour = tuple[int, int, int]
Align = Literal["left", "middle", "right"]

_ARABIC: Final = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFEFC))
_JAPANESE: Final = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Neighbouring characters of one script."""

    text: str
    font: Font
    is_rtl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """A font for Latin text and a size; other scripts take their own font in the same size."""

    font: Font
    px: int

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of a line in reading order; a space goes with what is before it."""
        fonts: list[Font] = []
        text = _one_line(text)
        for character in text:
            goes_along = character.isspace() and fonts
            fonts.append(fonts[-1] if goes_along else _font_of(character, self.font))
        for font, group in groupby(zip(fonts, text, strict=True), key=itemgetter(0)):
            piece = "".join(character for _, character in group)
            yield Piece(text=piece, font=font, is_rtl=font is Font.ARABIC)

    def width(self, text: str) -> float:
        """Return the width of a line in pixels."""
        return sum(_advance(piece, self.px) for piece in self.pieces(text))

    def reach(self, text: str) -> tuple[float, float]:
        """Return how far the ink of a line goes above and below its baseline, in pixels."""
        boxes = [_box(piece, self.px) for piece in self.pieces(text)]
        return -min((box[1] for box in boxes), default=0), max((box[3] for box in boxes), default=0)

    def write(
        self,
        draw: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        *,
        colour: Colour,
        align: Align = "left",
    ) -> None:
        """Write a line; `at` is the point on its baseline at its left, middle or right."""
        x = at[0] - self.width(text) * {"left": 0.0, "middle": 0.5, "right": 1.0}[align]
        shown = list(self.pieces(text))
        runs_left = is_rtl(text)
        for piece in reversed(list(_turned(shown))) if runs_left else shown:
            # A space after Arabic in a line that runs to the right stands on its right.
            draw.text(
                (x, at[1]),
                piece.text if runs_left else piece.text.rstrip(),
                font=_face(piece.font, self.px),
                fill=colour,
                anchor="ls",
                direction="rtl" if piece.is_rtl else "ltr",
            )
            x += _advance(piece, self.px)


def _turned(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a line that runs to the left: the spaces and marks around a Latin word
    run to the left, too.
    """
    for piece in pieces:
        inner = piece.text.strip(_without_letters(piece.text))
        parts = [(piece.text, piece.is_rtl or not inner)]
        if not piece.is_rtl and inner:
            before, _, after = piece.text.partition(inner)
            parts = [(before, True), (inner, False), (after, True)]
        for text, runs_left in parts:
            if text:
                yield Piece(text=text, font=piece.font, is_rtl=runs_left)


def _without_letters(text: str) -> str:
    return "".join(one for one in text if not one.isalnum())


def _one_line(text: str) -> str:
    """Return a text without what no font can draw: names of files may hold anything."""
    seen = (one for one in text if one.isspace() or category(one) not in ("Cc", "Cs"))
    return "".join(" " if one.isspace() else one for one in seen)


def is_rtl(text: str) -> bool:
    """Return whether the first letter of a line is one of a script that runs to the left."""
    letters = (character for character in text if character.isalpha())
    return _within(next(letters, " "), _ARABIC)


def wrapped(text: str, hand: Hand, width: float) -> tuple[str, ...]:
    """Return the text as lines that are not wider; Japanese may break between any two signs."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in _breakable(paragraph, hand, width):
            if line and hand.width((line + word).rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += word
        lines.append(line.rstrip())
    return tuple(line for line in lines if line)


def balanced(text: str, hand: Hand, width: float) -> tuple[str, ...]:
    """Return as few lines as `wrapped`, but of nearly the same length: no word stands alone."""
    lines = wrapped(text, hand, width)
    if any(_within(character, _JAPANESE) for character in text):
        return lines  # without spaces it is better broken late than in the middle of a word
    for percent in range(95, 45, -5):
        narrower = wrapped(text, hand, width * percent / 100)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def fitted(text: str, font: Font, sizes: tuple[int, int], width: float) -> Hand:
    """Return the largest hand between two sizes in which a line is not wider, else the smallest."""
    largest, smallest = sizes
    fits = (
        px for px in range(largest, smallest, -2) if Hand(font=font, px=px).width(text) <= width
    )
    return Hand(font=font, px=next(fits, smallest))


def _breakable(text: str, hand: Hand, width: float) -> Iterator[str]:
    """Yield the words; one that is wider than a line comes letter by letter."""
    for word in _words(text):
        yield from word if hand.width(word.rstrip()) > width else (word,)


def _words(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        word += character
        if character.isspace() or _within(character, _JAPANESE):
            yield word
            word = ""
    yield word


def _font_of(character: str, latin: Font) -> Font:
    if _within(character, _ARABIC):
        return Font.ARABIC
    return Font.JAPANESE if _within(character, _JAPANESE) else latin


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


def _advance(piece: Piece, px: int) -> float:
    direction: Literal["rtl", "ltr"] = "rtl" if piece.is_rtl else "ltr"
    return _face(piece.font, px).getlength(piece.text, direction=direction)


def _box(piece: Piece, px: int) -> tuple[float, float, float, float]:
    direction: Literal["rtl", "ltr"] = "rtl" if piece.is_rtl else "ltr"
    return _face(piece.font, px).getbbox(piece.text, direction=direction, anchor="ls")


@cache
def _face(font: Font, px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(font), px, layout_engine=ImageFont.Layout.RAQM)
