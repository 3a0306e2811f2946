"""The office belongs to the coordinator: every page of it is closed to everybody else."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from pipeline.records import Book, people
from pipeline.records.values import Person
from pipeline.sign_off import Role
from tests.cast import Cast
from tests.web.conftest import Visitor, address

ROOMS = {"everybody", "groups", "log_in_cards", "roster", "workshops"}

COME_OTHERWISE = (Role.COORDINATOR, Role.GUEST)
"""Who gets in, and who comes by a link (test_permissions.py)."""


def routes(app: Flask, cast: Cast) -> Iterator[tuple[str, str]]:
    """Method and address of everything in the office."""
    values = {"person_id": cast.ben, "group_id": cast.blue, "workshop_id": cast.workshop}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] in ROOMS:
            for method in {"GET", "POST"} & set(rule.methods or ()):
                wanted = {name: values[name] for name in rule.arguments}
                yield method, address(app, rule.endpoint, wanted)


@pytest.fixture
def of_role(book: Book, cast: Cast, at: Callable[[int], Visitor]) -> Callable[[Role], Visitor]:
    """Somebody of the workshop with a role."""

    def made(role: Role) -> Visitor:
        person = Person(
            id=0,
            workshop_id=cast.workshop,
            group_id=cast.blue if role is Role.STUDENT else None,
            role=role,
            name=f"A {role}",
            avatar="",
            language="en",
        )
        with book.writing() as session:
            person_id = people.add_person(session, person)
        return at(person_id)

    return made


@pytest.mark.parametrize("role", [role for role in Role if role not in COME_OTHERWISE])
def test_nobody_but_the_coordinator_gets_in(
    app: Flask, cast: Cast, of_role: Callable[[Role], Visitor], role: Role
) -> None:
    who = of_role(role)
    found = list(routes(app, cast))
    assert len(found) >= 20
    for method, path in found:
        got = who.get(path) if method == "GET" else who.post(path, name="x", person=cast.ben)
        assert got.status_code == 403, (method, path)
    assert 'href="/people"' not in who.get("/board").text


def test_the_coordinator_sees_every_page(app: Flask, cast: Cast, salma: Visitor) -> None:
    for method, path in routes(app, cast):
        if method == "GET":
            assert salma.get(path).status_code == 200, path
    assert 'href="/people"' in salma.get("/board").text
