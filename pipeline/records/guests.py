"""Links for visitors, and the visitors who came in by them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from pipeline.errors import NotFound
from pipeline.records import people
from pipeline.records.book import now
from pipeline.records.door_tables import GuestLinkRow, GuestRow
from pipeline.records.tables import GroupRow, PersonRow
from pipeline.records.values import Person
from pipeline.sign_off import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestLink:
    """A link for visitors."""

    id: int
    workshop_id: int
    group_id: int | None
    """None: the films of all groups."""
    group: str
    colour: str
    name: str
    may_write: bool
    password_hash: str | None
    expires_at: datetime
    made_by: str
    made_at: datetime
    revoked_at: datetime | None
    is_open: bool
    """Whether it opens the door at this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLink:
    """A link that is about to be written."""

    workshop_id: int
    group_id: int | None
    name: str
    may_write: bool
    token_digest: str
    password_hash: str | None
    expires_at: datetime
    made_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who came in by a link."""

    person_id: int
    link_id: int
    name: str
    came_at: datetime
    """The last time."""


_WITH_NAMES: Final = (
    select(GuestLinkRow, GroupRow.name, GroupRow.colour, PersonRow.name)
    .outerjoin(GroupRow, GroupRow.id == GuestLinkRow.group_id)
    .join(PersonRow, PersonRow.id == GuestLinkRow.made_by)
)


def _links(session: Session, query: Select[GuestLinkRow, str, str, str]) -> tuple[GuestLink, ...]:
    moment = now(session)
    return tuple(
        GuestLink(
            id=row.id,
            workshop_id=row.workshop_id,
            group_id=row.group_id,
            group=group or "",
            colour=colour or "",
            name=row.name,
            may_write=row.may_write,
            password_hash=row.password_hash,
            expires_at=row.expires_at,
            made_by=made_by,
            made_at=row.made_at,
            revoked_at=row.revoked_at,
            is_open=row.revoked_at is None and row.expires_at > moment,
        )
        for row, group, colour, made_by in session.execute(query)
    )


def _one(session: Session, query: Select[GuestLinkRow, str, str, str]) -> GuestLink:
    found = _links(session, query)
    if not found:
        raise NotFound("There is no such link.")
    return found[0]


def add_link(session: Session, new: NewLink) -> GuestLink:
    """Write a link."""
    row = GuestLinkRow(
        workshop_id=new.workshop_id,
        group_id=new.group_id,
        name=new.name,
        may_write=new.may_write,
        token_digest=new.token_digest,
        password_hash=new.password_hash,
        expires_at=new.expires_at,
        made_by=new.made_by,
        made_at=now(session),
    )
    session.add(row)
    session.flush()
    return link_with_id(session, row.id)


def link_with_id(session: Session, link_id: int) -> GuestLink:
    """Return a link, open or not. Raise NotFound."""
    return _one(session, _WITH_NAMES.where(GuestLinkRow.id == link_id))


def link_with_digest(session: Session, token_digest: str) -> GuestLink:
    """Return the link of a token, open or not. Raise NotFound."""
    return _one(session, _WITH_NAMES.where(GuestLinkRow.token_digest == token_digest))


def links_of(session: Session, workshop_id: int) -> tuple[GuestLink, ...]:
    """Return all links of a workshop, the newest first."""
    of_workshop = _WITH_NAMES.where(GuestLinkRow.workshop_id == workshop_id)
    return _links(session, of_workshop.order_by(GuestLinkRow.id.desc()))


def guests_of(session: Session, workshop_id: int) -> dict[int, tuple[Guest, ...]]:
    """Return who came in, by link, the last one first."""
    rows = session.execute(
        select(GuestRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == GuestRow.person_id)
        .where(PersonRow.workshop_id == workshop_id)
        .order_by(GuestRow.came_at.desc())
    )
    found: dict[int, tuple[Guest, ...]] = {}
    for row, name in rows:
        guest = Guest(person_id=row.person_id, link_id=row.link_id, name=name, came_at=row.came_at)
        found[row.link_id] = (*found.get(row.link_id, ()), guest)
    return found


def link_of(session: Session, person_id: int) -> GuestLink | None:
    """Return by which link a guest came in; None for somebody who is no guest of a link."""
    row = session.get(GuestRow, person_id)
    return link_with_id(session, row.link_id) if row else None


def may_stay(session: Session, person_id: int) -> bool:
    """Return whether the link by which a guest came in is still open."""
    link = link_of(session, person_id)
    return link is not None and link.is_open


def add_guest(session: Session, link: GuestLink, *, name: str, language: str) -> Person:
    """Write somebody who comes in by a link for the first time."""
    person_id = people.add_person(
        session,
        Person(
            id=0,
            workshop_id=link.workshop_id,
            group_id=link.group_id,
            role=Role.GUEST,
            name=name,
            avatar="",
            language=language,
        ),
    )
    session.add(GuestRow(person_id=person_id, link_id=link.id, came_at=now(session)))
    session.flush()
    return people.person_with_id(session, person_id)


def came_again(session: Session, person_id: int) -> None:
    """Write that a guest came in once more."""
    here = update(GuestRow).where(GuestRow.person_id == person_id)
    session.execute(here.values(came_at=now(session)))


def revoke(session: Session, link_id: int) -> bool:
    """Close a link for good and end the sessions of its guests. Return whether it was open."""
    closed = session.scalar(
        update(GuestLinkRow)
        .where(GuestLinkRow.id == link_id, GuestLinkRow.revoked_at.is_(None))
        .values(revoked_at=now(session))
        .returning(GuestLinkRow.id)
    )
    for person_id in session.scalars(select(GuestRow.person_id).where(GuestRow.link_id == link_id)):
        people.close_sessions_of(session, person_id)
    return closed is not None
