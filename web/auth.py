"""Who is there: log-in rows in the database, so that logging out or a new role holds at once.

The cookie carries a random token; the database keeps only its digest.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from typing import Final

from flask import Response, g, redirect, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

from pipeline.errors import Refused
from pipeline.records import Book, people
from pipeline.records.values import Person
from pipeline.sign_off import Role, acts_as
from web.parts import parts

TOKEN: Final = "token"  # noqa: S105  (the name of a field, not a secret)
KEPT: Final = ("language", "theme")
OPEN_TO_ALL: Final = frozenset({"static", "people", "wall", "status", "live", "tus"})
"""Blueprints that anybody may see; live events and uploads check for themselves."""

_NOBODY: Final = (
    "scrypt:32768:8:1$eJkS0Qw8nQYB0mDk$"
    "6a5f0c7bb2a0f7c2b4d2c1e4c2e0a5b8d7f6e3c1a0b9d8e7f6a5b4c3d2e1f0a9"
    "8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c"
)
"""Checked when there is no such name, so that the answer takes as long."""


def hash_of_password(password: str) -> str:
    """Return what is kept of a password (scrypt, Werkzeug's parameters)."""
    return generate_password_hash(password, method="scrypt")


def _digest_of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def adult_with(found: Sequence[Person], password: str) -> Person | None:
    """Return the one whose password this is, or None; as slow when there is nobody."""
    right = [one for one in found if check_password_hash(one.password_hash or _NOBODY, password)]
    if not found:
        check_password_hash(_NOBODY, password)
    return right[0] if right else None


def log_in(person: Person) -> None:
    """Begin a session with a new token; what was in the old cookie goes, the language stays."""
    kept = {name: session[name] for name in KEPT if name in session}
    log_out()
    session.update(kept)
    token = secrets.token_urlsafe(32)
    session[TOKEN] = token
    session.permanent = person.role is not Role.STUDENT
    with parts().book.writing() as records:
        people.open_session(records, person_id=person.id, token_digest=_digest_of_token(token))


def log_out() -> None:
    """End the session here and in the database."""
    token = session.get(TOKEN)
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)
    if token:
        with parts().book.writing() as records:
            people.close_session(records, _digest_of_token(token))


def person_of_token(token: str) -> Person | None:
    """Return who is logged in with this token now."""
    with parts().book.reading() as records:
        return people.person_of_session(records, _digest_of_token(token))


def still_open(book: Book) -> Callable[[Sequence[str]], frozenset[str]]:
    """Return who tells which of many log-ins are still good, with one question for all."""

    def ask(tokens: Sequence[str]) -> frozenset[str]:
        digests = {_digest_of_token(token): token for token in tokens}
        with book.reading() as records:
            good = people.still_open(records, tuple(digests))
        return frozenset(digests[digest] for digest in good)

    return ask


def find_person() -> None:
    """Look up who asks, once a request."""
    token = session.get(TOKEN) if request.endpoint != "static" else None
    g.person = person_of_token(token) if token else None


def ask_to_log_in() -> Response | None:
    """Send those who are not logged in to the door, and back afterwards."""
    if g.person or request.endpoint is None or request.blueprint in OPEN_TO_ALL:
        return None
    if request.endpoint == "static":
        return None
    back = request.full_path.rstrip("?") if request.method == "GET" else ""
    answer = redirect(url_for("people.door", back=back or None), code=303)
    return answer if isinstance(answer, Response) else None


def person() -> Person:
    """Return who asks. Raise Refused where nobody is logged in."""
    found: Person | None = g.get("person")
    if found is None:
        raise Refused("You are not logged in any more. Log in, then try again.")
    return found


def only(*roles: Role) -> Person:
    """Return who asks if they have one of the roles. Raise Refused."""
    who = person()
    if acts_as(who.role) not in roles:
        raise Refused("This is not for your role. Ask your mentor or the coordinator.")
    return who
