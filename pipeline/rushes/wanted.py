"""Which sounds a film needs besides its takes, and which of them are there. Pure.

The room tone of each place, and the sounds that the shot list and the script name. A film without a
shot list has the places and the sounds of its script.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import PurePosixPath
from typing import Final

from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import SoundRole
from pipeline.rushes.missing import Missing, MissingKind, sounds_of, what_is_missing
from pipeline.rushes.named import Named
from pipeline.rushes.planned import Planned
from pipeline.shots.wording import folded

ROLES: Final = {
    MissingKind.ROOM_TONE: SoundRole.ROOM_TONE,
    MissingKind.WILD_SOUND: SoundRole.WILD,
}
PREFIXES: Final = {SoundRole.ROOM_TONE: "RT", SoundRole.WILD: "WT"}
LONGEST_NAME: Final = 60
_UNPLANNED: Final = 900
"""Numbers of shots that are none: they carry the sounds of a scene."""
_GAP: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSound:
    """One sound that the film needs."""

    role: SoundRole
    place: str
    """Where it is recorded; empty where nobody has said."""
    what: str = ""
    """A wild sound, in the words of the shot list or the script."""
    scenes: tuple[str, ...] = ()
    is_there: bool = False

    @property
    def words(self) -> str:
        """What it goes by: the place of a room tone, the words of a wild sound."""
        return self.what or self.place


def wanted_sounds(
    plan: Planned, scenes: Sequence[Scene], named: Sequence[Named]
) -> tuple[WantedSound, ...]:
    """Return all sounds that the film needs, place by place; those that are there, too."""
    whole = _with_scenes(plan, scenes)
    every = _sounds(whole, ())
    missing = {_key(one) for one in _sounds(whole, named)}
    found: dict[tuple[str, str, str], WantedSound] = {}
    for one in every:
        key = _key(one)
        wanted = _wanted(one, is_there=key not in missing)
        known = found.get(key)
        found[key] = replace(known, scenes=_joined(known, wanted)) if known else wanted
    return tuple(found.values())


def file_name(role: SoundRole, words: str, suffix: str) -> str:
    """Return what a recording is called: RT_Kitchen.wav, WT_wind_in_the_grass.wav."""
    whole = unicodedata.normalize("NFC", words)
    letters = "".join(one for one in whole if unicodedata.category(one) != "Mn")
    plain = _GAP.sub("_", letters).strip("_")[:LONGEST_NAME].strip("_")
    return "_".join(filter(None, (PREFIXES.get(role, "WT"), plain))) + PurePosixPath(suffix).name


def _with_scenes(plan: Planned, scenes: Sequence[Scene]) -> Planned:
    """Return the plan with what only the script says: places without a plan, sounds of scenes."""
    shots, places = list(plan.shots), dict(plan.places)
    numbers = count(_UNPLANNED)
    for scene in scenes:
        mine = [shot for shot in plan.shots if shot.scene == scene.number]
        if scene.place:
            places |= {shot.name: places.get(shot.name, scene.place) for shot in mine}
        known = {folded(sound) for shot in mine for sound in sounds_of(shot)}
        sounds = [sound for sound in scene.sounds if folded(sound) not in known]
        if scene.omitted or (plan.shots and not sounds):
            continue
        added = Shot(scene=scene.number, shot=next(numbers), sound="; ".join(sounds))
        shots.append(added)
        where = next((places[shot.name] for shot in mine if shot.name in places), scene.place)
        if where:
            places[added.name] = where
    return replace(plan, shot_list=ShotList(shots=tuple(shots)), places=places)


def _sounds(plan: Planned, named: Sequence[Named]) -> Iterator[Missing]:
    missing = what_is_missing(plan, named, Project(title="", group=""))
    return (one for one in missing if one.kind in ROLES)


def _key(one: Missing) -> tuple[str, str, str]:
    """Return what two rows of one sound share; a wild sound is wanted once for each place."""
    return (one.kind.value, folded(one.place), folded(one.what))


def _wanted(one: Missing, *, is_there: bool) -> WantedSound:
    return WantedSound(
        role=ROLES[one.kind],
        place=one.place,
        what=one.what,
        scenes=_scenes_of(one),
        is_there=is_there,
    )


def _scenes_of(one: Missing) -> tuple[str, ...]:
    """Return the scenes of the shots that need it; a room tone is its place's, whatever plays."""
    names = (shot.partition("_")[0] for shot in one.shots)
    return tuple(dict.fromkeys(name.removeprefix("S").lstrip("0") for name in names))


def _joined(one: WantedSound, other: WantedSound) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one.scenes, *other.scenes)))
