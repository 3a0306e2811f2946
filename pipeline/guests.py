"""The verbs around visitors: a link is made, somebody comes in by it, it is closed for good.

A visitor is a person with the role guest, and a row that says by which link. The link itself is
kept as a digest: it is shown once.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from pipeline.access import digest_of_token, plain_name
from pipeline.errors import CannotRead, MovedOn, NotFound, Refused
from pipeline.records import Book, Session, groups, guests, people
from pipeline.records.book import now
from pipeline.records.guests import GuestLink, NewLink
from pipeline.records.values import Person
from pipeline.sign_off import Role

TOKEN_BYTES: Final = 24
LONGEST_NAME: Final = 60
LONGEST_STAY: Final = timedelta(days=90)
MOST_GUESTS: Final = 200
"""So many can come in by one link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What a link shall be."""

    by: int
    name: str
    """What it is for, as the list shows it."""
    group_id: int | None
    """None: the films of all groups."""
    lasts: timedelta
    may_write: bool = False
    password_hash: str | None = None


def invite(book: Book, asked: Invitation) -> tuple[GuestLink, str]:
    """Make a link, and return it with the token that its address ends with.

    Raise Refused for somebody who is not the coordinator, CannotRead for an unlikely wish.
    """
    name = " ".join(asked.name.split())[:LONGEST_NAME]
    if not name:
        raise CannotRead("Say for whom the link is, so that you know it again in the list.")
    if not timedelta(hours=1) <= asked.lasts <= LONGEST_STAY:
        raise CannotRead("A link lasts for an hour at least and for 90 days at most.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with book.writing() as session:
        person = _coordinator(session, asked.by)
        if asked.group_id is not None:
            groups.must_be_of(session, asked.group_id, person.workshop_id)
        new = NewLink(
            workshop_id=person.workshop_id,
            group_id=asked.group_id,
            name=name,
            may_write=asked.may_write,
            token_digest=digest_of_token(token),
            password_hash=asked.password_hash,
            expires_at=now(session) + asked.lasts,
            made_by=person.id,
        )
        return guests.add_link(session, new), token


def come_in(book: Book, *, token: str, name: str, language: str) -> Person:
    """Return the visitor who comes in by a link under a name: a new one, or the one who returns.

    Raise NotFound for no such link, MovedOn for one that is closed, Refused for a name that
    somebody else of the workshop has: no link can be used to speak as somebody else.
    """
    called = " ".join(name.split())[:LONGEST_NAME]
    if not called or not called.isprintable():
        raise CannotRead("Say what you want to be called here.")
    with book.writing() as session:
        link = guests.link_with_digest(session, digest_of_token(token))
        if not link.is_open:
            raise MovedOn("This link does not open any more. Ask who invited you for a new one.")
        ours = {plain_name(one.name): one for one in _guests_of(session, link)}
        if found := ours.get(plain_name(called)):
            guests.came_again(session, found.person_id)
            return people.person_with_id(session, found.person_id)
        if len(ours) >= MOST_GUESTS:
            raise Refused("So many visitors have come in by this link. Ask for another one.")
        others = people.people_of(session, link.workshop_id)
        if plain_name(called) in {plain_name(one.name) for one in others}:
            raise Refused("Somebody here is called that already. Add a letter, or a second name.")
        return guests.add_guest(session, link, name=called, language=language)


def revoke(book: Book, *, link_id: int, by: int) -> None:
    """Close a link for good; who came in by it is logged out at once. Raise NotFound, MovedOn."""
    with book.writing() as session:
        person = _coordinator(session, by)
        if guests.link_with_id(session, link_id).workshop_id != person.workshop_id:
            raise NotFound("There is no such link.")
        if not guests.revoke(session, link_id):
            raise MovedOn("This link was taken back already.")


def _guests_of(session: Session, link: GuestLink) -> tuple[guests.Guest, ...]:
    return guests.guests_of(session, link.workshop_id).get(link.id, ())


def _coordinator(session: Session, person_id: int) -> Person:
    person = people.person_with_id(session, person_id)
    if person.role is not Role.COORDINATOR:
        raise Refused("Only the coordinator invites visitors.")
    return person
