"""The lined script for the page: each element of the script with the lines that pass beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.shots.lining import Lining

HIDDEN: Final = frozenset(
    {
        *(ElementKind.BONEYARD, ElementKind.NOTE, ElementKind.TITLE_PAGE),
        *(ElementKind.PAGE_BREAK, ElementKind.SECTION, ElementKind.SYNOPSIS),
    }
)
"""Elements that a printed script does not show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """The piece of one shot's line beside one element."""

    lane: int
    name: str
    """Of the shot: S01_P02."""
    label: str
    """What stands at the head of the line; empty further down."""
    on_camera: bool
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedElement:
    """One element with what passes beside it."""

    element: Element
    strands: tuple[Strand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedScene:
    """One scene and how many lines lie side by side in it."""

    number: str
    lanes: int
    elements: tuple[LinedElement, ...]


def pages_of(script: Screenplay, lining: Sequence[Lining]) -> tuple[LinedScene, ...]:
    """Return the scenes of a script, lined."""
    shown = [
        (at, element) for at, element in enumerate(script.elements) if element.kind not in HIDDEN
    ]
    starts = [
        at
        for at, element in enumerate(script.elements)
        if element.kind is ElementKind.SCENE_HEADING
    ]
    numbers = [scene.number for scene in script.scenes]
    scenes = groupby(shown, key=lambda pair: sum(start <= pair[0] for start in starts))
    return tuple(_scene(numbers[nth - 1], list(pairs), lining) for nth, pairs in scenes if nth > 0)


def _scene(
    number: str, pairs: Sequence[tuple[int, Element]], lining: Sequence[Lining]
) -> LinedScene:
    inside = [line for line in lining if line.shot.scene == number]
    elements = tuple(
        LinedElement(element=element, strands=tuple(_strands(at, inside))) for at, element in pairs
    )
    lanes = max((line.lane + 1 for line in inside), default=0)
    return LinedScene(number=number, lanes=lanes, elements=elements)


def _strands(at: int, lining: Sequence[Lining]) -> list[Strand]:
    return [
        Strand(
            lane=line.lane,
            name=line.shot.name,
            label=f"{line.shot.scene}/{line.shot.shot}" if at == line.first else "",
            on_camera=_on_camera(at, line),
            ends=at == line.last,
        )
        for line in lining
        if line.first <= at <= line.last
    ]


def _on_camera(at: int, line: Lining) -> bool:
    reached = [stretch for stretch in line.stretches if stretch.first <= at]
    return reached[-1].on_camera if reached else True
