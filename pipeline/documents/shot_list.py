"""The shot list: what will be shot, in which size and from where. Pure.

Sizes, framings, angles and moves are neutral keys (ews, ws, ms, cu, ...) that each language shows
in its own words, since the abbreviations of one language mean something else in another.
"""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.documents.days import ShootingDay
from pipeline.documents.slate import shot_name


class Priority(StrEnum):
    """Whether the film can do without the shot."""

    MUST = "must"
    NICE = "nice"


class ShotStatus(StrEnum):
    """Where a shot stands on the way to the film."""

    PLANNED = "planned"
    SHOT = "shot"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One planned shot."""

    scene: str
    shot: int
    """Counted from 1 within the scene."""
    setup: str = ""
    """The set-up of the camera that it shares with other shots: "A", "window"."""
    size: str = ""
    framing: str = ""
    angle: str = ""
    move: str = ""
    description: str = ""
    dialogue: str = ""
    characters: tuple[str, ...] = ()
    sound: str = ""
    props: tuple[str, ...] = ()
    location: str = ""
    """Where it is really shot; empty where that is the place of the scene."""
    lens: str = ""
    camera: str = ""
    kit: str = ""
    """What must be carried there: tripod, reflector, boom."""
    light: str = ""
    planned_frames: int = 0
    """Planned length on screen, in frames of the project."""
    setup_minutes: int = 0
    """Planned minutes to set up camera, light and sound."""
    priority: Priority = Priority.MUST
    board: str = ""
    """The file of its storyboard frame, "boards/S01_P02.png"; a name, never a path."""
    status: ShotStatus = ShotStatus.PLANNED
    note: str = ""
    reason: str = ""
    """Why the draft proposes this shot; empty when people wrote it."""

    @property
    def name(self) -> str:
        """The canonical name of the shot, S03_P02."""
        return shot_name(self.scene, self.shot)

    @property
    def is_dropped(self) -> bool:
        """Whether the group has given it up; the number stays taken."""
        return self.status is ShotStatus.DROPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotList:
    """All planned shots, in script order."""

    shots: tuple[Shot, ...]
    days: tuple[ShootingDay, ...] = ()
    """The shooting days, in order; empty while nobody has planned them."""
    is_encoding_sure: bool = True
    """Whether the file said its alphabet; otherwise letters with accents may be wrong."""
    unread_row: int = 0
    """The last row of the sheet, when it lies so far down that it was not read."""

    @property
    def wanted(self) -> tuple[Shot, ...]:
        """The shots that were not dropped, in script order."""
        return tuple(shot for shot in self.shots if not shot.is_dropped)
