"""Who is in a workshop: its groups with their mentors, its people and how they come in."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from pipeline.errors import NotFound
from pipeline.records.base import Base
from pipeline.records.book import now
from pipeline.records.door_tables import GroupMentorRow, PasskeyRow
from pipeline.records.gate_tables import GateRow
from pipeline.records.people import as_person
from pipeline.records.tables import (
    CreditNameRow,
    GroupRow,
    PersonRow,
    PersonSessionRow,
    ProjectRow,
    WorkshopRow,
)
from pipeline.records.values import Group, Person
from pipeline.records.views import GroupOnRoster, PersonOnRoster, Roster, Workshop
from pipeline.sign_off import Role

_LEAVE_WITH: Final = (GroupMentorRow, PersonSessionRow, CreditNameRow, PasskeyRow)
"""What goes with somebody who is removed; every other row that names them is a reason to stay."""


def workshop(session: Session, workshop_id: int) -> Workshop:
    """Return a workshop. Raise NotFound."""
    row = session.get(WorkshopRow, workshop_id)
    if row is None:
        raise NotFound("There is no such workshop.")
    return Workshop(
        id=row.id,
        name=row.name,
        place=row.place,
        languages=tuple(row.languages),
        template=row.template,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def put_workshop(session: Session, made: Workshop) -> None:
    """Write what is agreed of a workshop that is there."""
    values = {
        "name": made.name,
        "place": made.place,
        "languages": list(made.languages),
        "template": made.template,
        "starts_at": made.starts_at,
        "ends_at": made.ends_at,
    }
    session.execute(update(WorkshopRow).where(WorkshopRow.id == made.id).values(**values))


def workshops_of(session: Session, person: Person) -> tuple[tuple[Workshop, int], ...]:
    """Return the workshops of an adult, newest first, each with the id he or she has there.

    The same name with the same kept password is the same adult.
    """
    rows = session.execute(
        select(PersonRow.workshop_id, PersonRow.id)
        .where(same_adult(person), PersonRow.role == person.role, PersonRow.closed_at.is_(None))
        .order_by(PersonRow.workshop_id.desc())
    )
    return tuple((workshop(session, row.workshop_id), row.id) for row in rows.all())


def same_adult(person: Person) -> ColumnElement[bool]:
    """Return what tells an adult in every workshop: the name with the kept password."""
    if person.password_hash is None:
        return PersonRow.id == person.id
    return (PersonRow.name == person.name) & (PersonRow.password_hash == person.password_hash)


def roster(session: Session, workshop_id: int) -> Roster:
    """Return everybody of a workshop: groups in their order, and the adults beside them."""
    groups = session.execute(
        select(GroupRow, ProjectRow.id)
        .join(ProjectRow, ProjectRow.group_id == GroupRow.id)
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(GroupRow.id)
    ).all()
    mentors = session.execute(
        select(GroupMentorRow.group_id, GroupMentorRow.person_id)
        .join(GroupRow, GroupRow.id == GroupMentorRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
    ).all()
    people = _people(session, workshop_id)
    return Roster(
        groups=tuple(
            GroupOnRoster(
                group=_group(row),
                project_id=project_id,
                has_card=row.code_digest is not None,
                students=tuple(one for one in people if one.person.group_id == row.id),
                mentors=tuple(
                    one
                    for one in people
                    if any(pair == (row.id, one.person.id) for pair in mentors)
                ),
            )
            for row, project_id in groups
        ),
        others=tuple(one for one in people if one.person.group_id is None),
    )


def _group(row: GroupRow) -> Group:
    return Group(id=row.id, workshop_id=row.workshop_id, name=row.name, colour=row.colour)


def _people(session: Session, workshop_id: int) -> list[PersonOnRoster]:
    here = session.scalars(
        select(PersonSessionRow.person_id)
        .join(PersonRow, PersonRow.id == PersonSessionRow.person_id)
        .where(PersonRow.workshop_id == workshop_id)
        .distinct()
    ).all()
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.workshop_id == workshop_id, PersonRow.role != Role.GUEST)
        .order_by(PersonRow.name)
    )
    return [
        PersonOnRoster(
            person=as_person(row),
            has_card=bool(row.code_digest),
            has_password=row.password_hash is not None,
            is_here=row.id in here,
            is_closed=row.closed_at is not None,
        )
        for row in rows
    ]


def put_person(session: Session, person: Person) -> None:
    """Write the name, animal, language, role and group of somebody who is there."""
    session.execute(
        update(PersonRow)
        .where(PersonRow.id == person.id)
        .values(
            name=person.name,
            avatar=person.avatar,
            language=person.language,
            role=person.role,
            group_id=person.group_id,
        )
    )


def put_group(session: Session, group: Group, settings: str) -> None:
    """Write the name and colour of a group, and the settings of its film."""
    session.execute(
        update(GroupRow).where(GroupRow.id == group.id).values(name=group.name, colour=group.colour)
    )
    session.execute(
        update(ProjectRow).where(ProjectRow.group_id == group.id).values(settings=settings)
    )


def put_mentors(session: Session, group_id: int, person_ids: Iterable[int]) -> None:
    """Write who accompanies a group, in place of those who did."""
    session.execute(delete(GroupMentorRow).where(GroupMentorRow.group_id == group_id))
    session.add_all(
        GroupMentorRow(group_id=group_id, person_id=one) for one in sorted(set(person_ids))
    )
    session.flush()


def first_settings(session: Session, workshop_id: int) -> str:
    """Return the settings of the first film of a workshop; an empty text when there is none."""
    query = (
        select(ProjectRow.settings)
        .join(GroupRow, GroupRow.id == ProjectRow.group_id)
        .where(GroupRow.workshop_id == workshop_id)
        .order_by(ProjectRow.id)
    )
    return session.scalar(query.limit(1)) or ""


def students_of(session: Session, group_id: int) -> tuple[Person, ...]:
    """Return the students of a group to whom the door is open, by name."""
    rows = session.scalars(
        select(PersonRow)
        .where(
            PersonRow.group_id == group_id,
            PersonRow.role == Role.STUDENT,
            PersonRow.closed_at.is_(None),
        )
        .order_by(PersonRow.name)
    )
    return tuple(map(as_person, rows))


def has_left_traces(session: Session, person_id: int) -> bool:
    """Return whether anything that was made or decided names somebody: any row that is kept."""
    leaving = [row.__tablename__ for row in (*_LEAVE_WITH, GateRow)]
    for table in Base.metadata.sorted_tables:
        if table.name in leaving:
            continue
        for key in table.foreign_keys:
            if key.column.table.name != PersonRow.__tablename__:
                continue
            if session.execute(select(key.parent).where(key.parent == person_id).limit(1)).first():
                return True
    return False


def remove(session: Session, person_id: int) -> None:
    """Remove somebody of whom nothing else tells."""
    session.execute(update(GateRow).where(GateRow.signer_id == person_id).values(signer_id=None))
    for row in _LEAVE_WITH:
        session.execute(delete(row).where(row.person_id == person_id))
    session.execute(delete(PersonRow).where(PersonRow.id == person_id))


def close(session: Session, person: Person) -> None:
    """Close the door to somebody whose name stays with what they have made or decided."""
    for row in (PersonSessionRow, PasskeyRow):
        session.execute(delete(row).where(row.person_id == person.id))
    session.execute(
        update(PersonRow)
        .where(PersonRow.id == person.id)
        .values(code_digest=None, password_hash=None, closed_at=now(session))
    )


def group_and_film(session: Session, group_id: int) -> tuple[Group, int, str]:
    """Return a group, its film, and that film's settings as JSON. Raise NotFound."""
    found = session.execute(
        select(GroupRow, ProjectRow)
        .join(ProjectRow, ProjectRow.group_id == GroupRow.id)
        .where(GroupRow.id == group_id)
    ).one_or_none()
    if found is None:
        raise NotFound("There is no such group.")
    group, project = found
    return _group(group), project.id, project.settings


def forget_mentor(session: Session, person_id: int) -> None:
    """Let somebody accompany no group any more."""
    session.execute(delete(GroupMentorRow).where(GroupMentorRow.person_id == person_id))


def is_closed(session: Session, person_id: int) -> bool:
    """Return whether the door is closed to somebody."""
    row = session.get(PersonRow, person_id)
    return row is None or row.closed_at is not None
