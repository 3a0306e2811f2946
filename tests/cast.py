"""The cast of the tests: the same people, groups and films everywhere.

Aya and Ben make the film of the Blue group. Rosa belongs to the Red group and must be refused what
is Blue's. Marc is a mentor, Nadia another one, Salma the coordinator. Igor mentors elsewhere.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from pipeline.access import digest_of_code
from pipeline.documents.json import to_json
from pipeline.documents.project import Project
from pipeline.records import Book, Session, people
from pipeline.records.values import Person
from pipeline.sign_off import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Ids of everybody and everything."""

    workshop: int
    blue: int
    red: int
    blue_film: int
    red_film: int
    aya: int
    ben: int
    rosa: int
    marc: int
    nadia: int
    salma: int
    igor: int


BLUE_CODE = "KITE-47-RIVER"


def project_of(group: str) -> Project:
    """A film of twenty seconds, small enough for tests."""
    return Project(
        title=f"The {group} kite",
        group=group,
        frame_rate=Fraction(25),
        width=320,
        height=180,
        target_seconds=20,
        cast={"LENA": "Aya", "OTTO": "Ben"},
        crew={"director": ("Aya",), "camera": ("Ben",)},
        colour=group.lower(),
    )


def _add(session: Session, workshop: int, role: Role, name: str, group: int | None = None) -> int:
    code = digest_of_code(BLUE_CODE) if role is Role.STUDENT else None
    person = Person(
        id=0,
        workshop_id=workshop,
        group_id=group,
        role=role,
        name=name,
        avatar="fox",
        language="en",
    )
    return people.add_person(session, person, code_digest=code)


def write_cast(book: Book) -> Cast:
    """Write a workshop with two groups, and another workshop with a mentor."""
    with book.writing() as session:
        here, elsewhere = (
            people.add_workshop(
                session,
                name=name,
                place="Tokyo",
                languages=["en"],
                starts_at=datetime(2026, 8, 1, tzinfo=UTC),
                ends_at=datetime(2026, 8, 7, tzinfo=UTC),
            )
            for name in ("Seven days", "Another event")
        )
        blue = people.add_group(session, workshop_id=here, name="Blue", colour="blue")
        red = people.add_group(session, workshop_id=here, name="Red", colour="red")
        return Cast(
            workshop=here,
            blue=blue,
            red=red,
            blue_film=people.add_project(
                session, group_id=blue, settings=to_json(project_of("Blue"))
            ),
            red_film=people.add_project(session, group_id=red, settings=to_json(project_of("Red"))),
            aya=_add(session, here, Role.STUDENT, "Aya", blue),
            ben=_add(session, here, Role.STUDENT, "Ben", blue),
            rosa=_add(session, here, Role.STUDENT, "Rosa", red),
            marc=_add(session, here, Role.MENTOR, "Marc"),
            nadia=_add(session, here, Role.MENTOR, "Nadia"),
            salma=_add(session, here, Role.COORDINATOR, "Salma"),
            igor=_add(session, elsewhere, Role.MENTOR, "Igor"),
        )
