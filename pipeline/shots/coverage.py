"""What of the script is in a shot: each scene by sizes, each speech by shots. Pure.

People write the dialogue of a shot freely: whole, a part, or its first and last words with … or a
dash between them. A shot films a speech when it holds at least half of its words, or when the
speech lies between the two ends; a master films the whole scene.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.screenplay import Scene, Speech
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.shots.vocabulary import SIZES

HEADINGS: Final = ("scene", "line", "character", "speech", "shots", "on_camera")

_BETWEEN: Final = re.compile(r"\s*(?:…|\.\.\.|\s[–—-]\s|→|～|〜)\s*")
_KEYS: Final = tuple(term.key for term in SIZES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filmed:
    """One shot of a speech."""

    shot: Shot
    on_camera: bool
    """Whether the speaker is seen; otherwise only heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechCoverage:
    """One speech and the shots that film it."""

    scene: Scene
    speech: Speech
    filmed: tuple[Filmed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneSizes:
    """One row of the matrix."""

    scene: str
    heading: str
    counts: tuple[int, ...]
    """How many shots of each size, in the order of Matrix.sizes."""

    @property
    def total(self) -> int:
        """All shots of the scene that have a size."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Scene by size; "" is the column of the shots without a size."""

    sizes: tuple[str, ...]
    rows: tuple[SceneSizes, ...]


def matrix_of(shot_list: ShotList, scenes: Sequence[Scene]) -> Matrix:
    """Return how many shots of each size each scene has, from wide to close.

    Scenes that only the list knows come last.
    """
    counted: dict[str, Counter[str]] = {scene.number: Counter() for scene in scenes}
    for shot in shot_list.wanted:
        counted.setdefault(shot.scene, Counter())[shot.size] += 1
    used = set().union(*counted.values())
    sizes = tuple(key for key in (*_KEYS, "") if key in used)
    headings = {scene.number: scene.heading for scene in scenes}
    rows = tuple(
        SceneSizes(
            scene=number,
            heading=headings.get(number, ""),
            counts=tuple(counts[size] for size in sizes),
        )
        for number, counts in counted.items()
    )
    return Matrix(sizes=sizes, rows=rows)


def speeches_of(shot_list: ShotList, scenes: Sequence[Scene]) -> tuple[SpeechCoverage, ...]:
    """Return every speech of the script, in order, with the shots that film it."""
    by_scene: dict[str, list[Shot]] = {}
    for shot in shot_list.wanted:
        by_scene.setdefault(shot.scene, []).append(shot)
    return tuple(
        one for scene in scenes for one in _of_scene(scene, by_scene.get(scene.number, []))
    )


def uncovered_speeches(scene: Scene, shots: Sequence[Shot]) -> list[Speech]:
    """Return the speeches of a scene that none of its shots films, nor all of them together."""
    together = _words(" ".join(shot.dialogue for shot in shots))
    return [
        one.speech
        for one in _of_scene(scene, shots)
        if not one.filmed and not _holds(together, one.speech)
    ]


def filmed_speeches(scene: Scene, shot: Shot) -> list[bool]:
    """Return for each speech of the scene whether this shot films it."""
    if shot.framing == "master":
        return [True] * len(scene.speeches)
    said = _words(shot.dialogue)
    found = [_holds(said, speech) for speech in scene.speeches]
    first, last = _ends(scene, shot.dialogue)
    return [one or first <= place <= last for place, one in enumerate(found)]


def is_on_camera(speech: Speech, shot: Shot) -> bool:
    """Return whether a shot shows who speaks; one that names nobody may show everybody."""
    names = {name.casefold() for name in shot.characters}
    return not names or speech.character.casefold() in names


def coverage_lines(coverage: Sequence[SpeechCoverage]) -> Iterator[list[str]]:
    """Return a row of text for each speech, in the order of HEADINGS."""
    for one in coverage:
        names = [filmed.shot.name for filmed in one.filmed]
        seen = [filmed.shot.name for filmed in one.filmed if filmed.on_camera]
        speech = one.speech
        yield [
            *(one.scene.number, str(speech.line), speech.character, speech.text),
            *(" ".join(names), " ".join(seen)),
        ]


def _of_scene(scene: Scene, shots: Sequence[Shot]) -> Iterator[SpeechCoverage]:
    filming = [(shot, filmed_speeches(scene, shot)) for shot in shots]
    for place, speech in enumerate(scene.speeches):
        filmed = tuple(
            Filmed(shot=shot, on_camera=is_on_camera(speech, shot))
            for shot, films in filming
            if films[place]
        )
        yield SpeechCoverage(scene=scene, speech=speech, filmed=filmed)


def _ends(scene: Scene, dialogue: str) -> tuple[int, int]:
    """Return the first and last speech of "first words … last words"; (0, -1) for other texts."""
    parts = [_words(part) for part in _BETWEEN.split(dialogue, maxsplit=1)]
    if len(parts) != 2 or not all(parts):
        return 0, -1
    said = [_words(speech.text) + _words(speech.character) for speech in scene.speeches]
    first = next((place for place, words in enumerate(said) if parts[0] <= words), len(said))
    lasts = [place for place, words in enumerate(said) if place >= first and parts[1] <= words]
    return (first, lasts[0]) if lasts else (0, -1)


def _holds(said: Counter[str], speech: Speech) -> bool:
    words = _words(speech.text)
    return 2 * (said & words).total() >= words.total()


def _words(text: str) -> Counter[str]:
    """Return the words; of scripts without spaces, the letters."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return Counter(
        part for word in letters.split() for part in (word if _has_no_spaces(word) else [word])
    )


def _has_no_spaces(word: str) -> bool:
    """Return whether a word is of a script that parts no words: kana, kanji, Thai, Lao, Khmer."""
    code = ord(word[0])
    return 0x2E80 <= code <= 0xA4CF or 0x0E00 <= code <= 0x0EFF or 0x1780 <= code <= 0x17FF
