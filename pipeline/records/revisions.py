"""Revisions and their files."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.errors import NotFound
from pipeline.lineage import Approved
from pipeline.records.book import now
from pipeline.records.review_tables import NoteRow
from pipeline.records.tables import (
    DeskVersionRow,
    PersonRow,
    ProjectRow,
    RevisionFileRow,
    RevisionRow,
    SignOffRow,
    UploadFileRow,
    UploadRow,
)
from pipeline.records.values import FileOf, FileSide, RevisionView
from pipeline.sign_off import APPROVED_STATES, Action, ReviewState


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRevision:
    """What is written for a new revision."""

    project_id: int
    stage: str
    digest: str
    inputs: Mapping[str, str]
    files: tuple[FileOf, ...]
    made_by: int | None
    note: str = ""


def project_settings(session: Session, project_id: int) -> Project:
    """Return the settings of a film. Raise NotFound."""
    row = session.get(ProjectRow, project_id)
    if row is None:
        raise NotFound("There is no such film.")
    return from_json(row.settings, Project)


def set_project_settings(session: Session, project_id: int, settings: str) -> None:
    """Replace the settings of a film, as JSON; what was approved before rests on the old ones."""
    session.execute(update(ProjectRow).where(ProjectRow.id == project_id).values(settings=settings))


def as_view(row: RevisionRow, made_by: str | None) -> RevisionView:
    """Return a row as a value."""
    return RevisionView(
        id=row.id,
        project_id=row.project_id,
        stage=row.stage,
        number=row.number,
        digest=row.digest,
        inputs={str(stage): str(digest) for stage, digest in row.inputs.items()},
        state=row.state,
        state_since=row.state_since,
        made_by=made_by or "",
        made_by_id=row.made_by,
        made_at=row.made_at,
        note=row.note,
    )


def add(session: Session, new: NewRevision) -> RevisionView:
    """Write a new revision with the files that were sent; its number is the next free one."""
    last = session.scalar(
        select(func.max(RevisionRow.number)).where(
            RevisionRow.project_id == new.project_id, RevisionRow.stage == new.stage
        )
    )
    moment = now(session)
    row = RevisionRow(
        project_id=new.project_id,
        stage=new.stage,
        number=(last or 0) + 1,
        digest=new.digest,
        inputs=dict(new.inputs),
        state=ReviewState.DRAFT,
        state_since=moment,
        made_by=new.made_by,
        made_at=moment,
        note=new.note,
        report="",
    )
    session.add(row)
    session.flush()
    put_files(session, row.id, FileSide.SENT, new.files)
    return as_view(row, None)


def put_files(
    session: Session, revision_id: int, side: FileSide, files: tuple[FileOf, ...]
) -> None:
    """Replace one side of a revision's files."""
    session.execute(
        delete(RevisionFileRow).where(
            RevisionFileRow.revision_id == revision_id, RevisionFileRow.side == side
        )
    )
    session.add_all(
        RevisionFileRow(
            revision_id=revision_id, side=side, name=one.name, digest=one.digest, bytes=one.bytes
        )
        for one in files
    )
    session.flush()


def files_of(session: Session, revision_id: int, side: FileSide) -> tuple[FileOf, ...]:
    """Return one side of a revision's files, by name."""
    rows = session.scalars(
        select(RevisionFileRow)
        .where(RevisionFileRow.revision_id == revision_id, RevisionFileRow.side == side)
        .order_by(RevisionFileRow.name)
    )
    return tuple(FileOf(name=row.name, digest=row.digest, bytes=row.bytes) for row in rows)


