"""Open the sample workshop: write its people down, and bring each film to where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from werkzeug.security import generate_password_hash

from pipeline import help_calls
from pipeline.access import digest_of_code
from pipeline.documents.json import to_json
from pipeline.documents.project import Project, read_project_toml
from pipeline.records import Book, Session, gates, people, questions
from pipeline.records.values import Person
from pipeline.sign_off import Action, ReviewState, Role
from sample_projects import workshop
from sample_projects.carry import Carrier, Hands, bring, decide, hand_in
from sample_projects.plan import PlannedGate, gates_of

ANSWERS: Final = {
    ReviewState.APPROVED: Action.APPROVE,
    ReviewState.APPROVED_WITH_TODOS: Action.APPROVE_WITH_TODOS,
    ReviewState.NOT_YET: Action.NOT_YET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWorkshop:
    """Ids of what was written down."""

    id: int
    films: Mapping[str, int]
    """Name of the group to the id of its film."""
    students: Mapping[str, int]
    """Name of the group to the id of one of its students."""
    adults: Mapping[str, int]

    def hands(self, group: str, mentor: str) -> Hands:
        """Return whose film it is and who decides."""
        return Hands(
            project_id=self.films[group],
            student=self.students[group],
            mentor=self.adults[mentor],
            coordinator=self.adults[workshop.COORDINATOR],
        )


def open_workshop(book: Book) -> OpenWorkshop:
    """Write the workshop down, if it is not there yet, and return the ids."""
    with book.writing() as session:
        known = [one for one, name in people.workshops(session) if name == workshop.NAME]
        if not known:
            known = [_write(session)]
    with book.reading() as session:
        rows = questions.board(session, known[0]).rows
        everybody = people.people_of(session, known[0])
    group_names = {row.group.id: row.group.name for row in rows}
    return OpenWorkshop(
        id=known[0],
        films={row.group.name: row.project_id for row in rows},
        students={group_names[one.group_id]: one.id for one in everybody if one.group_id},
        adults={one.name: one.id for one in everybody if one.role is not Role.STUDENT},
    )


def _write(session: Session) -> int:
    moment = datetime.now(tz=UTC)
    today = moment.replace(hour=9, minute=30, second=0, microsecond=0)
    workshop_id = people.add_workshop(
        session,
        name=workshop.NAME,
        place=workshop.PLACE,
        languages=list(workshop.LANGUAGES),
        starts_at=today - timedelta(days=workshop.TODAY - 1),
        ends_at=today + timedelta(days=workshop.DAYS - workshop.TODAY),
    )
    adults = {
        adult.name: people.add_person(
            session,
            replace(
                _person(workshop_id, adult.role, adult.name, adult.animal),
                password_hash=generate_password_hash(adult.word, method="scrypt"),
            ),
        )
        for adult in workshop.ADULTS
    }
    for group in workshop.GROUPS:
        film = _write_group(session, workshop_id, group)
        _write_gates(session, film, gates_of(group, moment), adults)
    return workshop_id


def _write_gates(
    session: Session, film: int, planned: Sequence[PlannedGate], adults: Mapping[str, int]
) -> None:
    for gate in planned:
        gates.add_gate(
            session,
            project_id=film,
            stage=gate.stage,
            starts_at=gate.starts_at,
            minutes=gate.minutes,
            signer_id=adults[gate.mentor],
        )


def _write_group(session: Session, workshop_id: int, group: workshop.SampleGroup) -> int:
    group_id = people.add_group(
        session, workshop_id=workshop_id, name=group.name, colour=group.colour
    )
    film = people.add_project(session, group_id=group_id, settings=to_json(settings_of(group)))
    for student in group.students:
        person = _person(workshop_id, Role.STUDENT, student.name, student.animal)
        person = replace(person, group_id=group_id, language=group.language)
        people.add_person(session, person, code_digest=digest_of_code(group.code))
    return film


def _person(workshop_id: int, role: Role, name: str, animal: str) -> Person:
    return Person(
        id=0,
        workshop_id=workshop_id,
        group_id=None,
        role=role,
        name=name,
        avatar=animal,
        language="en",
    )


def settings_of(group: workshop.SampleGroup) -> Project:
    """Return what was agreed for a group's film: its project.toml, or the usual film."""
    agreed = group.script.with_name("project.toml")
    if agreed.is_file():
        return read_project_toml(agreed.read_text(encoding="utf-8"))
    return Project(
        title=group.title,
        group=group.name,
        language=group.language,
        target_seconds=group.target_seconds,
        crew={"director": tuple(one.name for one in group.students)},
        event=workshop.NAME,
        colour=group.colour,
    )


def bring_to_its_place(carrier: Carrier, group: workshop.SampleGroup, folder: Path) -> None:
    """Take the steps of a group that is not there yet, in a folder made for it.

    The group's script is sent as it is; the later stages begin with the drafts of the workers.
    """
    with carrier.book.reading() as session:
        row = questions.board_row(session, carrier.hands.project_id)
    if any(cell.number for cell in row.cells):
        return
    folder.mkdir(parents=True, exist_ok=True)
    script = group.script.read_text(encoding="utf-8")
    (folder / "script.fountain").write_text(script, encoding="utf-8")
    for step in group.steps:
        seen = bring(carrier, folder, step.stage)
        if step.state is not ReviewState.DRAFT:
            hand_in(carrier, seen)
        if step.state in ANSWERS:
            decide(carrier, seen, ANSWERS[step.state], step.note)
    if group.call:
        help_calls.call(
            carrier.book,
            project_id=carrier.hands.project_id,
            stage=group.steps[-1].stage,
            by=carrier.hands.student,
            text=group.call,
        )
