"""Story cards: a script for those who do not begin with a script. Pure.

A card says where a scene plays, who is there, what happens and what it changes. Cards become scenes
of a Fountain script, and scenes become cards; what is written below a heading is never taken away.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Scene
from pipeline.errors import Refused
from pipeline.fountain import marks
from pipeline.fountain.breakdown import parts_of, screenplay_of
from pipeline.fountain.emphasis import plain
from pipeline.fountain.headings import is_omitted
from pipeline.fountain.parse import parse
from pipeline.fountain.scene_texts import SceneText, joined, scene_texts_of
from pipeline.fountain.tags import Tag, things_of
from pipeline.fountain.write import write

_SETTINGS: Final = {
    "": {"INT": "INT.", "EXT": "EXT.", "INT/EXT": "INT./EXT."},
    "ja": {"INT": "屋内", "EXT": "屋外", "INT/EXT": "屋内／屋外"},
    "ar": {"INT": "داخلي", "EXT": "خارجي", "INT/EXT": "داخلي/خارجي"},
}
_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n")
_BODY: Final = frozenset(ElementKind) - {ElementKind.SCENE_HEADING, ElementKind.SYNOPSIS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One scene in a few words."""

    number: str = ""
    """Of the scene that it belongs to; empty for a new card."""
    setting: str = ""
    """ "INT", "EXT", "INT/EXT" or ""."""
    place: str
    time: str = ""
    who: tuple[str, ...] = ()
    """Everybody who is there, in capitals where the script has them."""
    what_happens: str = ""
    """Paragraphs, with an empty line between them."""
    what_changes: str = ""
    """What is different afterwards: the synopsis of the scene."""
    lines: tuple[str, ...] = ()
    """What is said: "NAME: words"."""


def cards_of(text: str) -> tuple[Card, ...]:
    """Return a card for each scene that is not omitted."""
    elements = parse(text)
    scenes = screenplay_of(elements).scenes
    pairs = zip(scenes, parts_of(elements), strict=True)
    return tuple(_card(scene, part) for scene, part in pairs if not scene.omitted)


def script_with_cards(text: str, cards: Sequence[Card]) -> str:
    """Return the script with its scenes in the order of the cards, and what is new on them.

    A card changes the heading and the synopsis of its scene and adds what the scene lacks. Raise
    Refused for a card without a place, and where a card is gone whose scene has words.
    """
    head, *scenes = scene_texts_of(text)
    old = {card.number: card for card in cards_of(text)}
    _refuse_lost_words(scenes, {card.number for card in cards}, old)
    by_number = {scene.number: scene for scene in scenes}
    if list(cards) == list(old.values()):
        return text
    behind = _omitted_behind(scenes)
    chosen = [*([head] if head.lines else []), *behind.get("", ())]
    for card in cards:
        scene = by_number.get(card.number)
        chosen.append(_told(scene, card, old[card.number]) if scene else _new_scene(card))
        chosen += behind.get(card.number, ()) if scene else ()
    return joined(chosen)


def _card(scene: Scene, part: Sequence[Element]) -> Card:
    texts = {
        kind: [plain(one.text) for one in part if one.kind is kind]
        for kind in (ElementKind.ACTION, ElementKind.SYNOPSIS)
    }
    present = dict.fromkeys([*scene.characters, *things_of(part, Tag.WHO)])
    return Card(
        number=scene.number,
        setting=scene.setting,
        place=scene.place,
        time=scene.time_of_day,
        who=tuple(present),
        what_happens="\n\n".join(texts[ElementKind.ACTION]),
        what_changes=next(iter(texts[ElementKind.SYNOPSIS]), ""),
        lines=tuple(f"{speech.character}: {speech.text}" for speech in scene.speeches),
    )


def _refuse_lost_words(scenes: Iterable[SceneText], kept: set[str], old: dict[str, Card]) -> None:
    for scene in scenes:
        is_gone = scene.number in old and scene.number not in kept
        if is_gone and any(one.kind in _BODY for one in parse(scene.text)):
            raise Refused(
                "Scene %(scene)s has words in the script. Take them out there first; then its card"
                " can go.",
                scene=scene.number,
            )


def _omitted_behind(scenes: Iterable[SceneText]) -> dict[str, list[SceneText]]:
    """Return the omitted scenes, by the number of the scene they stand behind."""
    behind: dict[str, list[SceneText]] = {}
    last = ""
    for scene in scenes:
        if scene.heading and is_omitted(scene.heading.text):
            behind.setdefault(last, []).append(scene)
        else:
            last = scene.number
    return behind


