"""The table of who may do what is what really happens: every route, every caller, every film."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, g
from sqlalchemy import func, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from pipeline.records import Book
from pipeline.records import people as records
from pipeline.records.tables import Base
from tests.cast import Cast
from tests.everyone import ELSEWHERE, OTHER, OWN, Everyone, write_everyone
from tests.web.conftest import Visitor, address, enter
from web import access, gate
from web.permissions import PARTS, ROUTES, is_for_programs, right_of
from web.rights import Caller, Reach, Right

DOCS = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
WHOSE = (OWN, OTHER, ELSEWHERE)
ONLY_THE_GROUP = b"Only the group itself changes its film"
READ_BY_POST = {"arrivals.known", "writing.look"}
"""Questions that are too long for an address."""
FILLING = {
    "stage": "script", "side": "made", "name": "x.png", "digest": "0" * 64, "number": 0,
    "size": "ms", "framing": "two", "angle": "eye", "move": "pan",
    "token": "unknown", "token_id": 987_654, "link_id": 987_654, "passkey_id": 987_654,
    "workshop_id": 1, "person_id": 987_654, "group_id": 987_654, "hook_id": 987_654, "form": "csv",
}  # fmt: skip


@pytest.fixture
def everyone(book: Book, cast: Cast) -> Everyone:
    return write_everyone(book, cast)


class Ran:
    """Which views ran: whether a request was let in is seen there, and not by a status."""

    def __init__(self, app: Flask) -> None:
        self.endpoints: list[str] = []
        for endpoint in app.view_functions:
            self._watch(app, endpoint)

    def _watch(self, app: Flask, endpoint: str) -> None:
        view = app.view_functions[endpoint]
        # A stream of events would never end.
        is_endless = endpoint == "live.events"

        def watched(**values: object) -> Any:
            self.endpoints.append(endpoint)
            return Response("") if is_endless else app.ensure_sync(view)(**values)

        app.view_functions[endpoint] = watched


def rules(app: Flask) -> list[Rule]:
    """Every address of the site, one of each route."""
    by_endpoint = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    return [by_endpoint[name] for name in sorted(by_endpoint)]


def method_of(rule: Rule) -> str:
    """How an address is asked in the walk."""
    wanted = ("GET", "POST", "HEAD", "OPTIONS")
    return next(one for one in wanted if one in (rule.methods or ()))


def asked(
    app: Flask, who: Visitor, rule: Rule, values: dict[str, object], **headers: str
) -> TestResponse:
    """Ask as a page would, or as a program where a token is given."""
    wanted = {name: values.get(name, FILLING.get(name, "x.png")) for name in rule.arguments}
    path = address(app, rule.endpoint, wanted)
    sent = {"Tus-Resumable": "1.0.0", **headers}
    return who.client.open(path, method=method_of(rule), headers=sent, buffered=True)


def seen_as(rule: Rule, caller: Caller) -> Caller:
    """As whom somebody is seen: a token counts only where programs ask, and nothing else there."""
    is_program = caller is Caller.PROGRAM
    return caller if is_program == is_for_programs(rule.endpoint) else Caller.NOBODY


def is_let_in(right: Right, caller: Caller, whose: str) -> bool:
    """What the table says."""
    reach = right.reach(caller)
    reaches = {Reach.OWN: {OWN}, Reach.WORKSHOP: {OWN, OTHER}, Reach.YES: set(WHOSE)}
    return whose in reaches.get(reach, set())


def answers_when_refused(rule: Rule, caller: Caller, whose: str) -> set[int]:
    """How somebody is told who is not let in."""
    if caller is Caller.NOBODY and is_for_programs(rule.endpoint):
        return {401}
    if caller is Caller.NOBODY:
        return {403} if rule.endpoint == "tus.create" else {303}
    is_of_one_group = caller in {Caller.STUDENT, Caller.GUEST, Caller.PROGRAM}
    knows_it = whose == OWN or (whose == OTHER and not is_of_one_group)
    return {403} if knows_it else {404}


class Walker:
    """Somebody who goes to every route, and comes in again after going out."""

    def __init__(self, app: Flask, book: Book, person_id: int | None) -> None:
        self.app, self.book, self.person_id = app, book, person_id
        self.come_in()

    def come_in(self) -> None:
        nobody = Visitor(self.app.test_client())
        self.visitor = enter(self.app, self.book, self.person_id) if self.person_id else nobody
        self.csrf = self.visitor.token()

    def go(self, rule: Rule, values: dict[str, object], token: str) -> TestResponse:
        told = {"Authorization": f"Bearer {token}"} if token else {}
        got = asked(self.app, self.visitor, rule, values, **{"X-CSRFToken": self.csrf, **told})
        if rule.endpoint in {"people.log_out", "people.preferences", "workshops.enter"}:
            self.come_in()
        return got


@pytest.mark.parametrize("caller", Caller)
def test_every_route_lets_in_whom_the_table_lets_in(
    app: Flask, book: Book, everyone: Everyone, caller: Caller
) -> None:
    ran, wrong = Ran(app), []
    token = everyone.token if caller is Caller.PROGRAM else ""
    walker = Walker(app, book, everyone.people.get(caller))
    for rule, whose in product(rules(app), WHOSE):
        right, who = ROUTES[rule.endpoint], seen_as(rule, caller)
        if whose != OWN and not right.is_about_a_film:
            continue
        ran.endpoints.clear()
        values = {"filename": "css/base.css", **everyone.films[whose]}
        got = walker.go(rule, values, token)
        status, is_sent_away = got.status_code, ONLY_THE_GROUP in got.data
        is_in, said = rule.endpoint in ran.endpoints, f"{rule.endpoint}, {whose}: {status}"
        if is_in != is_let_in(right, who, whose) or status >= 500:
            wrong.append(said)
        if is_in and (is_sent_away or (status == 403 and method_of(rule) == "GET")):
            wrong.append(f"{said}, let in and then refused")
        if not is_in and status not in answers_when_refused(rule, who, whose):
            wrong.append(f"{said}, refused otherwise")
    assert wrong == []


def counted(book: Book) -> dict[str, int]:
    """How many rows each table has."""
    with book.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name != "person_session"
        }


OTHERS = [one for one in Caller if one not in {Caller.STUDENT, Caller.PROGRAM, Caller.NOBODY}]


@pytest.mark.parametrize("caller", OTHERS)
def test_the_group_alone_changes_its_film_even_where_the_gate_is_open(
    app: Flask, book: Book, everyone: Everyone, caller: Caller
) -> None:
    app.before_request_funcs[None].remove(gate.ask)
    who = Walker(app, book, everyone.people[caller])
    before = counted(book)
    makers = [one for one in rules(app) if set(ROUTES[one.endpoint].reaches) == {Caller.STUDENT}]
    assert len(makers) > 40
    for rule in makers:
        got = who.go(rule, dict(everyone.films[OWN]), "")
        assert got.status_code in {403, 404}, (rule.endpoint, got.status_code)
    assert counted(book) == before


def test_every_route_has_a_row_and_every_row_its_route(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


def test_a_route_that_nobody_has_listed_is_not_there(app: Flask, marc: Visitor) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    assert right_of("forgotten") is None
    assert marc.get("/forgotten").status_code == 404


def test_a_right_on_films_without_a_film_lets_nobody_in(
    app: Flask, marc: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.add_url_rule("/unsaid", "unsaid", lambda: "open")
    monkeypatch.setattr(gate, "right_of", lambda _endpoint: ROUTES["stage.stage"])
    assert marc.get("/unsaid").status_code == 404


def test_what_a_row_calls_reading_is_asked_by_get(app: Flask) -> None:
    for rule in rules(app):
        is_get = method_of(rule) in {"GET", "OPTIONS"}
        if rule.endpoint not in READ_BY_POST:
            assert is_get != ROUTES[rule.endpoint].changes, rule.endpoint


def test_who_makes_never_signs_and_who_signs_never_makes() -> None:
    makes, signs = right_of("revisions.send"), right_of("revisions.decide")
    assert makes is not None
    assert signs is not None
    assert set(makes.reaches) == {Caller.STUDENT}
    assert set(signs.reaches) == {Caller.MENTOR, Caller.LEAD_MENTOR}


def test_a_number_that_no_row_can_have_is_no_fault(marc: Visitor) -> None:
    assert marc.get(f"/projects/{2**80}/script").status_code == 404


def drawn(app: Flask) -> Iterator[str]:
    """The tables of the page, as the code has them."""
    columns = [one.value.replace("_", " ") for one in Caller]
    yield f"| what | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    rights = [*ROUTES.values(), *PARTS.values()]
    for right in dict.fromkeys(map(id, rights)):
        row = next(one for one in rights if id(one) == right)
        cells = [row.reach(one).value for one in Caller]
        yield f"| {row.name} | {' | '.join('–' if one == 'no' else one for one in cells)} |"
    yield ""
    yield "| address | method | route | what | changes |"
    yield "|---|---|---|---|---|"
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: (one.endpoint, one.rule)):
        row = ROUTES[rule.endpoint]
        changes = "yes" if row.changes else "–"
        yield f"| `{rule.rule}` | {method_of(rule)} | `{rule.endpoint}` | {row.name} | {changes} |"


def test_the_page_of_the_docs_is_drawn_from_the_table(app: Flask) -> None:
    told = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    assert told == [line for line in drawn(app) if line]


def test_a_route_about_a_film_is_a_right_on_films(app: Flask) -> None:
    about = {"project_id", "revision_id", "run_id", "upload_id", "key"}
    about |= {"note_id", "gate_id", "call_id"}
    open_to_all = {"tus.options", "wall.row"}
    found = {rule.endpoint for rule in app.url_map.iter_rules() if about & set(rule.arguments)}
    assert found - open_to_all == {name for name, right in ROUTES.items() if right.is_about_a_film}


def test_what_only_some_see_on_a_page_is_asked_of_the_same_table(
    app: Flask, book: Book, cast: Cast
) -> None:
    people = {"aya": cast.aya, "marc": cast.marc, "salma": cast.salma}
    seen = {}
    for name, number in people.items():
        with app.test_request_context("/"), book.reading() as session:
            g.person = records.person_with_id(session, number)
            group = access.group_of_film(session, cast.red_film)
            seen[name] = (
                gate.may("page.details"),
                gate.may("board.film"),
                gate.may("board.film", group),
                gate.may("no such part"),
            )
    assert seen == {
        "aya": (False, True, False, False),
        "marc": (True, True, True, False),
        "salma": (True, True, True, False),
    }
