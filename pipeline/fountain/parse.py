"""A Fountain script to its elements. Pure, linear in the length of the text, never fails.

What the syntax page leaves open is decided for young writers: a heading or transition that nobody
forced needs an empty line on both sides (notes count as empty), a cue needs text below it, and a
line that begins with # = ~ or > stands for itself without empty lines.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from pipeline.documents.screenplay import Element, ElementKind
from pipeline.fountain import marks
from pipeline.fountain.growing import Growing
from pipeline.fountain.headings import is_ringed
from pipeline.fountain.source import Line, blocks_of
from pipeline.fountain.text import with_one_line_end
from pipeline.fountain.title_page import title_page_of

_LONGEST_PARENTHETICAL_LINES: Final = 4


def parse(text: str) -> tuple[Element, ...]:
    """Return the elements of a script in source order, title page first.

    A note or boneyard inside a paragraph comes directly after the element that held it.
    """
    return tuple(_read(text).elements)


def parse_with_kinds(text: str) -> tuple[tuple[Element, ...], tuple[ElementKind | None, ...]]:
    """Return the elements, and what stands on each line; the first line has the index 0."""
    out = _read(text)
    kinds = out.kinds
    for one in out.elements:
        if one.kind in (ElementKind.NOTE, ElementKind.BONEYARD):
            for line in range(one.line, one.line + one.text.count("\n") + 1):
                kinds[line] = kinds[line] or one.kind
    return tuple(out.elements), tuple(kinds[1:])


def _read(text: str) -> Growing:
    text = with_one_line_end(text)
    blocks = blocks_of(text)
    lines = next(blocks)
    title_page, place = title_page_of(lines)
    kinds: list[ElementKind | None] = [None] * (text.count("\n") + 2)
    for line in lines[:place]:
        kinds[line.line] = ElementKind.TITLE_PAGE if line.stripped else None
    out = Growing(elements=title_page, kinds=kinds)
    for block in chain([lines[place:]], blocks):
        reader = _Reader(lines=block, out=out)
        place = 0
        while place < len(block):
            place = reader.read(place)
    out.close()
    return out


@dataclass(slots=True)
class _Reader:
    """Goes down the lines and decides what each one is."""

    lines: list[Line]
    out: Growing

    def read(self, place: int) -> int:
        """Read the line at this place, return the place of the next."""
        line = self.lines[place]
        if line.is_aside:
            self.out.asides += line.annotations
        elif self.out.in_speech:
            return self.read_speech(place)
        elif line.stripped:
            self.read_paragraph(place)
        else:
            self.out.close()
        return place + 1

    def read_paragraph(self, place: int) -> None:
        line = self.lines[place]
        if marks.is_forced_action(line.stripped):
            text = _action_text(line.text.lstrip()[1:])
            self.out.grow(ElementKind.ACTION, text, line, forced=True)
        elif marks.breaks_paragraph(line.stripped):
            self.read_structure(line)
        elif not (self.read_heading(place) or self.read_cue(place)):
            self.out.grow(ElementKind.ACTION, _action_text(line.text), line)

    def read_structure(self, line: Line) -> None:
        text = line.stripped
        if marks.is_lyric(text):
            self.out.grow(ElementKind.LYRICS, text[1:].strip(), line)
        elif marks.is_centered(text):
            self.out.grow(ElementKind.CENTERED, text[1:-1].strip(), line)
        elif text.startswith(">"):
            self.add(ElementKind.TRANSITION, text[1:].strip(), line, forced=True)
        elif text.startswith("#"):
            title = text.lstrip("#")
            self.add(ElementKind.SECTION, title.strip(), line, level=len(text) - len(title))
        elif marks.is_page_break(text):
            self.add(ElementKind.PAGE_BREAK, "", line)
        else:
            self.add(ElementKind.SYNOPSIS, text[1:].strip(), line)

    def add(self, kind: ElementKind, text: str, line: Line, **more: Any) -> None:
        one = Element(kind=kind, text=text, line=line.line, column=line.column, **more)
        self.out.add(one, line)

    def read_heading(self, place: int) -> bool:
        """Read a heading or a transition, if it is one; both begin a paragraph."""
        line = self.lines[place]
        text = line.stripped
        forced = marks.is_forced_heading(text) and not self.in_action
        ringed = is_ringed(text) and not self.in_action
        if forced or ringed or (marks.is_heading(text) and self.stands_alone(place)):
            heading, number = marks.split_scene_number(text[1:] if forced else text)
            kind = ElementKind.SCENE_HEADING
            self.add(kind, heading, line, forced=forced, scene_number=number)
            return True
        if marks.is_transition(text) and self.stands_alone(place):
            self.add(ElementKind.TRANSITION, text, line)
            return True
        return False

    @property
    def in_action(self) -> bool:
        """Whether the line goes on with a paragraph of action."""
        return self.out.open is ElementKind.ACTION

    def stands_alone(self, place: int) -> bool:
        """Whether the lines above and below are empty, a note, or no running text."""
        above = not self.in_action or self.lines[place - 1].is_aside
        below = self.lines[place + 1].stripped if place + 1 < len(self.lines) else ""
        return above and (not below or marks.breaks_paragraph(below))

    def read_cue(self, place: int) -> bool:
        if self.in_action:
            return False
        line = self.lines[place]
        forced = marks.is_forced_cue(line.stripped)
        if not forced and not (marks.is_cue(line.stripped) and self.has_speech(place + 1)):
            return False
        cue = Element(
            kind=ElementKind.CHARACTER,
            text=marks.without_caret(line.stripped[forced:]),
            line=line.line,
            column=line.column,
            forced=forced,
        )
        self.out.begin_speech(cue, line, beside=line.stripped.endswith("^"))
        return True

    def has_speech(self, place: int) -> bool:
        """Whether anything is said before the next empty line; two spaces go on."""
        while place < len(self.lines):
            line = self.lines[place]
            if line.stripped:
                return not marks.is_page_break(line.stripped)
            if not (line.is_aside or _is_connector(line)):
                return False
            place += 1
        return False

    def read_speech(self, place: int) -> int:
        line = self.lines[place]
        text = line.stripped
        if not text and not _is_connector(line):
            self.out.end_speech()
        elif marks.is_page_break(text):
            self.out.end_speech()
            self.read_structure(line)
        elif marks.is_lyric(text):
            self.out.grow(ElementKind.LYRICS, text[1:].strip(), line)
        elif end := self.parenthetical_end(place):
            self.out.close()
            for one in self.lines[place:end]:
                self.out.grow(ElementKind.PARENTHETICAL, one.stripped, one)
            self.out.close()
            return end
        else:
            self.out.grow(ElementKind.DIALOGUE, text, line)
        return place + 1

    def parenthetical_end(self, place: int) -> int:
        """Return the place after a parenthetical that begins here, else 0."""
        if not self.lines[place].stripped.startswith("("):
            return 0
        for end in range(place, min(place + _LONGEST_PARENTHETICAL_LINES, len(self.lines))):
            text = self.lines[end].stripped
            if text.endswith(")"):
                return end + 1
            if ")" in text or not text or marks.is_page_break(text):
                return 0
        return 0


def _action_text(text: str) -> str:
    return text.rstrip().replace("\t", "    ")


def _is_connector(line: Line) -> bool:
    """Two spaces on an otherwise empty line keep a speech going."""
    return not line.stripped and line.text.startswith("  ")
