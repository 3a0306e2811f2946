"""A page of a plan: the same measures from the left, or from the right where people write so.

Also what every plan has at its top: the stripes of the clapper, the film, what this is, the group.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipeline.documents.project import Project
from pipeline.paper.palette import FAINT, HAIR, INK, Colour, group_colour
from pipeline.paper.press import Box, Press, Type
from pipeline.shots.vocabulary import LANGUAGES

MARGIN: Final = 10.0
HEAD: Final = 25.0
"""Millimetres that the head takes."""

SMALL: Final = Type(size_pt=7.5, colour=FAINT)
STRONG: Final = Type(style="B", size_pt=9)
_TITLE: Final = Type(family="narrow", style="B", size_pt=21)
_OTHER_SIDE: Final = {"L": "R", "R": "L"}

Words = tuple[str, str, str, str]


def said(words: Words, language: str) -> str:
    """Return a word in a language, in English when there is none."""
    code = language.lower()[:2]
    return words[LANGUAGES.index(code) if code in LANGUAGES else 0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document whose boxes are mirrored when its language is written from the right."""

    press: Press
    project: Project

    @property
    def is_mirrored(self) -> bool:
        """Whether columns go from right to left."""
        return self.project.language.lower()[:2] in ("ar", "fa", "he", "ur")

    @property
    def colour(self) -> Colour:
        """The colour of the group."""
        return group_colour(self.project)

    @property
    def width(self) -> float:
        """Millimetres between the margins."""
        return float(self.press.w) - 2 * MARGIN

    def said(self, words: Words) -> str:
        """Return a word in the language of the film."""
        return said(words, self.project.language)

    def box(self, box: Box) -> Box:
        """Return where a box lies on the paper."""
        return replace(box, x=self.press.w - box.x - box.w) if self.is_mirrored else box

    def put(self, box: Box, text: str, kind: Type, align: str = "L") -> None:
        """Print one line at the near side of its box ("L"), the far side ("R") or between."""
        press, place = self.press, self.box(box)
        align = _OTHER_SIDE.get(align, align) if self.is_mirrored else align
        press.set_type(kind)
        press.set_xy(place.x, place.y)
        press.cell(place.w, place.h or kind.size_pt * 0.42, press.cut(text, place.w), align=align)

    def fold(self, box: Box, text: str, kind: Type, most: int) -> float:
        """Print a text over at most so many lines; return the millimetres that it takes."""
        step = kind.size_pt * 0.45
        lines = self.press.fold(text, kind, box.w, most)
        for place, line in enumerate(lines):
            self.put(Box(x=box.x, y=box.y + place * step, w=box.w, h=step), line, kind)
        return step * len(lines)

    def fill(self, box: Box, colour: Colour) -> None:
        """Paint a rectangle."""
        place = self.box(box)
        self.press.set_fill_color(*colour)
        self.press.rect(place.x, place.y, place.w, place.h, style="F")

    def frame(self, box: Box, *, colour: Colour = INK, width: float = 0.3) -> None:
        """Draw the edge of a rectangle."""
        place = self.box(box)
        self.press.set_draw_color(*colour)
        self.press.set_line_width(width)
        self.press.rect(place.x, place.y, place.w, place.h)

    def rule(self, box: Box, *, colour: Colour = HAIR, width: float = 0.2) -> None:
        """Draw a line from the corner of a box along its width."""
        self.press.rule(self.box(box), colour=colour, width=width)

    def picture(self, box: Box, path: Path) -> None:
        """Print a picture that was painted anew."""
        place = self.box(box)
        self.press.image(str(path), place.x, place.y, place.w, place.h)

    def head(self, what: str, summary: str = "") -> None:
        """Begin a page: stripes, the film, what this is, the group, a line of figures."""
        press = self.press
        press.add_page()
        press.stripes(Box(x=0, y=0, w=press.w, h=6))
        self.put(Box(x=MARGIN, y=9.5, w=self.width * 0.62, h=9), self.project.title, _TITLE)
        beside = Box(x=MARGIN + self.width * 0.62, y=9.5, w=self.width * 0.38, h=9)
        self.put(beside, what, Type(size_pt=12), "R")
        self.fill(Box(x=MARGIN, y=19.6, w=3, h=3), self.colour)
        below = self.width * 0.4
        self.put(Box(x=MARGIN + 5, y=19.1, w=below - 5, h=4), self.project.group, STRONG)
        figures = Box(x=MARGIN + below, y=19.1, w=self.width - below, h=4)
        self.put(figures, summary, SMALL, "R")
        foot = Box(x=MARGIN, y=press.h - 9, w=self.width, h=4)
        self.put(foot, str(press.page_no()), SMALL, "R")
