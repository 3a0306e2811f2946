"""What of the cards cannot be read: too much for a card, too small, not long enough (rule C50)."""

from collections.abc import Iterator
from typing import Final

from pipeline.documents.final_cut import Credits
from pipeline.documents.report import Finding, warning
from pipeline.render.card_layout import layout_of, shown_cards, title_lines_fit
from pipeline.render.card_space import Layout
from pipeline.render.cards import LONGEST_S, SECONDS_A_WORD, Card, words_of_card

_SHOWN: Final = 40
"""Letters of a text that a finding tells."""


def card_findings(credits_of_film: Credits, language: str) -> Iterator[Finding]:
    """Yield what cannot be read, by the layout that the cards are drawn from."""
    title = credits_of_film.title()
    opening, *ending = shown_cards(credits_of_film, language)
    if title_lines_fit(title):
        yield from findings_of_card(opening)
    else:
        yield warning("C50", "title", "The title is too long for its card. Shorten it.")
    for card in ending:
        yield from findings_of_card(card)


def findings_of_card(card: Card) -> Iterator[Finding]:
    """Yield words outside of the title-safe area, too small ones, and a card that is too short."""
    yield from findings_of_layout(layout_of(card))
    words = words_of_card(card)
    if words * SECONDS_A_WORD > LONGEST_S:
        yield warning(
            "C50",
            card.text().strip()[:_SHOWN],
            "%(words)s words are too many to read while a card stands. Write at most %(most)s, or"
            " make two rows of them.",
            words=int(words),
            most=int(LONGEST_S / SECONDS_A_WORD),
        )


def findings_of_layout(layout: Layout) -> Iterator[Finding]:
    """Yield words that do not stand in the title-safe area, or cannot be read from the last row.

    Our own cards are never set so small: what has no room is told as outside. This holds whoever
    changes their sizes to it.
    """
    if outside := layout.outside():
        yield warning(
            "C50",
            outside[0].text[:_SHOWN],
            "“%(text)s” does not fit into the part of the picture that every screen shows. Write"
            " less there.",
            text=outside[0].text[:_SHOWN],
        )
    if small := layout.too_small():
        yield warning(
            "C50",
            small[0].text[:_SHOWN],
            "“%(text)s” is too small to be read from the last row. Write less there.",
            text=small[0].text[:_SHOWN],
        )
