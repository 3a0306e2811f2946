"""Which shot is this? The slate in a file's name, in the ways crews write it. Pure.

Three ways are read, in this order: ours (S03_P02_T04, with or without a group before it), planned
or consecutive (12/3/2, Scene 4 shot 2 take 1, S01-SH02-T03), American (12A T3: scene, set-up
letter, take). What a camera calls its files (IMG_0001, C0007, 20191220_170832) is none of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

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


def slates_of(names: Iterable[str]) -> Mapping[str, Slate]:
    """Return the slate of each file name that tells one; the others are left out.

    All names of an upload are needed at once: American crews call the first set-up of a scene
    "12" if there is a master, then "12A"; without a master "12A" comes first. So "A" is shot 2 in a
    scene with a master and shot 1 in one without.
    """
    found: dict[str, Slate] = {}
    american: dict[str, _American] = {}
    for name in names:
        stem = PurePosixPath(base_name(name)).stem
        slate = _numbered(stem)
        if slate is not None:
            found[name] = slate
        elif match := _AMERICAN.match(stem):
            american[name] = _American(scene=match[1], setup=match[2].upper(), take=int(match[3]))
    masters = {each.scene for each in american.values() if not each.setup}
    for name, each in american.items():
        shot = _setup_number(each.setup) + (each.scene in masters)
        found[name] = Slate(scene=each.scene, shot=shot, take=each.take)
    return {name: slate for name, slate in found.items() if slate.shot and slate.take}


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
