"""Draws the cards: light on projection-room dark, the group's colour, and room around the words.

All words stand inside the title-safe area (90 % of width and height, SMPTE ST 2046-1).
"""

from itertools import zip_longest
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from pipeline.fonts import Font
from pipeline.render.cards import Card, LinesCard, PairsCard, TitleCard
from pipeline.render.lettering import Align, Colour, Hand, balanced, fitted, is_rtl

SIZE: Final = (1920, 1080)
SAFE_HEIGHT: Final = SIZE[1] * 9 // 10
COLUMN: Final = SIZE[0] * 8 // 10
"""Width of the words: inside the safe area, with air."""

DARK: Final[Colour] = (22, 20, 18)
LIGHT: Final[Colour] = (244, 239, 228)
SOFT: Final[Colour] = (170, 162, 148)

GROUP_COLOURS: Final[dict[str, Colour]] = {
    "red": (226, 78, 66),
    "blue": (92, 148, 246),
    "yellow": (240, 194, 62),
    "green": (92, 184, 126),
    "white": (222, 216, 204),
    "graphite": (150, 146, 140),
}
_TITLE_SIZES: Final = (168, 64)
_TITLE_LINES: Final = 3
_NAME_SIZES: Final = (66, 36)
_LINE_SIZES: Final = (62, 30)
_STATEMENT_SIZES: Final = (44, 30)
_LEADING: Final = 1.5
_BETWEEN: Final = 0.6
_MIDDLE: Final = SIZE[0] // 2
_GAP: Final = 36
_SIDE: Final = COLUMN / 2 - _GAP
"""Width of the roles, and of the names."""
_STRIPE: Final = (44, 18)


def colour_of(key: str) -> Colour:
    """Return a group's colour on dark; light paper for a group without one."""
    return GROUP_COLOURS.get(key.strip().lower(), GROUP_COLOURS["white"])


def draw_card(card: Card, colour: Colour, path: Path) -> None:
    """Write a card of 1920 x 1080 as the best JPEG: nothing shows through a card."""
    picture = Image.new("RGB", SIZE, DARK)
    draw = ImageDraw.Draw(picture)
    if isinstance(card, TitleCard):
        _draw_title(draw, card, colour)
    elif isinstance(card, PairsCard):
        _draw_pairs(draw, card, colour)
    else:
        _draw_lines(draw, card, colour)
    picture.save(path, format="JPEG", quality=97, subsampling=0)


def _draw_title(draw: ImageDraw.ImageDraw, card: TitleCard, colour: Colour) -> None:
    """The stripes of the clapperboard, the title, who made it; from the side the script begins."""
    hand, lines = title_lines(card.title, COLUMN)
    step = hand.px * 1.12
    height = 80 + step * len(lines) + 90
    top = (SIZE[1] - height) / 2
    side: Align = "right" if is_rtl(card.title) else "left"
    x = (SIZE[0] + COLUMN) / 2 if side == "right" else (SIZE[0] - COLUMN) / 2
    stripes(draw, (x, top), colour, to_left=side == "right")
    baseline = top + 80 + hand.px * 0.8
    for line in lines:
        hand.write(draw, (x, baseline), line, colour=LIGHT, align=side)
        baseline += step
    small = fitted(card.film_by, Font.TEXT, (52, 28), COLUMN)
    small.write(draw, (x, baseline - step + 110), card.film_by, colour=SOFT, align=side)


def title_lines(title: str, width: float) -> tuple[Hand, tuple[str, ...]]:
    """Return the largest hand in which a title takes at most three lines, and those lines."""
    largest, smallest = _TITLE_SIZES
    for px in range(largest, smallest, -4):
        hand = Hand(font=Font.TEXT_BOLD, px=px)
        lines = balanced(title, hand, width)
        if len(lines) <= _TITLE_LINES and all(hand.width(line) <= width for line in lines):
            return hand, lines
    hand = Hand(font=Font.TEXT_BOLD, px=smallest)
    return hand, balanced(title, hand, width)[:_TITLE_LINES]


def title_lines_fit(title: str) -> bool:
    """Return whether a title can be set on its card without losing words."""
    hand, lines = title_lines(title, COLUMN)
    is_whole = "".join("".join(lines).split()) == "".join(title.split())
    return is_whole and all(hand.width(line) <= COLUMN for line in lines)


