"""A thing of another group is answered like a thing that is not there, on every route."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from pipeline import review
from pipeline.files import LocalStore
from pipeline.records import Book
from pipeline.records.notes import Note
from pipeline.records.values import RevisionView
from tests.cast import Cast
from tests.film_days import finish_all_runs, keep, newest, send
from tests.web.conftest import Visitor, address
from web.permissions import is_for_programs

MISSING = 987_654


@pytest.fixture
def blues(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> RevisionView:
    """A version of the Blue group's script."""
    send(book, cast, "script", keep(store, tmp_path, "INT. ROOM - DAY\n"), "script.fountain")
    finish_all_runs(book)
    sent = newest(book, cast.blue_film, "script")
    assert review.write(book, Note(revision_id=sent.id, by=cast.marc, text="x")) == sent.id
    return sent


def addresses(app: Flask, project_id: int, revision_id: int) -> Iterator[tuple[str, str]]:
    """Method and address of every route that is about one film, version or run."""
    values = {
        "project_id": project_id,
        "revision_id": revision_id,
        "run_id": revision_id,
        "upload_id": revision_id,
        "note_id": revision_id,
        "form": "csv",
        "stage": "script",
        "side": "sent",
        "name": "script.fountain",
        "digest": "0" * 64,
        "shot": "S01_P01",
        "number": 0,
        "token_id": 987_654,
    }
    for rule in app.url_map.iter_rules():
        about = {"project_id", "revision_id", "run_id", "upload_id", "note_id"} & set(
            rule.arguments
        )
        if is_for_programs(rule.endpoint):
            continue  # test_api.py
        if not about or rule.endpoint in {"board.row", "wall.row"}:
            continue
        for method in {"GET", "POST"} & set(rule.methods or ()):
            wanted = {name: values[name] for name in rule.arguments}
            yield method, address(app, rule.endpoint, wanted)


def answer(who: Visitor, method: str, path: str) -> tuple[int, str]:
    """Status and heading of an answer."""
    got = who.get(path) if method == "GET" else who.post(path, text="x", answer="approve")
    heading = got.text.split("<h2>")[1].split("</h2>")[0] if "<h2>" in got.text else ""
    return got.status_code, heading


def test_another_group_gets_the_same_answer_for_foreign_and_for_missing(
    app: Flask, cast: Cast, rosa: Visitor, blues: RevisionView
) -> None:
    foreign = list(addresses(app, cast.blue_film, blues.id))
    missing = list(addresses(app, MISSING, MISSING))
    assert len(foreign) >= 14
    for (method, path), (_, other) in zip(foreign, missing, strict=True):
        got = answer(rosa, method, path)
        assert got[0] == 404, path
        if "run" in path or "revisions/" not in path:
            assert got == answer(rosa, method, other), path


def test_a_mentor_of_another_workshop_gets_nothing(
    app: Flask, at: Callable[[int], Visitor], cast: Cast, blues: RevisionView
) -> None:
    igor = at(cast.igor)
    for method, path in addresses(app, cast.blue_film, blues.id):
        assert answer(igor, method, path)[0] == 404, path
    assert "Blue" not in igor.get("/board").text
    assert igor.get(f"/board/rows/{cast.blue_film}").status_code == 404


def test_the_group_its_mentors_and_the_coordinator_get_in(
    aya: Visitor, marc: Visitor, salma: Visitor, cast: Cast, blues: RevisionView
) -> None:
    for who in (aya, marc, salma):
        assert who.get(f"/projects/{cast.blue_film}/script").status_code == 200
        sent = who.get(f"/revisions/{blues.id}/sent/script.fountain")
        assert sent.status_code == 200


def test_an_adult_never_sends_for_the_group(
    marc: Visitor, salma: Visitor, cast: Cast, blues: RevisionView
) -> None:
    for who in (marc, salma):
        for path in ("revisions", "draft"):
            got = who.post(f"/projects/{cast.blue_film}/script/{path}", text="x")
            assert got.status_code == 403, path
        assert who.post(f"/revisions/{blues.id}/submit", digest=blues.digest).status_code == 403


def test_a_student_sees_all_groups_on_the_board_and_opens_only_the_own_film(
    aya: Visitor, cast: Cast
) -> None:
    page = aya.get("/board").text
    assert "The Red kite" in page
    assert f'href="/projects/{cast.blue_film}/"' in page
    assert f'href="/projects/{cast.red_film}/"' not in page
