"""The verbs of a workshop as a whole: the first coordinator comes in, a workshop is made, a group.

A workshop as such has no ledger: a ledger belongs to a film. What is agreed of a film when it
begins, and whatever is changed of its group afterwards, stands in the ledger of that film.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from pipeline.card_codes import first_word
from pipeline.documents.company import plain_name
from pipeline.documents.group_colours import next_colour
from pipeline.documents.json import digest_of, from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.workshop_plan import WorkshopPlan, like
from pipeline.documents.workshop_template import (
    TEMPLATES,
    first_moment,
    gates_of,
    last_moment,
    template_of,
)
from pipeline.errors import NotFound, Refused
from pipeline.records import Book, Session, decisions, gates, holding, people, roster
from pipeline.records.values import Group, Person
from pipeline.records.views import Workshop
from pipeline.secret_key import secret_key_of
from pipeline.settings import Settings
from pipeline.sign_off import Role
from pipeline.stage_facts import STAGE_NAMES

EVENT: Final = "people"
"""Kind of the event that tells pages that somebody of a group, or the group, has changed."""
NEW: Final = "…"
"""Name of a workshop between the first coordinator's coming in and its being set up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """Who opens a fresh installation."""

    name: str
    password_hash: str
    language: str


def is_fresh(book: Book) -> bool:
    """Return whether no workshop exists at all."""
    with book.reading() as session:
        return not people.workshops(session)


def word_of(settings: Settings) -> str:
    """Return the word that the server prints for the first coordinator."""
    return first_word(secret_key_of(settings))


def begin(book: Book, founder: Founder, *, now: datetime) -> Person:
    """Write the first coordinator down, with a workshop that is still to be set up.

    Raise Refused when there is a workshop already: then coordinators make coordinators.
    """
    with book.writing() as session:
        if people.workshops(session):
            raise Refused("There is a workshop here already. Its coordinator lets others in.")
        workshop_id = people.add_workshop(
            session, name=NEW, place="", languages=[founder.language], starts_at=now, ends_at=now
        )
        person = Person(
            id=0,
            workshop_id=workshop_id,
            group_id=None,
            role=Role.COORDINATOR,
            name=founder.name,
            avatar="",
            language=founder.language,
            password_hash=founder.password_hash,
        )
        return people.person_with_id(session, people.add_person(session, person))


def open_workshop(book: Book, plan: WorkshopPlan, *, by: int, title: str) -> Person:
    """Make a workshop of a plan: groups, films and gates; return who is its coordinator there.

    One that is still to be set up is set up; else a new one is made, and the coordinator, known by
    the same name and password, is in both.
    """
    with book.writing() as session:
        person = must_coordinate(session, by)
        template = template_of(plan.template)
        here = roster.workshop(session, person.workshop_id)
        person = person if here.name == NEW else _in_another(session, person, plan)
        made = Workshop(
            id=person.workshop_id,
            name=plan.name,
            place=plan.place,
            languages=plan.languages,
            template=plan.template,
            starts_at=first_moment(template, plan.first_day).astimezone(),
            ends_at=last_moment(template, plan.first_day).astimezone(),
        )
        roster.put_workshop(session, made)
        for name, colour in plan.groups:
            _write_group(session, made, plan.project(name, colour, title), by=person.id)
        return person


def _in_another(session: Session, person: Person, plan: WorkshopPlan) -> Person:
    moment = first_moment(template_of(plan.template), plan.first_day).astimezone()
    workshop_id = people.add_workshop(
        session,
        name=plan.name,
        place=plan.place,
        languages=list(plan.languages),
        starts_at=moment,
        ends_at=moment,
    )
    there = people.add_person(session, replace(person, workshop_id=workshop_id))
    return people.person_with_id(session, there)


def add_group(session: Session, workshop_id: int, *, name: str, title: str, by: int) -> int:
    """Write one more group of a workshop, its film agreed like the first one; return its id."""
    holding.workshop(session, workshop_id)
    made = roster.workshop(session, workshop_id)
    there = roster.roster(session, workshop_id).groups
    if plain_name(name) in {plain_name(row.group.name) for row in there}:
        raise Refused("There is a group of this name already. Give this one another name.")
    colour = next_colour(tuple(row.group.colour for row in there))
    first = roster.first_settings(session, workshop_id)
    pattern = from_json(first, Project) if first else Project(title=title, group=name)
    return _write_group(session, made, like(pattern, name, colour, title), by=by)


def _write_group(session: Session, made: Workshop, project: Project, *, by: int) -> int:
    place = len(roster.roster(session, made.id).groups)
    group_id = people.add_group(
        session, workshop_id=made.id, name=project.group, colour=project.colour
    )
    film = people.add_project(session, group_id=group_id, settings=to_json(project))
    write_gates(session, made, film, place, project.stages)
    keep_in_ledger(
        session, film, by=by, what="begin", template=made.template, settings=digest_of(project)
    )
    return group_id


def write_gates(
    session: Session, made: Workshop, film: int, place: int, stages: Collection[str]
) -> None:
    """Plan the gates of stages of a film; none in a workshop that has no timetable of ours.

    place is that of the group among the others, counted from 0.
    """
    if made.template not in {one.key for one in TEMPLATES}:
        return
    first_day: date = made.starts_at.astimezone().date()
    for gate in gates_of(template_of(made.template), first_day, place=place, stages=stages):
        gates.add_gate(
            session,
            project_id=film,
            stage=gate.stage,
            starts_at=gate.starts_at.astimezone(),
            minutes=gate.minutes,
            signer_id=None,
        )


def must_coordinate(session: Session, person_id: int) -> Person:
    """Return the coordinator who asks. Raise Refused for everybody else."""
    person = people.person_with_id(session, person_id)
    if person.role is not Role.COORDINATOR:
        raise Refused("This is not for your role. Ask your mentor or the coordinator.")
    return person


def keep_in_ledger(session: Session, film: int, *, by: int, what: str, **more: object) -> None:
    """Write into the ledger of a film what was changed of its group, and tell the pages.

    Ids and digests only: an erased name leaves no trace there.
    """
    decisions.write_ledger(session, film, {"what": what, "who": by, **more})
    decisions.tell(session, project_id=film, stage=STAGE_NAMES[0], kind=EVENT)


def group_here(session: Session, person: Person, group_id: int) -> tuple[Group, int, str]:
    """Return a group of the coordinator's workshop, its film and settings. Raise NotFound."""
    group, film, settings = roster.group_and_film(session, group_id)
    if group.workshop_id != person.workshop_id:
        raise NotFound("There is no such group.")
    return group, film, settings