def stripes(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], colour: Colour, *, to_left: bool = False
) -> None:
    """Draw the stripes of a clapperboard from a point, the one ornament of a card."""
    width, height = _STRIPE
    direction = -1 if to_left else 1
    for number in range(7):
        x = at[0] + direction * number * 2 * width
        end = x + direction * width
        lean = direction * height
        corners = ((x + lean, at[1]), (end + lean, at[1]), (end, at[1] + height))
        draw.polygon((*corners, (x, at[1] + height)), fill=colour)


def _draw_pairs(draw: ImageDraw.ImageDraw, card: PairsCard, colour: Colour) -> None:
    """Roles end at the middle, names begin there; in a script that runs to the left, mirrored."""
    hand = Hand(font=Font.TEXT_BOLD, px=_pairs_px(card))
    small = Hand(font=Font.TEXT, px=round(hand.px * 0.8))
    rows = _rows(card, small, hand)
    step = min(hand.px * 1.75, SAFE_HEIGHT / (len(rows) + 3))
    mirrored = is_rtl(card.text())
    y = (SIZE[1] - step * (len(rows) + (2 if card.heading else 0))) / 2 + hand.px
    if card.heading:
        _heading(draw, card.heading, y, colour)
        y += 2 * step
    for role, name in rows:
        left, right = (name, role) if mirrored else (role, name)
        left_hand, right_hand = (hand, small) if mirrored else (small, hand)
        left_ink, right_ink = (LIGHT, SOFT) if mirrored else (SOFT, LIGHT)
        left_hand.write(draw, (_MIDDLE - _GAP, y), left, colour=left_ink, align="right")
        right_hand.write(draw, (_MIDDLE + _GAP, y), right, colour=right_ink)
        y += step


def _rows(card: PairsCard, small: Hand, hand: Hand) -> list[tuple[str, str]]:
    """Return the pairs, a name or a role that is too long on several rows."""
    rows: list[tuple[str, str]] = []
    for role, name in card.pairs:
        sides = balanced(role, small, _SIDE), balanced(name, hand, _SIDE)
        rows += zip_longest(*sides, fillvalue="")
    return rows


def _pairs_px(card: PairsCard) -> int:
    names = (fitted(name, Font.TEXT_BOLD, _NAME_SIZES, _SIDE).px for _, name in card.pairs)
    roles = (fitted(role, Font.TEXT, _NAME_SIZES, _SIDE).px for role, _ in card.pairs)
    return min((*names, *roles))


def _draw_lines(draw: ImageDraw.ImageDraw, card: LinesCard, colour: Colour) -> None:
    hand, paragraphs, rows = _set_lines(card)
    step = hand.px * _LEADING
    y = (SIZE[1] - step * (rows + (2 if card.heading else 0))) / 2 + hand.px
    if card.heading:
        _heading(draw, card.heading, y, colour)
        y += 2 * step
    for paragraph in paragraphs:
        for line in paragraph:
            hand.write(draw, (_MIDDLE, y), line, colour=LIGHT, align="middle")
            y += step
        y += _BETWEEN * step


def _set_lines(card: LinesCard) -> tuple[Hand, list[tuple[str, ...]], float]:
    """Return the largest hand in which all lines have room, the lines, and how many rows."""
    largest, smallest = _STATEMENT_SIZES if card.is_small else _LINE_SIZES
    font = Font.TEXT if card.is_small else Font.TEXT_BOLD
    for px in range(largest, smallest - 1, -2):
        hand = Hand(font=font, px=px)
        paragraphs = [balanced(line, hand, COLUMN) for line in card.lines]
        rows = sum(map(len, paragraphs)) + _BETWEEN * (len(paragraphs) - 1)
        if (rows + 3) * px * _LEADING <= SAFE_HEIGHT:
            break
    return hand, paragraphs, rows


def _heading(draw: ImageDraw.ImageDraw, words: str, y: float, colour: Colour) -> None:
    hand = Hand(font=Font.NARROW_BOLD, px=46)
    hand.write(draw, (_MIDDLE, y), words, colour=colour, align="middle")
