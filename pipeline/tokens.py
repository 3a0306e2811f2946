"""The verbs around the programs of a group: a token is made, shown once, used, and taken back."""

import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Final

from pipeline.access import digest_of_token
from pipeline.errors import CannotRead, MovedOn, NotFound, Refused, WorkFailed
from pipeline.records import Book, Session, groups, people, tokens
from pipeline.records.tokens import ApiToken
from pipeline.records.values import Group, Person
from pipeline.sign_off import Role

PREFIX: Final = "claquette_"
"""How every token begins, so that one that was lost in a file is found again."""
TOKEN_BYTES: Final = 32
LONGEST_NAME: Final = 60
MOST_TOKENS: Final = 20
"""So many can be open for one group."""
MARKED_EVERY: Final = timedelta(hours=1)
"""A program that asks all day long costs one change of its row in so much time."""


def make(book: Book, *, project_id: int, by: int, name: str) -> tuple[ApiToken, str]:
    """Make a token for the group of a film, and return it with its words.

    Raise Refused for somebody who may not, CannotRead where the program has no name.
    """
    called = " ".join(name.split())[:LONGEST_NAME]
    if not called or not called.isprintable():
        raise CannotRead("Say which program it is for: versions will bear that name.")
    words = f"{PREFIX}{secrets.token_urlsafe(TOKEN_BYTES)}"
    with book.writing() as session:
        group = people.group_of_project(session, project_id)
        _may_let_in(session, group, by)
        if sum(one.revoked_at is None for one in tokens.of_group(session, group.id)) >= MOST_TOKENS:
            raise Refused("This group has many tokens already. Take one back first.")
        made = tokens.add(session, group, name=called, token_digest=digest_of_token(words), by=by)
        return made, words


def revoke(book: Book, *, project_id: int, token_id: int, by: int) -> None:
    """Take a token back: from this moment it opens nothing. Raise NotFound, Refused, MovedOn."""
    with book.writing() as session:
        group = people.group_of_project(session, project_id)
        _may_let_in(session, group, by)
        if tokens.with_id(session, token_id).group_id != group.id:
            raise NotFound("There is no such token.")
        if not tokens.revoke(session, token_id):
            raise MovedOn("This token was taken back already.")


def speaker(book: Book, words: str) -> Person | None:
    """Return as whom a program with this token speaks; None for a token that opens nothing.

    That it was used is marked, but not at every request.
    """
    digest = digest_of_token(words)
    with book.reading() as session:
        found = tokens.person_of(session, digest)
        is_due = found is not None and tokens.is_mark_due(session, digest, MARKED_EVERY)
    if is_due:
        # Where many save, the program gets its answer all the same; its next request is marked.
        with suppress(WorkFailed), book.writing() as session:
            tokens.mark_used(session, digest, MARKED_EVERY)
    return found


def may_let_in(session: Session, group: Group, person: Person) -> bool:
    """Return whether somebody decides which programs send for a group.

    The coordinator and the lead mentors do, and the mentors who accompany the group.
    """
    if person.workshop_id != group.workshop_id:
        return False
    if person.role is Role.MENTOR:
        return groups.accompanies(session, group.id, person.id)
    return person.role in {Role.COORDINATOR, Role.LEAD_MENTOR}


def _may_let_in(session: Session, group: Group, by: int) -> None:
    if not may_let_in(session, group, people.person_with_id(session, by)):
        raise Refused("A mentor of the group or the coordinator lets programs in.")
