"""Which scene of a new version is which scene of the old one. Pure; near to linear in time.

A scene is known by its written number, then by being the same, then by the lines it shares, then
by its heading, then by its words. Scenes may have moved.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

_COMMON: Final = 8
"""A line that more scenes hold says nothing of one."""
_ALIKE: Final = 0.4
"""The share of their letters in common lines, or of their words, that makes two scenes one."""
_FEWEST_WORDS: Final = 4
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_MOST_PAIRS: Final = 2500


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a scene is known by."""

    number: str = ""
    """As written or frozen, empty for none."""
    heading: str
    lines: tuple[str, ...]
    """What stands below the heading, without empty lines."""


@dataclass(slots=True)
class _Pairs:
    """The pairs found so far."""

    old: Sequence[Part]
    new: Sequence[Part]
    old_of: dict[int, int] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def pair(self, old: int, new: int) -> None:
        if old not in self.taken and new not in self.old_of:
            self.taken.add(old)
            self.old_of[new] = old

    @property
    def old_left(self) -> list[int]:
        return [place for place in range(len(self.old)) if place not in self.taken]

    @property
    def new_left(self) -> list[int]:
        return [place for place in range(len(self.new)) if place not in self.old_of]


def matched(old: Sequence[Part], new: Sequence[Part]) -> list[int | None]:
    """Return for each new scene the place of the old one that it was, or None."""
    pairs = _Pairs(old=old, new=new)
    _pair_by_number(pairs)
    _pair_in_order(pairs, [(one.heading, one.lines) for one in old], [_whole(one) for one in new])
    for _, i, j in sorted(_alike_by_lines(pairs), reverse=True):
        pairs.pair(i, j)
    _pair_in_order(pairs, [one.heading for one in old], [one.heading for one in new])
    for _, i, j in sorted(_alike_by_words(pairs), reverse=True):
        pairs.pair(i, j)
    return [pairs.old_of.get(place) for place in range(len(new))]


def _whole(part: Part) -> tuple[str, tuple[str, ...]]:
    return part.heading, part.lines


def _pair_by_number(pairs: _Pairs) -> None:
    """Pair scenes that bear the same number, where it is there once on either side."""
    counts = [Counter(one.number for one in side if one.number) for side in (pairs.old, pairs.new)]
    places = {one.number: place for place, one in enumerate(pairs.old)}
    for place, one in enumerate(pairs.new):
        if all(count[one.number] == 1 for count in counts):
            pairs.pair(places[one.number], place)


def _pair_in_order(pairs: _Pairs, old: Sequence[object], new: Sequence[object]) -> None:
    """Pair what is still alone and the same, the first with the first."""
    waiting: defaultdict[object, list[int]] = defaultdict(list)
    for i in reversed(pairs.old_left):
        waiting[old[i]].append(i)
    for j in pairs.new_left:
        if waiting[new[j]]:
            pairs.pair(waiting[new[j]].pop(), j)


def _alike_by_lines(pairs: _Pairs) -> Iterator[tuple[float, int, int]]:
    """Return (how much, old, new), counting the letters of the lines that both hold."""
    holding: defaultdict[str, set[int]] = defaultdict(set)
    for i in pairs.old_left:
        for line in pairs.old[i].lines:
            holding[line].add(i)
    sizes = {i: _letters(pairs.old[i].lines) for i in pairs.old_left}
    for j in pairs.new_left:
        part = pairs.new[j]
        shared: Counter[int] = Counter()
        for line in dict.fromkeys(part.lines):
            for i in holding[line] if len(holding[line]) <= _COMMON else ():
                shared[i] += len(line)
        for i, letters in shared.items():
            share = letters / max(sizes[i], _letters(part.lines))
            if share >= _ALIKE or pairs.old[i].heading == part.heading:
                yield share - abs(i - j) * 1e-9, i, j


def _letters(lines: Iterable[str]) -> int:
    return sum(map(len, dict.fromkeys(lines)))


def _alike_by_words(pairs: _Pairs) -> Iterator[tuple[float, int, int]]:
    """Return (how much, old, new), counting the words that both hold."""
    old_left, new_left = pairs.old_left, pairs.new_left
    if len(old_left) * len(new_left) > _MOST_PAIRS:
        return
    words = {j: _words(pairs.new[j]) for j in new_left}
    for i in old_left:
        old_words = _words(pairs.old[i])
        for j in new_left:
            shared = (old_words & words[j]).total()
            share = shared / max(1, old_words.total(), words[j].total())
            if shared >= _FEWEST_WORDS and share >= _ALIKE:
                yield share - abs(i - j) * 1e-9, i, j


def _words(part: Part) -> Counter[str]:
    """Count the words below the heading; each Japanese or Chinese character is one."""
    return Counter(_WORD.findall(" ".join(part.lines).casefold()))
