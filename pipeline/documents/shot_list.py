"""The shot list: what will be shot, in which size and from where. Pure.

Sizes, framings, angles and moves are neutral keys (ews, ws, ms, cu, ...) that each language shows
in its own words, since the abbreviations of one language mean something else in another.
"""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.documents.slate import shot_name


class Priority(StrEnum):
    """Whether the film can do without the shot."""

    MUST = "must"
    NICE = "nice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One planned shot."""

    scene: str
    shot: int
    """Counted from 1 within the scene."""
    size: str = ""
    framing: str = ""
    angle: str = ""
    move: str = ""
    description: str = ""
    dialogue: str = ""
    characters: tuple[str, ...] = ()
    sound: str = ""
    props: tuple[str, ...] = ()
    planned_frames: int = 0
    """Planned length on screen, in frames of the project."""
    setup_minutes: int = 0
    """Planned minutes to set up camera, light and sound."""
    priority: Priority = Priority.MUST
    note: str = ""
    reason: str = ""
    """Why the draft proposes this shot; empty when people wrote it."""

    @property
    def name(self) -> str:
        """The canonical name of the shot, S03_P02."""
        return shot_name(self.scene, self.shot)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotList:
    """All planned shots, in script order."""

    shots: tuple[Shot, ...]
