"""A report of the day on paper: a table with a section for each day, as camera crews fill in.

Rows are short lines; the remarks may take three. A take that was circled on set has its circle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.takes import Rating
from pipeline.paper.palette import FAINT, INK, SHADE
from pipeline.paper.press import Box, Press, Type
from pipeline.paper.sheet import MARGIN, SMALL, STRONG, Sheet, Words, said

MOST_ROWS: Final = 2000
"""What is printed; the table on the screen has all."""
_TOP: Final = 32.0
_BAND: Final = 7.0
_LINE: Final = 3.7
_LOWEST: Final = 6.4
_LINES: Final = 3
_TEXT: Final = Type(size_pt=8)
_FIGURE: Final = Type(size_pt=8)
_NAME: Final = Type(family="narrow", style="B", size_pt=10.5)
_LOST: Final = Type(size_pt=8, colour=FAINT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumn:
    """One column of a report."""

    words: Words
    """Its heading."""
    share: float
    """Of the width of the page, as parts of the sum of all columns."""
    align: str = "L"
    """ "L" for words, "R" for figures."""
    is_name: bool = False
    """Whether it holds the slate, set large."""
    folds: bool = False
    """Whether a long text takes more lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One recording."""

    cells: tuple[str, ...]
    """A text for each column."""
    rating: Rating | None = None
    """A good take gets a circle around its slate, one that was thrown away is grey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSection:
    """One day."""

    title: str
    summary: str
    rows: tuple[ReportRow, ...]


def report_pdf(
    title: Words,
    columns: Sequence[ReportColumn],
    sections: Sequence[ReportSection],
    project: Project,
) -> bytes:
    """Return the PDF, A4 across."""
    headings = (title, *(column.words for column in columns))
    words = "".join(said(one, project.language) for one in headings)
    words += repr((sections, project.title, project.group))
    press = Press(words=words, title=f"{project.title} – {title[0]}", landscape=True)
    page = _Page(sheet=Sheet(press, project), title=title, columns=columns)
    page.turn()
    left = MOST_ROWS
    for section in sections:
        page.section(section, left)
        left = max(0, left - len(section.rows))
    return press.finish()


@dataclass(slots=True)
class _Page:
    """Where the next row goes."""

    sheet: Sheet
    title: Words
    columns: Sequence[ReportColumn]
    y: float = 0.0

    def boxes(self) -> list[Box]:
        """Return where each column begins and how wide it is."""
        gap = 3.4
        whole = self.sheet.width - gap * (len(self.columns) - 1)
        parts = sum(column.share for column in self.columns)
        boxes, x = [], MARGIN
        for column in self.columns:
            wide = whole * column.share / parts
            boxes.append(Box(x=x, y=0, w=wide))
            x += wide + gap
        return boxes

    def turn(self) -> None:
        """Begin a page with its head and the headings of the columns."""
        self.sheet.head(self.sheet.said(self.title))
        for column, box in zip(self.columns, self.boxes(), strict=True):
            heading = Box(x=box.x, y=26.6, w=box.w, h=4)
            self.sheet.put(heading, self.sheet.said(column.words), SMALL, column.align)
        self.sheet.rule(Box(x=MARGIN, y=31, w=self.sheet.width), colour=INK, width=0.35)
        self.y = _TOP

    def section(self, section: ReportSection, most: int) -> None:
        """Print the band of a day and its rows."""
        self.room(_BAND + _LOWEST)
        self.band(section)
        for row in section.rows[:most]:
            lines = self.lines_of(row)
            height = max(_LOWEST, max(map(len, lines)) * _LINE + 2.6)
            if self.room(height):
                self.band(section)
            self.row(row, lines, height)
        self.y += 3

    def room(self, needed: float) -> bool:
        """Turn the page when so many millimetres are not left; return whether it was turned."""
        full = self.y + needed > self.sheet.press.h - MARGIN - 4
        if full:
            self.turn()
        return full

    def band(self, section: ReportSection) -> None:
        """Print the day and what was shot on it."""
        strip = Box(x=MARGIN, y=self.y, w=self.sheet.width, h=_BAND - 1.2)
        self.sheet.fill(strip, SHADE)
        inside = Box(x=MARGIN + 2, y=self.y, w=self.sheet.width - 4, h=_BAND - 1.2)
        self.sheet.put(inside, section.title, STRONG)
        self.sheet.put(inside, section.summary, SMALL, "R")
        self.y += _BAND

    def lines_of(self, row: ReportRow) -> list[list[str]]:
        """Fold the cells of a row into their columns."""
        fold = self.sheet.press.fold
        return [
            fold(cell, _TEXT, box.w, _LINES) if column.folds else [cell]
            for column, cell, box in zip(self.columns, row.cells, self.boxes(), strict=True)
        ]

    def row(self, row: ReportRow, lines: Sequence[Sequence[str]], height: float) -> None:
        """Print a recording."""
        kind = _LOST if row.rating is Rating.NO_GOOD else _TEXT
        for column, texts, box in zip(self.columns, lines, self.boxes(), strict=True):
            set_as = _NAME if column.is_name else kind
            for place, text in enumerate(texts):
                y = self.y + 1.2 + place * _LINE
                cell = Box(x=box.x, y=y, w=box.w, h=_LINE)
                self.sheet.put(cell, text, set_as, column.align)
            if column.is_name and row.rating in (Rating.GOOD, Rating.NO_GOOD):
                self.mark(box, texts[0], row.rating)
        self.y += height
        self.sheet.rule(Box(x=MARGIN, y=self.y, w=self.sheet.width))

    def mark(self, box: Box, text: str, rating: Rating) -> None:
        """Circle a good take, as one does with a pen, and strike one that was thrown away."""
        press = self.sheet.press
        press.set_type(_NAME)
        wide = press.get_string_width(text)
        if rating is Rating.NO_GOOD:
            across = Box(x=box.x, y=self.y + 1.2 + _LINE / 2, w=wide)
            self.sheet.rule(across, colour=INK, width=0.3)
            return
        place = self.sheet.box(Box(x=box.x - 2.2, y=self.y + 0.45, w=wide + 4.4, h=_LINE + 1.5))
        press.set_draw_color(*self.sheet.colour)
        press.set_line_width(0.45)
        press.ellipse(place.x, place.y, place.w, place.h)
