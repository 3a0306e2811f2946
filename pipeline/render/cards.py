"""Which cards a film has around it, what is on each, and how long each stays. Pure.

Credits are cards, not a crawl: a name that stands still can be read by a grandmother.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Final, TypeVar

from pipeline.documents.final_cut import CreditKind, CreditLine, Credits
from pipeline.render.card_words import CardWords, role_words, words_of

Item = TypeVar("Item")

SECONDS_A_WORD: Final = Fraction(4, 10)
"""What a slow reader needs for a word (rule C50)."""
SHORTEST_S: Final = Fraction(2)
LONGEST_S: Final = Fraction(15)
FADE_S: Final = Fraction(4, 10)
"""At the beginning and at the end of a card: not counted as time to read."""
PAIRS_A_CARD: Final = 8
LINES_A_CARD: Final = 5
STATEMENTS_A_CARD: Final = 4

_WORD: Final = re.compile(r"\w+")
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WIDE_A_WORD: Final = Fraction(5, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleCard:
    """The name of the film and who made it."""

    title: str
    film_by: str

    def text(self) -> str:
        """Return all words."""
        return f"{self.title} {self.film_by}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsCard:
    """What somebody did or played, and the name."""

    heading: str
    pairs: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Return all words."""
        return " ".join((self.heading, *(f"{left} {right}" for left, right in self.pairs)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesCard:
    """A heading and some lines."""

    heading: str
    lines: tuple[str, ...]
    is_small: bool = False
    """Notices and statements are set smaller than names."""

    def text(self) -> str:
        """Return all words."""
        return " ".join((self.heading, *self.lines))


Card = TitleCard | PairsCard | LinesCard


def reading_seconds(card: Card) -> Fraction:
    """Return how long a card is on screen, fades included."""
    text = card.text()
    words = len(_WORD.findall(_WIDE.sub(" ", text))) + len(_WIDE.findall(text)) / _WIDE_A_WORD
    return 2 * FADE_S + min(LONGEST_S, max(SHORTEST_S, words * SECONDS_A_WORD))


def title_card(credits_of_film: Credits) -> TitleCard:
    """Return the card before the film."""
    by = (line.name for line in credits_of_film.of(CreditKind.FILM_BY))
    return TitleCard(title=credits_of_film.title(), film_by=next(by, ""))


def end_cards(credits_of_film: Credits, language: str) -> tuple[Card, ...]:
    """Return the cards after the film: cast, crew, help, music, thanks, event, AI, notice."""
    words = words_of(language)
    makers = {
        CreditKind.CAST: _cast(credits_of_film.of(CreditKind.CAST), words),
        CreditKind.CREW: _crew(credits_of_film.of(CreditKind.CREW), language),
    }
    lists = {
        CreditKind.HELP: words.help,
        CreditKind.MUSIC: words.music,
        CreditKind.THANKS: words.thanks,
        CreditKind.EVENT: words.event,
    }
    found: list[Card] = [card for cards in makers.values() for card in cards]
    for kind, heading in lists.items():
        found.extend(_lines(credits_of_film.of(kind), heading))
    closing = [
        _pair_text(line)
        for kind in (CreditKind.AI, CreditKind.NOTICE)
        for line in credits_of_film.of(kind)
        if line.name
    ]
    for some in _batched(closing, STATEMENTS_A_CARD):
        found.append(LinesCard(heading="", lines=some, is_small=True))
    return tuple(found)


def _cast(lines: tuple[CreditLine, ...], words: CardWords) -> Iterator[Card]:
    pairs = [(line.role, line.name) for line in lines if line.name]
    for some in _batched(pairs, PAIRS_A_CARD):
        yield PairsCard(heading=words.cast, pairs=some)


def _crew(lines: tuple[CreditLine, ...], language: str) -> Iterator[Card]:
    """Names of one role stand under each other, the role only beside the first."""
    pairs = []
    for role, group in groupby(lines, key=lambda line: line.role):
        names = [line.name for line in group if line.name]
        shown = [role_words(role, language)] + [""] * max(0, len(names) - 1)
        pairs += list(zip(shown, names, strict=False))
    for some in _batched(pairs, PAIRS_A_CARD):
        yield PairsCard(heading="", pairs=some)


def _lines(lines: tuple[CreditLine, ...], heading: str) -> Iterator[Card]:
    texts = [_pair_text(line) for line in lines if line.name]
    for some in _batched(texts, LINES_A_CARD):
        yield LinesCard(heading=heading, lines=some)


def _pair_text(line: CreditLine) -> str:
    return f"{line.role}: {line.name}" if line.role else line.name


def _batched(items: Sequence[Item], most: int) -> Iterator[tuple[Item, ...]]:
    """Yield the items in batches of nearly the same size, so that no card has a single name."""
    count = -(-len(items) // most)
    for number in range(count):
        yield tuple(items[len(items) * number // count : len(items) * (number + 1) // count])
