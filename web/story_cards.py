"""Story cards between a form and a script."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.documents.project import Project
from pipeline.fountain.story_cards import Card

MOST_CARDS: Final = 60
"""More scenes than a short film has; such a script is written in the editor."""
LONGEST_WORDS: Final = 4000
EMPTY: Final = Card(place="")

_COMMAS: Final = re.compile(r"[,;、،；，\n]+")


def cards_in(form: Mapping[str, str]) -> tuple[Card, ...]:
    """Return the cards of a form, in their order; fields are called place-0, place-1 …"""
    places = sorted(
        int(name[6:11]) for name in form if re.fullmatch(r"place-\d{1,4}", name, re.ASCII)
    )
    return tuple(_card(form, at) for at in places[: MOST_CARDS + 1])


def rearranged(cards: Sequence[Card], doing: str) -> tuple[Card, ...]:
    """Return the cards after "up-2", "down-0" or "remove-1"; as they are for anything else."""
    found = re.fullmatch(r"(up|down|remove)-(\d{1,4})", doing, re.ASCII)
    at = int(found[2]) if found else -1
    there = list(cards)
    if not found or at >= len(there):
        return tuple(there)
    card = there.pop(at)
    if found[1] == "up":
        there.insert(max(at - 1, 0), card)
    elif found[1] == "down":
        there.insert(at + 1, card)
    return tuple(there)


def written(cards: Sequence[Card]) -> tuple[Card, ...]:
    """Return the cards on which somebody has written something, or that are scenes already."""
    return tuple(card for card in cards if card != EMPTY and (card.number or _says_something(card)))


def title_page(project: Project) -> str:
    """Return the head of a script that begins with cards."""
    rows = (("Title", project.title), ("Author", project.group))
    return "".join(f"{key}: {' '.join(text.split())}\n" for key, text in rows) + "\n"


def _says_something(card: Card) -> bool:
    return bool(any((card.place, card.what_happens, card.what_changes)) or card.who or card.lines)


def _card(form: Mapping[str, str], at: int) -> Card:
    said = {
        name: form.get(f"{name}-{at}", "").replace("\r\n", "\n").strip()[:LONGEST_WORDS]
        for name in ("number", "setting", "place", "time", "who", "happens", "changes", "lines")
    }
    return Card(
        number=said["number"],
        setting=said["setting"] if said["setting"] in ("INT", "EXT", "INT/EXT") else "",
        place=" ".join(said["place"].split()),
        time=" ".join(said["time"].split()),
        who=tuple(name for one in _COMMAS.split(said["who"]) if (name := " ".join(one.split()))),
        what_happens=said["happens"],
        what_changes=" ".join(said["changes"].split()),
        lines=tuple(line.strip() for line in said["lines"].split("\n") if line.strip()),
    )
