"""What an address names is asked of the records once, by the gate; the view gets the same."""

from pathlib import Path

from flask import Flask

from pipeline.files import LocalStore
from pipeline.records import Book, notes, people, revisions
from pipeline.records.notes import Note
from tests.cast import Cast
from tests.film_days import finish_all_runs, keep, newest, send
from tests.web.conftest import Visitor, queries
from web import access


def asked_for(statements: list[str], table: str) -> int:
    """How often a table was the first that a question was about."""
    return sum(f"FROM {table} " in one for one in statements if one.startswith("SELECT"))


def test_the_version_and_the_note_of_an_address_are_read_once(
    book: Book, store: LocalStore, cast: Cast, tmp_path: Path, aya: Visitor
) -> None:
    send(book, cast, "script", keep(store, tmp_path, "INT. A - DAY\n"), "script.fountain")
    finish_all_runs(book)
    version = newest(book, cast.blue_film, "script").id
    with book.writing() as session:
        note = notes.add_note(session, Note(revision_id=version, by=cast.marc, text="More light"))
    with queries(book) as asked:
        assert aya.get(f"/revisions/{version}/made/nothing.pdf").status_code == 404
    assert asked_for(asked, "revision") == asked_for(asked, "film_group") == 1
    with queries(book) as asked:
        assert "spoken" in aya.get(f"/notes/{note}/voice").text
    assert [asked_for(asked, one) for one in ("note", "revision", "film_group")] == [1, 1, 1]


def test_what_was_read_in_one_request_is_read_anew_in_the_next(
    app: Flask, book: Book, cast: Cast
) -> None:
    for _ in range(2):
        with app.test_request_context("/"), queries(book) as asked:
            for _again in range(3):
                access.named(people.group_of_project, cast.blue_film)
            access.named(people.group_of_project, cast.red_film)
        assert asked_for(asked, "film_group") == 2


def test_a_number_is_not_taken_for_that_of_another_kind(
    app: Flask, book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    send(book, cast, "script", keep(store, tmp_path, "INT. A - DAY\n"), "script.fountain")
    with app.test_request_context("/"):
        group = access.named(people.group_of_project, 1)
        version = access.named(revisions.with_id, 1)
    assert [type(one).__name__ for one in (group, version)] == ["Group", "RevisionView"]
