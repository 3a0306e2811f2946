"""Elements as typewritten rows: indents, widths, line breaks. Pure.

Ten characters an inch, the measures of a typed screenplay: dialogue an inch in, the cue two. A
full-width character (日本語) takes two columns. The same rows are printed, and counted to estimate
how long a scene is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.emphasis import Run, plain, runs_of
from pipeline.fountain.wrap import rows_needed, wrap
from pipeline.fountain.write import is_sung_in_speech


class Align(StrEnum):
    """Where a row stands between its edges."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A size of paper and what is typed on it."""

    width_inch: float
    height_inch: float
    lines: int
    """Rows on a page."""
    columns: int
    """Characters in a row of action."""


LETTER: Final = Sheet(width_inch=8.5, height_inch=11, lines=55, columns=61)
A4: Final = Sheet(width_inch=8.27, height_inch=11.69, lines=57, columns=58)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A piece of a row."""

    column: int
    """Characters from the left edge of the action."""
    width: int
    runs: tuple[Run, ...]
    align: Align = Align.LEFT

    @property
    def text(self) -> str:
        """What is printed."""
        return "".join(text for text, _ in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed row; an empty one has no cells."""

    kind: ElementKind
    cells: tuple[Cell, ...] = ()
    scene_number: str = ""
    line: int = 0
    """1-based line of the source where the element of the row begins; 0 for an added row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows that belong together: a paragraph, or a cue with its speech."""

    kind: ElementKind
    rows: tuple[Row, ...]
    cue: str = ""
    """Of a speech that may go on on the next page."""


@dataclass(frozen=True, slots=True)
class _Place:
    column: int
    width: int
    align: Align = Align.LEFT


_SPOKEN: Final = (ElementKind.PARENTHETICAL, ElementKind.DIALOGUE)
_PRINTED: Final = frozenset(ElementKind) - {
    ElementKind.TITLE_PAGE,
    ElementKind.NOTE,
    ElementKind.BONEYARD,
    ElementKind.SECTION,
    ElementKind.SYNOPSIS,
}
_SPEECH: Final = {
    ElementKind.CHARACTER: _Place(20, 33),
    ElementKind.PARENTHETICAL: _Place(15, 26),
    ElementKind.DIALOGUE: _Place(10, 36),
    ElementKind.LYRICS: _Place(10, 36),
}
_LEFT: Final = {
    ElementKind.CHARACTER: _Place(7, 21),
    ElementKind.PARENTHETICAL: _Place(3, 24),
    ElementKind.DIALOGUE: _Place(0, 28),
    ElementKind.LYRICS: _Place(0, 28),
}
_RIGHT_COLUMN: Final = 30
_SEPARATORS: Final = {0x2028: " ", 0x2029: " "}
"""Unicode's own separators stay in the text (Fountain does not know them) and print as a space."""


def blocks_of(elements: Sequence[Element], sheet: Sheet) -> Iterator[Block]:
    """Return what is printed below the title page, in order. A page break has no rows."""
    groups = iter(_groups([element for element in elements if element.kind in _PRINTED]))
    for group in groups:
        cue = group[0]
        if cue.kind is not ElementKind.CHARACTER:
            yield Block(kind=cue.kind, rows=tuple(_paragraph_rows(cue, sheet)))
        elif cue.dual == "left":
            yield _dual(group, next(groups))
        else:
            rows = tuple(row for one in group for row in _rows(one, _SPEECH[one.kind]))
            yield Block(kind=cue.kind, rows=rows, cue=cue.text)


def block_sizes(elements: Sequence[Element], sheet: Sheet) -> Iterator[tuple[ElementKind, int]]:
    """Return the kind and the number of rows of each block, without typing them."""
    groups = iter(_groups([element for element in elements if element.kind in _PRINTED]))
    for group in groups:
        cue = group[0]
        if cue.kind is ElementKind.PAGE_BREAK:
            yield cue.kind, 0
        elif cue.kind is not ElementKind.CHARACTER:
            yield cue.kind, rows_needed(plain(cue.text), sheet.columns)
        elif cue.dual == "left":
            yield cue.kind, max(_size(group, _LEFT), _size(next(groups), _LEFT))
        else:
            yield cue.kind, _size(group, _SPEECH)


def _size(group: Sequence[Element], places: Mapping[ElementKind, _Place]) -> int:
    return sum(rows_needed(plain(one.text), places[one.kind].width) for one in group)


def _groups(printed: Sequence[Element]) -> list[list[Element]]:
    """Put each cue together with its speech; everything else stands alone."""
    groups: list[list[Element]] = []
    for place, element in enumerate(printed):
        before = printed[place - 1] if place else None
        after = printed[place + 1] if place + 1 < len(printed) else None
        sung = element.kind is ElementKind.LYRICS and is_sung_in_speech(before, element, after)
        if groups and (sung or element.kind in _SPOKEN):
            groups[-1].append(element)
        else:
            groups.append([element])
    return groups


def _dual(left: Sequence[Element], right: Sequence[Element]) -> Block:
    """Return two speeches side by side."""
    columns = [
        [cell for one in group for cell in _cells(one, _LEFT[one.kind], shift)]
        for group, shift in ((left, 0), (right, _RIGHT_COLUMN))
    ]
    rows = tuple(
        Row(
            kind=ElementKind.DIALOGUE,
            cells=tuple(cell for cell in pair if cell),
            line=left[0].line,
        )
        for pair in zip_longest(*columns)
    )
    return Block(kind=ElementKind.CHARACTER, rows=rows)


def _paragraph_rows(element: Element, sheet: Sheet) -> Iterator[Row]:
    if element.kind is ElementKind.PAGE_BREAK:
        return
    align = {
        ElementKind.TRANSITION: Align.RIGHT,
        ElementKind.CENTERED: Align.CENTER,
        ElementKind.LYRICS: Align.CENTER,
    }.get(element.kind, Align.LEFT)
    rows = _rows(element, _Place(0, sheet.columns, align))
    if element.kind is ElementKind.SCENE_HEADING:
        first = replace(next(rows), scene_number=element.scene_number or "")
        yield first
    yield from rows


def _rows(element: Element, place: _Place) -> Iterator[Row]:
    for cell in _cells(element, place):
        yield Row(kind=element.kind, cells=(cell,), line=element.line)


def _cells(element: Element, place: _Place, shift: int = 0) -> Iterator[Cell]:
    runs = runs_of(element.text.translate(_SEPARATORS))
    if element.kind is ElementKind.LYRICS:
        runs = [(text, "".join(sorted({*flags, "i"}))) for text, flags in runs]
    for line in wrap(runs, place.width):
        yield Cell(column=place.column + shift, width=place.width, runs=line, align=place.align)
