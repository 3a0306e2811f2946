"""A kept board is never older than the last change, and holds nothing of another role."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import help_calls
from pipeline.documents.json import to_json
from pipeline.files import LocalStore
from pipeline.records import Book, questions, revisions
from tests.cast import Cast, project_of
from tests.film_days import finish_all_runs, hand_in, keep, send
from tests.gate_days import days_are_now, give_gate
from tests.web.conftest import Visitor, queries
from tests.web.test_pages import add_groups
from web import boards
from web.boards import Boards


@pytest.fixture
def script(book: Book, store: LocalStore, cast: Cast, tmp_path: Path) -> Callable[[], None]:
    """Let the Blue group send a script."""

    def do() -> None:
        send(book, cast, "script", keep(store, tmp_path, "INT. A - DAY\n"), "script.fountain")

    return do


def same(book: Book, cast: Cast, kept: Boards) -> bool:
    """Whether the kept board is the one of the database."""
    with book.reading() as session:
        return kept.board(session, cast.workshop) == questions.board(session, cast.workshop)


def test_a_kept_board_follows_everything_that_happens(
    book: Book, cast: Cast, script: Callable[[], None]
) -> None:
    kept = Boards()
    assert same(book, cast, kept)
    for happens in (
        script,
        lambda: finish_all_runs(book),
        lambda: hand_in(book, cast, "script"),
        lambda: help_calls.call(book, project_id=cast.red_film, stage="edit", by=cast.rosa),
        lambda: give_gate(book, cast.red_film, "edit", days_are_now(book, cast), cast.marc),
        lambda: add_groups(book, cast, 2),
        lambda: rename(book, cast),
    ):
        happens()
        assert same(book, cast, kept), happens


def rename(book: Book, cast: Cast) -> None:
    settings = to_json(replace(project_of("Blue"), title="Another title"))
    with book.writing() as session:
        revisions.set_project_settings(session, cast.blue_film, settings)


def test_only_the_film_that_has_changed_is_read_anew(
    book: Book, cast: Cast, script: Callable[[], None]
) -> None:
    kept = Boards()
    add_groups(book, cast, 5)
    with book.reading() as session:
        before = kept.board(session, cast.workshop)
        assert kept.board(session, cast.workshop) is before
    script()
    with book.reading() as session:
        after = kept.board(session, cast.workshop)
    changed = [
        new.project_id for old, new in zip(before.rows, after.rows, strict=True) if old is not new
    ]
    assert changed == [cast.blue_film]


def test_a_kept_board_is_read_anew_after_some_seconds_and_its_rows_stay_drawn(
    monkeypatch: pytest.MonkeyPatch, book: Book, cast: Cast
) -> None:
    kept = Boards()
    monkeypatch.setattr(boards, "FRESH_S", 0.0)
    with book.reading() as session:
        before, after = (kept.board(session, cast.workshop) for _ in range(2))
    assert before is not after
    assert before.rows[0] is after.rows[0]
    drawn: list[str] = []

    def draw() -> str:
        drawn.append("x")
        return "<tr>"

    assert {kept.drawn(row.rows[0], "marc", draw) for row in (before, after)} == {"<tr>"}
    kept.drawn(after.rows[0], "aya", draw)
    assert len(drawn) == 2


def test_a_row_is_asked_for_with_few_questions_when_nothing_has_changed(
    book: Book, cast: Cast, marc: Visitor
) -> None:
    marc.get(f"/board/rows/{cast.blue_film}")
    with queries(book) as asked:
        assert "The Blue kite" in marc.get(f"/board/rows/{cast.blue_film}").text
    assert len(asked) <= 9


def test_what_is_drawn_for_one_role_or_group_is_not_given_to_another(
    cast: Cast, aya: Visitor, rosa: Visitor, marc: Visitor, stranger: Visitor
) -> None:
    aya.post(f"/projects/{cast.blue_film}/script/help", text="lost ending")
    row, wall = f"/board/rows/{cast.blue_film}", f"/wall/rows/{cast.blue_film}"
    for _ in range(2):
        assert "lost ending" in marc.get(row).text
        assert "lost ending" in aya.get(row).text
        assert "lost ending" not in rosa.get(row).text
        assert 'href="/projects' not in rosa.get(row).text
        assert "lost ending" not in stranger.get(wall).text
        assert "lost ending" not in marc.get(wall).text
