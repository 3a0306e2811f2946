"""What a school looks at before it signs a stage: a list that it can write itself, with versions.

A sign-off keeps which version was ticked, so a list can change at any time and nothing that was
signed changes with it. As long as a school has written none, the list of stage_facts counts.
"""

from collections.abc import Sequence
from typing import Final

from pipeline.errors import CannotRead, MovedOn, Refused
from pipeline.records import Book, Session, checklists, people
from pipeline.records.values import Checklist
from pipeline.sign_off import Role
from pipeline.stage_facts import facts_of

MOST_ITEMS: Final = 10
"""Nobody reads more before a decision (domain research §9)."""
LONGEST: Final = 200
EDITORS: Final = frozenset({Role.COORDINATOR, Role.LEAD_MENTOR})


def all_of(session: Session, workshop_id: int, stage: str) -> tuple[Checklist, ...]:
    """Return all versions of a list, the newest first; last comes the one that Claquette brings.

    Raise NotFound for a stage that is none.
    """
    brought = Checklist(version=0, items=facts_of(stage).checklist)
    return (*checklists.versions_of(session, workshop_id, stage), brought)


def newest(session: Session, workshop_id: int, stage: str) -> Checklist:
    """Return the list that counts. Raise NotFound for a stage that is none."""
    return all_of(session, workshop_id, stage)[0]


def of_version(session: Session, workshop_id: int, stage: str, version: int) -> Checklist:
    """Return a version of a list. Raise CannotRead when there is no such version."""
    for one in all_of(session, workshop_id, stage):
        if one.version == version:
            return one
    raise CannotRead("There is no such checklist. Load the page again.")


def change(book: Book, *, stage: str, items: Sequence[str], by: int, seen: int) -> Checklist:
    """Write a new version of the list of somebody's workshop; `seen` is the version changed.

    Raise Refused for anybody but a coordinator or a lead mentor, MovedOn when somebody was faster,
    CannotRead for a list that cannot be looked through.
    """
    clean = _clean(items)
    with book.writing() as session:
        person = people.person_with_id(session, by)
        if person.role not in EDITORS:
            raise Refused("Only a coordinator or a lead mentor changes what is looked at.")
        last = newest(session, person.workshop_id, stage)
        if last.version != seen:
            raise MovedOn("Somebody has changed this list meanwhile. Look at theirs first.")
        if last.items == clean:
            return last
        checklists.add(
            session,
            workshop_id=person.workshop_id,
            stage=stage,
            version=last.version + 1,
            items=clean,
            by=person.id,
        )
        return newest(session, person.workshop_id, stage)


def _clean(items: Sequence[str]) -> tuple[str, ...]:
    clean = tuple(dict.fromkeys(" ".join(one.split()) for one in items if one.strip()))
    if not clean:
        raise CannotRead("The list is empty. Write at least one thing to look at.")
    if len(clean) > MOST_ITEMS:
        raise CannotRead(
            "These are %(count)s things. Nobody looks at more than %(most)s: leave some out.",
            count=len(clean),
            most=MOST_ITEMS,
        )
    if any(len(one) > LONGEST for one in clean):
        raise CannotRead("One line of the list is too long. Make it one short sentence.")
    return clean
