"""The page of the grade: every shot of the newest cut, and what the desk says of its light."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.grade import CUBE, NAME, Grade, GradeRow, read_grades
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.sound import base_name
from pipeline.documents.takes import Take, Takes
from pipeline.editing.grade_stills import Moment, clean_lut
from pipeline.editing.grade_table import grade_for, means
from pipeline.editing.grading import uses_of
from pipeline.errors import NotFound, PipelineError
from pipeline.media.safety import display_name
from pipeline.records import revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileOf, FileSide, Group, RevisionView
from pipeline.render.sources import RenderMedium
from pipeline.shots.wording import folded
from web.cut_files import STAGE, content_of, document_of, files_of, may_be_changed, rushes_before
from web.desks import on_desk
from web.parts import parts

EDGE: Final = Fraction(1, 5)
"""Seconds; so far from its end a recording surely has a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One of the several uses of a take in the film."""

    number: int
    """Counted from 1, as grade.csv counts them."""
    start_frame: int
    moment: Moment | None
    grade: Grade
    is_own: bool
    """Whether a row grades this use alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A take that is in the film."""

    take: Take
    uses: int
    start_frame: int
    """Where it is on first."""
    moment: Moment | None
    """The middle of its first use, from its proxy; None where there is none yet."""
    grade: Grade
    is_said: bool
    """Whether a row of the desk says it, for this take or for its shot."""
    is_own: bool
    """Whether it is a row of this take."""
    alone: int
    """How many rows grade single uses of it."""
    single: tuple[Use, ...] = ()
    """Its uses, where it has several."""

    @property
    def scene(self) -> str:
        """Which scene it belongs to."""
        return self.take.slate.scene

    def use(self, number: int) -> Use | None:
        """Return one of its uses; None for 0, which means all of them. Raise NotFound."""
        found = next((one for one in self.single if one.number == number), None)
        if number and found is None:
            raise NotFound("There is no such shot in the film any more. Load the page again.")
        return found

    def moment_of(self, number: int) -> Moment | None:
        """Return the moment that shows it, or one of its uses. Raise NotFound."""
        use = self.use(number)
        return use.moment if use else self.moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything that the page shows."""

    project_id: int
    group: Group
    project: Project
    newest: RevisionView | None
    is_read: bool
    """Whether the newest version could be read, and its check is done."""
    shots: tuple[Shot, ...]
    luts: Mapping[str, FileOf]
    """The .cube files of the newest version, by what they are called."""
    number: int
    """Of the version of grade.csv on the desk."""
    fault: str
    """Why the table on the desk cannot be read; empty where it can."""
    unsent: int
    """How many rows the newest version does not know of."""
    may_change: bool

    def shot(self, name: str) -> Shot:
        """Return a shot by the name of its take. Raise NotFound."""
        found = next((one for one in self.shots if one.take.name == name), None)
        if found is None:
            raise NotFound("There is no such shot in the film any more. Load the page again.")
        return found

    def of_scene(self, scene: str) -> tuple[str, ...]:
        """Return the takes of a scene that are in the film."""
        return tuple(one.take.name for one in self.shots if one.scene == scene)

    def lut_of(self, grade: Grade) -> RenderMedium | None:
        """Return the look of a grade, written clean; None where it has none, or it is not there.

        Raise CannotRead for a file that is no look-up table.
        """
        by_name = {folded(name): file for name, file in self.luts.items()}
        file = by_name.get(folded(grade.lut))
        if file is None:
            return None
        sent = parts().store.path(file.digest)
        name = display_name(base_name(file.name))
        return clean_lut(sent, file.digest, name, folder=parts().settings.home / STILLS)


STILLS: Final = "cache/grade_stills"


def place_of(project_id: int) -> Place:
    """Return where the grade of a film lies."""
    return Place(project_id=project_id, stage=STAGE, name=NAME)


def room_of(project_id: int, group: Group) -> Room:
    """Return the room of a film."""
    with parts().book.reading() as session:
        project = revisions.project_settings(session, project_id)
        newest = revisions.newest(session, project_id, STAGE)
        made = files_of(session, newest, FileSide.MADE)
        sent = files_of(session, newest, FileSide.SENT)
        rushes = files_of(session, rushes_before(session, newest), FileSide.MADE)
        may_change = newest is not None and may_be_changed(session, project_id)
    edit = document_of(made, "edit.json", Edit)
    lying = on_desk(place_of(project_id))
    rows, fault = _rows(lying.content)
    before, _ = _rows(content_of(_named(sent, NAME)))
    return Room(
        project_id=project_id,
        group=group,
        project=project,
        newest=newest,
        is_read=edit is not None,
        shots=_shots(edit, rushes, rows) if edit else (),
        luts={base_name(name): one for name, one in sent.items() if name.lower().endswith(CUBE)},
        number=lying.number,
        fault=fault,
        unsent=len(set(rows) ^ set(before)),
        may_change=may_change,
    )


def _named(files: Mapping[str, FileOf], wanted: str) -> FileOf | None:
    found = (one for name, one in files.items() if base_name(name).lower() == wanted)
    return next(found, None)


def _rows(content: bytes) -> tuple[tuple[GradeRow, ...], str]:
    """Return the rows, and why there are none; a broken table says nothing until it is mended."""
    try:
        return read_grades(content.decode(errors="replace")), ""
    except PipelineError as fault:
        return (), str(fault)


def _shots(
    edit: Edit, rushes: Mapping[str, FileOf], rows: tuple[GradeRow, ...]
) -> tuple[Shot, ...]:
    """Return the takes of the film in the order in which they are on first."""
    catalogue = content_of(rushes.get("takes.json"))
    takes = from_json(catalogue, Takes).takes if catalogue else ()
    by_name = {one.name: one for one in takes}
    uses: dict[str, list[tuple[PictureClip, int]]] = {}
    for clip, number in uses_of(edit):
        uses.setdefault(clip.media, []).append((clip, number))

    def single(name: str) -> tuple[Use, ...]:
        return tuple(
            Use(
                number=number,
                start_frame=clip.start_frame,
                moment=_moment(by_name[name], clip, rushes, edit.frame_rate),
                grade=grade_for(name, number, rows),
                is_own=any(row.clip == number and means(row, name, number) for row in rows),
            )
            for clip, number in uses[name]
        )

    return tuple(
        Shot(
            take=by_name[name],
            uses=len(clips),
            start_frame=clips[0][0].start_frame,
            moment=_moment(by_name[name], clips[0][0], rushes, edit.frame_rate),
            grade=grade_for(name, 0, rows),
            is_said=any(means(row, name, 0) for row in rows),
            is_own=any(not row.clip and folded(row.shot) == folded(name) for row in rows),
            alone=sum(bool(row.clip and means(row, name, row.clip)) for row in rows),
            single=single(name) if len(clips) > 1 else (),
        )
        for name, clips in uses.items()
        if name in by_name
    )


def _moment(
    take: Take, clip: PictureClip, rushes: Mapping[str, FileOf], rate: Fraction
) -> Moment | None:
    proxy = rushes.get(take.proxy)
    if proxy is None:
        return None
    middle = clip.source_in + clip.frames // 2 * clip.speed / rate
    last = take.frames / rate - EDGE
    return Moment(
        medium=RenderMedium(path=parts().store.path(proxy.digest), digest=proxy.digest, kind="mov"),
        second=max(Fraction(0), min(middle, last)),
    )
