"""The shots of an edit as people count them: shot 1, shot 2, ..., each with its own frames. Pure.

In an edit both sides of a dissolve have their handles; people count a shot from cut to cut, so a
dissolve is parted in its middle.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents.edit import Dissolve, Edit, PictureClip
from pipeline.documents.slate import parse_slate
from pipeline.errors import CannotRead


@dataclass(frozen=True, slots=True, kw_only=True)
class CutShot:
    """One shot of the film."""

    number: int
    """Counted from 1."""
    clip: PictureClip
    start_frame: int
    frames: int
    dissolve_frames: int = 0
    """How long the shot before turns into this one; 0 is a cut."""

    @property
    def name(self) -> str:
        """What people call it: its take, its file, or what the editing program called it."""
        clip = self.clip
        return clip.media or clip.generator or clip.name or "?"

    @property
    def planned(self) -> str:
        """The planned shot, S01_P02; what has no slate is its own name."""
        return planned_name(self.name)


def planned_name(medium: str) -> str:
    """Return the planned shot of a take's name; another name is returned as it is."""
    try:
        return parse_slate(medium).shot_name
    except CannotRead:
        return medium


def take_number(medium: str) -> int | None:
    """Return the number of a take; None for what has no slate."""
    try:
        return parse_slate(medium).take
    except CannotRead:
        return None


def shots_in(edit: Edit) -> tuple[CutShot, ...]:
    """Return the shots of a film in the order in which they begin."""
    found = []
    for number, clip in enumerate(edit.picture, start=1):
        into = _at_the_edge(edit.dissolves, clip, clip.start_frame)
        out_of = _at_the_edge(edit.dissolves, clip, clip.end_frame)
        start = _middle(into) if into else clip.start_frame
        end = _middle(out_of) if out_of else clip.end_frame
        found.append(
            CutShot(
                number=number,
                clip=clip,
                start_frame=start,
                frames=max(0, end - start),
                dissolve_frames=into.frames if into else 0,
            )
        )
    return tuple(found)


def _middle(dissolve: Dissolve) -> int:
    return dissolve.start_frame + dissolve.frames // 2


def _at_the_edge(dissolves: Iterable[Dissolve], clip: PictureClip, edge: int) -> Dissolve | None:
    """Return the dissolve that begins with the clip, or ends with it."""
    is_start = edge == clip.start_frame
    for one in dissolves:
        low, high = one.incoming if is_start else one.outgoing
        if low <= clip.layer < high and edge == (one.start_frame if is_start else one.end_frame):
            return one
    return None


def planned_in(shots: Sequence[CutShot]) -> dict[str, list[CutShot]]:
    """Return the shots of the film by the planned shot they show, in the order of the film."""
    by_name: dict[str, list[CutShot]] = {}
    for shot in shots:
        by_name.setdefault(shot.planned, []).append(shot)
    return by_name
