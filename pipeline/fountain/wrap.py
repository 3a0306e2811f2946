"""Runs of text broken into rows of a fixed number of columns. Pure.

Words are kept whole where they fit. A full-width character (日本語) is two columns wide and a line
may break after it, but not before a closing mark (。、」), which hangs over instead.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from pipeline.fountain.emphasis import Run

_NO_LINE_START: Final = frozenset(
    "、。，．・：；？！ー）」』】〉》”’々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)


@dataclass(frozen=True, slots=True)
class _Letter:
    """One character with its flags."""

    text: str
    flags: str


def columns_of(text: str) -> int:
    """Return how many columns a text takes: 2 a full-width character, none a combining mark."""
    return sum(map(_columns, text))


def wrap(runs: Sequence[Run], width: int) -> list[tuple[Run, ...]]:
    """Return the rows, at least one; each line of the text begins a new row."""
    letters = [_Letter(character, flags) for text, flags in runs for character in text]
    rows: list[tuple[Run, ...]] = []
    for line in _lines(letters):
        rows += [_joined(row) for row in _fill(_words(line), width)]
    return rows


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _lines(letters: Iterable[_Letter]) -> Iterator[list[_Letter]]:
    line: list[_Letter] = []
    for letter in letters:
        if letter.text == "\n":
            yield line
            line = []
        else:
            line.append(letter)
    yield line


def _words(line: Sequence[_Letter]) -> list[list[_Letter]]:
    """Part a line where it may break: at spaces, and around full-width characters."""
    words: list[list[_Letter]] = []
    for letter in line:
        if not words or _may_break(words[-1][-1].text, letter.text):
            words.append([])
        words[-1].append(letter)
    return words


def _may_break(before: str, after: str) -> bool:
    if after in _NO_LINE_START:
        return False
    return before.isspace() != after.isspace() or _columns(before) == 2 or _columns(after) == 2


def _fill(words: Iterable[list[_Letter]], width: int) -> Iterator[list[_Letter]]:
    row: list[_Letter] = []
    used = 0
    for word in words:
        length = _length(word)
        if used + length <= width:
            row, used = row + word, used + length
            continue
        if row:
            yield row
        row, used = [], 0
        if not word[0].text.isspace():
            *full, row = _chunks(word, width)
            yield from full
            used = _length(row)
    yield row


def _length(word: Iterable[_Letter]) -> int:
    return sum(_columns(letter.text) for letter in word)


def _chunks(word: Sequence[_Letter], width: int) -> list[list[_Letter]]:
    """Cut a word that is longer than a row; one that fits stays whole."""
    chunks: list[list[_Letter]] = [[]]
    used = 0
    for letter in word:
        columns = _columns(letter.text)
        if used + columns > width and letter.text not in _NO_LINE_START:
            chunks.append([])
            used = 0
        chunks[-1].append(letter)
        used += columns
    return chunks


def _joined(row: Sequence[_Letter]) -> tuple[Run, ...]:
    pairs = [(letter.text, letter.flags) for letter in row]
    while pairs and pairs[-1][0].isspace():
        pairs.pop()
    return tuple(
        ("".join(text for text, _ in group), flags)
        for flags, group in groupby(pairs, key=itemgetter(1))
    )
