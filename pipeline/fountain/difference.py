"""What changed between two versions of a script, by scene and by line. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from pipeline.documents.screenplay import Element, ElementKind, Scene, Screenplay
from pipeline.fountain.breakdown import parts_of
from pipeline.fountain.hunks import hunks_of, rising
from pipeline.fountain.matching import matched
from pipeline.fountain.scene_parts import known_by, lines_of_scene

_ALIKE: Final = 0.4
_MOST_LETTERS: Final = 1000
_TOKENS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+|\s+|[^\w\s]")


class State(StrEnum):
    """What happened to a scene."""

    ADDED = "added"
    OMITTED = "omitted"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"


Words = tuple[tuple[str, bool], ...]
"""A line in pieces; True marks a piece that only this version has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """One line that was written anew, taken out (no new words) or put in (no old words)."""

    kind: ElementKind
    old: Words = ()
    new: Words = ()
    old_line: int | None = None
    """1-based line of the old source where the element begins."""
    new_line: int | None = None

    @property
    def old_text(self) -> str:
        """The line as it was; empty where it is new."""
        return "".join(text for text, _ in self.old)

    @property
    def new_text(self) -> str:
        """The line as it is now; empty where it is gone."""
        return "".join(text for text, _ in self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneChange:
    """What happened to one scene."""

    number: str
    """As it is now, or as it was where it is gone; empty for what stands above the scenes."""
    heading: str
    state: State
    old_number: str = ""
    moved: bool = False
    """Whether it stands elsewhere among the others, whatever else happened."""
    lines: tuple[LineChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptDifference:
    """All scenes, in the order of the new script; those that are gone where they were."""

    scenes: tuple[SceneChange, ...]

    @property
    def changed(self) -> tuple[SceneChange, ...]:
        """The scenes that are not the same."""
        return tuple(one for one in self.scenes if one.state is not State.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Version:
    """One version of a scene."""

    scene: Scene
    elements: Sequence[Element]

    @property
    def live(self) -> Sequence[Element]:
        return () if self.scene.omitted else self.elements


def difference(old: Screenplay, new: Screenplay) -> ScriptDifference:
    """Return what changed from old to new."""
    before, now = _versions(old), _versions(new)
    pairs = matched(
        [known_by(one.elements, one.elements[0].scene_number or "") for one in before],
        [known_by(one.elements, one.elements[0].scene_number or "") for one in now],
    )
    places = [pair for pair in pairs if pair is not None]
    still = {places[place] for place in rising(places)}
    above = _line_changes(_above(old), _above(new))
    changes = [_above_change(above)] if above else []
    gone = [place for place in range(len(before)) if place not in pairs]
    for version, pair in zip(now, pairs, strict=True):
        while gone and pair in still and pair is not None and gone[0] < pair:
            changes.append(_gone(before[gone.pop(0)]))
        then = None if pair is None else before[pair]
        changes.append(
            _scene_change(version, then, version, moved=pair is not None and pair not in still)
        )
    changes += [_gone(before[place]) for place in gone]
    return ScriptDifference(scenes=tuple(changes))


def _versions(screenplay: Screenplay) -> list[_Version]:
    parts = parts_of(screenplay.elements)
    return [
        _Version(scene=scene, elements=part)
        for scene, part in zip(screenplay.scenes, parts, strict=True)
    ]


def _above(screenplay: Screenplay) -> Sequence[Element]:
    scenes = sum(map(len, parts_of(screenplay.elements)))
    return screenplay.elements[: len(screenplay.elements) - scenes]


def _above_change(lines: tuple[LineChange, ...]) -> SceneChange:
    return SceneChange(number="", heading="", state=State.CHANGED, lines=lines)


def _scene_change(
    here: _Version, old: _Version | None, new: _Version | None, *, moved: bool = False
) -> SceneChange:
    was, now = old is not None and bool(old.live), new is not None and bool(new.live)
    lines = _line_changes(old.live if old else (), new.live if new else ())
    return SceneChange(
        number=here.scene.number,
        heading=here.scene.heading,
        state=_state(was=was, now=now, moved=moved, lines=bool(lines)),
        old_number=old.scene.number if old else "",
        moved=moved,
        lines=lines,
    )


def _gone(old: _Version) -> SceneChange:
    return _scene_change(old, old, None)


def _state(*, was: bool, now: bool, moved: bool, lines: bool) -> State:
    if was is not now:
        return State.ADDED if now else State.OMITTED
    if lines:
        return State.CHANGED
    return State.MOVED if moved else State.SAME


def _line_changes(old: Sequence[Element], new: Sequence[Element]) -> tuple[LineChange, ...]:
    before, now = list(lines_of_scene(old)), list(lines_of_scene(new))
    hunks = hunks_of([line for _, line in before], [line for _, line in now])
    return tuple(
        change
        for hunk in hunks
        for change in _changes(
            before[hunk.start : hunk.end],
            now[hunk.new_start : hunk.new_end],
        )
    )


def _changes(
    old: Sequence[tuple[Element, str]], new: Sequence[tuple[Element, str]]
) -> Iterator[LineChange]:
    """Pair the lines of one stretch, the first with the first, where they are alike."""
    both = min(len(old), len(new))
    for before, now in zip(old[:both], new[:both], strict=True):
        yield from _rewritten(before, now)
    yield from (_taken_out(*before) for before in old[both:])
    yield from (_put_in(*now) for now in new[both:])


def _rewritten(old: tuple[Element, str], new: tuple[Element, str]) -> Iterator[LineChange]:
    before, now = _TOKENS.findall(old[1][:_MOST_LETTERS]), _TOKENS.findall(new[1][:_MOST_LETTERS])
    matcher = SequenceMatcher(None, before, now, autojunk=False)
    if old[0].kind is not new[0].kind or matcher.ratio() < _ALIKE:
        yield _taken_out(*old)
        yield _put_in(*new)
        return
    codes = matcher.get_opcodes()
    yield LineChange(
        kind=new[0].kind,
        old=tuple(("".join(before[i:j]), tag != "equal") for tag, i, j, _, _ in codes if j > i),
        new=tuple(("".join(now[i:j]), tag != "equal") for tag, _, _, i, j in codes if j > i),
        old_line=old[0].line,
        new_line=new[0].line,
    )


def _taken_out(element: Element, line: str) -> LineChange:
    return LineChange(kind=element.kind, old=((line, True),), old_line=element.line)


def _put_in(element: Element, line: str) -> LineChange:
    return LineChange(kind=element.kind, new=((line, True),), new_line=element.line)
