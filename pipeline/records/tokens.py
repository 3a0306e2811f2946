"""Tokens by which the programs of a group ask, instead of a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import Session

from pipeline.errors import NotFound, Refused
from pipeline.records import people
from pipeline.records.book import now
from pipeline.records.door_tables import ApiTokenRow
from pipeline.records.tables import PersonRow
from pipeline.records.values import Group, Person
from pipeline.sign_off import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token, without its words."""

    id: int
    group_id: int
    name: str
    """Of the program: what the versions that it sends are said to be made by."""
    made_by: str
    made_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None
    """The last time that its program asked, true to the hour; None where it never did."""


_WITH_MAKER: Final = select(ApiTokenRow, PersonRow.name).join(
    PersonRow, PersonRow.id == ApiTokenRow.made_by
)


def _tokens(session: Session, query: Select[ApiTokenRow, str]) -> tuple[ApiToken, ...]:
    return tuple(
        ApiToken(
            id=row.id,
            group_id=row.group_id,
            name=row.name,
            made_by=made_by,
            made_at=row.made_at,
            revoked_at=row.revoked_at,
            used_at=row.used_at,
        )
        for row, made_by in session.execute(query)
    )


def add(session: Session, group: Group, *, name: str, token_digest: str, by: int) -> ApiToken:
    """Write a token; a program of a known name goes on as the person that it was."""
    known = session.scalar(
        select(ApiTokenRow.person_id).where(
            ApiTokenRow.group_id == group.id, ApiTokenRow.name == name
        )
    )
    row = ApiTokenRow(
        group_id=group.id,
        person_id=known or _speaker(session, group, name),
        name=name,
        token_digest=token_digest,
        made_by=by,
        made_at=now(session),
    )
    session.add(row)
    session.flush()
    return with_id(session, row.id)


def _speaker(session: Session, group: Group, name: str) -> int:
    """Write the person as whom a program sends. Raise Refused for a name of somebody else."""
    if name in {one.name for one in people.people_of(session, group.workshop_id)}:
        raise Refused("Somebody here is called that already. Give the program another name.")
    speaker = Person(
        id=0,
        workshop_id=group.workshop_id,
        group_id=group.id,
        role=Role.GUEST,
        name=name,
        avatar="",
        language="",
    )
    return people.add_person(session, speaker)


def with_id(session: Session, token_id: int) -> ApiToken:
    """Return a token, revoked or not. Raise NotFound."""
    found = _tokens(session, _WITH_MAKER.where(ApiTokenRow.id == token_id))
    if not found:
        raise NotFound("There is no such token.")
    return found[0]


def of_group(session: Session, group_id: int) -> tuple[ApiToken, ...]:
    """Return the tokens of a group, the newest first."""
    of_it = _WITH_MAKER.where(ApiTokenRow.group_id == group_id)
    return _tokens(session, of_it.order_by(ApiTokenRow.id.desc()))


def person_of(session: Session, token_digest: str) -> Person | None:
    """Return as whom a program with this token speaks; None for a token that opens nothing."""
    person_id = session.scalar(
        select(ApiTokenRow.person_id).where(
            ApiTokenRow.token_digest == token_digest, ApiTokenRow.revoked_at.is_(None)
        )
    )
    return people.person_with_id(session, person_id) if person_id is not None else None


def is_mark_due(session: Session, token_digest: str, every: timedelta) -> bool:
    """Return whether the last mark of an open token's use is older than this, or missing."""
    return (
        session.scalar(select(ApiTokenRow.id).where(*_due(session, token_digest, every)))
        is not None
    )


def mark_used(session: Session, token_digest: str, every: timedelta) -> None:
    """Write that an open token is used now, unless a mark that is not older than this says so."""
    due = _due(session, token_digest, every)
    session.execute(update(ApiTokenRow).where(*due).values(used_at=now(session)))


def _due(session: Session, token_digest: str, every: timedelta) -> tuple[ColumnElement[bool], ...]:
    return (
        ApiTokenRow.token_digest == token_digest,
        ApiTokenRow.revoked_at.is_(None),
        or_(ApiTokenRow.used_at.is_(None), ApiTokenRow.used_at <= now(session) - every),
    )


def speaks_for(session: Session, person_id: int, group_id: int) -> bool:
    """Return whether somebody is a program that sends for a group."""
    found = session.scalar(
        select(ApiTokenRow.id).where(
            ApiTokenRow.person_id == person_id,
            ApiTokenRow.group_id == group_id,
            ApiTokenRow.revoked_at.is_(None),
        )
    )
    return found is not None


def revoke(session: Session, token_id: int) -> bool:
    """Close a token for good. Return whether it was open."""
    closed = session.scalar(
        update(ApiTokenRow)
        .where(ApiTokenRow.id == token_id, ApiTokenRow.revoked_at.is_(None))
        .values(revoked_at=now(session))
        .returning(ApiTokenRow.id)
    )
    return closed is not None
