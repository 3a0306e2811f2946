r"""Inline emphasis: *italic*, **bold**, ***both***, _underlined_, and \* for a star. Pure.

Emphasis never crosses the end of a line, and a mark that has no partner is printed as it stands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Final

Run = tuple[str, str]
"""A stretch of text and its flags: a sorted subset of "b", "i" and "u"."""

_MARKED: Final = re.compile(r"[*_\\]")
_LONGEST_LINE: Final = 20_000
"""Characters; in anything longer nobody has put emphasis, and a mark costs time."""
_ESCAPED: Final = "*_\\"


@dataclass(slots=True)
class _Mark:
    """A row of the same mark characters, with what becomes of it."""

    text: str
    opens: bool
    closes: bool
    turns_on: set[str] = field(default_factory=set)
    turns_off: set[str] = field(default_factory=set)

    @property
    def flags(self) -> str:
        """What it can switch: one star italic, two bold, three both, one underscore underlined."""
        if self.text[0] == "_":
            return "u" if len(self.text) == 1 else ""
        return {1: "i", 2: "b", 3: "bi"}.get(len(self.text), "")

    @property
    def left_over(self) -> str:
        """The characters that found no partner and are printed."""
        used = sum(2 if flag == "b" else 1 for flag in self.turns_on | self.turns_off)
        return self.text[used:]


def runs_of(text: str) -> list[Run]:
    """Return the text as runs of equal flags, marks taken out and escapes resolved."""
    if not _MARKED.search(text):
        return [(text, "")] if text else []
    runs: list[Run] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            runs.append(("\n", ""))
        runs.extend(_runs_of_line(line))
    return _merged(runs)


def plain(text: str) -> str:
    """Return the text without emphasis marks."""
    return "".join(part for part, _ in runs_of(text))


def _runs_of_line(line: str) -> Iterable[Run]:
    if len(line) > _LONGEST_LINE:
        return [(line, "")]
    return _runs_of_marks(line)


def _runs_of_marks(line: str) -> Iterable[Run]:
    tokens = _tokens(line)
    _pair(token for token in tokens if isinstance(token, _Mark))
    flags: set[str] = set()
    for token in tokens:
        if isinstance(token, _Mark):
            flags -= token.turns_off
            yield token.left_over, "".join(sorted(flags))
            flags |= token.turns_on
        else:
            yield token, "".join(sorted(flags))


def _tokens(line: str) -> Sequence[str | _Mark]:
    tokens: list[str | _Mark] = []
    place = start = 0
    while place < len(line):
        character = line[place]
        if character == "\\" and line[place + 1 : place + 2] in tuple(_ESCAPED):
            tokens += [line[start:place], line[place + 1]]
            place = start = place + 2
        elif character in "*_":
            end = place
            while line[end : end + 1] == character:
                end += 1
            tokens += [line[start:place], _mark(line, place, end)]
            place = start = end
        else:
            place += 1
    return [*tokens, line[start:]]


def _mark(line: str, start: int, end: int) -> _Mark:
    before, after = line[start - 1 : start] or " ", line[end : end + 1] or " "
    opens, closes = not after.isspace(), not before.isspace()
    if line[start] == "_":
        # snake_case is a word, not an underlined one
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
    return _Mark(text=line[start:end], opens=opens, closes=closes)


def _pair(marks: Iterable[_Mark]) -> None:
    """Let each closing mark end the nearest mark that is still open for the same flag."""
    waiting: dict[str, list[_Mark]] = {"b": [], "i": [], "u": []}
    for mark in marks:
        for flag in mark.flags:
            if mark.closes and waiting[flag]:
                waiting[flag].pop().turns_on.add(flag)
                mark.turns_off.add(flag)
            elif mark.opens:
                waiting[flag].append(mark)


def _merged(runs: Iterable[Run]) -> list[Run]:
    printed = [run for run in runs if run[0]]
    return [
        ("".join(text for text, _ in group), flags)
        for flags, group in groupby(printed, key=itemgetter(1))
    ]
