"""Words of a scene that were written anew on its card, put where they stand in the script. Pure.

What is new on a card is added by pipeline/fountain/story_cards.py; here is what was there before
and reads differently now. Notes inside a line ([[prop: a kite]]) stay where they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Scene
from pipeline.errors import Refused
from pipeline.fountain.breakdown import parts_of, screenplay_of
from pipeline.fountain.marks import is_cue, name_of_cue
from pipeline.fountain.parse import parse
from pipeline.fountain.story_cards import Card, cards_of

_NOTE: Final = re.compile(r"\[\[.*?\]\]", re.DOTALL)
_SILENT: Final = (ElementKind.NOTE, ElementKind.BONEYARD)
_SPOKEN: Final = (ElementKind.DIALOGUE, ElementKind.LYRICS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """Lines that other lines take the place of."""

    first: int
    """1-based."""
    last: int
    lines: tuple[str, ...]


def with_rewritten(text: str, cards: Sequence[Card]) -> str:
    """Return the script with the action and the speeches that its cards tell in other words.

    Raise Refused for a speech that is written in several pieces.
    """
    elements, old = parse(text), {card.number: card for card in cards_of(text)}
    scenes = screenplay_of(elements).scenes
    known = {one.number: (one, part) for one, part in zip(scenes, parts_of(elements), strict=True)}
    lines = text.split("\n")
    edits = [
        edit
        for card in cards
        if card.number in old
        for edit in _edits(lines, *known[card.number], old[card.number], card)
    ]
    for edit in sorted(edits, key=lambda one: one.first, reverse=True):
        lines[edit.first - 1 : edit.last] = edit.lines
    return "\n".join(lines)


def _edits(
    lines: list[str], scene: Scene, part: Sequence[Element], old: Card, new: Card
) -> Iterator[_Edit]:
    shown = [one for one in part if one.kind not in _SILENT]
    actions = [one for one in shown if one.kind is ElementKind.ACTION]
    for place, words in _changes(_paragraphs(old.what_happens), _paragraphs(new.what_happens)):
        if place < len(actions):
            yield _action(lines, shown, actions[place], words)
    for place, words in _changes(old.lines, new.lines):
        yield from _speech(lines, shown, scene.speeches[place].line, words)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Return the place of each old piece that reads differently, with its words; "" when gone."""
    before, now = (
        ["\n".join(map(_one_line, one.split("\n"))) for one in side] for side in (old, new)
    )
    for tag, i, j, k, m in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag in ("replace", "delete"):
            for at in range(i, j):
                yield at, new[k + at - i] if k + at - i < m else ""


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n[ \t]*\n", text) if one.strip()]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _action(lines: list[str], shown: Sequence[Element], one: Element, words: str) -> _Edit:
    new = _one_line(words)
    if new and [found.kind for found in parse(f"\n\n{new}\n\n")] != [ElementKind.ACTION]:
        new = f"!{new}"
    return _with_notes(lines, shown, one, new)


def _speech(lines: list[str], shown: Sequence[Element], cue: int, words: str) -> Iterator[_Edit]:
    at = next(place for place, one in enumerate(shown) if one.line == cue)
    pieces = [at]
    while pieces[-1] + 1 < len(shown) and shown[pieces[-1] + 1].kind in (
        *_SPOKEN,
        ElementKind.PARENTHETICAL,
    ):
        pieces.append(pieces[-1] + 1)
    spoken = [shown[place] for place in pieces if shown[place].kind in _SPOKEN]
    name, colon, said = words.replace("：", ":", 1).partition(":")
    if not words:
        yield from (_with_notes(lines, shown, shown[place], "") for place in pieces)
    elif not (colon and name.strip() and said.strip()) or len(spoken) != 1:
        raise Refused(
            "“%(words)s” is said in several pieces. Change it in the script.", words=words[:60]
        )
    else:
        if name_of_cue(name) != name_of_cue(shown[at].text):
            cue_line = name_of_cue(name)
            yield _with_notes(
                lines, shown, shown[at], cue_line if is_cue(cue_line) else f"@{cue_line}"
            )
        if _one_line(said) != _one_line(spoken[0].text):
            yield _with_notes(lines, shown, spoken[0], _one_line(said))


def _with_notes(lines: list[str], shown: Sequence[Element], one: Element, words: str) -> _Edit:
    """Return the edit of an element's lines; the notes in them stay behind the words."""
    following = [other.line for other in shown if other.line > one.line]
    last = min(following, default=len(lines) + 1) - 1
    blank = next((at for at in range(one.line, last) if not lines[at].strip()), last)
    source = "\n".join(lines[one.line - 1 : blank])
    kept = " ".join([words, *_NOTE.findall(source)]).strip()
    return _Edit(first=one.line, last=blank, lines=(kept,) if kept else ())
