"""The takes of a film by scene and shot: what has arrived, what nobody knows, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline import desk
from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Priority, Shot
from pipeline.documents.slate import Slate
from pipeline.errors import PipelineError
from pipeline.records import uploads
from pipeline.records.desks import Place
from pipeline.records.values import Group
from pipeline.shots.slate_log import VOID, log_of
from web import desks, papers
from web.parts import parts
from web.recordings import STAGE, Arrived, Recording, arrived_of
from web.take_cells import TABLE, rows_in
from web.take_findings import findings_of
from web.take_names import ToName, name_all

LOG: Final = "slate_log.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotTakes:
    """One shot and its takes, in the order of their numbers."""

    name: str
    scene: str
    number: int
    shot: Shot | None
    """None: it was shot without being planned."""
    takes: tuple[Recording, ...]

    @property
    def is_must(self) -> bool:
        """Whether the film cannot do without it."""
        return self.shot is not None and self.shot.priority is Priority.MUST

    @property
    def good(self) -> int:
        """How many takes are circled."""
        return sum(one.rating == "good" for one in self.takes)

    @property
    def is_missing(self) -> bool:
        """Whether it was planned and there is no take that could be used."""
        return self.shot is not None and all(one.rating == "no_good" for one in self.takes)

    @property
    def is_unsure(self) -> bool:
        """Whether there are takes, and none of them is circled."""
        return not self.is_missing and not self.good


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneTakes:
    """One scene and its shots."""

    number: str
    scene: Scene | None
    shots: tuple[ShotTakes, ...]

    @property
    def place(self) -> str:
        """Where the script says it plays."""
        return self.scene.place if self.scene else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Everything that the pages of takes show."""

    project_id: int
    group: Group
    project: Project
    number: int
    """Of the version of takes.csv on the desk; 0 while nothing lies there."""
    recordings: tuple[Recording, ...]
    scenes: tuple[SceneTakes, ...]
    planned: tuple[Shot, ...]
    on_their_way: int
    """Recordings whose last byte has not come yet."""

    @property
    def takes(self) -> tuple[Recording, ...]:
        """All takes in script order."""
        return tuple(
            one for scene in self.scenes for shot in scene.shots for one in shot.takes
        )

    @property
    def questions(self) -> tuple[Recording, ...]:
        """Recordings of which the group has to say what they are."""
        return tuple(one for one in self.recordings if one.is_question)

    @property
    def sounds(self) -> tuple[Recording, ...]:
        """Sounds without picture."""
        return tuple(one for one in self.recordings if one.arrived.is_sound)

    @property
    def others(self) -> tuple[Recording, ...]:
        """What is neither a take, nor a question: sounds, and films that are no take."""
        takes = {one.id for one in self.takes}
        return tuple(
            one for one in self.recordings if one.id not in takes and not one.is_question
        )

    @property
    def missing(self) -> tuple[ShotTakes, ...]:
        """Planned shots without a take that could be used: those the film needs come first."""
        found = [shot for scene in self.scenes for shot in scene.shots if shot.is_missing]
        return tuple(sorted(found, key=lambda shot: not shot.is_must))

    @property
    def unsure(self) -> tuple[ShotTakes, ...]:
        """Shots with takes of which none is circled."""
        return tuple(shot for scene in self.scenes for shot in scene.shots if shot.is_unsure)

    @property
    def useful(self) -> tuple[Recording, ...]:
        """What goes into a version."""
        return tuple(one for one in self.recordings if one.arrived.is_of_use)

    @property
    def covered(self) -> int:
        """How many planned shots have a circled take."""
        return sum(
            shot.shot is not None and bool(shot.good)
            for scene in self.scenes
            for shot in scene.shots
        )

    @property
    def busy(self) -> int:
        """How many recordings a worker still looks into."""
        return sum(one.arrived.is_busy for one in self.recordings)

    def with_id(self, upload_id: int) -> Recording | None:
        """Return a recording of this table."""
        return next((one for one in self.recordings if one.id == upload_id), None)

    def shot(self, name: str) -> Shot | None:
        """Return a planned shot."""
        return next((one for one in self.planned if one.name == name), None)

    def of_shot(self, name: str) -> tuple[Recording, ...]:
        """Return the takes of a shot."""
        return tuple(
            one for one in self.takes if one.named.slate and one.named.slate.shot_name == name
        )


