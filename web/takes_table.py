"""The takes of a film by scene and shot: what has arrived, what nobody knows, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline import desk
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.screenplay import Scene
from pipeline.documents.shot_list import Priority, Shot, ShotList
from pipeline.errors import PipelineError
from pipeline.records import uploads
from pipeline.records.desks import Place
from pipeline.records.values import Group
from pipeline.rushes.catalogue import NAME, Entry, read_entries
from pipeline.rushes.missing import Missing, what_is_missing
from pipeline.rushes.named import Named, name_recordings
from pipeline.rushes.planned import SCHEDULE, Planned, planned
from pipeline.shots.slate_log import LoggedTake, log_of
from web import desks, papers
from web.parts import parts
from web.recordings import STAGE, Arrived, Recording, arrived_of
from web.take_findings import findings_of
from web.take_guesses import guesses_for

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneTakes:
    """One scene and its shots."""

    number: str
    scene: Scene | None
    shots: tuple[ShotTakes, ...]


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
    missing: tuple[Missing, ...]
    """What is to be done before the group leaves, place by place."""
    on_their_way: int
    """Recordings whose last byte has not come yet."""

    @property
    def takes(self) -> tuple[Recording, ...]:
        """All takes in script order."""
        return tuple(one for scene in self.scenes for shot in scene.shots for one in shot.takes)

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
        return tuple(one for one in self.recordings if one.id not in takes and not one.is_question)

    @property
    def places(self) -> Mapping[str, list[Missing]]:
        """What is missing at each place; at "" what can be done anywhere."""
        found: dict[str, list[Missing]] = {}
        for one in self.missing:
            found.setdefault(one.place, []).append(one)
        return found

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


def place_of(project_id: int, name: str = NAME) -> Place:
    """Return where a table of the rushes lies."""
    return Place(project_id=project_id, stage=STAGE, name=name)


def table_of(project_id: int, group: Group) -> Table:
    """Return the table of takes of a film."""
    with parts().book.reading() as session:
        arrived = arrived_of(session, project_id)
        coming = len(uploads.on_their_way(session, project_id, STAGE))
    on_desk = desks.on_desk(place_of(project_id))
    project, scenes = papers.project_of(project_id), papers.scenes_of(project_id)
    plan = _plan(project_id, scenes)
    named = _names(project_id, arrived, on_desk.content, project, plan)
    recordings = _recordings(arrived, named, project, plan)
    return Table(
        project_id=project_id,
        group=group,
        project=project,
        number=on_desk.number,
        recordings=recordings,
        scenes=_by_scene(recordings, plan.shots, scenes),
        planned=plan.shots,
        missing=what_is_missing(plan, named, project),
        on_their_way=coming,
    )


def _plan(project_id: int, scenes: Sequence[Scene]) -> Planned:
    """Return what is to be filmed, and where; an empty plan where there is no shot list.

    A shot of which nobody has said the place is filmed where its scene plays.
    """
    content = papers.paper_of(project_id, "shot_list", "shot_list.json")
    schedule = papers.paper_of(project_id, "shot_list", SCHEDULE) or b""
    try:
        shots = from_json(content, ShotList) if content else None
        plan = planned(shots, schedule.decode(errors="replace"))
    except PipelineError:
        return Planned()
    of_scene = {scene.number: scene.place for scene in scenes if scene.place}
    usual = {shot.name: of_scene[shot.scene] for shot in plan.shots if shot.scene in of_scene}
    return replace(plan, places={**usual, **plan.places})


def _logged(project_id: int) -> tuple[LoggedTake, ...]:
    """Return what was said of each take on the set."""
    lying = desk.lying(parts().book, parts().store, place_of(project_id, LOG))
    try:
        return log_of(lying.content.decode(errors="replace")) if lying else ()
    except PipelineError:
        return ()


def _entries(content: bytes) -> Mapping[str, Entry]:
    """Return the rows of takes.csv; one that cannot be read says nothing until it is mended."""
    try:
        return read_entries(content.decode(errors="replace"))[0] if content else {}
    except PipelineError:
        return {}


def _names(
    project_id: int, arrived: Sequence[Arrived], content: bytes, project: Project, plan: Planned
) -> tuple[Named, ...]:
    """Return which take each recording is, in the order in which they were shot."""
    entries, log = _entries(content), _logged(project_id)
    return name_recordings(
        (one.to_name for one in arrived), entries, log, system=project.slates, shots=plan.shots
    )


def _recordings(
    arrived: Iterable[Arrived], named: Sequence[Named], project: Project, plan: Planned
) -> tuple[Recording, ...]:
    """Return what lies there, in the order in which it was shot."""
    lying = {one.upload.name: one for one in arrived}
    findings = findings_of(lying, named, project)
    return tuple(
        Recording(
            arrived=lying[name.file],
            named=name,
            proposals=(name.proposals or guesses_for(name.file, named, plan.shots))
            if name.is_open
            else (),
            findings=findings.get(name.file, ()),
            rate=project.frame_rate,
        )
        for name in named
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
