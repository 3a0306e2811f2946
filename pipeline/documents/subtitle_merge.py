"""Two people's work on the subtitles of one film put together, subtitle by subtitle. Pure.

A subtitle of before is found again by its words and its times: the same words, else the longest
time in common. Where both changed one in different ways, people decide.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.documents.merge import Clash, Merge
from pipeline.documents.subtitles import Subtitle, clock, read_subtitles, write_srt
from pipeline.errors import CannotRead

WHOLE: Final = "subtitles"
"""Where two files clash of which one cannot be read."""
_Found = list[Subtitle | None]


def merge_subtitles(
    base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return both changes; where they clash, theirs, unless people have decided for mine."""
    try:
        before, ours, others = (read_subtitles(text) for text in (base, mine, theirs))
    except CannotRead:
        if mine == theirs or WHOLE in keep_mine:
            return Merge(text=mine)
        return Merge(
            text=theirs, clashes=(Clash(place=WHOLE, base=base, mine=mine, theirs=theirs),)
        )
    (our_own, our_new), (their_own, their_new) = _found(before, ours), _found(before, others)
    kept: list[Subtitle] = []
    clashes: list[Clash] = []
    for was, our, their in zip(before, our_own, their_own, strict=True):
        chosen = our if their == was or our == their else their
        if their != was and our not in (was, their):
            place = clock(was.start_ms)
            texts = [write_srt([one]) if one else "" for one in (was, our, their)]
            clashes.append(Clash(place=place, base=texts[0], mine=texts[1], theirs=texts[2]))
            chosen = our if place in keep_mine else their
        kept += [chosen] if chosen else []
    kept += [*their_new, *(one for one in our_new if one not in their_new)]
    kept.sort(key=lambda one: (one.start_ms, one.end_ms))
    return Merge(text=write_srt(kept), clashes=tuple(clashes))


def _found(before: Sequence[Subtitle], after: Sequence[Subtitle]) -> tuple[_Found, list[Subtitle]]:
    """Return what became of each of before (None: it was taken out), and what is new."""
    pairs = sorted(_alike(before, after), reverse=True)
    found: _Found = [None] * len(before)
    taken: set[int] = set()
    for _, _, old, new in pairs:
        if found[-old] is None and -new not in taken:
            found[-old] = after[-new]
            taken.add(-new)
    return found, [one for number, one in enumerate(after) if number not in taken]


def _alike(
    before: Sequence[Subtitle], after: Sequence[Subtitle]
) -> Iterator[tuple[bool, int, int, int]]:
    """Yield how alike two are: the same words, the time in common; earlier ones first."""
    for old, was in enumerate(before):
        for new, one in enumerate(after):
            common = min(was.end_ms, one.end_ms) - max(was.start_ms, one.start_ms)
            if common > 0 or was.lines == one.lines:
                yield was.lines == one.lines, common, -old, -new
