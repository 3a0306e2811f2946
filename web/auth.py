"""Who is there: log-in rows in the database, so that logging out or a new role holds at once.

The cookie carries a random token; the database keeps only its digest.
"""

import secrets
from collections.abc import Callable, Sequence
from typing import Final

from flask import g, request, session
from werkzeug.security import check_password_hash, generate_password_hash

from pipeline import tokens
from pipeline.access import digest_of_token
from pipeline.errors import Refused
from pipeline.records import Book, guests, log_ins, people, roster
from pipeline.records.values import Person
from pipeline.sign_off import Role
from web.parts import parts
from web.permissions import is_for_programs

TOKEN: Final = "token"  # noqa: S105  (the name of a field, not a secret)
SHARED: Final = "shared"
"""In the cookie of a device that a group shares: its pages offer to change the person."""
KEPT: Final = ("language", "theme")

_NOBODY: Final = (
    "scrypt:32768:8:1$eJkS0Qw8nQYB0mDk$"
    "6a5f0c7bb2a0f7c2b4d2c1e4c2e0a5b8d7f6e3c1a0b9d8e7f6a5b4c3d2e1f0a9"
    "8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c"
)
"""Checked when there is no such name, so that the answer takes as long."""


def hash_of_password(password: str) -> str:
    """Return what is kept of a password (scrypt, Werkzeug's parameters)."""
    return generate_password_hash(password, method="scrypt")


def is_right(kept: str, password: str) -> bool:
    """Return whether a password is the one of which this is kept."""
    return check_password_hash(kept, password[:1024])


def adult_with(found: Sequence[Person], password: str) -> Person | None:
    """Return the one whose password this is, or None; as slow when there is nobody.

    Somebody who is in several workshops comes into the newest one.
    """
    right = [one for one in found if check_password_hash(one.password_hash or _NOBODY, password)]
    if not found:
        check_password_hash(_NOBODY, password)
    return max(right, key=lambda one: one.workshop_id, default=None)


def log_in(person: Person, *, card_group: int | None = None) -> None:
    """Begin a session with a new token; what was in the old cookie goes, the language stays.

    With a group, its shared card was used: the device may be handed on inside that group.
    """
    kept = {name: session[name] for name in KEPT if name in session}
    log_out()
    session.update(kept)
    token = secrets.token_urlsafe(32)
    session[TOKEN] = token
    session.permanent = person.role is not Role.STUDENT
    if card_group is not None:
        session[SHARED] = True
    with parts().book.writing() as records:
        people.open_session(
            records,
            person_id=person.id,
            token_digest=digest_of_token(token),
            card_group_id=card_group,
        )


def log_out() -> None:
    """End the session here and in the database."""
    token = session.get(TOKEN)
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
    if token:
        with parts().book.writing() as records:
            people.close_session(records, digest_of_token(token))


def person_of_token(token: str) -> Person | None:
    """Return who is logged in with this token now."""
    with parts().book.reading() as records:
        found = people.person_of_session(records, digest_of_token(token))
        if found and found.role is Role.GUEST and not guests.may_stay(records, found.id):
            return None
        return found


def sharing() -> tuple[Person, ...]:
    """Return those who may take this device over: the group whose shared card opened it.

    Nobody, when the card was one of a single person, or has been replaced since.
    """
    token = session.get(TOKEN, "")
    with parts().book.reading() as records:
        group = log_ins.card_group_of(records, digest_of_token(token))
        if group is None or group != person().group_id:
            return ()
        return roster.students_of(records, group)


def hand_on(person_id: int) -> Person:
    """Let somebody else of the group use this device. Raise Refused for everybody else."""
    chosen = next((one for one in sharing() if one.id == person_id), None)
    if chosen is None:
        raise Refused("This device is not shared by a group. Log out, then use your own card.")
    log_in(chosen, card_group=chosen.group_id)
    return chosen


def still_open(book: Book) -> Callable[[Sequence[str]], frozenset[str]]:
    """Return who tells which of many log-ins are still good, with one question for all."""

    def ask(tokens: Sequence[str]) -> frozenset[str]:
        digests = {digest_of_token(token): token for token in tokens}
        with book.reading() as records:
            good = people.still_open(records, tuple(digests))
        return frozenset(digests[digest] for digest in good)

    return ask


def find_person() -> None:
    """Look up who asks, once a request: a person by the cookie, or a program by its token."""
    g.is_program = is_for_programs(request.endpoint or "")
    if g.is_program:
        g.person = _program_of(request.headers.get("Authorization", ""))
        return
    token = session.get(TOKEN) if request.endpoint != "static" else None
    g.person = person_of_token(token) if token else None


def _program_of(said: str) -> Person | None:
    """Return as whom a program speaks, by its header; a cookie does not count here."""
    kind, _space, token = said.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        return None
    return tokens.speaker(parts().book, token.strip())


def person() -> Person:
    """Return who asks. Raise Refused where nobody is logged in."""
    found: Person | None = g.get("person")
    if found is None:
        raise Refused("You are not logged in any more. Log in, then try again.")
    return found
