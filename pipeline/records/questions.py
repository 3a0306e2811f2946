"""The questions that pages ask: each returns frozen values with a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.documents.film_stages import must_have, stage_before
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.report import Report
from pipeline.errors import NotFound
from pipeline.lineage import changed_inputs
from pipeline.records import decisions, faces, gates, help_calls, notes, revisions, runs
from pipeline.records.gates import Gate
from pipeline.records.help_calls import HelpCall
from pipeline.records.tables import (
    GroupRow,
    PersonRow,
    ProjectRow,
    RevisionFileRow,
    RevisionRow,
    WorkshopRow,
)
from pipeline.records.values import (
    FileOf,
    FileSide,
    Group,
    NoteView,
    RevisionDetail,
    RevisionView,
    RunView,
    SignOffView,
)
from pipeline.records.views import BoardRow, BoardView, Cell, Playable, StageView, Task
from pipeline.run_state import RunState
from pipeline.sign_off import APPROVED_STATES, ReviewState
from pipeline.standing import WAITING_FOR, Situation, WaitingFor, cell_state


def _films(session: Session, workshop_id: int) -> list[tuple[ProjectRow, GroupRow]]:
    found = session.execute(
        select(ProjectRow, GroupRow)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(GroupRow.id)
    )
    return [(project, group) for project, group in found]


def _all_revisions(session: Session, project_ids: list[int]) -> dict[int, list[RevisionView]]:
    rows = session.scalars(
        select(RevisionRow)
        .where(RevisionRow.project_id.in_(project_ids))
        .order_by(RevisionRow.number)
    )
    found: dict[int, list[RevisionView]] = {one: [] for one in project_ids}
    for row in rows:
        found[row.project_id].append(revisions.as_view(row, None))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What was read for a board before its cells are put together."""

    project: Project
    of_project: list[RevisionView]
    runs: dict[int, RunView]
    pictures: dict[int, FileOf]
    films: tuple[Playable, ...]
    gates: dict[str, Gate]

    def film_of(self, revision_id: int) -> FileOf | None:
        return next((one.file for one in self.films if one.revision_id == revision_id), None)

    def newest(self, stage: str) -> RevisionView | None:
        return next((one for one in reversed(self.of_project) if one.stage == stage), None)

    def approved(self) -> dict[str, RevisionView]:
        return {one.stage: one for one in self.of_project if one.state in APPROVED_STATES}


def _cell(stage: str, known: _Known) -> Cell:
    newest, approved = known.newest(stage), known.approved()
    run = known.runs.get(newest.id) if newest else None
    before = stage_before(known.project.stages, stage)
    state = cell_state(
        Situation(
            is_open=before is None or before in approved,
            review=newest.state if newest else None,
            run=run.state if run else None,
            out_of_date=bool(
                newest and changed_inputs(newest.inputs, revisions.lineage_of(approved))
            ),
        )
    )
    return Cell(
        stage=stage,
        state=state,
        waiting_for=WAITING_FOR[state],
        since=_since(newest, run, approved.get(before) if before else None),
        revision_id=newest.id if newest else None,
        number=newest.number if newest else 0,
        run=run,
        picture=known.pictures.get(newest.id) if newest else None,
        film=known.film_of(newest.id) if newest else None,
        signed_at=approved[stage].state_since if stage in approved else None,
        gate=known.gates.get(stage),
    )


def _since(
    newest: RevisionView | None, run: RunView | None, before: RevisionView | None
) -> datetime | None:
    if newest is None:
        return before.state_since if before else None
    if run is None or newest.state is not ReviewState.DRAFT:
        return newest.state_since
    started = run.started_at if run.state is RunState.RUNNING else None
    return run.ended_at or started or run.queued_at


def _rows(session: Session, films: Iterable[tuple[ProjectRow, GroupRow]]) -> list[BoardRow]:
    films = list(films)
    ids = [project.id for project, _ in films]
    by_project = _all_revisions(session, ids)
    newest = {(one.project_id, one.stage): one.id for views in by_project.values() for one in views}
    playable = faces.films_of(session, ids)
    seen = [*newest.values(), *(one[-1].revision_id for one in playable.values() if one)]
    latest_runs = runs.newest_of(session, list(newest.values()))
    pictures = faces.pictures_of(session, seen)
    planned = gates.gates_of_films(session, ids)
    calls = help_calls.open_of_films(session, ids)
    rows = []
    for project, group in films:
        known = _Known(
            project=from_json(project.settings, Project),
            of_project=by_project[project.id],
            runs=latest_runs,
            pictures=pictures,
            films=playable[project.id],
            gates={one.stage: one for one in planned[project.id]},
        )
        rows.append(_row(project, group, known, calls.get(project.id)))
    return rows


