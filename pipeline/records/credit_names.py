"""How people want to be named in the credits, and who is around a film."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from pipeline.documents.company import Company, Member
from pipeline.records.book import now
from pipeline.records.tables import (
    CreditNameRow,
    GroupRow,
    PersonRow,
    ProjectRow,
    RevisionRow,
    SignOffRow,
    WorkshopRow,
)
from pipeline.sign_off import SIGNERS, Role

LONGEST: Final = 60
"""Letters of a name."""


def put(session: Session, person_id: int, name: str) -> None:
    """Write the name that somebody has confirmed."""
    session.merge(CreditNameRow(person_id=person_id, name=name, confirmed_at=now(session)))


def of_person(session: Session, person_id: int) -> tuple[str, datetime | None]:
    """Return the name that somebody has confirmed and when; an empty one before that."""
    row = session.get(CreditNameRow, person_id)
    return (row.name, row.confirmed_at) if row else ("", None)


def films_of(session: Session, group_id: int | None) -> tuple[int, ...]:
    """Return the films of a group."""
    query = select(ProjectRow.id).where(ProjectRow.group_id == group_id).order_by(ProjectRow.id)
    return tuple(session.scalars(query))


def company_of(session: Session, project_id: int) -> Company:
    """Return the group of a film, the mentors who have decided about it, and its workshop."""
    found = session.execute(
        select(GroupRow.id, WorkshopRow)
        .join(ProjectRow, ProjectRow.group_id == GroupRow.id)
        .join(WorkshopRow, WorkshopRow.id == GroupRow.workshop_id)
        .where(ProjectRow.id == project_id)
    ).one_or_none()
    if found is None:
        return Company()
    group_id, workshop = found
    place = (workshop.name, workshop.place, str(workshop.starts_at.year))
    return Company(
        students=_members(session, PersonRow.group_id == group_id, PersonRow.role == Role.STUDENT),
        adults=_members(
            session, PersonRow.role.in_(SIGNERS), PersonRow.id.in_(_deciders(project_id))
        ),
        workshop=", ".join(text for text in place if text),
        languages=tuple(workshop.languages),
    )


def _deciders(project_id: int) -> Select[Any]:
    return (
        select(SignOffRow.person_id)
        .join(RevisionRow, RevisionRow.id == SignOffRow.revision_id)
        .where(RevisionRow.project_id == project_id)
    )


def _members(session: Session, *which: ColumnElement[bool]) -> tuple[Member, ...]:
    rows = session.execute(
        select(PersonRow.name, CreditNameRow.name.label("credit"))
        .outerjoin(CreditNameRow, CreditNameRow.person_id == PersonRow.id)
        .where(*which)
        .order_by(PersonRow.name)
    )
    return tuple(Member(name=row.name, credit=row.credit or "") for row in rows)
