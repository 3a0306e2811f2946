"""The checklists of a school: every version of a list stays, the newest of a stage counts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.records.book import now
from pipeline.records.review_tables import ChecklistRow
from pipeline.records.tables import PersonRow
from pipeline.records.values import Checklist


def add(
    session: Session, *, workshop_id: int, stage: str, version: int, items: tuple[str, ...], by: int
) -> None:
    """Write a version of a list."""
    session.add(
        ChecklistRow(
            workshop_id=workshop_id,
            stage=stage,
            version=version,
            items=list(items),
            made_by=by,
            made_at=now(session),
        )
    )
    session.flush()


def versions_of(session: Session, workshop_id: int, stage: str) -> tuple[Checklist, ...]:
    """Return all versions of a list, the newest first."""
    found = session.execute(
        select(ChecklistRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == ChecklistRow.made_by)
        .where(ChecklistRow.workshop_id == workshop_id, ChecklistRow.stage == stage)
        .order_by(ChecklistRow.version.desc())
    )
    return tuple(
        Checklist(version=row.version, items=tuple(row.items), made_by=name, made_at=row.made_at)
        for row, name in found
    )
