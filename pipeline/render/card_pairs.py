"""A card of roles and names: two columns, or one more for every further language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from pipeline.fonts import Font
from pipeline.render.card_space import (
    COLUMN,
    LIGHT,
    MIDDLE,
    SAFE_HEIGHT,
    SIZE,
    SOFT,
    Layout,
    Words,
    heading_words,
)
from pipeline.render.cards import PairsCard
from pipeline.render.lettering import Align, Hand, balanced, fitted, is_rtl

_NAME_SIZES: Final = (66, 36)
_GAP: Final = 36
_SMALLER: Final = 0.8
"""Size of a role against that of a name."""


def pairs_layout(card: PairsCard) -> Layout:
    """Roles end at the middle, names begin there; in a script that runs to the left, mirrored.

    In several languages the names stand in the middle, between the columns of roles.
    """
    columns = _columns(card)
    hand = Hand(font=Font.TEXT_BOLD, px=_pairs_px(card, columns))
    small = Hand(font=Font.TEXT, px=round(hand.px * _SMALLER))
    rows = _rows(card, columns, small, hand)
    step = min(hand.px * 1.75, SAFE_HEIGHT / (len(rows) + 3))
    y = (SIZE[1] - step * (len(rows) + (2 if card.heading else 0))) / 2 + hand.px
    words = [heading_words(card.heading, y)] if card.heading else []
    y += 2 * step if card.heading else 0
    for at, row in enumerate(rows):
        for column, text in zip(columns, row, strict=True):
            words.append(column.words(text, y + step * at, hand if column.is_name else small))
    return Layout(words=tuple(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A column of a card of pairs."""

    x: float
    align: Align
    width: float
    is_name: bool = False

    def words(self, text: str, baseline: float, hand: Hand) -> Words:
        ink = LIGHT if self.is_name else SOFT
        return Words(text=text, hand=hand, x=self.x, baseline=baseline, ink=ink, align=self.align)


def _columns(card: PairsCard) -> tuple[_Column, ...]:
    """Return the columns in the order of a row: role, name, then the roles of other languages."""
    mirrored = card.to_left or is_rtl(card.text())
    left, right = MIDDLE - _GAP, MIDDLE + _GAP
    if not card.also:
        side = COLUMN / 2 - _GAP
        role = _Column(x=left, align="right", width=side)
        name = _Column(x=right, align="left", width=side, is_name=True)
        if mirrored:
            role, name = replace(role, x=right, align="left"), replace(name, x=left, align="right")
        return role, name
    count = len(card.also) + 2
    width = COLUMN / count
    edge = (SIZE[0] - COLUMN) / 2
    places = [edge + width * (at + 0.5) for at in range(count)]
    if mirrored:
        places.reverse()
    room = width - _GAP
    return tuple(
        _Column(x=x, align="middle", width=room, is_name=at == 1) for at, x in enumerate(places)
    )


def _texts(card: PairsCard) -> Iterator[tuple[str, ...]]:
    for at, (role, name) in enumerate(card.pairs):
        yield role, name, *(roles[at] for roles in card.also)


def _rows(
    card: PairsCard, columns: Sequence[_Column], small: Hand, hand: Hand
) -> list[tuple[str, ...]]:
    """Return the pairs, a name or a role that is too long on several rows."""
    rows: list[tuple[str, ...]] = []
    for texts in _texts(card):
        sides = (
            balanced(text, hand if column.is_name else small, column.width)
            for text, column in zip(texts, columns, strict=True)
        )
        rows += zip_longest(*sides, fillvalue="")
    return rows


def _pairs_px(card: PairsCard, columns: Sequence[_Column]) -> int:
    return min(
        fitted(text, Font.TEXT_BOLD if column.is_name else Font.TEXT, _NAME_SIZES, column.width).px
        for texts in _texts(card)
        for text, column in zip(texts, columns, strict=True)
    )