def with_id(session: Session, revision_id: int) -> RevisionView:
    """Return a revision. Raise NotFound."""
    found = session.execute(
        select(RevisionRow, PersonRow.name)
        .outerjoin(PersonRow, PersonRow.id == RevisionRow.made_by)
        .where(RevisionRow.id == revision_id)
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such version.")
    return as_view(found[0], found[1])


def newest(session: Session, project_id: int, stage: str) -> RevisionView | None:
    """Return the newest revision of a stage, or None before the first."""
    row = session.scalar(
        select(RevisionRow)
        .where(RevisionRow.project_id == project_id, RevisionRow.stage == stage)
        .order_by(RevisionRow.number.desc())
        .limit(1)
    )
    return as_view(row, None) if row else None


def move(
    session: Session, *, revision_id: int, digest: str, seen: ReviewState, to: ReviewState
) -> bool:
    """Move the review state if it is still what was seen, of the bytes that were seen.

    Return whether it moved; False means that somebody was faster.
    """
    moved = session.scalar(
        update(RevisionRow)
        .where(
            RevisionRow.id == revision_id,
            RevisionRow.digest == digest,
            RevisionRow.state == seen,
        )
        .values(state=to, state_since=now(session))
        .returning(RevisionRow.id)
    )
    return moved is not None


def made(
    session: Session,
    *,
    revision_id: int,
    digest: str,
    files: tuple[FileOf, ...],
    report: str,
) -> None:
    """Write what a run has made: the products, the report, and (for a draft) the digest."""
    put_files(session, revision_id, FileSide.MADE, files)
    session.execute(
        update(RevisionRow)
        .where(RevisionRow.id == revision_id)
        .values(digest=digest, report=report)
    )


def approved(session: Session, project_id: int) -> dict[str, RevisionView]:
    """Return the newest approved revision of every stage that has one."""
    rows = session.scalars(
        select(RevisionRow)
        .where(RevisionRow.project_id == project_id, RevisionRow.state.in_(list(APPROVED_STATES)))
        .order_by(RevisionRow.number)
    )
    return {row.stage: as_view(row, None) for row in rows}


def signed_before(session: Session, revision: RevisionView) -> RevisionView | None:
    """Return the newest earlier version of the same stage that was ever signed off, or None."""
    return newest_signed(session, revision.project_id, revision.stage, before=revision.number)


def newest_signed(
    session: Session, project_id: int, stage: str, *, before: int | None = None
) -> RevisionView | None:
    """Return the newest version of a stage that was ever signed off, be it opened again since."""
    signed = select(SignOffRow.revision_id).where(
        SignOffRow.action.in_([Action.APPROVE.value, Action.APPROVE_WITH_TODOS.value])
    )
    query = select(RevisionRow).where(
        RevisionRow.project_id == project_id,
        RevisionRow.stage == stage,
        RevisionRow.id.in_(signed),
    )
    if before is not None:
        query = query.where(RevisionRow.number < before)
    row = session.scalar(query.order_by(RevisionRow.number.desc()).limit(1))
    return as_view(row, None) if row else None


def lineage_of(found: Mapping[str, RevisionView]) -> dict[str, Approved]:
    """Return approved revisions as lineage sees them."""
    return {
        stage: Approved(digest=view.digest, inputs=view.inputs) for stage, view in found.items()
    }


def report_of(session: Session, revision_id: int) -> str:
    """Return the report of a revision as JSON; empty before its run is done."""
    return session.scalar(select(RevisionRow.report).where(RevisionRow.id == revision_id)) or ""


def with_digest(session: Session, project_id: int, stage: str, digest: str) -> RevisionView | None:
    """Return the newest revision of a stage with this digest, or None."""
    row = session.scalar(
        select(RevisionRow)
        .where(
            RevisionRow.project_id == project_id,
            RevisionRow.stage == stage,
            RevisionRow.digest == digest,
        )
        .order_by(RevisionRow.number.desc())
        .limit(1)
    )
    return as_view(row, None) if row else None


def digests_in_use(session: Session) -> frozenset[str]:
    """Return the digests of all files of all revisions, desks, uploads and notes."""
    of_uploads = select(UploadRow.digest).where(UploadRow.digest != "")
    spoken = select(NoteRow.voice).where(NoteRow.voice != "")
    found = select(RevisionFileRow.digest).union(
        select(DeskVersionRow.digest), of_uploads, select(UploadFileRow.digest), spoken
    )
    return frozenset(session.scalars(found))
