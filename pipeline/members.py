"""The verbs of the people of a workshop: who is in which group, and who comes in.

Only the coordinator calls them. Each is one transaction. What changes a group (who came, went, or
was called otherwise) stands in the ledger of its film; a password, a card or a log-out is no
decision about a film and leaves no entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pipeline.documents.animals import ANIMALS, next_animal
from pipeline.documents.company import plain_name
from pipeline.documents.roster import LONGEST, Known, RosterTable
from pipeline.documents.workshop_plan import group_name, one_line
from pipeline.errors import CannotRead, NotFound, Refused
from pipeline.records import Book, Session, log_ins, people, roster
from pipeline.records.values import Person
from pipeline.records.views import Roster
from pipeline.sign_off import SIGNERS, Role
from pipeline.workshops import add_group, group_here, keep_in_ledger, must_coordinate

ROLES: Final = (
    Role.STUDENT,
    Role.MENTOR,
    Role.LEAD_MENTOR,
    Role.TECHNICIAN,
    Role.COORDINATOR,
)
"""Whom a coordinator can write down; guests come by a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody who is to be in the workshop."""

    name: str
    role: Role
    group_id: int | None
    language: str
    avatar: str = ""


def known_of(found: Roster, languages: tuple[str, ...]) -> Known:
    """Return what a table of people is compared with."""
    names = {row.group.id: row.group.name for row in found.groups}
    return Known(
        groups=tuple(names.values()),
        names=frozenset(
            (plain_name(names.get(one.person.group_id or 0, "")), plain_name(one.person.name))
            for one in found.everybody
        ),
        languages=languages,
    )


def keep_roster(book: Book, table: RosterTable, *, by: int, title: str) -> int:
    """Write all people of a table, with the groups that are missing; return how many came.

    All or nobody. Raise Refused while the table has a blocker.
    """
    with book.writing() as session:
        me = must_coordinate(session, by)
        if table.blockers:
            raise Refused("Some rows cannot be used yet. Mend them, then look at the table again.")
        known = known_of(roster.roster(session, me.workshop_id), ("en",))
        for name in table.new_groups(known):
            add_group(session, me.workshop_id, name=group_name(name), title=title, by=by)
        groups = _groups_by_name(roster.roster(session, me.workshop_id))
        for row in table.rows:
            group_id = groups[plain_name(row.group)] if row.group else None
            is_student = row.role is Role.STUDENT
            member = NewMember(
                name=row.name,
                role=row.role,
                group_id=group_id if is_student else None,
                language=row.language,
                avatar=row.avatar,
            )
            person_id = _add(session, me, member)
            if group_id is not None and row.role in SIGNERS:
                _add_mentor(session, group_id, person_id)
        return len(table.rows)


def _groups_by_name(found: Roster) -> dict[str, int]:
    return {plain_name(row.group.name): row.group.id for row in found.groups}


def _add_mentor(session: Session, group_id: int, person_id: int) -> None:
    group, _film, _settings = roster.group_and_film(session, group_id)
    found = roster.roster(session, group.workshop_id).groups
    mentors = next(row.mentors for row in found if row.group.id == group_id)
    roster.put_mentors(session, group_id, (*(one.person.id for one in mentors), person_id))


def add(book: Book, member: NewMember, *, by: int) -> int:
    """Write one person down and return the id."""
    with book.writing() as session:
        return _add(session, must_coordinate(session, by), member)


def _add(session: Session, me: Person, member: NewMember) -> int:
    name = display_name(member.name)
    is_student = member.role is Role.STUDENT
    if is_student and member.group_id is None:
        raise CannotRead("A student belongs to a group. Choose one.")
    group_id = member.group_id if is_student else None
    found = roster.roster(session, me.workshop_id)
    _must_be_free(found, name, group_id)
    taken = [one.person.avatar for one in found.everybody if one.person.group_id == group_id]
    person = Person(
        id=0,
        workshop_id=me.workshop_id,
        group_id=group_id,
        role=member.role,
        name=name,
        avatar=member.avatar if member.avatar in ANIMALS else next_animal(taken),
        language=member.language,
    )
    person_id = people.add_person(session, person)
    if group_id is not None:
        _, film, _ = group_here(session, me, group_id)
        keep_in_ledger(session, film, by=me.id, what="join", person=person_id)
    return person_id


def display_name(text: str) -> str:
    """Return a name as it is shown. Raise CannotRead for none, or for one that is too long."""
    name = one_line(text)
    if not name:
        raise CannotRead("The name was empty. A first name or a nickname is enough.")
    if len(name) > LONGEST:
        raise CannotRead("The name is longer than %(most)s letters. Make it shorter.", most=LONGEST)
    return name


def _must_be_free(found: Roster, name: str, group_id: int | None, *, but: int = 0) -> None:
    for one in found.everybody:
        same = one.person.group_id == group_id and plain_name(one.person.name) == plain_name(name)
        if same and one.person.id != but:
            raise Refused(
                "“%(name)s” is there already. Add a letter or take a nickname, to tell them apart.",
                name=name,
            )


def change(book: Book, person_id: int, *, name: str, avatar: str, language: str, by: int) -> None:
    """Call somebody otherwise, with another animal or in another language."""
    with book.writing() as session:
        me, person = _me_and(session, by, person_id)
        name = display_name(name)
        _must_be_free(roster.roster(session, me.workshop_id), name, person.group_id, but=person.id)
        avatar = avatar if avatar in ANIMALS else person.avatar
        roster.put_person(session, replace(person, name=name, avatar=avatar, language=language))
        if person.group_id is not None:
            _, film, _ = group_here(session, me, person.group_id)
            keep_in_ledger(session, film, by=by, what="rename", person=person.id)


def move(book: Book, person_ids: Iterable[int], group_id: int, *, by: int) -> int:
    """Put students into another group, and return how many: the one film is closed to them now,
    the other open.
    """
    with book.writing() as session:
        me = must_coordinate(session, by)
        group, film, _ = group_here(session, me, group_id)
        moved = 0
        for person_id in person_ids:
            _, person = _me_and(session, by, person_id)
            if person.group_id != group.id:
                _move(session, me, person, group.id)
                keep_in_ledger(session, film, by=me.id, what="join", person=person.id)
                moved += 1
        return moved


def _move(session: Session, me: Person, person: Person, group_id: int) -> None:
    if person.role is not Role.STUDENT or person.group_id is None:
        raise Refused("Only students belong to one group. Mentors are chosen with the group.")
    _must_be_free(roster.roster(session, me.workshop_id), person.name, group_id)
    _, left, _ = group_here(session, me, person.group_id)
    roster.put_person(session, replace(person, group_id=group_id))
    log_ins.close_shared_sessions_of(session, person.id)
    keep_in_ledger(session, left, by=me.id, what="leave", person=person.id)


def give_role(book: Book, person_id: int, role: Role, *, by: int) -> None:
    """Let an adult do something else. Raise Refused where that would leave no coordinator."""
    with book.writing() as session:
        me, person = _me_and(session, by, person_id)
        if Role.STUDENT in (person.role, role) or role not in ROLES:
            raise Refused("A student stays a student, and an adult never becomes one.")
        if person.id == me.id:
            raise Refused("You cannot change your own role. Another coordinator can.")
        roster.put_person(session, replace(person, role=role))
        if role not in SIGNERS:
            roster.forget_mentor(session, person.id)


def give_password(book: Book, person_id: int, password_hash: str, *, by: int) -> Person:
    """Give an adult a new password, and log them out everywhere; return who it is."""
    with book.writing() as session:
        _, person = _me_and(session, by, person_id)
        if person.role not in ROLES or person.role is Role.STUDENT:
            raise Refused("Students come in with a card. Make a new card instead.")
        if roster.is_closed(session, person.id):
            raise Refused("The door is closed to this person.")
        log_ins.put_password(session, person, password_hash)
        return person


def log_out_everywhere(book: Book, person_id: int, *, by: int) -> None:
    """End all log-ins of somebody."""
    with book.writing() as session:
        _, person = _me_and(session, by, person_id)
        people.close_sessions_of(session, person.id)


def leave(book: Book, person_id: int, *, by: int) -> bool:
    """Remove somebody, or, if their name stands under something, close the door to them.

    Return whether nothing of them is left.
    """
    with book.writing() as session:
        me, person = _me_and(session, by, person_id)
        if person.id == me.id:
            raise Refused("You cannot remove yourself. Another coordinator can.")
        is_gone = not roster.has_left_traces(session, person.id)
        if is_gone:
            roster.remove(session, person.id)
        else:
            roster.close(session, person)
        if person.group_id is not None:
            _, film, _ = group_here(session, me, person.group_id)
            keep_in_ledger(session, film, by=by, what="leave", person=person.id)
        return is_gone


def _me_and(session: Session, by: int, person_id: int) -> tuple[Person, Person]:
    """Return the coordinator and somebody of the same workshop. Raise Refused or NotFound."""
    me, person = must_coordinate(session, by), people.person_with_id(session, person_id)
    if person.workshop_id != me.workshop_id:
        raise NotFound("This person is not in the workshop any more.")
    return me, person
