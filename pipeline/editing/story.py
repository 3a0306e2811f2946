"""What of the story is in the cut: each planned shot and each line of the script, in script order.

Pure. A shot is in the film when one of its takes is seen; a line when one of the shots that film it
is in the film. Whether the actor really says it there, only ears can tell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.documents.edit import Edit
from pipeline.documents.screenplay import Scene, Speech
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Rating, Takes
from pipeline.editing.cut_shots import CutShot, planned_in, shots_in
from pipeline.shots.coverage import speeches_of


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryShot:
    """One planned shot, and where it is in the film."""

    shot: Shot
    seen: tuple[CutShot, ...] = ()
    good_takes: tuple[str, ...] = ()
    """Names of its takes that were found good."""

    @property
    def frames(self) -> int:
        """How long it is on screen."""
        return sum(one.frames for one in self.seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One line of the script, and the shots of the film that may hold it."""

    speech: Speech
    seen: tuple[CutShot, ...] = ()
    filmed: bool = True
    """Whether any planned shot films it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryScene:
    """One scene of the script."""

    scene: Scene
    shots: tuple[StoryShot, ...]
    lines: tuple[StoryLine, ...]

    @property
    def is_in(self) -> bool:
        """Whether anything of it is in the film."""
        return any(shot.seen for shot in self.shots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The whole film against its script."""

    scenes: tuple[StoryScene, ...]
    unplanned: tuple[CutShot, ...]
    """Shots of the film that nobody had planned: ideas of the day, titles, stills."""

    @property
    def shots_in(self) -> int:
        """How many planned shots are in the film."""
        return sum(bool(shot.seen) for scene in self.scenes for shot in scene.shots)

    @property
    def shots(self) -> int:
        """How many shots are planned."""
        return sum(len(scene.shots) for scene in self.scenes)

    @property
    def lines_in(self) -> int:
        """How many lines are in the film."""
        return sum(bool(line.seen) for scene in self.scenes for line in scene.lines)

    @property
    def lines(self) -> int:
        """How many lines the script has."""
        return sum(len(scene.lines) for scene in self.scenes)


def story_of(edit: Edit, shot_list: ShotList, scenes: Sequence[Scene], rushes: Takes) -> Story:
    """Return what of a script and a shot list is in an edit."""
    cut = shots_in(edit)
    seen = planned_in(cut)
    good = good_takes_of(rushes)
    shots = [
        StoryShot(
            shot=shot, seen=tuple(seen.get(shot.name, ())), good_takes=good.get(shot.name, ())
        )
        for shot in shot_list.wanted
    ]
    lines = speeches_of(shot_list, scenes)
    told = tuple(
        StoryScene(
            scene=scene,
            shots=tuple(one for one in shots if one.shot.scene == scene.number),
            lines=tuple(
                StoryLine(
                    speech=line.speech,
                    seen=_in_order(one for f in line.filmed for one in seen.get(f.shot.name, ())),
                    filmed=bool(line.filmed),
                )
                for line in lines
                if line.scene is scene
            ),
        )
        for scene in scenes
        if not scene.omitted
    )
    planned = {shot.name for shot in shot_list.wanted}
    return Story(scenes=told, unplanned=tuple(one for one in cut if one.planned not in planned))


def good_takes_of(rushes: Takes) -> dict[str, tuple[str, ...]]:
    """Return the good takes by planned shot."""
    found: dict[str, tuple[str, ...]] = {}
    for take in rushes.takes:
        if take.rating is Rating.GOOD:
            name = take.slate.shot_name
            found[name] = (*found.get(name, ()), take.name)
    return found


def _in_order(shots: Iterable[CutShot]) -> tuple[CutShot, ...]:
    return tuple(sorted(set(shots), key=lambda shot: shot.number))
