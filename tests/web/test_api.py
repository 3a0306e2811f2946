import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from pipeline import tokens
from pipeline.files import LocalStore
from pipeline.records import Book, revisions
from pipeline.records.values import FileOf, FileSide
from tests.cast import Cast
from tests.everyone import OTHER, OWN, Everyone, write_everyone
from tests.film_days import finish_all_runs, keep, newest
from tests.web.conftest import Visitor
from web.api_description import BASE, DESCRIPTION, OPERATIONS
from web.doors import doors_of
from web.problems import MIME

SCRIPT = b"INT. ROOM - DAY\n\nLENA opens the window.\n"


class Program:
    """A program that asks with a token."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> TestResponse:
        return self.client.get(f"{BASE}{path}", headers=self.headers, buffered=True)

    def send(self, film: int, stage: str, name: str, content: bytes, **more: str) -> TestResponse:
        data = {"files": (BytesIO(content), name), **more}
        path = f"{BASE}/films/{film}/{stage}/revisions"
        return self.client.post(path, data=data, headers=self.headers)


@pytest.fixture
def everyone(book: Book, cast: Cast) -> Everyone:
    return write_everyone(book, cast)


@pytest.fixture
def program(app: Flask, book: Book, cast: Cast) -> Program:
    """The cutting room of the Blue group."""
    _made, words = tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Cutting room")
    return Program(app, words)


def problem_of(answer: TestResponse, status: int) -> str:
    """The sentence of a problem."""
    assert answer.status_code == status
    assert answer.mimetype == MIME
    plain = json.loads(answer.text)
    assert plain["status"] == status
    assert plain["detail"]
    return str(plain["detail"])


def test_the_board_of_a_program_has_the_film_of_its_group_alone(
    program: Program, cast: Cast
) -> None:
    plain = program.get("/board").get_json()
    assert plain["workshop"] == "Seven days"
    (film,) = plain["films"]
    assert film["title"] == "The Blue kite"
    assert [one["stage"] for one in film["stages"]][:2] == ["script", "shot_list"]
    assert film["stages"][0]["state"] == "open"


def test_a_program_sends_a_version_that_is_checked_like_any_other(
    program: Program, book: Book, cast: Cast, told: list[str]
) -> None:
    answer = program.send(cast.blue_film, "script", "kite.fountain", SCRIPT, note="from the train")
    assert answer.status_code == 201
    made = answer.get_json()
    assert (made["number"], made["state"], made["note"]) == (1, "draft", "from the train")
    assert made["made_by"] == "Cutting room"
    assert told == ["new work"]
    listed = program.get(f"/films/{cast.blue_film}/script/revisions").get_json()["revisions"]
    assert [one["made_by"] for one in listed] == ["Cutting room"]
    whole = program.client.get(answer.headers["Location"], headers=program.headers).get_json()
    assert whole["id"] == newest(book, cast.blue_film, "script").id
    assert whole["run"]["state"] == "queued"
    assert whole["report"] is None


def test_a_program_fetches_what_was_made_and_nothing_that_was_sent(
    program: Program, book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    program.send(cast.blue_film, "script", "kite.fountain", SCRIPT)
    stored = keep(store, tmp_path, "printed")
    finish_all_runs(book, made=(FileOf(name="script.pdf", digest=stored.digest, bytes=7),))
    seen = newest(book, cast.blue_film, "script")
    whole = program.get(f"/revisions/{seen.id}").get_json()
    (file,) = whole["files"]
    assert whole["report"]["blockers"] == []
    got = program.client.get(file["address"], headers=program.headers, buffered=True)
    assert got.data == b"printed"
    with book.reading() as session:
        assert revisions.files_of(session, seen.id, FileSide.SENT)
    assert problem_of(program.get(f"/revisions/{seen.id}/sent/kite.fountain"), 404)
    assert problem_of(program.get(f"/revisions/{seen.id}/made/none.pdf"), 404)


def test_what_is_refused_is_said_in_a_sentence(
    program: Program, book: Book, cast: Cast, everyone: Everyone
) -> None:
    sent = program.send(cast.blue_film, "script", "kite.exe", b"MZ")
    assert "does not belong here" in problem_of(sent, 422)
    assert "opens when" in problem_of(program.send(cast.blue_film, "edit", "cut.otio", b"{}"), 403)
    assert problem_of(program.send(cast.blue_film, "poetry", "cut.otio", b"{}"), 404)
    nothing = {"data": {"note": "no file"}, "headers": program.headers}
    answer = program.client.post(f"{BASE}/films/{cast.blue_film}/script/revisions", **nothing)
    assert "no file" in problem_of(answer, 422)
    red = everyone.films[OTHER]
    assert problem_of(program.get(f"/films/{red['project_id']}/script/revisions"), 404)
    assert problem_of(program.get(f"/revisions/{red['revision_id']}"), 404)
    assert problem_of(program.send(red["project_id"], "script", "kite.fountain", SCRIPT), 404)
    assert problem_of(program.get("/nothing"), 404)
    assert problem_of(program.get(f"/revisions/{2**70}"), 404)


def test_a_file_that_is_too_large_is_told_as_a_problem(program: Program, cast: Cast) -> None:
    answer = program.send(cast.blue_film, "script", "kite.fountain", b"x" * 150_000)
    assert "larger than this site takes" in problem_of(answer, 422)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic YTpi", "Token x"])
def test_without_a_token_a_program_is_told_to_bring_one(
    app: Flask, cast: Cast, header: str
) -> None:
    client = app.test_client()
    answer = client.get(f"{BASE}/board", headers={"Authorization": header} if header else {})
    assert "needs a token" in problem_of(answer, 401)
    assert answer.headers["WWW-Authenticate"].lower().startswith("bearer")


def test_a_log_in_of_a_person_does_not_count_for_programs(
    aya: Visitor, marc: Visitor, cast: Cast
) -> None:
    for who in (aya, marc):
        assert problem_of(who.get(f"{BASE}/board"), 401)
        sent = who.post(f"{BASE}/films/{cast.blue_film}/script/revisions", files="x")
        assert problem_of(sent, 401)


def test_a_token_opens_no_page(program: Program, cast: Cast) -> None:
    for path in ("/board", f"/projects/{cast.blue_film}/script", "/guests"):
        answer = program.client.get(path, headers=program.headers)
        assert answer.location.startswith("/log-in")


def test_a_verb_that_an_address_does_not_take_is_told_with_those_it_takes(
    program: Program, cast: Cast
) -> None:
    answer = program.client.delete(f"{BASE}/board", headers=program.headers)
    assert problem_of(answer, 405)
    assert "GET" in answer.headers["Allow"]


def test_a_program_that_asks_too_often_waits(program: Program) -> None:
    answers = [program.get("/board") for _time in range(121)]
    assert answers[119].status_code == 200
    assert problem_of(answers[120], 429)


def test_a_mentor_makes_a_token_sees_it_once_and_takes_it_back(
    app: Flask, marc: Visitor, cast: Cast
) -> None:
    place = f"/projects/{cast.blue_film}/programs"
    assert "programs.page" in {door.endpoint for door in doors_of("edit", is_maker=False)}
    made = marc.post(place, name="Resolve")
    assert made.status_code == 201
    words = made.text.split('id="token-words">')[1].split("<")[0]
    assert made.text.count(words) == 2
    assert made.text.index("hx-headers") < made.text.index(words)
    page = marc.get(place).text
    assert "Resolve" in page
    assert words not in page
    assert "Not used yet" in page
    program = Program(app, words)
    assert program.get("/board").status_code == 200
    used = marc.get(place).text
    assert "Last used" in used
    assert "Not used yet" not in used
    (number,) = {part.split('"')[0] for part in page.split('id="token-')[1:]}
    assert marc.post(f"{place}/{number}/revoke").status_code == 303
    assert problem_of(program.get("/board"), 401)


def test_a_student_makes_no_token(aya: Visitor, cast: Cast) -> None:
    assert aya.get(f"/projects/{cast.blue_film}/programs").status_code == 403
    assert aya.post(f"/projects/{cast.blue_film}/programs", name="x").status_code == 403


def routes(app: Flask) -> Iterator[tuple[str, str]]:
    """Method and path of every route that programs ask, as the description writes them."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api.") and rule.endpoint not in {
            "api.page",
            "api.description",
        }:
            path = "".join(
                f"{{{part}}}" if is_dynamic else part for is_dynamic, part in rule._trace
            )
            for method in {"GET", "POST"} & set(rule.methods or ()):
                yield method.lower(), path.replace("|", "").removeprefix(BASE)


