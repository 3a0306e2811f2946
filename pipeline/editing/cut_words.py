"""What has changed from one cut to another, in sentences. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from pipeline.documents.cut import Cut, CutItem, ItemKind

_LOOKS: Final = ("dissolve_frames", "fade_in_frames", "fade_out_frames")
_SOUNDS: Final = ("sound_offset", "gain_db", "muted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence, to be translated."""

    template: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template % self.values if self.values else self.template


def differences(before: Cut, after: Cut) -> tuple[Told, ...]:
    """Return what somebody has done who began with one cut and ended with the other."""
    return (*_length(before, after), *_items(before, after), *_beside(before, after))


def changed_items(before: Cut, after: Cut) -> frozenset[str]:
    """Return the ids of the items that are new, other than they were, or in another place."""
    old = {item.id: item for item in before.items}
    new = {item.id: item for item in after.items}
    moved = _moved([one for one in old if one in new], [one for one in new if one in old])
    return frozenset(moved | {id_ for id_, item in new.items() if old.get(id_) != item})


def name_of(item: CutItem) -> str:
    """Return what an item is called: its take, the first words of a title, or "" for a gap."""
    return item.take or item.text.partition("\n")[0]


def _told(template: str, **values: str | int) -> Told:
    return Told(template=template, values=values)


def _length(before: Cut, after: Cut) -> Iterator[Told]:
    longer = after.frames - before.frames
    if longer > 0:
        yield _told("The film is %(frames)s frames longer.", frames=longer)
    if longer < 0:
        yield _told("The film is %(frames)s frames shorter.", frames=-longer)


def _items(before: Cut, after: Cut) -> Iterator[Told]:
    old = {item.id: item for item in before.items}
    new = {item.id: item for item in after.items}
    moved = _moved([one for one in old if one in new], [one for one in new if one in old])
    for item in before.items:
        if item.id not in new:
            yield _told("“%(name)s” is out.", name=_called(item))
    for item in after.items:
        if item.id not in old:
            yield _told("“%(name)s” is new.", name=_called(item))
            continue
        if item.id in moved:
            yield _told("“%(name)s” is in another place.", name=_called(item))
        yield from _item(old[item.id], item)


def _moved(old: list[str], new: list[str]) -> set[str]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    stayed = {one for block in matcher.get_matching_blocks()
              for one in old[block.a : block.a + block.size]}  # fmt: skip
    return set(old) - stayed


def _item(old: CutItem, new: CutItem) -> Iterator[Told]:
    name, longer = _called(new), new.frames - old.frames
    if old.take != new.take:
        yield _told("“%(old)s” became “%(name)s”.", old=_called(old), name=name)
    if longer > 0:
        yield _told("“%(name)s” is %(frames)s frames longer.", name=name, frames=longer)
    if longer < 0:
        yield _told("“%(name)s” is %(frames)s frames shorter.", name=name, frames=-longer)
    if longer == 0 and old.take == new.take and old.in_frame != new.in_frame:
        yield _told("“%(name)s” shows other frames of its take.", name=name)
    if old.text != new.text:
        yield _told("The title “%(name)s” has other words.", name=name)
    if _differ(old, new, _LOOKS):
        yield _told("“%(name)s” begins or ends otherwise: cut, dissolve or fade.", name=name)
    if _differ(old, new, _SOUNDS):
        yield _told("The sound of “%(name)s” has changed.", name=name)


def _differ(old: CutItem, new: CutItem, names: tuple[str, ...]) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _called(item: CutItem) -> str:
    return "…" if item.kind is ItemKind.GAP else name_of(item)


def _beside(before: Cut, after: Cut) -> Iterator[Told]:
    if before.titles != after.titles:
        yield _told("The titles over the picture have changed.")
    old = {track.id: track for track in before.tracks}
    new = {track.id: track for track in after.tracks}
    for id_ in {**old, **new}:
        if old.get(id_) != new.get(id_):
            track = new.get(id_) or old[id_]
            yield _told("The track “%(name)s” has changed.", name=track.name)