def _told(scene: SceneText, card: Card, old: Card) -> SceneText:
    """Return a scene with what its card says now."""
    lines = list(scene.lines)
    if (card.setting, card.place, card.time) != (old.setting, old.place, old.time):
        lines[0] = _heading_line(lines[0], scene, card)
    if card.what_changes != old.what_changes:
        lines = _with_synopsis(lines, _one_line(card.what_changes))
    more = _body(card, without=old)
    if more:
        lines += ["", *write(more).rstrip("\n").split("\n")]
    return scene.with_lines(lines)


def _heading_line(line: str, scene: SceneText, card: Card) -> str:
    """Return the heading line with the words of the card; its number and its notes stay."""
    heading = _heading(card)
    before = scene.heading.text if scene.heading else ""
    dot = "" if marks.is_standard_heading(heading) or line.lstrip().startswith(".") else "."
    return line.replace(before, dot + heading, 1)


def _heading(card: Card) -> str:
    place, time = (_one_line(words).replace("#", "") for words in (card.place, card.time))
    words = _SETTINGS[_script(place)].get(card.setting, "")
    if not any(letter.isalnum() for letter in place):
        raise Refused("A card needs a place: where does this happen?")
    heading = f"{words} {place}".strip().lstrip(".…-–—「『（(*_ ")
    return f"{heading} - {time}" if time else heading


def _script(text: str) -> str:
    """Return which words for inside and outside belong to a text: "ja", "ar" or ""."""
    if any("\u3040" <= letter <= "\u9fff" for letter in text):
        return "ja"
    return "ar" if any("\u0600" <= letter <= "\u06ff" for letter in text) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _with_synopsis(lines: list[str], synopsis: str) -> list[str]:
    """Return the lines with another synopsis in the place of the first one, or a new one."""
    written = [f"= {synopsis}"] if synopsis else []
    found = [one for one in parse("\n".join(lines)) if one.kind is ElementKind.SYNOPSIS]
    if found:
        place = found[0].line - 1
        return [*lines[:place], *written, *lines[place + 1 :]]
    return [lines[0], "", *written, *([""] if any(lines[1:2]) else []), *lines[1:]]


def _new_scene(card: Card) -> SceneText:
    heading = _heading(card)
    forced = not marks.is_standard_heading(heading)
    elements = [
        Element(kind=ElementKind.SCENE_HEADING, text=heading, forced=forced),
        *(
            Element(kind=ElementKind.SYNOPSIS, text=words)
            for words in [_one_line(card.what_changes)]
            if words
        ),
        *_body(card, without=Card(place="")),
    ]
    lines = write(elements).rstrip("\n").split("\n")
    return SceneText(lines=tuple(lines), spare=1, first_line=1)


def _body(card: Card, *, without: Card) -> list[Element]:
    """Return what the card says and the other does not."""
    said = {line.partition(":")[0].strip() for line in card.lines}
    here = [name for name in map(_one_line, card.who) if name]
    who = [name for name in here if name not in {*said, *without.who}]
    told = {_one_line(part) for part in without.what_happens.split("\n\n")}
    parts = [part for part in map(_one_line, _paragraphs(card.what_happens)) if part not in told]
    spoken = [line for line in map(_one_line, card.lines) if line not in without.lines]
    note = [Element(kind=ElementKind.NOTE, text=f"who: {'; '.join(who)}")] if who else []
    return [
        *note,
        *(_action(part) for part in parts),
        *(one for line in spoken for one in _speech(line)),
    ]


def _paragraphs(text: str) -> list[str]:
    return _EMPTY_LINE.split(text)


def _action(text: str) -> Element:
    plainly = Element(kind=ElementKind.ACTION, text=text)
    read = [(one.kind, one.text) for one in parse(write([plainly]))]
    return plainly if read == [(plainly.kind, text)] else replace(plainly, forced=True)


def _speech(line: str) -> list[Element]:
    """Return a cue and what is said; what names nobody is action."""
    name, colon, words = line.replace("：", ":", 1).partition(":")
    cue, words = marks.name_of_cue(name), words.strip()
    speech = [
        Element(kind=ElementKind.CHARACTER, text=cue, forced=not marks.is_cue(cue)),
        Element(kind=ElementKind.DIALOGUE, text=words),
    ]
    kinds = [one.kind for one in parse(write(speech))] if colon and cue and words else []
    return speech if kinds[:1] == [ElementKind.CHARACTER] and len(kinds) > 1 else [_action(line)]