def test_every_route_is_described_and_every_description_is_a_route(app: Flask) -> None:
    assert set(routes(app)) == {(one.method, one.path) for one in OPERATIONS}
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {f"api.{one.id}" for one in OPERATIONS} <= endpoints


def test_the_description_and_its_page_are_open_to_all(stranger: Visitor) -> None:
    assert stranger.get(f"{BASE}/openapi.json").get_json() == json.loads(json.dumps(DESCRIPTION))
    page = stranger.get(f"{BASE}/").text
    for one in OPERATIONS:
        assert one.path in page


def shape(schema: dict[str, Any], value: object) -> Iterator[str]:
    """Where a value is not of the shape that the description says."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        yield from shape(DESCRIPTION["components"]["schemas"][name], value)
    elif "anyOf" in schema:
        if all(list(shape(one, value)) for one in schema["anyOf"]):
            yield f"{value!r} is none of the choices"
    elif schema.get("type") == "object":
        yield from of_object(schema, value)
    elif schema.get("type") == "array":
        assert isinstance(value, list)
        for one in value:
            yield from shape(schema["items"], one)
    else:
        kinds: dict[str, Any] = {
            "string": str,
            "integer": int,
            "number": (int, float),
            "null": type(None),
        }
        if not isinstance(value, kinds[schema["type"]]) or value not in schema.get("enum", [value]):
            yield f"{value!r} is no {schema['type']}"


def of_object(schema: dict[str, Any], value: object) -> Iterator[str]:
    """Where an object lacks something or has something more."""
    if not isinstance(value, dict):
        yield f"{value!r} is no object"
        return
    known = schema.get("properties", {})
    if known and set(value) != set(schema["required"]):
        yield f"{sorted(value)} are not {schema['required']}"
    for name in set(known) & set(value):
        yield from shape(known[name], value[name])


def test_every_answer_has_the_shape_that_is_described(
    program: Program, book: Book, cast: Cast, everyone: Everyone
) -> None:
    number = everyone.films[OWN]["revision_id"]
    finish_all_runs(book, made=(FileOf(name="script.pdf", digest="a" * 64, bytes=7),))
    asked = {
        "board": program.get("/board"),
        "listing": program.get(f"/films/{cast.blue_film}/script/revisions"),
        "revision": program.get(f"/revisions/{number}"),
        "send": program.send(cast.blue_film, "script", "kite.fountain", SCRIPT),
    }
    for one in OPERATIONS:
        if one.id in asked:
            answer = asked[one.id]
            (content,) = one.answers[str(answer.status_code)]["content"].values()
            assert list(shape(content["schema"], answer.get_json())) == [], one.id
    wrong = {"type": "object", "properties": {"id": {"type": "integer"}}, "required": ["id"]}
    assert list(shape(wrong, {"id": "1"})) == ["'1' is no integer"]
