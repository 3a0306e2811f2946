"""The lined script: which stretch of the script each shot films. Pure.

A script supervisor draws one line a shot down the page: straight where who speaks is seen, wavy
where they are only heard. Here a line is a row of stretches of elements; paper and pages draw the
same values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Scene, Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.shots.coverage import filmed_speeches, is_on_camera

_SPOKEN: Final = frozenset(
    {ElementKind.CHARACTER, ElementKind.PARENTHETICAL, ElementKind.DIALOGUE, ElementKind.LYRICS}
)
_PRINTED: Final = frozenset({*_SPOKEN, ElementKind.ACTION, ElementKind.CENTERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a line."""

    first: int
    """Place of its first element in screenplay.elements, counted from 0."""
    last: int
    """Place of its last element, which belongs to it."""
    first_line: int
    """Line of the source, counted from 1, where the first element begins."""
    last_line: int
    """Line of the source where the last element begins."""
    on_camera: bool
    """Straight when it is, wavy when not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lining:
    """One shot's line."""

    shot: Shot
    stretches: tuple[Stretch, ...]
    """From top to bottom, without a gap."""
    lane: int
    """Counted from 0 in each scene: lines of one lane have at least one element between them."""

    @property
    def first(self) -> int:
        """Place of the first element."""
        return self.stretches[0].first

    @property
    def last(self) -> int:
        """Place of the last element."""
        return self.stretches[-1].last


def lining_of(shot_list: ShotList, screenplay: Screenplay) -> tuple[Lining, ...]:
    """Return the lines of all shots that film a scene of the script, scene by scene."""
    shots: dict[str, list[Shot]] = {}
    for shot in shot_list.wanted:
        shots.setdefault(shot.scene, []).append(shot)
    found: list[Lining] = []
    for scene, places in _scenes(screenplay):
        found += _lanes(_of_scene(scene, places, shots.get(scene.number, ()), screenplay.elements))
    return tuple(found)


def _scenes(screenplay: Screenplay) -> Iterator[tuple[Scene, Sequence[int]]]:
    """Yield each scene with the places of its printed elements, the heading left out."""
    headings = [
        place
        for place, element in enumerate(screenplay.elements)
        if element.kind is ElementKind.SCENE_HEADING
    ]
    ends = [*headings[1:], len(screenplay.elements)][: len(headings)]
    for scene, start, end in zip(screenplay.scenes, headings, ends, strict=True):
        places = [
            place for place in range(start + 1, end) if screenplay.elements[place].kind in _PRINTED
        ]
        yield scene, places or [start]


def _of_scene(
    scene: Scene, places: Sequence[int], shots: Sequence[Shot], elements: Sequence[Element]
) -> Iterator[tuple[Shot, tuple[Stretch, ...]]]:
    speech_at = _speech_at(scene, places, elements)
    for shot in shots:
        inside = _filmed_places(scene, places, shot, elements, speech_at)
        seen = [
            speech_at[place] is None or is_on_camera(scene.speeches[speech_at[place] or 0], shot)
            for place in inside
        ]
        yield shot, tuple(_stretches(inside, seen, elements))


def _speech_at(
    scene: Scene, places: Sequence[int], elements: Sequence[Element]
) -> Mapping[int, int | None]:
    """Return for each element the speech it belongs to: the last that began at or before it."""
    found: dict[int, int | None] = {}
    for place in places:
        element = elements[place]
        begun = [n for n, speech in enumerate(scene.speeches) if speech.line <= element.line]
        found[place] = begun[-1] if begun and element.kind in _SPOKEN else None
    return found


def _filmed_places(
    scene: Scene,
    places: Sequence[int],
    shot: Shot,
    elements: Sequence[Element],
    speech_at: Mapping[int, int | None],
) -> Sequence[int]:
    """Return the unbroken run of elements from the first to the last that the shot films."""
    if shot.framing == "master":
        return places
    films = filmed_speeches(scene, shot)
    spoken = [place for place in places if (n := speech_at[place]) is not None and films[n]]
    if spoken:
        return places[places.index(spoken[0]) : places.index(spoken[-1]) + 1]
    return [_nearest_action(places, shot, elements)]


def _nearest_action(places: Sequence[int], shot: Shot, elements: Sequence[Element]) -> int:
    """Return the action that shares most words with a shot that films no speech, else the first."""
    wanted = _words(" ".join((shot.description, *shot.props, *shot.characters)))
    actions = [place for place in places if elements[place].kind not in _SPOKEN] or places[:1]
    return max(actions, key=lambda place: len(wanted & _words(elements[place].text)))


def _words(text: str) -> set[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    words = {word for word in letters.split() if len(word) > 2}
    return words | {pair for word in words if not word.isascii() for pair in _pairs(word)}


def _pairs(word: str) -> Iterator[str]:
    return (word[place : place + 2] for place in range(len(word) - 1))


def _stretches(
    places: Sequence[int], seen: Sequence[bool], elements: Sequence[Element]
) -> Iterator[Stretch]:
    for on_camera, run in groupby(zip(places, seen, strict=True), key=lambda pair: pair[1]):
        inside = [place for place, _ in run]
        yield Stretch(
            first=inside[0],
            last=inside[-1],
            first_line=elements[inside[0]].line,
            last_line=elements[inside[-1]].line,
            on_camera=on_camera,
        )


def _lanes(lines: Iterator[tuple[Shot, tuple[Stretch, ...]]]) -> Iterator[Lining]:
    """Give each line the first lane that is free from its head to its foot."""
    ends: list[int] = []
    for shot, stretches in lines:
        first, last = stretches[0].first, stretches[-1].last
        lane = next((n for n, end in enumerate(ends) if end + 1 < first), len(ends))
        ends[lane : lane + 1] = [last]
        yield Lining(shot=shot, stretches=stretches, lane=lane)
