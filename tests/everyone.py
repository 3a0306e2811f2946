"""Everybody who can ask, and one film each of the own, of another group and of another workshop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline import guests, tokens
from pipeline.documents.json import to_json
from pipeline.guests import Invitation
from pipeline.records import (
    Book,
    Session,
    gates,
    help_calls,
    notes,
    people,
    revisions,
    runs,
    uploads,
)
from pipeline.records.guests import GuestLink
from pipeline.records.notes import Note
from pipeline.records.uploads import NewUpload
from pipeline.records.values import FileOf, Person
from pipeline.sign_off import Role
from tests.cast import Cast, project_of
from web.rights import Caller

OWN, OTHER, ELSEWHERE = "own group", "another group", "another workshop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyone:
    """Ids of one person of each role, the words of a token, and the films by whose they are."""

    people: Mapping[Caller, int]
    token: str
    films: Mapping[str, Mapping[str, Any]]
    """By whose: what stands in an address that is about this film."""


def add_person(
    book: Book, cast: Cast, role: Role, name: str, *, group_id: int | None = None
) -> int:
    """Write somebody into the workshop of the cast."""
    person = Person(
        id=0,
        workshop_id=cast.workshop,
        group_id=group_id,
        role=role,
        name=name,
        avatar="",
        language="en",
    )
    with book.writing() as session:
        return people.add_person(session, person)


def invite(book: Book, cast: Cast, **wishes: Any) -> tuple[GuestLink, str]:
    """Salma makes a link: for the Blue group and a day, unless wished otherwise."""
    wish = {"name": "The director", "group_id": cast.blue, "lasts": timedelta(days=1), **wishes}
    return guests.invite(book, Invitation(by=cast.salma, **wish))


def visitor(book: Book, cast: Cast, name: str = "Kore", **wishes: Any) -> int:
    """Somebody comes in by a new link."""
    _link, token = invite(book, cast, **wishes)
    return guests.come_in(book, token=token, name=name, language="en").id


def write_everyone(book: Book, cast: Cast) -> Everyone:
    """Write those whom the cast does not have, and something of each film to ask for."""
    known = {
        Caller.STUDENT: cast.aya,
        Caller.MENTOR: cast.marc,
        Caller.COORDINATOR: cast.salma,
        Caller.LEAD_MENTOR: add_person(book, cast, Role.LEAD_MENTOR, "Lea"),
        Caller.TECHNICIAN: add_person(book, cast, Role.TECHNICIAN, "Tariq"),
        Caller.GUEST: visitor(book, cast, may_write=True),
    }
    _made, words = tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Cutter")
    with book.writing() as session:
        igor = people.person_with_id(session, cast.igor)
        group = people.add_group(
            session, workshop_id=igor.workshop_id, name="Green", colour="green"
        )
        green = people.add_project(session, group_id=group, settings=to_json(project_of("Green")))
        films = {OWN: cast.blue_film, OTHER: cast.red_film, ELSEWHERE: green}
        places = {whose: _film(session, film, cast.marc) for whose, film in films.items()}
    return Everyone(people=known, token=words, films=places)


def _film(session: Session, project_id: int, by: int) -> dict[str, Any]:
    """Write a version, a run and a recording of a film."""
    new = revisions.NewRevision(
        project_id=project_id,
        stage="script",
        digest=f"{project_id:064d}",
        inputs={},
        files=(FileOf(name="script.fountain", digest="a" * 64, bytes=3),),
        made_by=None,
    )
    revision = revisions.add(session, new)
    upload = NewUpload(
        key=f"{project_id:032d}",
        project_id=project_id,
        stage="rushes",
        name="S01_P01_T01.mov",
        original_name="clip.mov",
        length=9,
        made_by=None,
    )
    begun = uploads.begin(session, upload, lasts=timedelta(days=1))
    return {
        "project_id": project_id,
        "revision_id": revision.id,
        "run_id": runs.add(session, revision, queue="documents"),
        "upload_id": begun.id,
        "key": begun.key,
        "note_id": notes.add_note(
            session, Note(revision_id=revision.id, by=by, text="Why?", is_todo=True)
        ),
        "gate_id": gates.add_gate(
            session,
            project_id=project_id,
            stage="script",
            starts_at=datetime(2026, 8, 2, 13, tzinfo=UTC),
            minutes=15,
            signer_id=None,
        ),
        "call_id": help_calls.add(session, project_id=project_id, stage="script", by=by, text=""),
    }
