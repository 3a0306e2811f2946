"""Runs of text broken into rows of a fixed number of columns. Pure.

Words are kept whole where they fit. A full-width character (日本語) is two columns wide and a line
may break after it, but not before a closing mark (。、」), which hangs over instead.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from pipeline.fountain.emphasis import Run

_NO_LINE_START: Final = frozenset(
    "、。，．・：；？！ー）」』】〉》”’々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
_NARROW: Final = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0400-\u0482\u2010-\u2027]*")
"""Text in which every character takes one column; there a line breaks at spaces only."""
_UNBREAKABLE: Final = ("\u00a0", "\u202f")


def columns_of(text: str) -> int:
    """Return how many columns a text takes: 2 a full-width character, none a combining mark."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


def wrap(runs: Sequence[Run], width: int) -> list[tuple[Run, ...]]:
    """Return the rows, at least one; each line of the text begins a new row."""
    text = "".join(part for part, _ in runs)
    rows: list[tuple[Run, ...]] = []
    place = 0
    for line in text.split("\n"):
        for start, end in _rows(line, width):
            kept = len(line[start:end].rstrip())
            rows.append(_cut(runs, place + start, place + start + kept))
        place += len(line) + 1
    return rows


def rows_needed(text: str, width: int) -> int:
    """Return how many rows a text without emphasis marks takes."""
    return sum(len(_rows(line, width)) for line in text.split("\n"))


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _rows(line: str, width: int) -> list[tuple[int, int]]:
    """Return where each row starts and ends."""
    if _NARROW.fullmatch(line):
        return _narrow_rows(line, width)
    rows: list[tuple[int, int]] = []
    start = end = used = 0
    for begin, after in _words(line):
        length = columns_of(line[begin:after])
        if used + length <= width:
            end, used = after, used + length
            continue
        if end > start:
            rows.append((start, end))
        start, end, used = after, after, 0
        if not line[begin].isspace():
            *full, (start, end) = _chunks(line, begin, after, width)
            rows += full
            used = columns_of(line[start:end])
    return [*rows, (start, end)]


def _narrow_rows(line: str, width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    start, length = 0, len(line)
    while length - start > width:
        end = line.rfind(" ", start, start + width + 1)
        end = start + width if end < 0 else end
        rows.append((start, end))
        start = end
        while start < length and line[start] == " ":
            start += 1
    return [*rows, (start, length)]


def _words(line: str) -> Iterator[tuple[int, int]]:
    """Part a line, not empty, where it may break: at spaces and around full-width characters."""
    start = 0
    for place in range(1, len(line)):
        if _may_break(line[place - 1], line[place]):
            yield start, place
            start = place
    yield start, len(line)


def _may_break(before: str, after: str) -> bool:
    if after in _NO_LINE_START:
        return False
    return _is_space(before) != _is_space(after) or _columns(before) == 2 or _columns(after) == 2


def _is_space(character: str) -> bool:
    return character.isspace() and character not in _UNBREAKABLE


def _chunks(line: str, begin: int, after: int, width: int) -> list[tuple[int, int]]:
    """Cut a word that is longer than a row; one that fits stays whole."""
    chunks: list[tuple[int, int]] = []
    start, used = begin, 0
    for place in range(begin, after):
        columns = _columns(line[place])
        if used + columns > width and line[place] not in _NO_LINE_START:
            chunks.append((start, place))
            start, used = place, 0
        used += columns
    return [*chunks, (start, after)]


def _cut(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    """Return the runs between two places of their text."""
    if len(runs) == 1:
        text, flags = runs[0]
        return ((text[start:end], flags),) if end > start else ()
    cut: list[Run] = []
    place = 0
    for text, flags in runs:
        if part := text[max(0, start - place) : max(0, end - place)]:
            cut.append((part, flags))
        place += len(text)
    return tuple(cut)
