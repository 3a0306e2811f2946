"""The verbs of the groups of a workshop: one more, its name and colour, and who accompanies it.

Only the coordinator calls them; each stands in the ledger of the group's film.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.documents.company import plain_name
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.workshop_plan import colour_of, group_name
from pipeline.errors import NotFound, Refused
from pipeline.records import Book, roster
from pipeline.records.views import Roster
from pipeline.workshops import add_group, group_here, keep_in_ledger, must_coordinate


def make_group(book: Book, name: str, *, by: int, title: str) -> int:
    """Make one more group and return its id."""
    with book.writing() as session:
        me = must_coordinate(session, by)
        return add_group(session, me.workshop_id, name=group_name(name), title=title, by=by)


def change_group(
    book: Book, group_id: int, *, name: str, colour: str, mentors: Sequence[int], by: int
) -> None:
    """Call a group otherwise, give it another colour, say who accompanies it."""
    with book.writing() as session:
        me = must_coordinate(session, by)
        group, film, settings = group_here(session, me, group_id)
        changed = replace(group, name=group_name(name), colour=colour_of(colour))
        found = roster.roster(session, me.workshop_id)
        _must_be_free(found, changed.name, group.id)
        if not set(mentors) <= {one.person.id for one in found.mentors}:
            raise NotFound("This person is not a mentor of the workshop.")
        project = replace(from_json(settings, Project), group=changed.name, colour=changed.colour)
        if changed != group:
            roster.put_group(session, changed, to_json(project))
            keep_in_ledger(session, film, by=by, what="rename", group=group.id)
        before = next(row.mentors for row in found.groups if row.group.id == group.id)
        if {one.person.id for one in before} != set(mentors):
            roster.put_mentors(session, group.id, mentors)
            keep_in_ledger(session, film, by=by, what="mentors", people=sorted(set(mentors)))


def _must_be_free(found: Roster, name: str, group_id: int) -> None:
    for row in found.groups:
        if plain_name(row.group.name) == plain_name(name) and row.group.id != group_id:
            raise Refused("There is a group of this name already. Give this one another name.")
