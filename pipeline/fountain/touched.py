"""Which shots a new version of the script touches, and why. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pipeline.documents.screenplay import ElementKind
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.fountain.difference import LineChange, SceneChange, ScriptDifference, State
from pipeline.fountain.marks import name_of_cue

_SPOKEN: Final = (ElementKind.DIALOGUE, ElementKind.LYRICS)
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}|[^\W_]{4,}")


class Why(StrEnum):
    """Why a shot is touched."""

    OMITTED = "omitted"
    """Its scene was taken out."""
    DIALOGUE = "dialogue"
    """What is said in it was written anew."""
    PROPS = "props"
    CHARACTERS = "characters"
    DESCRIPTION = "description"
    """A word of its description stands in a line that was written anew."""
    SCENE = "scene"
    """Its scene changed, though nothing that the shot names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchedShot:
    """One shot to look at again."""

    name: str
    """S03_P02."""
    why: Why


def touched_shots(difference: ScriptDifference, shot_list: ShotList) -> tuple[TouchedShot, ...]:
    """Return the shots of the scenes that changed, in the order of the shot list."""
    changes = {
        one.old_number: one
        for one in difference.scenes
        if one.old_number and one.state in (State.CHANGED, State.OMITTED)
    }
    return tuple(
        TouchedShot(name=shot.name, why=_why(shot, changes[shot.scene]))
        for shot in shot_list.shots
        if shot.scene in changes
    )


def _why(shot: Shot, change: SceneChange) -> Why:
    if change.state is State.OMITTED:
        return Why.OMITTED
    words = " ".join(_changed(change.lines))
    concerns = (
        (Why.DIALOGUE, _says(shot, change.lines)),
        (Why.PROPS, any(word in words for prop in shot.props for word in _words(prop))),
        (Why.CHARACTERS, bool(_names(change.lines) & {*map(name_of_cue, shot.characters)})),
        (
            Why.DESCRIPTION,
            any(word in words for word in _WORD.findall(shot.description.casefold())),
        ),
    )
    return next((why for why, concerned in concerns if concerned), Why.SCENE)


def _changed(lines: Iterable[LineChange]) -> Iterator[str]:
    """Return the words that only one version has, and the whole of lines that are new or gone."""
    for line in lines:
        yield from (text.casefold() for text, changed in (*line.old, *line.new) if changed)


def _words(text: str) -> list[str]:
    """Return the words that are long enough to mean something; all where none is."""
    return _WORD.findall(text.casefold()) or text.casefold().split()


def _says(shot: Shot, lines: Iterable[LineChange]) -> bool:
    """Whether the shot has a speech of which a line was written anew or taken out."""
    said = shot.dialogue.casefold()
    return any(line.old_text and line.old_text.casefold() in said for line in _spoken(lines))


def _spoken(lines: Iterable[LineChange]) -> Iterator[LineChange]:
    return (line for line in lines if line.kind in _SPOKEN)


def _names(lines: Iterable[LineChange]) -> set[str]:
    cues = (line for line in lines if line.kind is ElementKind.CHARACTER)
    return {name_of_cue(text) for cue in cues for text in (cue.old_text, cue.new_text) if text}
