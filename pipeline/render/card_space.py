"""The room that a card has for words, and the words in it: pixels of 1920 x 1080."""

from dataclasses import dataclass
from typing import Final

from pipeline.fonts import Font
from pipeline.render.lettering import Align, Hand, fitted

SIZE: Final = (1920, 1080)
SAFE: Final = (SIZE[0] * 5 // 100, SIZE[1] * 5 // 100, SIZE[0] * 95 // 100, SIZE[1] * 95 // 100)
"""Left, top, right and bottom of the title-safe area."""
SAFE_HEIGHT: Final = SAFE[3] - SAFE[1]
COLUMN: Final = SIZE[0] * 8 // 10
"""Width of the words: inside the safe area, with air."""
SMALLEST_PX: Final = 28
"""What can still be read from the last row: a thirty-eighth of the height of the picture."""

LIGHT: Final = "light"
SOFT: Final = "soft"
GROUP: Final = "group"
"""Inks; what they look like is the painter's."""

MIDDLE: Final = SIZE[0] // 2
_HEADING_SIZES: Final = (46, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One line of words and where it stands."""

    text: str
    hand: Hand
    x: float
    """Of its left, middle or right."""
    baseline: float
    ink: str = LIGHT
    align: Align = "left"

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of what is drawn."""
        width = self.hand.width(self.text)
        left = self.x - width * {"left": 0.0, "middle": 0.5, "right": 1.0}[self.align]
        above, below = self.hand.reach(self.text)
        return left, self.baseline - above, left + width, self.baseline + below


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All words of a card."""

    words: tuple[Words, ...]
    stripes: tuple[float, float] | None = None
    """Where the stripes of the clapperboard begin."""
    to_left: bool = False
    """Whether these run to the left, as the script does."""

    def outside(self) -> tuple[Words, ...]:
        """Return the words that do not stand whole in the title-safe area."""
        return tuple(one for one in self.words if not _is_safe(one.box()))

    def too_small(self) -> tuple[Words, ...]:
        """Return the words that are too small to be read."""
        return tuple(one for one in self.words if one.text and one.hand.px < SMALLEST_PX)


def _is_safe(box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return left >= SAFE[0] and top >= SAFE[1] and right <= SAFE[2] and bottom <= SAFE[3]


def heading_words(words: str, y: float) -> Words:
    """Return the heading of a card at a height."""
    hand = fitted(words, Font.NARROW_BOLD, _HEADING_SIZES, COLUMN)
    return Words(text=words, hand=hand, x=MIDDLE, baseline=y, ink=GROUP, align="middle")
