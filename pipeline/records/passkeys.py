"""Passkeys of adults: what a device has, and what is kept here to know it again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from pipeline.records.book import now
from pipeline.records.door_tables import PasskeyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey of somebody."""

    id: int
    person_id: int
    credential: str
    """Its id, base64url."""
    public_key: str
    """COSE key, base64url."""
    uses: int
    """What the device has counted; many count nothing and stay at 0."""
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """A passkey that is about to be written."""

    person_id: int
    credential: str
    public_key: str
    uses: int
    name: str


def _passkey(row: PasskeyRow) -> Passkey:
    return Passkey(
        id=row.id,
        person_id=row.person_id,
        credential=row.credential,
        public_key=row.public_key,
        uses=row.uses,
        name=row.name,
        made_at=row.made_at,
    )


def add(session: Session, new: NewPasskey) -> None:
    """Write a passkey."""
    session.add(
        PasskeyRow(
            person_id=new.person_id,
            credential=new.credential,
            public_key=new.public_key,
            uses=new.uses,
            name=new.name,
            made_at=now(session),
        )
    )
    session.flush()


def of_person(session: Session, person_id: int) -> tuple[Passkey, ...]:
    """Return the passkeys of somebody, the oldest first."""
    rows = session.scalars(
        select(PasskeyRow).where(PasskeyRow.person_id == person_id).order_by(PasskeyRow.id)
    )
    return tuple(map(_passkey, rows))


def with_credential(session: Session, credential: str) -> Passkey | None:
    """Return the passkey of a credential, or None."""
    row = session.scalar(select(PasskeyRow).where(PasskeyRow.credential == credential))
    return _passkey(row) if row else None


def used(session: Session, passkey: Passkey, uses: int) -> bool:
    """Write what the device has counted. Return whether nobody else did so meanwhile."""
    moved = session.scalar(
        update(PasskeyRow)
        .where(PasskeyRow.id == passkey.id, PasskeyRow.uses == passkey.uses)
        .values(uses=uses)
        .returning(PasskeyRow.id)
    )
    return moved is not None


def remove(session: Session, *, passkey_id: int, person_id: int) -> bool:
    """Take a passkey away from its owner. Return whether it was there."""
    gone = session.scalar(
        delete(PasskeyRow)
        .where(PasskeyRow.id == passkey_id, PasskeyRow.person_id == person_id)
        .returning(PasskeyRow.id)
    )
    return gone is not None