def place_of(project_id: int, name: str = TABLE) -> Place:
    """Return where a table of the rushes lies."""
    return Place(project_id=project_id, stage=STAGE, name=name)


def table_of(project_id: int, group: Group) -> Table:
    """Return the table of takes of a film."""
    with parts().book.reading() as session:
        arrived = arrived_of(session, project_id)
        coming = len(uploads.on_their_way(session, project_id, STAGE))
    on_desk = desks.on_desk(place_of(project_id))
    project, shots = papers.project_of(project_id), papers.shots_of(project_id)
    rows = rows_in(on_desk.content)
    recordings = _recordings(arrived, rows, shots, project, _logged(project_id))
    return Table(
        project_id=project_id,
        group=group,
        project=project,
        number=on_desk.number,
        recordings=recordings,
        scenes=_by_scene(recordings, shots, papers.scenes_of(project_id)),
        planned=tuple(shots),
        on_their_way=coming,
    )


def _logged(project_id: int) -> Mapping[Slate, str]:
    """Return what was said of each take on the set."""
    lying = desk.lying(parts().book, parts().store, place_of(project_id, LOG))
    try:
        takes = log_of(lying.content.decode()) if lying else ()
    except (PipelineError, UnicodeDecodeError):
        return {}
    return {
        Slate(scene=one.scene, shot=one.shot, take=one.take): one.rating
        for one in takes
        if one.rating != VOID
    }


def _recordings(
    arrived: Sequence[Arrived],
    rows: Mapping[str, Mapping[str, str]],
    shots: Sequence[Shot],
    project: Project,
    logged: Mapping[Slate, str],
) -> tuple[Recording, ...]:
    cells = [rows.get(one.upload.name.casefold(), {}) for one in arrived]
    named = name_all(
        [
            ToName(
                file=one.upload.name, original=one.upload.original_name, clip=one.clip, cells=row
            )
            for one, row in zip(arrived, cells, strict=True)
        ],
        shots,
    )
    return tuple(
        Recording(
            arrived=one,
            named=name,
            cells=row,
            rating=row.get("rating", "") or (logged.get(name.slate, "") if name.slate else ""),
            findings=findings_of(one, name, project),
            rate=project.frame_rate,
        )
        for one, row, name in zip(arrived, cells, named, strict=True)
    )


def _by_scene(
    recordings: Iterable[Recording], planned: Sequence[Shot], scenes: Sequence[Scene]
) -> tuple[SceneTakes, ...]:
    """Return all scenes in script order; a scene without a shot and without a take is left out."""
    takes: dict[str, list[Recording]] = {shot.name: [] for shot in planned}
    for one in recordings:
        if one.is_take and one.named.slate and one.arrived.is_of_use:
            takes.setdefault(one.named.slate.shot_name, []).append(one)
    known = {shot.name: shot for shot in planned}
    by_scene: dict[str, list[ShotTakes]] = {scene.number: [] for scene in scenes}
    for name, found in takes.items():
        shot = _shot_takes(name, known.get(name), found)
        by_scene.setdefault(shot.scene, []).append(shot)
    headed = {scene.number: scene for scene in scenes}
    return tuple(
        SceneTakes(
            number=number,
            scene=headed.get(number),
            shots=tuple(sorted(shots, key=lambda shot: shot.number)),
        )
        for number, shots in by_scene.items()
        if shots
    )


def _shot_takes(name: str, shot: Shot | None, found: Iterable[Recording]) -> ShotTakes:
    takes = sorted(found, key=lambda one: one.named.slate.take if one.named.slate else 0)
    slate = shot or (takes[0].named.slate if takes else None)
    return ShotTakes(
        name=name,
        scene=slate.scene if slate else "",
        number=slate.shot if slate else 0,
        shot=shot,
        takes=tuple(takes),
    )
