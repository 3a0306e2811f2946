"""A page of the call sheet: fields, headings, lines to write on. Blocks are in call_sheet.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from babel.dates import format_date

from pipeline.documents.days import ShootingDay
from pipeline.documents.screenplay import Scene
from pipeline.paper import call_sheet_words as words
from pipeline.paper.palette import FAINT, HAIR, INK
from pipeline.paper.press import Box, Type
from pipeline.paper.sheet import MARGIN, SMALL, Sheet, Words, said
from pipeline.shots.schedule import DayPlan
from pipeline.shots.vocabulary import LANGUAGES

UNDATED: Final = dt.date.min
"""The date of a sheet to fill in by hand."""

GAP: Final = 3.0
LINE: Final = 4.4
TEXT: Final = Type(size_pt=8.5)
LABEL: Final = Type(size_pt=6.8, colour=FAINT)
_HEADING: Final = Type(style="B", size_pt=10)


def date_text(day: ShootingDay, language: str) -> str:
    """Return the date of a day in words; "" for a sheet to fill in."""
    if day.date == UNDATED:
        return ""
    code = language.lower()[:2]
    return format_date(day.date, "full", locale=code if code in LANGUAGES else "en")


def clock_text(time: dt.time | None) -> str:
    """Return 09:30, or "" while nobody knows."""
    return time.strftime("%H:%M") if time else ""


@dataclass(slots=True)
class Page:
    """Where the next block goes."""

    sheet: Sheet
    plan: DayPlan
    scenes: Sequence[Scene]
    y: float = 0.0
    number: str = ""
    """Which of how many days."""

    @property
    def day(self) -> ShootingDay:
        """The day of the sheet."""
        return self.plan.day

    @property
    def language(self) -> str:
        """The language of the film."""
        return self.sheet.project.language

    def turn(self) -> None:
        """Begin a page with its head and the date."""
        what = "  ·  ".join(filter(None, (said(words.TITLE, self.language), self.number)))
        self.sheet.head(what, date_text(self.day, self.language))
        if self.day.date == UNDATED:
            line = Box(x=MARGIN + self.sheet.width - 60, y=22.6, w=60)
            self.sheet.rule(line, colour=INK)
        self.y = 27.0

    def room(self, needed: float) -> None:
        """Turn the page when so many millimetres are not left."""
        if self.y + needed > self.sheet.press.h - 14:
            self.turn()

    def field(self, box: Box, label: str, text: str, lines: int = 1) -> float:
        """Print a label and below it the text, or as many lines to write on; return the height."""
        self.sheet.put(Box(x=box.x, y=box.y, w=box.w, h=3.2), label, LABEL)
        if text:
            return 3.4 + self.sheet.fold(
                Box(x=box.x, y=box.y + 3.4, w=box.w), text, TEXT, max(2, lines)
            )
        for line in range(lines):
            rule = Box(x=box.x, y=box.y + 7.2 + line * 5.4, w=box.w)
            self.sheet.rule(rule, colour=HAIR, width=0.25)
        return 3.4 + lines * 5.4

    def column(self, key: str) -> str:
        """Return the word of a column of the days."""
        return words.column(key).word(self.language)

    def stack(self, box: Box, fields: Sequence[tuple[str, str]]) -> float:
        """Print fields below each other; return the height."""
        height = 0.0
        for key, text in fields:
            place = Box(x=box.x, y=box.y + height, w=box.w)
            height += self.field(place, self.column(key), text) + 0.8
        return height

    def heading(self, text: Words, beside: str = "") -> None:
        """Print the heading of a block."""
        self.room(16)
        self.sheet.put(Box(x=MARGIN, y=self.y, w=80, h=5), said(text, self.language), _HEADING)
        far = Box(x=MARGIN + 80, y=self.y, w=self.sheet.width - 80, h=5)
        self.sheet.put(far, beside, SMALL, "R")
        self.y += 5.4

    def blank_rows(self, count: int) -> None:
        """Print lines to write on."""
        for _ in range(count):
            self.y += 6.0
            self.sheet.rule(Box(x=MARGIN, y=self.y, w=self.sheet.width), colour=HAIR, width=0.25)

    def two_columns(self, title: Words, entries: Sequence[str], beside: str) -> None:
        """Print a block of short lines side by side."""
        self.heading(title, beside)
        half = (self.sheet.width - GAP) / 2
        for place in range(0, len(entries), 2):
            self.room(LINE)
            for side, text in enumerate(entries[place : place + 2]):
                box = Box(x=MARGIN + side * (half + GAP), y=self.y, w=half, h=LINE)
                self.sheet.put(box, text, TEXT)
            self.y += LINE
        self.y += GAP
