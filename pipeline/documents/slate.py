"""The name of a take as on a slate: scene 3, shot 2, take 4 = S03_P02_T04. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from pipeline.errors import CannotRead

_NAME: Final = re.compile(r"S(\d{1,4})([A-Z]{0,2})_P(\d{1,4})(?:_T(\d{1,4}))?", re.ASCII)
_SCENE: Final = re.compile(r"0*(\d{1,4})([A-Za-z]{0,2})", re.ASCII)


def scene_name(scene: str) -> str:
    """Return "S03" for scene "3" and "S03A" for scene "3A". Raise CannotRead for other text."""
    found = _SCENE.fullmatch(scene.strip())
    if not found:
        raise CannotRead(
            "“%(scene)s” is not a scene number. Write it like 3 or 3A.", scene=scene[:40]
        )
    return f"S{int(found[1]):02d}{found[2].upper()}"


def shot_name(scene: str, shot: int) -> str:
    """Return "S03_P02" for scene "3", shot 2."""
    return f"{scene_name(scene)}_P{shot:02d}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slate:
    """Scene, shot and take as fields; the name is rendered from them."""

    scene: str
    """As in the script: "3", or "3A" for an inserted scene."""
    shot: int
    """Counted from 1 within the scene."""
    take: int
    """Counted from 1 within the shot."""

    @property
    def name(self) -> str:
        """The canonical name, S03_P02_T04."""
        return f"{shot_name(self.scene, self.shot)}_T{self.take:02d}"

    @property
    def shot_name(self) -> str:
        """The canonical name of the shot, S03_P02."""
        return shot_name(self.scene, self.shot)


def parse_slate(name: str) -> Slate:
    """Return the slate of S03_P02_T04, with or without a suffix after it. Raise CannotRead."""
    found = _NAME.match(name)
    if not found or found[4] is None or name[found.end() : found.end() + 1].isalnum():
        raise CannotRead(
            "“%(name)s” is not the name of a take. Write it like S03_P02_T04.", name=name[:80]
        )
    return Slate(scene=f"{int(found[1])}{found[2]}", shot=int(found[3]), take=int(found[4]))
