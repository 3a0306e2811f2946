"""Draws the card before a take of the dailies: the slate as it was held, and what was said of it.

Labels and numbers stand where the slate has them; a circled take is circled.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw

from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating
from pipeline.fonts import Font
from pipeline.paper.sheet import said
from pipeline.render.card_picture import DARK, LIGHT, SOFT
from pipeline.render.lettering import Align, Colour, Hand, fitted, is_rtl, wrapped

RATINGS: Final[Mapping[Rating | None, tuple[str, str, str, str]]] = {
    Rating.GOOD: ("Circled", "Bonne", "OK", "جيدة"),
    Rating.HOLD: ("Hold", "À garder", "キープ", "احتياط"),
    Rating.NO_GOOD: ("No good", "Mauvaise", "NG", "سيئة"),
    None: ("Not rated yet", "Pas encore notée", "未評価", "لم تُقيَّم بعد"),
}
_LABELS: Final = (
    ("Scene", "Séquence", "シーン", "المشهد"),
    ("Shot", "Plan", "カット", "اللقطة"),
    ("Take", "Prise", "テイク", "المحاولة"),
)
_INK: Final[Mapping[Rating | None, Colour]] = {
    Rating.GOOD: (131, 214, 164),
    Rating.HOLD: (210, 171, 242),
    Rating.NO_GOOD: SOFT,
    None: SOFT,
}
_STRIPES: Final = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ReelCard:
    """What is on a card."""

    slate: Slate
    rating: Rating | None
    note: str
    below: str
    """The film and the day."""
    language: str
    colour: Colour

    @property
    def is_mirrored(self) -> bool:
        """Whether its language is written from the right."""
        return self.language[:2].lower() == "ar"


def draw(card: ReelCard, size: tuple[int, int]) -> Image.Image:
    """Return a card of any size."""
    picture = Image.new("RGB", size, DARK)
    canvas = ImageDraw.Draw(picture)
    unit = _unit(size)
    top = _draw_sticks(canvas, card, size, unit)
    bottom = _draw_numbers(canvas, card, size, top + unit * 0.45)
    _draw_words(canvas, card, size, bottom + unit * 0.65)
    small = fitted(card.below, Font.TEXT, (_px(unit * 0.42), 9), size[0] - unit * 1.6)
    at = (_start(card, size, unit), size[1] - unit * 0.55)
    small.write(canvas, at, card.below, colour=SOFT, align=_align(card))
    return picture


def _draw_sticks(
    canvas: ImageDraw.ImageDraw, card: ReelCard, size: tuple[int, int], unit: float
) -> float:
    """Draw the stick of the clapper along the upper edge; return where it ends."""
    height, step = unit * 0.9, size[0] / _STRIPES
    canvas.rectangle((0, 0, size[0], height), fill=card.colour)
    for number in range(-1, _STRIPES, 2):
        left, lean = number * step, height
        corners = ((left + lean, 0), (left + step + lean, 0), (left + step, height), (left, height))
        canvas.polygon(corners, fill=DARK)
    canvas.rectangle((0, height, size[0], height + unit * 0.08), fill=card.colour)
    return height


def _draw_numbers(
    canvas: ImageDraw.ImageDraw, card: ReelCard, size: tuple[int, int], top: float
) -> float:
    """Draw scene, shot and take in three columns; return where they end."""
    slate, column = card.slate, size[0] / len(_LABELS)
    unit = _unit(size)
    label = Hand(font=Font.NARROW_BOLD, px=_px(unit * 0.5))
    numbers = (slate.scene, str(slate.shot), str(slate.take))
    widest = max(numbers, key=len)
    hand = fitted(widest, Font.NARROW_BOLD, (_px(unit * 2.5), 12), column * 0.7)
    baseline = top + unit * 0.7 + hand.px
    for place, (words, number) in enumerate(zip(_LABELS, numbers, strict=True)):
        at = len(_LABELS) - 1 - place if card.is_mirrored else place
        middle = (at + 0.5) * column
        label.write(
            canvas,
            (middle, top + label.px),
            said(words, card.language),
            colour=SOFT,
            align="middle",
        )
        hand.write(canvas, (middle, baseline), number, colour=LIGHT, align="middle")
        if place == len(numbers) - 1 and card.rating is Rating.GOOD:
            _circle(canvas, (middle, baseline - hand.px * 0.35), hand, number)
    return baseline


def _circle(
    canvas: ImageDraw.ImageDraw, middle: tuple[float, float], hand: Hand, number: str
) -> None:
    """Circle the take, as one does on the camera report."""
    across, down = max(hand.width(number), hand.px * 0.5) * 0.5 + hand.px * 0.3, hand.px * 0.6
    x, y = middle
    width = max(2, hand.px // 22)
    canvas.ellipse(
        (x - across, y - down, x + across, y + down), outline=_INK[Rating.GOOD], width=width
    )


def _draw_words(
    canvas: ImageDraw.ImageDraw, card: ReelCard, size: tuple[int, int], top: float
) -> None:
    """Draw how it was, and the note below it."""
    unit = _unit(size)
    rating = Hand(font=Font.TEXT_BOLD, px=_px(unit * 0.62))
    x, align = _start(card, size, unit), _align(card)
    words = said(RATINGS[card.rating], card.language)
    rating.write(canvas, (x, top + rating.px), words, colour=_INK[card.rating], align=align)
    note = Hand(font=Font.TEXT, px=_px(unit * 0.5))
    y = top + rating.px + note.px * 1.6
    room = int((size[1] - unit * 1.05 - y) / (note.px * 1.4)) + 1
    for line in _shortened(wrapped(card.note, note, size[0] - 1.6 * unit), room):
        side: Align = "right" if is_rtl(line) else "left"
        where = size[0] - unit * 0.8 if side == "right" else unit * 0.8
        note.write(canvas, (where, y), line, colour=LIGHT, align=side)
        y += note.px * 1.4


def _shortened(lines: tuple[str, ...], most: int) -> tuple[str, ...]:
    if len(lines) <= most or most < 1:
        return lines[: max(0, most)]
    return (*lines[: most - 1], f"{lines[most - 1].rstrip()[:-2]} …")


def _unit(size: tuple[int, int]) -> float:
    """Return what all measures of a card are multiples of."""
    return min(size[0] / 10, size[1] / 9)


def _start(card: ReelCard, size: tuple[int, int], unit: float) -> float:
    """Return where lines of its language begin."""
    return size[0] - unit * 0.8 if card.is_mirrored else unit * 0.8


def _align(card: ReelCard) -> Align:
    return "right" if card.is_mirrored else "left"


def _px(height: float) -> int:
    return max(9, round(height))
