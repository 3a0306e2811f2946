"""The verb that says which stages the films of a workshop have, after the workshop was made.

It can be said as long as nobody is past it: a stage is left out while no film has begun it, and
taken in again while no film has begun a later one. What a film has begun stays as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.documents.film_stages import ALL, chosen
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.errors import Refused
from pipeline.records import Book, Session, begun, gates, revisions, roster
from pipeline.records.begun import FilmInWorkshop
from pipeline.workshops import keep_in_ledger, must_coordinate, write_gates


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChoice:
    """What a workshop has, and what can still be chosen."""

    stages: tuple[str, ...]
    """Of its films; of the next group, too."""
    fixed: frozenset[str]
    """What cannot be changed any more, since a film is there or past it."""


def stages_of(session: Session, workshop_id: int) -> tuple[str, ...]:
    """Return the stages of a workshop: those of its first film, which the others share."""
    first = roster.first_settings(session, workshop_id)
    return from_json(first, Project).stages if first else ALL


def choice_of(session: Session, workshop_id: int) -> StageChoice:
    """Return the stages of a workshop, and which of the six nobody can change any more."""
    stages = stages_of(session, workshop_id)
    films = begun.films_of(session, workshop_id)
    fixed = (one for one in ALL if any(_hinders(film, one, stages) for film in films))
    return StageChoice(stages=stages, fixed=frozenset(fixed))


def choose_stages(book: Book, names: Iterable[str], *, by: int) -> tuple[str, ...]:
    """Give all films of the coordinator's workshop these stages, and return them.

    Raise CannotRead where a film cannot be made so, Refused where one has begun what would change,
    or somebody is no coordinator. Gates of what is left out are taken off the timetable.
    """
    wanted = chosen(names)
    with book.writing() as session:
        me = must_coordinate(session, by)
        films = begun.films_of(session, me.workshop_id, held=True)
        for film in films:
            _must_be_free(film, wanted)
        for place, film in enumerate(films):
            _change(session, film, wanted, me.workshop_id, place=place, by=by)
    return wanted


def _hinders(film: FilmInWorkshop, stage: str, stages: tuple[str, ...]) -> bool:
    """Return whether a film has begun what another choice about a stage would change."""
    if stage in stages:
        return stage in film.begun
    later = ALL[ALL.index(stage) :]
    return bool(film.begun.intersection(later))


def _must_be_free(film: FilmInWorkshop, wanted: tuple[str, ...]) -> None:
    stages = from_json(film.settings, Project).stages
    changed = set(stages) ^ set(wanted)
    if any(_hinders(film, one, stages) for one in changed):
        raise Refused(
            "The group “%(group)s” has begun there already, so this cannot be changed any more.",
            group=film.group,
        )


def _change(
    session: Session,
    film: FilmInWorkshop,
    wanted: tuple[str, ...],
    workshop_id: int,
    *,
    place: int,
    by: int,
) -> None:
    project = from_json(film.settings, Project)
    if project.stages == wanted:
        return
    changed = replace(project, stages=wanted)
    revisions.set_project_settings(session, film.project_id, to_json(changed))
    gates.remove(session, film.project_id, set(project.stages) - set(wanted))
    new = tuple(one for one in wanted if one not in project.stages)
    write_gates(session, roster.workshop(session, workshop_id), film.project_id, place, new)
    keep_in_ledger(session, film.project_id, by=by, what="stages", stages=list(wanted))
