"""What does not fit together on the slates: log, picture, name of the file (C27, C29). Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pipeline.documents.project import SlateSystem
from pipeline.documents.report import Finding, warning
from pipeline.documents.slate import Slate
from pipeline.rushes.listing import by, by_scene, listed
from pipeline.rushes.named import Named, NamedBy, slate_of
from pipeline.rushes.naming import base_name
from pipeline.rushes.planned import Planned
from pipeline.shots.slate_log import VOID, LoggedTake

_RENAMED: Final = re.compile(r"(.+) \(\d{1,4}\)(\.[^.]+)?")


def slates(
    named: Sequence[Named], log: Sequence[LoggedTake], plan: Planned, system: SlateSystem
) -> Iterator[Finding]:
    """Find what is missing, counted twice or contradicts itself (domain rule C29)."""
    yield from _gaps(named, log)
    if system is SlateSystem.CONSECUTIVE:
        yield from _consecutive(named, log)
    yield from _not_logged(named, log)
    yield from _announced_twice(log)
    yield from _contradictions(named)
    yield from _unplanned(named, plan)


def same_bytes(files: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Find recordings that are here twice (domain rule C27), of (digest, file)."""
    alike = by(sorted(files), lambda one: one[0])
    pairs = [
        (base_name(file), base_name(same[0][1])) for same in alike.values() for _, file in same[1:]
    ]
    if pairs:
        yield warning(
            "C27",
            pairs[0][0],
            "The same recording twice: %(pairs)s. Delete one of each pair.",
            pairs=listed([f"“{one}” = “{other}”" for one, other in pairs]),
        )


