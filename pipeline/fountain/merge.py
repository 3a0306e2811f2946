"""Two people's versions of one script put together, scene by scene. Pure; near to linear in time.

What one of them changed is taken. What both changed in one scene is put together line by line where
their lines lie apart; where they do not, the scene is a clash, and the text keeps theirs.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.documents.merge import Clash, Merge
from pipeline.fountain.hunks import hunks_of
from pipeline.fountain.matching import matched
from pipeline.fountain.scene_texts import SceneText, joined, scene_texts_of
from pipeline.fountain.text import with_one_line_end

TITLE_PAGE: Final = "title page"
ORDER: Final = "order of the scenes"

_Change = tuple[int, int, tuple[str, ...]]
"""The lines of the base from start to end become these."""


def merge_scripts(
    base: str, mine: str, theirs: str, keep_mine: frozenset[str] = frozenset()
) -> Merge:
    """Return one text of both; base is what both began with, theirs what lies there already.

    keep_mine names the places of clashes that people have decided: there, mine counts.
    """
    base, mine, theirs = (with_one_line_end(text) for text in (base, mine, theirs))
    if mine in (base, theirs):
        return Merge(text=theirs)
    if theirs == base:
        return Merge(text=mine)
    before = scene_texts_of(base)
    return _Meeting(
        base=before,
        mine=_side(before, mine),
        theirs=_side(before, theirs),
        keep_mine=keep_mine,
    ).merge()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One person's version, held against the base (whose place 0 is what is above the scenes)."""

    kept: dict[int, SceneText]
    """Base place to what became of it."""
    order: tuple[int, ...]
    """Base places as they stand here."""
    added: dict[int, list[SceneText]]
    """New scenes, by the base place that they stand behind."""


def _side(base: Sequence[SceneText], text: str) -> _Side:
    now = scene_texts_of(text)
    pairs = matched([one.part for one in base[1:]], [one.part for one in now[1:]])
    kept, order = {0: now[0]}, [0]
    added: dict[int, list[SceneText]] = {}
    for scene, pair in zip(now[1:], pairs, strict=True):
        if pair is None:
            added.setdefault(order[-1], []).append(scene)
        else:
            kept[pair + 1] = scene
            order.append(pair + 1)
    return _Side(kept=kept, order=tuple(order), added=added)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meeting:
    """The base and both versions."""

    base: list[SceneText]
    mine: _Side
    theirs: _Side
    keep_mine: frozenset[str]

    def merge(self) -> Merge:
        order, clashes = self.order()
        scenes: list[SceneText] = []
        for place in order:
            kept, clash = self.kept(place)
            clashes += [clash] if clash else []
            scenes += [kept] if kept else []
            theirs, mine = self.theirs.added.get(place, []), self.mine.added.get(place, [])
            there = {one.text for one in theirs}
            scenes += [*theirs, *(one for one in mine if one.text not in there)]
        return Merge(text=joined(scenes), clashes=tuple(clashes))

    def order(self) -> tuple[Sequence[int], list[Clash]]:
        """Return all base places in the order of the one who moved scenes."""
        both = set(self.mine.order) & set(self.theirs.order)
        mine, theirs = ([x for x in side.order if x in both] for side in (self.mine, self.theirs))
        everything = range(len(self.base))
        if theirs == sorted(both) or ORDER in self.keep_mine:
            return _filled(self.mine.order, everything), []
        clash = Clash(
            place=ORDER,
            base=self.headings(sorted(both)),
            mine=self.headings(mine),
            theirs=self.headings(theirs),
        )
        clashes = [] if mine in (theirs, sorted(both)) else [clash]
        return _filled(self.theirs.order, everything), clashes

    def headings(self, places: Iterable[int]) -> str:
        headings = (self.base[place].heading for place in places)
        return "\n".join(heading.text for heading in headings if heading)

    def kept(self, place: int) -> tuple[SceneText | None, Clash | None]:
        """Return what becomes of a scene of the base, and whether they clash there."""
        base = self.base[place]
        mine, theirs = self.mine.kept.get(place), self.theirs.kept.get(place)
        if _same(mine, base):
            return theirs, None
        if _same(theirs, base) or _same(mine, theirs):
            return mine, None
        if mine and theirs:
            lines = _merged_lines(base.lines, mine.lines, theirs.lines)
            if lines is not None:
                return theirs.with_lines(lines), None
        where = f"scene {base.number}" if base.number else TITLE_PAGE
        if where in self.keep_mine:
            return mine, None
        return theirs, Clash(
            place=where,
            base=base.text,
            mine=mine.text if mine else "",
            theirs=theirs.text if theirs else "",
        )


def _same(one: SceneText | None, other: SceneText | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.lines == other.lines


def _filled(order: Sequence[int], everything: Iterable[int]) -> list[int]:
    """Return the order with what it lacks put behind what stood before it in the base."""
    there = set(order)
    behind: dict[int, list[int]] = {}
    last = 0
    for place in everything:
        if place in there:
            last = place
        else:
            behind.setdefault(last, []).append(place)
    return [one for place in order for one in (place, *behind.get(place, ()))]


def _merged_lines(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[str] | None:
    """Return both changes of one scene, or None where they lie on the same lines."""
    changes = sorted([*_changes(base, mine), *_changes(base, theirs)])
    lines: list[str] = []
    place = 0
    before: _Change | None = None
    for change in changes:
        start, end, new = change
        if change == before:
            continue
        if before and (start < before[1] or start == before[0]):
            return None
        lines += [*base[place:start], *new]
        place, before = end, change
    return [*lines, *base[place:]]


def _changes(base: Sequence[str], changed: Sequence[str]) -> Iterator[_Change]:
    for hunk in hunks_of(base, changed):
        yield hunk.start, hunk.end, tuple(changed[hunk.new_start : hunk.new_end])
