"""Elements to scenes: who speaks, where, for how long, with which props and sounds. Pure.

Props, sounds, cast and measured times are named in notes (pipeline/fountain/tags.py).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Scene, Screenplay, Speech
from pipeline.fountain.emphasis import plain
from pipeline.fountain.headings import heading_of, is_omitted
from pipeline.fountain.marks import name_of_cue
from pipeline.fountain.numbering import number_scenes
from pipeline.fountain.paginate import eighths_of, row_counts, seconds_of
from pipeline.fountain.tags import Tag, cast_of, measured_seconds, things_of

MOST_SUMMARY_CHARACTERS: Final = 100

_MARKS: Final = re.compile(r"[\W_]+")
_SPOKEN: Final = (ElementKind.DIALOGUE, ElementKind.LYRICS)
_SENTENCE_ENDS: Final = (". ", "! ", "? ", "。", "！", "？", "؟ ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One character of the film."""

    character: str
    person: str
    """Who plays it; empty while nobody does."""
    speeches: int
    words: int
    scenes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """What a production needs to know of a script."""

    title: str
    pages_eighths: int
    seconds: int
    scenes: tuple[Scene, ...]
    cast: tuple[Role, ...]
    places: tuple[str, ...]
    props: tuple[str, ...]
    sounds: tuple[str, ...]


def screenplay_of(elements: Sequence[Element]) -> Screenplay:
    """Return the screenplay of parsed elements."""
    counts = row_counts(elements)
    parts = parts_of(elements)
    numbers = number_scenes([part[0].scene_number for part in parts])
    scenes = [
        _scene(part, number, rows)
        for part, number, (_, rows) in zip(parts, numbers, counts[1:], strict=True)
    ]
    rows = sum(
        count for heading, count in counts if heading is None or not is_omitted(heading.text)
    )
    estimated = seconds_of(rows)
    measured = [one for one in scenes if one.measured_seconds is not None]
    return Screenplay(
        title=title_of(elements),
        elements=tuple(elements),
        scenes=tuple(_with_those_present(scenes, parts)),
        page_eighths=eighths_of(rows),
        seconds=estimated + sum(one.seconds - one.estimated_seconds for one in measured),
        estimated_seconds=estimated,
        measured_seconds=sum(one.seconds for one in measured) if measured else None,
        cast=cast_of(elements),
    )


def numbered(screenplay: Screenplay) -> tuple[Element, ...]:
    """Return the elements, each heading with the number that its scene goes by."""
    numbers = iter([scene.number for scene in screenplay.scenes])
    return tuple(
        replace(one, scene_number=next(numbers)) if one.kind is ElementKind.SCENE_HEADING else one
        for one in screenplay.elements
    )


def title_of(elements: Iterable[Element]) -> str:
    """Return the title of the title page on one line, without emphasis; "" when there is none."""
    for element in elements:
        if element.key.casefold() in ("title", "titre"):
            return " ".join(plain(element.text).split())
    return ""


def breakdown_of(screenplay: Screenplay, cast: Mapping[str, str]) -> Breakdown:
    """Return the breakdown; cast is character to person, and the notes of the script count more."""
    scenes = screenplay.scenes
    cast = {**cast, **{one.character: one.person for one in screenplay.cast}}
    return Breakdown(
        title=screenplay.title,
        pages_eighths=screenplay.page_eighths,
        seconds=screenplay.seconds,
        scenes=scenes,
        cast=tuple(_roles(scenes, cast)),
        places=_once(scene.place for scene in scenes if scene.place),
        props=_once(prop for scene in scenes for prop in scene.props),
        sounds=_once(sound for scene in scenes for sound in scene.sounds),
    )


def speakers_of(scenes: Iterable[Scene]) -> tuple[str, ...]:
    """Return everybody who speaks, in order of their first speech."""
    return _once(speech.character for scene in scenes for speech in scene.speeches)


def parts_of(elements: Sequence[Element]) -> list[list[Element]]:
    """Part the elements at the headings; what comes before the first heading is no scene."""
    parts: list[list[Element]] = []
    for element in elements:
        if element.kind is ElementKind.SCENE_HEADING:
            parts.append([])
        if parts:
            parts[-1].append(element)
    return parts


