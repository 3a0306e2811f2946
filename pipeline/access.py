"""Who may see and who may act: the rules of people and groups, in one place. Pure.

A thing of another group is answered exactly like a thing that does not exist.
"""

import hashlib
import re
import unicodedata
from typing import Final

from pipeline.errors import NotFound, Refused
from pipeline.records.values import Group, Person
from pipeline.sign_off import Role

_OF_ONE_GROUP: Final = frozenset({Role.STUDENT, Role.GUEST})


def may_see(person: Person, group: Group) -> bool:
    """Return whether somebody may open a group's film.

    Its students, the workshop's adults, and the guests of a link for the group or for all.
    """
    if person.workshop_id != group.workshop_id:
        return False
    if person.role is Role.GUEST and person.group_id is None:
        return True
    return person.role not in _OF_ONE_GROUP or person.group_id == group.id


def must_see(person: Person, group: Group) -> None:
    """Raise NotFound if somebody may not open a group's film."""
    if not may_see(person, group):
        raise NotFound("There is no such film.")


def must_be_maker(person: Person, group: Group) -> None:
    """Raise if somebody is not a student of the group: adults never change the group's work."""
    must_see(person, group)
    if person.role is not Role.STUDENT:
        raise Refused(
            "Only the group itself changes its film. You can write a note, or decide about it."
        )


def digest_of_code(code: str) -> str:
    """Return what is kept of a log-in card: case, spaces and dashes of its code do not count."""
    plain = unicodedata.normalize("NFKC", code).upper()
    return hashlib.sha256(re.sub(r"[^A-Z0-9]", "", plain).encode()).hexdigest()


def digest_of_token(token: str) -> str:
    """Return what is kept of a token that was drawn by lot: it is long, so one hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def plain_name(given: str) -> str:
    """Return a name by which two are the same: spaces, case and width do not count."""
    return " ".join(unicodedata.normalize("NFKC", given).casefold().split())
