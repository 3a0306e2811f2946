"""Where every word of a card stands: what is drawn from it is also what is judged.

A card with too much on it becomes several.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.documents.final_cut import Credits
from pipeline.fonts import Font
from pipeline.render.card_pairs import pairs_layout
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
from pipeline.render.cards import (
    LONGEST_S,
    SECONDS_A_WORD,
    Card,
    LinesCard,
    PairsCard,
    TitleCard,
    end_cards,
    title_card,
    words_of_card,
)
from pipeline.render.lettering import Align, Hand, balanced, fitted, is_rtl

_TITLE_SIZES: Final = (168, 64)
_TITLE_LINES: Final = 3
_BY_SIZES: Final = (52, 28)
_LINE_SIZES: Final = (62, 30)
_STATEMENT_SIZES: Final = (44, 30)
_LEADING: Final = 1.5
_BETWEEN: Final = 0.6


def shown_cards(credits_of_film: Credits, language: str) -> tuple[Card, ...]:
    """Return all cards of a film as they are shown: the title, then the end, none too full."""
    ending = (part for card in end_cards(credits_of_film, language) for part in parted(card))
    return (title_card(credits_of_film, language), *ending)


def parted(card: Card) -> Iterator[Card]:
    """Yield a card, in as many parts as it needs to fit and to be read in time."""
    halves = _halves(card)
    is_long = words_of_card(card) * SECONDS_A_WORD > LONGEST_S
    if not halves or not (is_long or layout_of(card).outside()):
        yield card
        return
    for half in halves:
        yield from parted(half)


def _halves(card: Card) -> tuple[Card, ...]:
    """Return the two halves of a list; nothing for what cannot be parted."""
    if isinstance(card, PairsCard) and len(card.pairs) > 1:
        at = len(card.pairs) // 2
        return tuple(
            replace(card, pairs=card.pairs[part], also=tuple(one[part] for one in card.also))
            for part in (slice(at), slice(at, None))
        )
    if isinstance(card, LinesCard) and len(card.lines) > 1:
        at = len(card.lines) // 2
        return tuple(
            replace(card, lines=card.lines[part], also=tuple(one[part] for one in card.also))
            for part in (slice(at), slice(at, None))
        )
    return ()


def layout_of(card: Card) -> Layout:
    """Return where the words of a card stand."""
    if isinstance(card, TitleCard):
        return _title(card)
    return pairs_layout(card) if isinstance(card, PairsCard) else _lines(card)


def _title(card: TitleCard) -> Layout:
    """The stripes of the clapperboard, the title, who made it; from the side the script begins."""
    hand, lines = title_lines(card.title, COLUMN)
    below = [(text, ink) for one in card.also for text, ink in zip(one, (LIGHT, SOFT), strict=True)]
    smalls = [(card.film_by, SOFT), *((text, ink) for text, ink in below if text)]
    step = hand.px * 1.12
    height = 80 + step * len(lines) + 90 + 70 * (len(smalls) - 1)
    top = (SIZE[1] - height) / 2
    to_left = is_rtl(card.title)
    x = (SIZE[0] + COLUMN) / 2 if to_left else (SIZE[0] - COLUMN) / 2
    side: Align = "right" if to_left else "left"
    first = top + 80 + hand.px * 0.8
    words = [
        Words(text=line, hand=hand, x=x, baseline=first + step * at, align=side)
        for at, line in enumerate(lines)
    ]
    first += step * (len(lines) - 1) + 110
    words += [
        Words(
            text=text,
            hand=fitted(text, Font.TEXT, _BY_SIZES, COLUMN),
            x=x,
            baseline=first + 70 * at,
            ink=ink,
            align=side,
        )
        for at, (text, ink) in enumerate(smalls)
    ]
    return Layout(words=tuple(words), stripes=(x, top), to_left=to_left)


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


def _lines(card: LinesCard) -> Layout:
    hand, paragraphs, rows = _set_lines(card)
    step = hand.px * _LEADING
    y = (SIZE[1] - step * (rows + (2 if card.heading else 0))) / 2 + hand.px
    words = [heading_words(card.heading, y)] if card.heading else []
    y += 2 * step if card.heading else 0
    for paragraph, ink in paragraphs:
        for line in paragraph:
            words.append(Words(text=line, hand=hand, x=MIDDLE, baseline=y, ink=ink, align="middle"))
            y += step
        y += _BETWEEN * step
    return Layout(words=tuple(words))


def _set_lines(card: LinesCard) -> tuple[Hand, list[tuple[tuple[str, ...], str]], float]:
    """Return the largest hand in which all lines have room, the lines, and how many rows."""
    largest, smallest = _STATEMENT_SIZES if card.is_small else _LINE_SIZES
    font = Font.TEXT if card.is_small else Font.TEXT_BOLD
    texts = [
        (text, ink)
        for at, line in enumerate(card.lines)
        for text, ink in ((line, LIGHT), *((one[at], SOFT) for one in card.also))
        if text
    ]
    for px in range(largest, smallest - 1, -2):
        hand = Hand(font=font, px=px)
        paragraphs = [(balanced(text, hand, COLUMN), ink) for text, ink in texts]
        rows = sum(len(lines) for lines, _ in paragraphs) + _BETWEEN * (len(paragraphs) - 1)
        if (rows + 3) * px * _LEADING <= SAFE_HEIGHT:
            break
    return hand, paragraphs, rows
