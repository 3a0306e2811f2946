"""Which shot is this? The slate in a file's name, in the ways crews write it. Pure.

Three ways are read, in this order: ours (S03_P02_T04, with or without a group before it), planned
or consecutive (12/3/2, Scene 4 shot 2 take 1, S01-SH02-T03), American (12A T3: scene, set-up
letter, take). What a camera calls its files (IMG_0001, C0007, 20191220_170832) is none of them.

Two bare numbers ("12_3") are a slate only for a group that says how it counts: scene 12 take 3 of
the master where slates are American, slate 12 take 3 where they are consecutive.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline.documents.project import SlateSystem
from pipeline.documents.shot_list import Shot
from pipeline.documents.slate import Slate
from pipeline.documents.takes import SoundRole

_OURS: Final = re.compile(
    r"(?:[A-Z]{2,5}_)?S0*(\d{1,3})([A-Z]{0,2})_P0*(\d{1,3})_T0*(\d{1,3})(?![A-Z0-9])",
    re.IGNORECASE | re.ASCII,
)
_SCENE: Final = r"(?:s(?:c(?:ene)?)?[ _#-]*)?"
_PLANNED: Final = re.compile(
    rf"{_SCENE}0*(\d{{1,3}})([a-z]?)[ _/-]+(?:shot|slate|plan|sh|p|c)?[ _#-]*0*(\d{{1,3}})[ _/-]+"
    r"(?:take|tk|t)?[ _#-]*0*(\d{1,2})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
# Set-up letters leave out I and O, which look like numbers.
_AMERICAN: Final = re.compile(
    rf"{_SCENE}0*(\d{{1,3}})[ _-]?([a-hj-np-z]{{0,2}})[ _/-]+(?:take|tk|t)?[ _#-]*0*(\d{{1,2}})"
    r"(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_TAKE_IS_MARKED: Final = re.compile(r".*?[ _/-](?:take|tk|t)[ _#-]*\d", re.IGNORECASE | re.ASCII)
_CONSECUTIVE: Final = re.compile(
    r"(?:slate|sl)?[ _#-]*0*(\d{1,3})[ _/-]+(?:take|tk|t)?[ _#-]*0*(\d{1,2})(?!\d|[ _/-]*\d)",
    re.IGNORECASE | re.ASCII,
)
_DIGITS: Final = re.compile(r"(\d+)", re.ASCII)
_SETUPS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"

_ROLE_WORDS: Final = (
    (SoundRole.ROOM_TONE, re.compile(r"(?:^|[^a-z])(?:rt\d*|room.?tone|ambi|atmo)", re.IGNORECASE)),
    (SoundRole.MUSIC, re.compile(r"(?:^|[^a-z])(?:mx|music|musique|song)", re.IGNORECASE)),
    (SoundRole.EFFECT, re.compile(r"(?:^|[^a-z])(?:sfx|fx|effect|foley|bruitage)", re.IGNORECASE)),
    (SoundRole.WILD, re.compile(r"(?:^|[^a-z])(?:wt|wild)", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _American:
    scene: str
    setup: str
    """"" for the master, A, B, ... AA."""
    take: int


def base_name(name: str) -> str:
    """Return the name of a file without its folders."""
    return PurePosixPath(name.replace("\\", "/")).name


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """Return what orders names as people count: clip 9 before clip 10."""
    parts = _DIGITS.split(base_name(name).casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts if part)


def slates_of(
    names: Iterable[str],
    *,
    system: SlateSystem = SlateSystem.PLANNED,
    shots: Iterable[Shot] = (),
) -> Mapping[str, Slate]:
    """Return the slate of each file name that tells one; the others are left out.

    All names of an upload are needed at once: American crews call the first set-up of a scene
    "12" if there is a master, then "12A"; without a master "12A" comes first. So "A" is shot 2 in a
    scene with a master and shot 1 in one without. A slate number without its scene is looked up in
    the planned shots and in the other names.
    """
    stems = {name: PurePosixPath(base_name(name)).stem for name in names}
    found = {name: slate for name, stem in stems.items() if (slate := _numbered(stem))}
    left = {name: stem for name, stem in stems.items() if name not in found}
    if system is SlateSystem.CONSECUTIVE:
        found |= _consecutive(left, [*((one.scene, one.shot) for one in shots), *_pairs(found)])
    else:
        found |= _american(left, system, frozenset(one.scene for one in shots))
    return {name: slate for name, slate in found.items() if slate.shot and slate.take}


def _pairs(found: Mapping[str, Slate]) -> Iterable[tuple[str, int]]:
    return ((slate.scene, slate.shot) for slate in found.values())


def _consecutive(stems: Mapping[str, str], known: Iterable[tuple[str, int]]) -> Mapping[str, Slate]:
    """Return the slates of names like "Slate 37 T2"; the number must be of one known scene."""
    scenes: dict[int, set[str]] = {}
    for scene, number in known:
        scenes.setdefault(number, set()).add(scene)
    found = {}
    for name, stem in stems.items():
        match = _CONSECUTIVE.match(stem)
        homes = scenes.get(int(match[1]), set()) if match else set()
        if match and len(homes) == 1:
            (scene,) = homes
            found[name] = Slate(scene=scene, shot=int(match[1]), take=int(match[2]))
    return found


def _american(
    stems: Mapping[str, str], system: SlateSystem, scenes: frozenset[str]
) -> Mapping[str, Slate]:
    read = {name: _set_up(stem, system, scenes) for name, stem in stems.items()}
    named = {name: one for name, one in read.items() if one}
    masters = {one.scene for one in named.values() if not one.setup}
    return {
        name: Slate(
            scene=one.scene,
            shot=_setup_number(one.setup) + (one.scene in masters),
            take=one.take,
        )
        for name, one in named.items()
    }


def _set_up(stem: str, system: SlateSystem, scenes: frozenset[str]) -> _American | None:
    """Return scene, set-up and take of a name; None where it could be two things.

    "56AA" is the set-up AA of scene 56, or the set-up A of scene 56A that was put in later.
    """
    match = _AMERICAN.match(stem)
    if match is None:
        return None
    letters = match[2].upper()
    if system is not SlateSystem.AMERICAN and not letters and not _TAKE_IS_MARKED.match(stem):
        return None
    splits = [
        _American(scene=match[1] + letters[:place], setup=letters[place:], take=int(match[3]))
        for place in range(len(letters) + 1)
    ]
    planned = [one for one in splits if one.scene in scenes]
    if len(planned) > 1:
        return None
    return planned[0] if planned else splits[0]


def _numbered(stem: str) -> Slate | None:
    match = _OURS.match(stem) or _PLANNED.match(stem)
    if match is None:
        return None
    return Slate(scene=f"{match[1]}{match[2].upper()}", shot=int(match[3]), take=int(match[4]))


def _setup_number(setup: str) -> int:
    """Return 0 for the master, 1 for A, 24 for Z, 25 for AA."""
    number = 0
    for letter in setup:
        number = number * len(_SETUPS) + _SETUPS.index(letter) + 1
    return number


def role_of(name: str, slates_of_takes: Iterable[Slate] = ()) -> SoundRole:
    """Return what a recorded sound is for, by its name; wild when its name does not tell."""
    stem = PurePosixPath(base_name(name)).stem
    for role, words in _ROLE_WORDS:
        if words.search(stem):
            return role
    slate = slates_of([name]).get(name)
    return SoundRole.DOUBLE if slate in set(slates_of_takes) else SoundRole.WILD
