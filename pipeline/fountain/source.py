"""The source of a script as lines, with its notes and boneyards lifted out. Pure.

Notes and boneyards may stand inside a line or go over many lines, and everything else is decided
line by line; so they are taken out first, in one pass. What is left of a line keeps the place
where it began. Each search goes forward only: the time is linear in the length of the text.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind

_NOTE: Final = ("[[", "]]", ElementKind.NOTE)
_BONEYARD: Final = ("/*", "*/", ElementKind.BONEYARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of what is left when notes and boneyards are out."""

    text: str
    line: int
    """1-based, of the first character that is no space."""
    column: int
    annotations: tuple[Element, ...] = ()
    """The notes and boneyards that began on this line."""
    annotated: bool = False
    """Whether one was taken out, be it empty."""

    @property
    def stripped(self) -> str:
        """The text without the spaces around it."""
        return self.text.strip()

    @property
    def is_blank(self) -> bool:
        """Whether it is empty in the source: what ends a paragraph."""
        return not self.stripped and not self.annotated

    @property
    def is_aside(self) -> bool:
        """Whether it held notes or boneyards and nothing else: it leaves no empty line behind."""
        return self.annotated and not self.stripped

    def begin(self, kind: ElementKind, text: str) -> Element:
        """Return an element that begins on this line."""
        return Element(kind=kind, text=text, line=self.line, column=self.column)


class _Finder:
    """Finds the next place of a mark; asked for ever later places, it reads the text once."""

    def __init__(self, text: str, mark: str) -> None:
        self._text, self._mark, self._found = text, mark, -2

    def after(self, place: int) -> int:
        """Return the first place at or after this one, or the length of the text."""
        if self._found < place:
            found = self._text.find(self._mark, place)
            self._found = len(self._text) if found < 0 else found
        return self._found


@dataclass(slots=True)
class _Collector:
    """Cuts the text into lines while notes and boneyards are taken out of it."""

    text: str
    starts: list[int]
    lines: list[Line] = field(default_factory=list)
    pieces: list[tuple[int, str]] = field(default_factory=list)
    annotations: list[Element] = field(default_factory=list)
    annotated: bool = False

    def add_text(self, start: int, end: int) -> None:
        while (newline := self.text.find("\n", start, end)) >= 0:
            self.pieces.append((start, self.text[start:newline]))
            self.end_line()
            start = newline + 1
        self.pieces.append((start, self.text[start:end]))

    def add_annotation(self, kind: ElementKind, start: int, inner: str) -> None:
        self.annotated = True
        text = "\n".join(line.rstrip() for line in inner.split("\n")).strip()
        if text:
            line, column = self.place(start)
            self.annotations.append(Element(kind=kind, text=text, line=line, column=column))

    def end_line(self) -> None:
        text = "".join(piece for _, piece in self.pieces)
        line, column = self.place(self._first_printed())
        self.lines.append(
            Line(
                text=text,
                line=line,
                column=column,
                annotations=tuple(self.annotations),
                annotated=self.annotated,
            )
        )
        self.pieces, self.annotations, self.annotated = [], [], False

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def _first_printed(self) -> int:
        for offset, piece in self.pieces:
            if left := piece.lstrip():
                return offset + len(piece) - len(left)
        return self.pieces[0][0]


def lines_of(text: str) -> list[Line]:
    r"""Return the lines of a text whose line ends are \n."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    collector = _Collector(text=text, starts=starts[:-1])
    place = 0
    for kind, start, inner_end, end in _annotations(text):
        collector.add_text(place, start)
        collector.add_annotation(kind, start, text[start + 2 : inner_end])
        place = end
    collector.add_text(place, len(text))
    collector.end_line()
    return collector.lines


def _annotations(text: str) -> list[tuple[ElementKind, int, int, int]]:
    """Return (kind, start, end of the inside, end) of each; one that is never closed is text."""
    found = []
    finders = {mark: _Finder(text, mark) for mark in ("[[", "]]", "/*", "*/")}
    empty_line = _EmptyLines(text)
    place = 0
    while (start := min(finders["[["].after(place), finders["/*"].after(place))) < len(text):
        opening, closing, kind = _NOTE if text.startswith("[[", start) else _BONEYARD
        close = finders[closing].after(start + len(opening))
        closed = close < len(text) and (kind is _BONEYARD[2] or empty_line.after(start) > close)
        if closed:
            found.append((kind, start, close, close + len(closing)))
        place = close + len(closing) if closed else start + 1
    return found


class _EmptyLines:
    """Where the empty lines are that end an open note; two spaces on a line keep it open."""

    def __init__(self, text: str) -> None:
        self._places: list[int] = []
        place = 0
        for line in text.split("\n"):
            if not line.strip() and not line.startswith("  "):
                self._places.append(place)
            place += len(line) + 1

    def after(self, place: int) -> int:
        """Return the first place at or after this one, or one after every text."""
        index = bisect_right(self._places, place)
        return self._places[index] if index < len(self._places) else 1 << 62
