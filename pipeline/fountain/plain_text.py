"""Plain text that is not quite Fountain: what its lines are is guessed, and told as guesses. Pure.

Only lines that Fountain does not know by a mark are looked at. "1. INT. KITCHEN - DAY" and a
heading without empty lines around it become headings; "LENA: Hungry?" becomes a name and its words.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Guess
from pipeline.fountain import marks
from pipeline.fountain.headings import heading_of
from pipeline.fountain.parse import parse, parse_with_kinds
from pipeline.fountain.text import with_one_line_end
from pipeline.fountain.wrap import columns_of

NUMBERED_HEADING: Final = "numbered heading"
HEADING: Final = "heading"
NAME_AND_COLON: Final = "name and colon"

_WIDEST_NAME_COLUMNS: Final = 24
_MOST_NAME_WORDS: Final = 3
_LONGEST_HEADING: Final = 80
_NUMBER: Final = re.compile(r"(\d{1,3}[A-Za-z]?)\s*[.)、．]?\s+(?=\S)")
_SPOKEN: Final = re.compile(r"\s*([^:：]{1,60}?)\s*[:：]\s*(?!//)(\S.*)")


def elements_of_plain_text(text: str) -> tuple[tuple[Element, ...], tuple[Guess, ...]]:
    """Return the elements, and the guesses that were needed; Fountain needs none."""
    lines = with_one_line_end(text).split("\n")
    draft = _Draft(lines=[(line, number) for number, line in enumerate(lines, start=1)])
    draft.guess_headings()
    draft.guess_speeches()
    if not draft.guesses:
        return parse(text), ()
    moved = (replace(one, line=draft.lines[one.line - 1][1]) for one in parse(draft.text))
    return tuple(moved), tuple(sorted(draft.guesses, key=attrgetter("line")))


@dataclass(slots=True, kw_only=True)
class _Draft:
    """The text on its way to Fountain, each line with the line of the source it came from."""

    lines: list[tuple[str, int]]
    guesses: list[Guess] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line for line, _ in self.lines)

    def read_as(self, *kinds: ElementKind) -> Iterator[tuple[str, int, bool]]:
        """Return each line, its source, and whether Fountain reads it as one of these kinds."""
        _, found = parse_with_kinds(self.text)
        for (line, source), kind in zip(self.lines, found, strict=True):
            yield line, source, kind in kinds

    def guess_headings(self) -> None:
        written: list[tuple[str, int]] = []
        asked = self.read_as(ElementKind.ACTION, ElementKind.CHARACTER, ElementKind.DIALOGUE)
        for line, source, is_open in asked:
            heading = _heading(line) if is_open else None
            if heading:
                written += [("", source), (heading[0], source), ("", source)]
                kind = ElementKind.SCENE_HEADING
                self.guesses.append(Guess(kind=kind, line=source, why=heading[1]))
            else:
                written.append((line, source))
        self.lines = written

    def guess_speeches(self) -> None:
        asked = list(self.read_as(ElementKind.ACTION, ElementKind.CHARACTER))
        names = _names(line for line, _, is_open in asked if is_open)
        written: list[tuple[str, int]] = []
        for line, source, is_open in asked:
            spoken = _SPOKEN.fullmatch(line) if is_open else None
            if spoken and spoken[1] in names:
                name = spoken[1].upper()
                cue = name if marks.is_cue(name) else f"@{name}"
                written += [("", source), (cue, source), (spoken[2], source), ("", source)]
                kind = ElementKind.CHARACTER
                self.guesses.append(Guess(kind=kind, line=source, why=NAME_AND_COLON))
            else:
                written.append((line, source))
        self.lines = written


def _heading(line: str) -> tuple[str, str] | None:
    """Return a line as a heading in Fountain and why it is one, or None."""
    text = line.strip()
    number = _NUMBER.match(text)
    words = text[number.end() :] if number else text
    if number:
        words = words.removesuffix(number[1]).rstrip()
    if len(words) > _LONGEST_HEADING or not marks.is_heading(words) or not heading_of(words).place:
        return None
    return words, NUMBERED_HEADING if number else HEADING


def _names(lines: Iterator[str]) -> set[str]:
    """Return who speaks in lines like "LENA: Hungry?": in capitals, or more than once."""
    found = [match[1] for line in lines if (match := _SPOKEN.fullmatch(line))]
    return {name for name, count in Counter(found).items() if _is_name(name, count)}


def _is_name(name: str, count: int) -> bool:
    fits = columns_of(name) <= _WIDEST_NAME_COLUMNS and len(name.split()) <= _MOST_NAME_WORDS
    is_like_one = name[:1].isalpha() and not name[:1].islower()
    return fits and is_like_one and (count > 1 or marks.is_cue(name))
