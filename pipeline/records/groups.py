"""The groups of a workshop, and which mentors accompany them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from pipeline.errors import NotFound
from pipeline.records.door_tables import GroupMentorRow
from pipeline.records.tables import GroupRow, PersonRow
from pipeline.records.values import Group
from pipeline.sign_off import Role


def groups_of(session: Session, workshop_id: int) -> tuple[Group, ...]:
    """Return the groups of a workshop, in the order of the board."""
    rows = session.scalars(
        select(GroupRow).where(GroupRow.workshop_id == workshop_id).order_by(GroupRow.id)
    )
    return tuple(
        Group(id=row.id, workshop_id=row.workshop_id, name=row.name, colour=row.colour)
        for row in rows
    )


def must_be_of(session: Session, group_id: int, workshop_id: int) -> None:
    """Raise NotFound for a group of no such number, or of another workshop."""
    if group_id not in {one.id for one in groups_of(session, workshop_id)}:
        raise NotFound("There is no such group.")


def lead_mentors_of(session: Session, workshop_id: int) -> tuple[str, ...]:
    """Return the names of the lead mentors of a workshop."""
    query = (
        select(PersonRow.name)
        .where(PersonRow.workshop_id == workshop_id, PersonRow.role == Role.LEAD_MENTOR)
        .order_by(PersonRow.name)
    )
    return tuple(session.scalars(query))


def accompanies(session: Session, group_id: int, person_id: int) -> bool:
    """Return whether a mentor accompanies a group; where nobody is written down, each one does."""
    query = select(GroupMentorRow.person_id).where(GroupMentorRow.group_id == group_id)
    known = frozenset(session.scalars(query))
    return not known or person_id in known