def _row(project: ProjectRow, group: GroupRow, known: _Known, call: HelpCall | None) -> BoardRow:
    newest = known.films[-1] if known.films else None
    return BoardRow(
        project_id=project.id,
        title=known.project.title,
        group=Group(
            id=group.id, workshop_id=group.workshop_id, name=group.name, colour=group.colour
        ),
        cells=tuple(_cell(stage, known) for stage in known.project.stages),
        playable=newest,
        picture=known.pictures.get(newest.revision_id) if newest else None,
        call=call,
    )


def board(session: Session, workshop_id: int) -> BoardView:
    """Return the board of a workshop. Raise NotFound. Nine queries, however many groups."""
    workshop = session.get(WorkshopRow, workshop_id)
    if workshop is None:
        raise NotFound("There is no such workshop.")
    last_event = decisions.last_event_id(session)
    return BoardView(
        workshop_id=workshop.id,
        name=workshop.name,
        place=workshop.place,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        rows=tuple(_rows(session, _films(session, workshop_id))),
        last_event=last_event,
    )


def board_row(session: Session, project_id: int) -> BoardRow:
    """Return one row of the board. Raise NotFound."""
    found = board_rows(session, [project_id])
    if not found:
        raise NotFound("There is no such film.")
    return found[0]


def board_rows(session: Session, project_ids: Sequence[int]) -> tuple[BoardRow, ...]:
    """Return the rows of these films, by group; those that are not there are left out."""
    found = session.execute(
        select(ProjectRow, GroupRow)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .where(ProjectRow.id.in_(project_ids))
        .order_by(GroupRow.id)
    )
    return tuple(_rows(session, [(project, group) for project, group in found]))


def stage_view(
    session: Session, project_id: int, stage: str, *, number: int | None = None
) -> StageView:
    """Return a stage with its newest revision, or the one of a number.

    Raise NotFound; LeftOut for a stage that the film does not have.
    """
    project = revisions.project_settings(session, project_id)
    must_have(project.stages, stage)
    row = board_row(session, project_id)
    cell = next(one for one in row.cells if one.stage == stage)
    all_of_stage = tuple(one for one in reversed(_named(session, project_id)) if one.stage == stage)
    shown = next((one for one in all_of_stage if number is None or one.number == number), None)
    if number is not None and shown is None:
        raise NotFound("There is no such version.")
    sign_offs = decisions.sign_offs_of(session, project_id, stage)
    said = notes.notes_on_stage(session, project_id, stage)
    approved = revisions.lineage_of(revisions.approved(session, project_id))
    return StageView(
        project_id=project_id,
        project=project,
        group=row.group,
        stage=stage,
        state=cell.state,
        waiting_for=cell.waiting_for,
        changed=changed_inputs(shown.inputs, approved) if shown else (),
        revisions=all_of_stage,
        shown=_detail(session, shown, sign_offs, said) if shown else None,
        sign_offs=sign_offs,
        notes=said,
        row=row,
    )


def _named(session: Session, project_id: int) -> list[RevisionView]:
    """All revisions of a film with the names of those who sent them, by number."""
    found = session.execute(
        select(RevisionRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == RevisionRow.made_by)
        .where(RevisionRow.project_id == project_id)
        .order_by(RevisionRow.number)
    )
    return [revisions.as_view(row, name) for row, name in found]


def _detail(
    session: Session,
    view: RevisionView,
    sign_offs: tuple[SignOffView, ...],
    said: tuple[NoteView, ...],
) -> RevisionDetail:
    report = revisions.report_of(session, view.id)
    return RevisionDetail(
        revision=view,
        sent=revisions.files_of(session, view.id, FileSide.SENT),
        made=revisions.files_of(session, view.id, FileSide.MADE),
        report=from_json(report, Report) if report else None,
        run=runs.newest_of(session, [view.id]).get(view.id),
        sign_offs=tuple(one for one in sign_offs if one.revision_number == view.number),
        waivers=decisions.waivers_of(session, view.id),
        notes=tuple(one for one in said if one.revision_id == view.id),
    )


def waiting_for(
    session: Session, workshop_id: int, who: WaitingFor, *, group_id: int | None = None
) -> tuple[Task, ...]:
    """Return what waits for the mentors, or for a group, the longest wait first."""
    tasks = [
        Task(project_id=row.project_id, title=row.title, group=row.group, cell=cell)
        for row in board(session, workshop_id).rows
        if group_id in (None, row.group.id)
        for cell in row.cells
        if cell.waiting_for is who
    ]
    return tuple(
        sorted(tasks, key=lambda task: task.cell.since.timestamp() if task.cell.since else 0)
    )


def file_of(session: Session, project_id: int, digest: str) -> FileOf | None:
    """Return a file of a film by its digest, or None if the film has no such file."""
    row = session.scalar(
        select(RevisionFileRow)
        .join(RevisionRow, RevisionRow.id == RevisionFileRow.revision_id)
        .where(RevisionRow.project_id == project_id, RevisionFileRow.digest == digest)
        .limit(1)
    )
    return FileOf(name=row.name, digest=row.digest, bytes=row.bytes) if row else None
