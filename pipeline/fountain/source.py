"""The source of a script as lines, with its notes and boneyards lifted out. Pure.

Notes and boneyards may stand inside a line or go over many lines, and everything else is decided
line by line; so they are taken out first, in one pass. What is left of a line keeps the place
where it began. Each search goes forward only: the time is linear in the length of the text.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, NamedTuple

from pipeline.documents.screenplay import Element, ElementKind

_BLOCK_LINES: Final = 500
_UNSEEN: Final = ("\u200e", "\u200f", "\u202a", "\u202b", "\u2066", "\u2067", "\u2068")
"""Marks of direction, which editors put in front of Hebrew and Arabic lines."""
_MARKS: Final = ("@", ".", "!", ">", "~", "#", "=")
_NOTE: Final = ("[[", "]]", ElementKind.NOTE)
_BONEYARD: Final = ("/*", "*/", ElementKind.BONEYARD)


class Line(NamedTuple):
    """One line of what is left when notes and boneyards are out."""

    text: str
    stripped: str
    """The text without the spaces around it."""
    line: int
    """1-based, of the first character that is no space."""
    column: int
    annotations: tuple[Element, ...] = ()
    """The notes and boneyards that began on this line."""
    annotated: bool = False
    """Whether one was taken out, be it empty."""

    @property
    def is_blank(self) -> bool:
        """Whether it is empty in the source: what ends a paragraph."""
        return not self.stripped and not self.annotated

    @property
    def is_aside(self) -> bool:
        """Whether it held notes or boneyards and nothing else: it leaves no empty line behind."""
        return self.annotated and not self.stripped


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


@dataclass(slots=True, kw_only=True)
class _Collector:
    """Puts lines together while notes and boneyards are taken out of them."""

    text: str
    raw: list[str]
    """The lines as they are written."""
    starts: list[int]
    """Where each of them begins in the text."""
    lines: list[Line] = field(default_factory=list)
    seen: int = 0
    """How many of these lines are known to end nothing."""
    next: int = 0
    """Index of the first raw line that is not collected."""
    pieces: list[tuple[int, str]] = field(default_factory=list)
    """What is left of the line that is being put together, and where it stands in the text."""
    annotations: list[Element] = field(default_factory=list)
    resume: int = -1
    """Where the line goes on after its last note; -1 while it had none."""

    def add(self, kind: ElementKind, start: int, inner_end: int, end: int) -> Iterator[list[Line]]:
        """Take out one note or boneyard; they come in order. Yield the blocks before it."""
        index = bisect_right(self.starts, start) - 1
        if index > self.next:
            yield from self.finish_until(index)
        begin = self.resume if self.resume >= 0 else self.starts[index]
        self.pieces.append((begin, self.text[begin:start]))
        inner = self.text[start + 2 : inner_end]
        text = "\n".join(line.rstrip() for line in inner.split("\n")).strip()
        if text:
            column = start - self.starts[index] + 1
            one = Element(kind=kind, text=text, line=index + 1, column=column)
            self.annotations.append(one)
        self.next = bisect_right(self.starts, end) - 1
        self.resume = end

    def finish_until(self, index: int) -> Iterator[list[Line]]:
        """Collect the lines before this one; yield them in blocks."""
        if self.resume >= 0:
            end = self.starts[self.next] + len(self.raw[self.next])
            self.pieces.append((self.resume, self.text[self.resume : end]))
            self.lines.append(self.line_of_pieces())
            self.pieces, self.annotations, self.resume = [], [], -1
            self.next += 1
        while self.next < index:
            end = min(index, self.next + _BLOCK_LINES)
            self.lines += map(_line, self.raw[self.next : end], range(self.next + 1, end + 1))
            self.next = end
            if len(self.lines) >= _BLOCK_LINES:
                yield from self.block()

    def block(self) -> Iterator[list[Line]]:
        """Yield the lines up to the last that ends everything, if there is one."""
        for place in range(len(self.lines), self.seen, -1):
            last = self.lines[place - 1]
            if last.is_blank and not last.text.startswith("  "):
                yield self.lines[:place]
                del self.lines[:place]
                break
        self.seen = len(self.lines)

    def line_of_pieces(self) -> Line:
        text = "".join(piece for _, piece in self.pieces)
        place = self._first_printed()
        index = bisect_right(self.starts, place) - 1
        return Line(
            text,
            text.strip(),
            index + 1,
            place - self.starts[index] + 1,
            tuple(self.annotations),
            True,
        )

    def _first_printed(self) -> int:
        for offset, piece in self.pieces:
            if left := piece.lstrip():
                return offset + len(piece) - len(left)
        return self.pieces[0][0]


def _line(text: str, line: int) -> Line:
    stripped = text.strip()
    column = text.find(stripped) + 1
    if stripped[:1] in _UNSEEN:
        stripped = without_unseen(stripped)
        text = stripped if stripped[:1] in _MARKS else text
    return Line(text, stripped, line, column)


def without_unseen(stripped: str) -> str:
    """Return a stripped line without marks of direction before a mark of Fountain."""
    bare = stripped.lstrip("".join(_UNSEEN))
    return bare if bare[:1] in _MARKS else stripped


def blocks_of(text: str) -> Iterator[list[Line]]:
    r"""Yield the lines of a text, whose line ends are \n, in blocks that end with an empty line.

    Nothing of a script goes on over an empty line; so a long one is read block by block, while its
    lines are still at hand, and in time and memory that grow no faster than it does.
    """
    raw = text.split("\n")
    asides = _annotations(text) if "[[" in text or "/*" in text else []
    starts = [0, *accumulate(len(line) + 1 for line in raw)][:-1] if asides else []
    collector = _Collector(text=text, raw=raw, starts=starts)
    for aside in asides:
        yield from collector.add(*aside)
    yield from collector.finish_until(len(raw))
    yield collector.lines


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
