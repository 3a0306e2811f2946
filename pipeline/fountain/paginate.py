"""Rows to pages, and to the length of scenes: one page is about one minute of film. Pure.

A heading never ends a page, a paragraph is not parted from its first or last line alone, and a
speech that goes on over the page says so: (MORE), then the name again with (CONT'D).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import zip_longest
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain.layout import LETTER, Block, Cell, Row, Sheet, block_sizes, blocks_of

Page = tuple[Row, ...]

MORE: Final = "(MORE)"
CONTINUED: Final = "(CONT'D)"

_EMPTY: Final = Row(kind=ElementKind.ACTION)
_CUE_COLUMN: Final = 20
_CUE_WIDTH: Final = 33
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", "؟")
_FEWEST: Final = 2
"""Rows of a parted paragraph on either page."""


def pages_of(elements: Sequence[Element], sheet: Sheet) -> tuple[Page, ...]:
    """Return the pages below the title page; at least one when anything is printed."""
    pages = _Pages(sheet=sheet)
    blocks = list(blocks_of(elements, sheet))
    for block, after in zip_longest(blocks, blocks[1:]):
        pages.put(block, after)
    pages.turn()
    return tuple(tuple(page) for page in pages.done)


def row_counts(elements: Sequence[Element]) -> list[tuple[Element | None, int]]:
    """Return (heading, rows) of each scene, first what comes before any heading (None).

    Rows are counted on the letter page of 55, with one empty row before each block.
    """
    headings = [one for one in elements if one.kind is ElementKind.SCENE_HEADING]
    counts: list[int] = [0]
    for kind, rows in block_sizes(elements, LETTER):
        if kind is ElementKind.SCENE_HEADING:
            counts.append(0)
        counts[-1] += rows + 1 if rows else 0
    return list(zip([None, *headings], counts, strict=True))


def eighths_of(rows: int) -> int:
    """Return the length in eighths of a page, at least 1 (a page is 8/8)."""
    return max(1, round(Fraction(8 * rows, LETTER.lines)))


def seconds_of(rows: int) -> int:
    """Return the estimated seconds on screen: a page is a minute, by convention."""
    return round(Fraction(60 * rows, LETTER.lines))


@dataclass(slots=True)
class _Pages:
    """Fills one page after the other."""

    sheet: Sheet
    done: list[list[Row]] = field(default_factory=list)
    page: list[Row] = field(default_factory=list)

    @property
    def room(self) -> int:
        """Rows left for a block, its empty row above taken off."""
        return self.sheet.lines - len(self.page) - (1 if self.page else 0)

    def turn(self) -> None:
        if self.page:
            self.done.append(self.page)
        self.page = []

    def put(self, block: Block, after: Block | None) -> None:
        if not block.rows:
            self.turn()
        elif len(block.rows) + _kept_with(block, after) <= self.room:
            self.add(block.rows)
        elif block.kind is ElementKind.SCENE_HEADING:
            self.turn()
            self.add(block.rows)
        elif block.cue:
            self.put_speech(block)
        else:
            self.put_paragraph(block.rows)

    def add(self, rows: Iterable[Row]) -> None:
        if self.page:
            self.page.append(_EMPTY)
        self.page += rows

    def put_paragraph(self, rows: Sequence[Row]) -> None:
        fits = min(self.room, len(rows) - _FEWEST)
        if fits >= _FEWEST:
            self.add(rows[:fits])
            rows = rows[fits:]
        self.turn()
        while len(rows) > self.sheet.lines:
            self.add(rows[: self.sheet.lines])
            rows = rows[self.sheet.lines :]
            self.turn()
        self.add(rows)

    def put_speech(self, block: Block) -> None:
        rows = block.rows[1:]
        head = block.rows[0]
        while len(rows) + 1 > self.room:
            fits = min(self.room - 2, len(rows) - 1)
            while fits > 0 and rows[fits - 1].kind is ElementKind.PARENTHETICAL:
                fits -= 1
            if fits < _FEWEST and self.page:
                self.turn()
                continue
            fits = _at_sentence_end(rows, max(fits, 1))
            self.add((head, *rows[:fits], _note(MORE)))
            self.turn()
            rows = rows[fits:]
            head = _note(_continued(block.cue))
        self.add((head, *rows))


def _kept_with(block: Block, after: Block | None) -> int:
    """Return the rows that must follow on the same page."""
    if block.kind is ElementKind.SCENE_HEADING and after is not None:
        return 1 + min(len(after.rows), _FEWEST)
    return 0


def _at_sentence_end(rows: Sequence[Row], fits: int) -> int:
    """Return how many rows stay so that a parted speech parts between two sentences, if it can."""
    for kept in range(fits, _FEWEST - 1, -1):
        last = rows[kept - 1]
        said = "".join(cell.text for cell in last.cells).rstrip('"”»)* _')
        if last.kind is not ElementKind.PARENTHETICAL and said.endswith(_SENTENCE_ENDS):
            return kept
    return fits


def _continued(cue: str) -> str:
    return cue if "CONT" in cue.upper() else f"{cue} {CONTINUED}"


def _note(text: str) -> Row:
    cell = Cell(column=_CUE_COLUMN, width=_CUE_WIDTH, runs=((text, ""),))
    return Row(kind=ElementKind.CHARACTER, cells=(cell,))