def same_names(files: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Find different recordings that came under one name (domain rule C27), of (digest, file).

    What was sent is renamed when the name is taken; in a folder on a disk two may be called alike.
    """
    known = {base_name(file).casefold(): digest for digest, file in files}
    renamed = []
    for file in sorted({base_name(file) for _, file in files}):
        match = _RENAMED.fullmatch(file)
        first = (match[1] + (match[2] or "")) if match else ""
        if known.get(first.casefold(), known[file.casefold()]) != known[file.casefold()]:
            renamed.append(f"“{first}” → “{file}”")
    if renamed:
        yield warning(
            "C27",
            renamed[0].split(" → ")[1].strip("“”"),
            "Different recordings with the same name: %(renamed)s. Claquette has renamed the "
            "later one; both are kept. Write the new name into takes.csv.",
            renamed=listed(renamed),
        )
    alike = by(sorted(set(files), key=lambda one: one[1]), lambda one: base_name(one[1]).casefold())
    for same in alike.values():
        if len({digest for digest, _ in same}) > 1:
            name = base_name(same[0][1])
            yield warning("C27", name, _NAMESAKES, count=len(same), name=name)


def _gaps(named: Sequence[Named], log: Sequence[LoggedTake]) -> Iterator[Finding]:
    here = {one.slate for one in named if one.is_take and one.slate}
    asked = {slate for one in named for slate in one.proposals}
    logged = {slate_of(one) for one in log if one.rating != VOID}
    void = {slate_of(one) for one in log if one.rating == VOID} - logged
    counted = {gap for slate in here | logged for gap in _before(slate)}
    lost = sorted(logged - here - asked)
    gaps = sorted(counted - here - logged - asked - void)
    for found, template in ((lost, _LOST), (gaps, _GAP)):
        for names in by_scene(slate.name for slate in found):
            yield warning("C29", names[0], template, names=listed(names))


def _before(slate: Slate) -> Iterator[Slate]:
    for take in range(1, slate.take):
        yield Slate(scene=slate.scene, shot=slate.shot, take=take)


def _consecutive(named: Sequence[Named], log: Sequence[LoggedTake]) -> Iterator[Finding]:
    """A slate number comes once in a film, and none is left out."""
    used = [one.slate for one in named if one.is_take and one.slate]
    used += [slate_of(one) for one in log if one.rating != VOID]
    scenes: dict[int, set[str]] = {}
    for slate in used:
        scenes.setdefault(slate.shot, set()).add(slate.scene)
    void = {one.shot for one in log if one.rating == VOID}
    numbers = range(min(scenes, default=0), max(scenes, default=0))
    gaps = [str(number) for number in numbers if number not in scenes and number not in void]
    if gaps:
        yield warning("C29", "", _SLATE_GAP, numbers=listed(gaps))
    twice = [str(number) for number, found in sorted(scenes.items()) if len(found) > 1]
    if twice:
        yield warning("C29", "", _SLATE_TWICE, numbers=listed(twice))


def _not_logged(named: Sequence[Named], log: Sequence[LoggedTake]) -> Iterator[Finding]:
    """A shot of which takes were logged has a take that nobody announced."""
    logged = {slate_of(one) for one in log if one.rating != VOID}
    shots = {slate.shot_name for slate in logged}
    strange = [
        one.slate
        for one in named
        if one.is_take and one.slate and one.slate.shot_name in shots and one.slate not in logged
    ]
    for names in by_scene(slate.name for slate in sorted(strange)):
        yield warning("C29", names[0], _NOT_LOGGED, names=listed(names))


def _announced_twice(log: Sequence[LoggedTake]) -> Iterator[Finding]:
    alike = by((slate_of(one).name for one in log if one.rating != VOID), str)
    twice = sorted(name for name, found in alike.items() if len(found) > 1)
    for names in by_scene(twice):
        yield warning("C29", names[0], _TWICE, names=listed(names))


def _contradictions(named: Sequence[Named]) -> Iterator[Finding]:
    """The slate in the picture says something else than the name of the file, or than people."""
    takes = [one for one in named if one.is_take and one.slate and one.code]
    against_people = [one for one in takes if one.by is NamedBy.PEOPLE and _differs(one, one.slate)]
    against_name = [
        one for one in takes if one.by is NamedBy.PICTURE and _differs(one, one.written)
    ]
    for found, template in ((against_people, _OTHERWISE), (against_name, _MISNAMED)):
        for scene in by(found, lambda one: one.slate.scene if one.slate else "").values():
            said = [f"“{base_name(one.file)}” → {one.code.name}" for one in scene if one.code]
            yield warning("C29", scene[0].name, template, files=listed(said))


def _differs(one: Named, slate: Slate | None) -> bool:
    return slate is not None and one.code is not None and not one.code.is_of(slate)


def _unplanned(named: Sequence[Named], plan: Planned) -> Iterator[Finding]:
    if plan.shot_list is None:
        return
    known = {shot.name for shot in plan.shot_list.shots}
    filmed = {one.slate.shot_name for one in named if one.is_take and one.slate}
    for names in by_scene(sorted(filmed - known)):
        yield warning("C29", names[0], _UNPLANNED, names=listed(names))


_NAMESAKES: Final = (
    "%(count)s different recordings are called “%(name)s”. Look at each, and give them different "
    "names, so that takes.csv can tell them apart."
)
_LOST: Final = (
    "%(names)s: the log of the slate has it, and there is no recording. Perhaps a card is lost: "
    "look for it before anything is erased."
)
_GAP: Final = "%(names)s: not here. Was a card forgotten?"
_SLATE_GAP: Final = (
    "Slate %(numbers)s is missing in the count. Perhaps a card is lost: look for it before "
    "anything is erased."
)
_SLATE_TWICE: Final = (
    "Slate %(numbers)s stands in more than one scene. A slate number comes only once in a film: "
    "correct it in takes.csv."
)
_NOT_LOGGED: Final = (
    "%(names)s: nobody announced this take on the slate. Look whether its number is right."
)
_TWICE: Final = (
    "%(names)s: announced twice on the slate. Look which is which, and give one of them another "
    "take number in takes.csv."
)
_OTHERWISE: Final = (
    "takes.csv says something else than the slate in the picture: %(files)s. takes.csv counts; "
    "look again whether it is right."
)
_MISNAMED: Final = (
    "The name of the file says something else than the slate in the picture: %(files)s. The "
    "slate counts; correct it in takes.csv if the slate was wrong."
)
_UNPLANNED: Final = "%(names)s: not in the shot list. Check the slate, or add the shot to the list."
