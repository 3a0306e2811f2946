"""What opens the doors of a workshop: codes of cards, passwords, and who is logged in by which."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipeline.records.roster import same_adult
from pipeline.records.tables import GroupRow, PersonRow, PersonSessionRow
from pipeline.records.values import Person


def put_code(session: Session, person_id: int, code_digest: str) -> None:
    """Give somebody a new card; the old one opens nothing any more, and they are logged out."""
    session.execute(
        update(PersonRow).where(PersonRow.id == person_id).values(code_digest=code_digest)
    )
    session.execute(delete(PersonSessionRow).where(PersonSessionRow.person_id == person_id))


def put_group_code(session: Session, group_id: int, code_digest: str) -> None:
    """Give a group a new shared card, and close what the old one had opened."""
    session.execute(update(GroupRow).where(GroupRow.id == group_id).values(code_digest=code_digest))
    session.execute(delete(PersonSessionRow).where(PersonSessionRow.card_group_id == group_id))


def is_code_known(session: Session, code_digest: str) -> bool:
    """Return whether a card with this code is there already."""
    of_person = select(PersonRow.id).where(PersonRow.code_digest == code_digest)
    of_group = select(GroupRow.id).where(GroupRow.code_digest == code_digest)
    return session.scalar(of_person.limit(1)) is not None or session.scalar(of_group) is not None


def group_with_code(session: Session, code_digest: str) -> int | None:
    """Return the group that shares this card."""
    return session.scalar(select(GroupRow.id).where(GroupRow.code_digest == code_digest))


def card_group_of(session: Session, token_digest: str) -> int | None:
    """Return the group whose shared card opened a session, or None."""
    row = session.get(PersonSessionRow, token_digest)
    return row.card_group_id if row else None


def close_shared_sessions_of(session: Session, person_id: int) -> None:
    """Log somebody out of the devices that a group shares."""
    session.execute(
        delete(PersonSessionRow).where(
            PersonSessionRow.person_id == person_id, PersonSessionRow.card_group_id.is_not(None)
        )
    )


def put_password(session: Session, person: Person, password_hash: str) -> None:
    """Give an adult a new password, in all workshops where he or she had the old one."""
    ids = session.scalars(select(PersonRow.id).where(same_adult(person))).all()
    session.execute(
        update(PersonRow).where(PersonRow.id.in_(ids)).values(password_hash=password_hash)
    )
    session.execute(delete(PersonSessionRow).where(PersonSessionRow.person_id.in_(ids)))
