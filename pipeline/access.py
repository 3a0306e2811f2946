"""Who may see and who may act: the rules of people and groups, in one place. Pure.

A thing of another group is answered exactly like a thing that does not exist.
"""

import hashlib
import re
import unicodedata

from pipeline.errors import NotFound, Refused
from pipeline.records.values import Group, Person
from pipeline.sign_off import Role


def may_see(person: Person, group: Group) -> bool:
    """Return whether somebody may open a group's film: its students, and the workshop's adults."""
    if person.workshop_id != group.workshop_id:
        return False
    return person.role is not Role.STUDENT or person.group_id == group.id


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
