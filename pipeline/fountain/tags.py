"""Hand tags: notes like [[prop: a kite; a rope]] that say what a machine cannot know. Pure.

In each language of the workshops: [[accessoire: …]], [[小道具：…]], [[إكسسوار: …]].
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from pipeline.documents.screenplay import CastEntry, Element, ElementKind
from pipeline.fountain.marks import name_of_cue


class Tag(StrEnum):
    """What a hand tag tells."""

    PROP = "prop"
    SOUND = "sound"
    TIME = "time"
    CAST = "cast"
    WHO = "who"


_WORDS: Final = {
    word: tag
    for tag, words in (
        (Tag.PROP, "prop props accessoire accessoires 小道具 إكسسوار إكسسوارات"),
        (Tag.SOUND, "sound sounds sfx son sons 音 صوت أصوات"),
        (Tag.TIME, "time durée duree temps 時間 尺 مدة المدة وقت"),
        (Tag.CAST, "cast distribution rôle rôles role roles 配役 キャスト تمثيل الممثلون"),
        (Tag.WHO, "who qui 登場 だれ من"),
    )
    for word in words.split()
}
_PARTS: Final = re.compile(r"[;；؛\n]")
_EQUALS: Final = re.compile(r"[=＝]")
_TIME: Final = re.compile(
    r"(?:(\d{1,3})\s*(?::|'|m|min|mn|分|د)\s*)?(\d{1,4})?\s*(?:s|sec|″|\"|秒|ث)?"
)
_LONGEST_SECONDS: Final = 4 * 3600


def tag_of(note: Element) -> tuple[Tag, str] | None:
    """Return what a note tags and its value, or None for any other note."""
    word, colon, value = note.text.replace("：", ":").partition(":")
    tag = _WORDS.get(word.strip().casefold())
    return (tag, value.strip()) if tag and colon else None


def tagged(elements: Iterable[Element], tag: Tag) -> Iterator[tuple[Element, str]]:
    """Return each note with this tag, and its value."""
    for element in elements:
        if element.kind is ElementKind.NOTE:
            found = tag_of(element)
            if found and found[0] is tag:
                yield element, found[1]


def things_of(elements: Iterable[Element], tag: Tag) -> tuple[str, ...]:
    """Return what is named, each thing once: "a kite", "a rope"."""
    things = (
        " ".join(thing.split())
        for _, value in tagged(elements, tag)
        for thing in _PARTS.split(value)
    )
    return tuple(dict.fromkeys(thing for thing in things if thing))


def seconds_of_time(text: str) -> int | None:
    """Return the seconds of "45", "0:45", "1:05" or "1 min 5 s"; None for anything else."""
    found = _TIME.fullmatch(text.strip().lower())
    if not found or found.group(1, 2) == (None, None):
        return None
    seconds = 60 * int(found[1] or 0) + int(found[2] or 0)
    return seconds if 0 < seconds <= _LONGEST_SECONDS else None


def measured_seconds(elements: Iterable[Element]) -> int | None:
    """Return the time that was measured last, or None."""
    times = [seconds_of_time(value) for _, value in tagged(elements, Tag.TIME)]
    return next((time for time in reversed(times) if time), None)


def cast_of(elements: Iterable[Element]) -> tuple[CastEntry, ...]:
    """Return who plays whom; the last word counts."""
    people: dict[str, str] = {}
    for _, value in tagged(elements, Tag.CAST):
        for pair in _PARTS.split(value):
            character, *person = (part.strip() for part in _EQUALS.split(pair, maxsplit=1))
            if character and any(person):
                people[name_of_cue(character)] = " ".join(person[0].split())
    return tuple(CastEntry(character=name, person=people[name]) for name in people)
