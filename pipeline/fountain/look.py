"""A script as its writers see it at every moment: the kind of each line, the pages. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Screenplay
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.layout import Sheet
from pipeline.fountain.paginate import Page, pages_of
from pipeline.fountain.parse import parse
from pipeline.fountain.text import with_one_line_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One moment of a script."""

    kinds: tuple[str, ...]
    """The kind of each line of the text, "" for an empty one; the first is line 1."""
    screenplay: Screenplay
    pages: tuple[Page, ...]
    names: tuple[str, ...]
    """Who speaks, those who speak most first."""


def look_at(text: str, *, sheet: Sheet) -> Look:
    """Return what a script is at this moment, on a sheet of paper. Never fails."""
    text = with_one_line_end(text)
    elements = parse(text)
    screenplay = screenplay_of(elements)
    speeches = Counter(one.character for scene in screenplay.scenes for one in scene.speeches)
    return Look(
        kinds=kinds_of(text, elements),
        screenplay=screenplay,
        pages=pages_of(elements, sheet),
        names=tuple(name for name, _ in speeches.most_common()),
    )


def kinds_of(text: str, elements: Sequence[Element]) -> tuple[str, ...]:
    """Return the kind of each line: that of the element that begins on it, or goes on there.

    What goes on behind a note of one line is what went on before it.
    """
    lines = text.split("\n")
    kinds = ["" for _ in lines]
    for element in elements:
        kinds[element.line - 1] = kinds[element.line - 1] or element.kind.value
        for place in range(element.line, element.line + element.text.count("\n")):
            if place < len(lines) and element.kind in _OF_MANY_LINES:
                kinds[place] = element.kind.value
    running = ""
    for place, line in enumerate(lines):
        running = (kinds[place] or running) if line.strip() else ""
        kinds[place] = running
    return tuple(kinds)


_OF_MANY_LINES: Final = frozenset(ElementKind) - {ElementKind.SCENE_HEADING, ElementKind.CHARACTER}
