"""Where two lists of lines differ. Pure; near to linear in time.

Lines that are there exactly once on both sides are the anchors (the patience difference of Bram
Cohen); only the short stretches between them are compared line by line.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_MOST_COMPARED: Final = 250


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines start to end of the old text became new_start to new_end of the new one (0-based)."""

    start: int
    end: int
    new_start: int
    new_end: int


def hunks_of(old: Sequence[str], new: Sequence[str]) -> tuple[Hunk, ...]:
    """Return the stretches that differ, in order; what lies between them is the same."""
    hunks: list[Hunk] = []
    i = j = 0
    for i_next, j_next in [*_anchors(old, new), (len(old), len(new))]:
        hunks += _between(old, new, Hunk(i, i_next, j, j_next))
        i, j = i_next + 1, j_next + 1
    return tuple(hunks)


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of lines that both hold once, the longest row in rising order."""
    in_old, in_new = Counter(old), Counter(new)
    places = {line: place for place, line in enumerate(new) if in_new[line] == 1}
    pairs = [
        (place, places[line])
        for place, line in enumerate(old)
        if in_old[line] == 1 and line in places
    ]
    return [pairs[place] for place in rising([pair[1] for pair in pairs])]


def rising(values: Sequence[int]) -> list[int]:
    """Return the places of the longest rising row among values (patience sorting)."""
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(last[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        last[pile : pile + 1] = [place]
    row: list[int] = []
    place = last[-1] if last else -1
    while place >= 0:
        row.append(place)
        place = before[place]
    return row[::-1]


def _between(old: Sequence[str], new: Sequence[str], gap: Hunk) -> Iterator[Hunk]:
    """Compare what lies between two anchors."""
    start, end, new_start, new_end = gap.start, gap.end, gap.new_start, gap.new_end
    while start < end and new_start < new_end and old[start] == new[new_start]:
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    if start == end and new_start == new_end:
        return
    if max(end - start, new_end - new_start) > _MOST_COMPARED:
        yield Hunk(start, end, new_start, new_end)
        return
    matcher = SequenceMatcher(None, old[start:end], new[new_start:new_end], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            yield Hunk(start + i, start + i_end, new_start + j, new_start + j_end)
