"""Which cards a film has around it, what is on each, and how long each stays. Pure.

Names that stand still can be read by a grandmother; who wants a crawl has the same cards, one under
the other. In several languages a card says everything once in each, side by side.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Final, TypeVar

from pipeline.documents.final_cut import CreditKind, CreditLine, Credits, Wording
from pipeline.render.card_words import WORDS, role_words, words_of
from pipeline.render.lettering import is_rtl

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
_LISTS: Final = (CreditKind.HELP, CreditKind.MUSIC, CreditKind.THANKS, CreditKind.EVENT)
_TO_LEFT: Final = frozenset({"ar"})
_STATEMENTS: Final = frozenset(words.no_ai for words in WORDS.values())

_WORD: Final = re.compile(r"\w+")
_WIDE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WIDE_A_WORD: Final = Fraction(5, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleCard:
    """The name of the film and who made it."""

    title: str
    film_by: str
    also: tuple[tuple[str, str], ...] = ()
    """The same in other languages."""

    def text(self) -> str:
        """Return all words of the first language."""
        return f"{self.title} {self.film_by}"

    def texts(self) -> Iterator[str]:
        """Yield what a reader of each language reads."""
        yield self.text()
        yield from (" ".join(one) for one in self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsCard:
    """What somebody did or played, and the name."""

    heading: str
    pairs: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, ...], ...] = ()
    """For each other language the roles of all pairs."""
    to_left: bool = False
    """Whether the first language runs from right to left."""

    def text(self) -> str:
        """Return all words of the first language."""
        return " ".join((self.heading, *(f"{left} {right}" for left, right in self.pairs)))

    def texts(self) -> Iterator[str]:
        """Yield what a reader of each language reads."""
        yield self.text()
        names = [name for _, name in self.pairs]
        yield from (" ".join((*roles, *names)) for roles in self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesCard:
    """A heading and some lines."""

    heading: str
    lines: tuple[str, ...]
    is_small: bool = False
    """Notices and statements are set smaller than names."""
    also: tuple[tuple[str, ...], ...] = ()
    """For each other language all lines; an empty one is the same as in the first."""

    def text(self) -> str:
        """Return all words of the first language."""
        return " ".join((self.heading, *self.lines))

    def texts(self) -> Iterator[str]:
        """Yield what a reader of each language reads."""
        yield self.text()
        for others in self.also:
            said = (other or line for other, line in zip(others, self.lines, strict=True))
            yield " ".join((self.heading, *said))


Card = TitleCard | PairsCard | LinesCard


def words_of_card(card: Card) -> Fraction:
    """Return how many words somebody reads, in the language that has most of them."""
    return max(_words(text) for text in card.texts())


def _words(text: str) -> Fraction:
    return len(_WORD.findall(_WIDE.sub(" ", text))) + len(_WIDE.findall(text)) / _WIDE_A_WORD


def reading_seconds(card: Card) -> Fraction:
    """Return how long a card is on screen, fades included."""
    return 2 * FADE_S + min(LONGEST_S, max(SHORTEST_S, words_of_card(card) * SECONDS_A_WORD))


def title_card(credits_of_film: Credits, language: str = "") -> TitleCard:
    """Return the card before the film; without a language only in the first one."""
    credits_of_film = _turned(credits_of_film, language)
    others = credits_of_film.languages_of(language)[1:]
    title = next((one for one in credits_of_film.of(CreditKind.TITLE) if one.name), None)
    by = next(iter(credits_of_film.of(CreditKind.FILM_BY)), None)
    also = (tuple(line.wording(one).name if line else "" for line in (title, by)) for one in others)
    return TitleCard(
        title=title.name if title else "",
        film_by=by.name if by else "",
        also=tuple((one[0], one[1]) for one in also if any(one)),
    )


def end_cards(credits_of_film: Credits, language: str) -> tuple[Card, ...]:
    """Return the cards after the film: cast, crew, help, music, thanks, event, AI, notice."""
    credits_of_film = _turned(credits_of_film, language)
    languages = credits_of_film.languages_of(language)
    found = [
        *_pairs(_cast(credits_of_film), _heading("cast", languages), languages),
        *_pairs(_crew(credits_of_film, languages), "", languages),
    ]
    for kind in _LISTS:
        found.extend(_lines(credits_of_film.of(kind), _heading(kind.value, languages), languages))
    closing = [
        line
        for kind in (CreditKind.AI, CreditKind.NOTICE)
        for line in _with_statements(credits_of_film.of(kind), languages)
        if line.name
    ]
    for some in _batched(closing, STATEMENTS_A_CARD):
        found.append(_lines_card(some, "", languages, is_small=True))
    return tuple(found)


def _turned(credits_of_film: Credits, language: str) -> Credits:
    """Return the credits with each line in the first language of the cards.

    Lines are written in the language of the film, which may stand second on the cards.
    """
    film, first = language[:2].lower(), credits_of_film.languages_of(language)[0]
    if film == first:
        return credits_of_film
    return replace(
        credits_of_film, lines=tuple(_first(line, first, film) for line in credits_of_film.lines)
    )


def _first(line: CreditLine, first: str, film: str) -> CreditLine:
    said = line.wording(first)
    role = role_words(line.role, film) if line.kind is CreditKind.CREW else line.role
    before = Wording(
        language=film, role=role if said.role else "", name=line.name if said.name else ""
    )
    return replace(
        line,
        role=said.role or line.role,
        name=said.name or line.name,
        others=(*line.others, before),
    )


def _heading(what: str, languages: Iterable[str]) -> str:
    """Return a heading in all languages, those that are the same once."""
    return _beside(getattr(words_of(one), what) for one in languages)


def _beside(texts: Iterable[str]) -> str:
    """Return texts of several languages on one line, the first where its readers begin."""
    found = list(dict.fromkeys(text for text in texts if text))
    if found and is_rtl(found[0]) and not is_rtl(found[-1]):
        found.reverse()
    return " · ".join(found)


def _pairs(
    lines: Sequence[tuple[str, ...]], heading: str, languages: Sequence[str]
) -> Iterator[Card]:
    """Yield cards of lines that have a name, and then a role in each language."""
    for some in _batched(lines, PAIRS_A_CARD):
        also = (tuple(line[at] for line in some) for at in range(2, len(languages) + 1))
        yield PairsCard(
            heading=heading,
            pairs=tuple((line[1], line[0]) for line in some),
            also=tuple(roles for roles in also if any(roles)),
            to_left=languages[0] in _TO_LEFT,
        )


def _cast(credits_of_film: Credits) -> list[tuple[str, ...]]:
    """A character is called the same in every language unless the group wrote another name."""
    others = credits_of_film.languages[1:]
    return [
        (_names(line, others), line.role, *(line.wording(one).role for one in others))
        for line in credits_of_film.of(CreditKind.CAST)
        if line.name
    ]


def _crew(credits_of_film: Credits, languages: Sequence[str]) -> list[tuple[str, ...]]:
    """Names of one role stand under each other, the role only beside the first."""
    found: list[tuple[str, ...]] = []
    for role, group in groupby(credits_of_film.of(CreditKind.CREW), key=lambda line: line.role):
        named = [line for line in group if line.name]
        for number, line in enumerate(named):
            others = (line.wording(one).role or role_words(role, one) for one in languages[1:])
            roles = [role_words(role, languages[0]), *others]
            shown = roles if number == 0 or not role else [""] * len(roles)
            found.append((_names(line, languages[1:]), *shown))
    return found


def _names(line: CreditLine, others: Sequence[str]) -> str:
    """Return a name, and how it is written in other languages."""
    return _beside((line.name, *(line.wording(one).name for one in others)))


def _lines(lines: Sequence[CreditLine], heading: str, languages: Sequence[str]) -> Iterator[Card]:
    for some in _batched([line for line in lines if line.name], LINES_A_CARD):
        yield _lines_card(some, heading, languages)


def _lines_card(
    lines: Sequence[CreditLine], heading: str, languages: Sequence[str], *, is_small: bool = False
) -> LinesCard:
    also = tuple(tuple(_pair_text(line.wording(one)) for line in lines) for one in languages[1:])
    return LinesCard(
        heading=heading,
        lines=tuple(_pair_text(line) for line in lines),
        is_small=is_small,
        also=tuple(texts for texts in also if any(texts)),
    )


def _with_statements(lines: Sequence[CreditLine], languages: Sequence[str]) -> Iterator[CreditLine]:
    """Yield the lines; our own statement on AI is said in every language that was left empty."""
    for line in lines:
        if len(languages) == 1 or line.name not in _STATEMENTS:
            yield line
            continue
        given = {one.language: one for one in line.others if one.name}
        said = [
            given.get(one, Wording(language=one, name=words_of(one).no_ai)) for one in languages
        ]
        yield replace(line, name=said[0].name or line.name, others=tuple(said[1:]))


def _pair_text(line: CreditLine | Wording) -> str:
    return f"{line.role}: {line.name}" if line.role and line.name else line.name


def _batched(items: Sequence[Item], most: int) -> Iterator[tuple[Item, ...]]:
    """Yield the items in batches of nearly the same size, so that no card has a single name."""
    count = -(-len(items) // most)
    for number in range(count):
        yield tuple(items[len(items) * number // count : len(items) * (number + 1) // count])
