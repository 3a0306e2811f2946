"""Workshops, groups, people and who is logged in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from pipeline.errors import NotFound
from pipeline.records.book import now
from pipeline.records.tables import (
    GroupRow,
    PersonRow,
    PersonSessionRow,
    ProjectRow,
    WorkshopRow,
)
from pipeline.records.values import Group, Person
from pipeline.sign_off import SIGNERS, Role


def as_person(row: PersonRow) -> Person:
    """Return a row as the value that leaves the records."""
    return Person(
        id=row.id,
        workshop_id=row.workshop_id,
        group_id=row.group_id,
        role=row.role,
        name=row.name,
        avatar=row.avatar,
        language=row.language,
        password_hash=row.password_hash,
    )


def add_workshop(
    session: Session,
    *,
    name: str,
    place: str,
    languages: list[str],
    starts_at: datetime,
    ends_at: datetime,
) -> int:
    """Add a workshop without a timetable and return its id."""
    row = WorkshopRow(
        name=name,
        place=place,
        languages=languages,
        template="",
        starts_at=starts_at,
        ends_at=ends_at,
    )
    session.add(row)
    session.flush()
    return row.id


def add_group(session: Session, *, workshop_id: int, name: str, colour: str) -> int:
    """Add a group and return its id."""
    row = GroupRow(workshop_id=workshop_id, name=name, colour=colour)
    session.add(row)
    session.flush()
    return row.id


def add_project(session: Session, *, group_id: int, settings: str) -> int:
    """Add the film of a group, with its settings as JSON, and return its id."""
    row = ProjectRow(group_id=group_id, settings=settings)
    session.add(row)
    session.flush()
    return row.id


def add_person(session: Session, person: Person, *, code_digest: str | None = None) -> int:
    """Add somebody (the id of the value is not used) and return the id."""
    row = PersonRow(
        workshop_id=person.workshop_id,
        group_id=person.group_id,
        role=person.role,
        name=person.name,
        avatar=person.avatar,
        language=person.language,
        code_digest=code_digest,
        password_hash=person.password_hash,
    )
    session.add(row)
    session.flush()
    return row.id


def person_with_id(session: Session, person_id: int) -> Person:
    """Return somebody. Raise NotFound."""
    row = session.get(PersonRow, person_id)
    if row is None:
        raise NotFound("This person is not in the workshop any more.")
    return as_person(row)


def people_with_code(session: Session, code_digest: str) -> tuple[Person, ...]:
    """Return those who log in with this card: one person, or the group that shares it."""
    sharing = select(GroupRow.id).where(GroupRow.code_digest == code_digest)
    rows = session.scalars(
        select(PersonRow)
        .where(
            (PersonRow.code_digest == code_digest)
            | (PersonRow.group_id.in_(sharing) & (PersonRow.role == Role.STUDENT)),
            PersonRow.closed_at.is_(None),
        )
        .order_by(PersonRow.name)
    )
    return tuple(map(as_person, rows))


def adults_called(session: Session, name: str) -> tuple[Person, ...]:
    """Return the mentors and coordinators of this name who have a password."""
    rows = session.scalars(
        select(PersonRow).where(
            PersonRow.name == name,
            PersonRow.role != Role.STUDENT,
            PersonRow.password_hash.is_not(None),
        )
    )
    return tuple(map(as_person, rows))


def people_of(session: Session, workshop_id: int) -> tuple[Person, ...]:
    """Return everybody of a workshop, by name."""
    rows = session.scalars(
        select(PersonRow).where(PersonRow.workshop_id == workshop_id).order_by(PersonRow.name)
    )
    return tuple(map(as_person, rows))


def group_of_project(session: Session, project_id: int) -> Group:
    """Return the group whose film this is. Raise NotFound."""
    row = session.scalar(
        select(GroupRow)
        .join(ProjectRow, ProjectRow.group_id == GroupRow.id)
        .where(ProjectRow.id == project_id)
    )
    if row is None:
        raise NotFound("There is no such film.")
    return Group(id=row.id, workshop_id=row.workshop_id, name=row.name, colour=row.colour)


def film_of_group(session: Session, group_id: int) -> int | None:
    """Return the film of a group by its id."""
    return session.scalar(select(ProjectRow.id).where(ProjectRow.group_id == group_id))


def workshops(session: Session) -> tuple[tuple[int, str], ...]:
    """Return id and name of all workshops, the newest first."""
    rows = session.execute(
        select(WorkshopRow.id, WorkshopRow.name).order_by(WorkshopRow.starts_at.desc())
    )
    return tuple((row.id, row.name) for row in rows)


def days_of(session: Session, workshop_id: int) -> tuple[datetime, datetime]:
    """Return the first and the last moment of a workshop. Raise NotFound."""
    row = session.get(WorkshopRow, workshop_id)
    if row is None:
        raise NotFound("There is no such workshop.")
    return row.starts_at, row.ends_at


def mentors_of(session: Session, workshop_id: int) -> tuple[Person, ...]:
    """Return those of a workshop who sign, by name."""
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.workshop_id == workshop_id, PersonRow.role.in_(SIGNERS))
        .order_by(PersonRow.name)
    )
    return tuple(map(as_person, rows))


def open_session(
    session: Session, *, person_id: int, token_digest: str, card_group_id: int | None = None
) -> None:
    """Log somebody in; with a group, on the device that it shares."""
    session.add(
        PersonSessionRow(
            token_digest=token_digest,
            person_id=person_id,
            opened_at=now(session),
            card_group_id=card_group_id,
        )
    )


def person_of_session(session: Session, token_digest: str) -> Person | None:
    """Return who is logged in with this token, or None."""
    row = session.scalar(
        select(PersonRow)
        .join(PersonSessionRow, PersonSessionRow.person_id == PersonRow.id)
        .where(PersonSessionRow.token_digest == token_digest)
    )
    return as_person(row) if row else None


def still_open(session: Session, token_digests: Sequence[str]) -> frozenset[str]:
    """Return those of these tokens whose people are still logged in; one question for all."""
    rows = session.scalars(
        select(PersonSessionRow.token_digest).where(
            PersonSessionRow.token_digest.in_(token_digests)
        )
    )
    return frozenset(rows)


def close_session(session: Session, token_digest: str) -> None:
    """Log out."""
    session.execute(delete(PersonSessionRow).where(PersonSessionRow.token_digest == token_digest))


def close_sessions_of(session: Session, person_id: int) -> None:
    """Log somebody out everywhere."""
    session.execute(delete(PersonSessionRow).where(PersonSessionRow.person_id == person_id))