def _scene(part: Sequence[Element], number: str, rows: int) -> Scene:
    if is_omitted(part[0].text):
        return _omitted(part, number)
    heading = heading_of(part[0].text)
    speeches = tuple(_speeches(part))
    estimated, measured = seconds_of(rows), measured_seconds(part)
    return Scene(
        number=number,
        heading=part[0].text,
        setting=heading.setting,
        place=heading.place,
        time_of_day=heading.time_of_day,
        line=part[0].line,
        last_line=_last_line(part),
        eighths=eighths_of(rows),
        seconds=estimated if measured is None else measured,
        estimated_seconds=estimated,
        measured_seconds=measured,
        characters=_once(speech.character for speech in speeches),
        speeches=speeches,
        sounds=things_of(part, Tag.SOUND),
        props=things_of(part, Tag.PROP),
        summary=_summary(part),
    )


def _omitted(part: Sequence[Element], number: str) -> Scene:
    return Scene(
        number=number,
        heading=part[0].text,
        setting="",
        place="",
        time_of_day="",
        line=part[0].line,
        last_line=_last_line(part),
        eighths=0,
        seconds=0,
        omitted=True,
    )


def _last_line(part: Sequence[Element]) -> int:
    return max(element.line + element.text.count("\n") for element in part)


def _speeches(part: Sequence[Element]) -> Iterator[Speech]:
    character, line, texts = "", 0, list[str]()
    for element in part:
        if element.kind is ElementKind.CHARACTER:
            if texts:
                yield Speech(character=character, text=" ".join(texts), line=line)
            character, line, texts = name_of_cue(element.text), element.line, []
        elif element.kind in _SPOKEN and character:
            texts.append(" ".join(plain(element.text).split()))
        elif element.kind is ElementKind.ACTION:
            if texts:
                yield Speech(character=character, text=" ".join(texts), line=line)
            character, texts = "", []
    if texts:
        yield Speech(character=character, text=" ".join(texts), line=line)


def _summary(part: Sequence[Element]) -> str:
    """Return the synopsis, else the first sentence of action."""
    by_kind = {element.kind: element.text for element in reversed(part)}
    text = by_kind.get(ElementKind.SYNOPSIS) or by_kind.get(ElementKind.ACTION, "")
    text = " ".join(plain(text).split())
    ends = [text.find(mark) + 1 for mark in _SENTENCE_ENDS if mark in text]
    return text[: min([*ends, MOST_SUMMARY_CHARACTERS])]


def _with_those_present(
    scenes: Sequence[Scene], parts: Sequence[Sequence[Element]]
) -> Iterator[Scene]:
    """Add to each scene those who are named in its action without speaking there."""
    by_first_word: dict[str, list[str]] = {}
    for name in speakers_of(scenes):
        by_first_word.setdefault(_words(name)[0], []).append(name)
    for scene, part in zip(scenes, parts, strict=True):
        words = _words(" ".join(one.text for one in part if one.kind is ElementKind.ACTION))
        spaced = f" {' '.join(words)} "
        present = (
            name
            for word in dict.fromkeys(words)
            for name in by_first_word.get(word, ())
            if f" {' '.join(_words(name))} " in spaced
        )
        yield replace(scene, characters=_once([*scene.characters, *present]))


def _words(text: str) -> list[str]:
    """Return the words in capitals, without marks between them; a text of marks is one word."""
    return _MARKS.sub(" ", text.upper()).split() or [text]


def _roles(scenes: Sequence[Scene], cast: Mapping[str, str]) -> Iterator[Role]:
    people = {name_of_cue(character): person for character, person in cast.items()}
    texts: dict[str, list[str]] = {}
    numbers: dict[str, list[str]] = {}
    for scene in scenes:
        for character in scene.characters:
            numbers.setdefault(character, []).append(scene.number)
        for speech in scene.speeches:
            texts.setdefault(speech.character, []).append(speech.text)
    for character, said in texts.items():
        yield Role(
            character=character,
            person=people.get(character, ""),
            speeches=len(said),
            words=sum(len(text.split()) for text in said),
            scenes=tuple(numbers[character]),
        )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
