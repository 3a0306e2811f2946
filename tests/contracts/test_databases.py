"""What the records promise, on SQLite and on PostgreSQL."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline import desk, help_calls, running, tokens, workflow
from pipeline.access import digest_of_token
from pipeline.desk import Saving
from pipeline.errors import MissingProgram, MovedOn, Refused, WorkFailed
from pipeline.files import LocalStore
from pipeline.gates import Moving, move_gate
from pipeline.ledger import first_break
from pipeline.records import Book, board_mark, copying, decisions, open_book, questions, stuck
from pipeline.records import book as records_book
from pipeline.records import tokens as token_records
from pipeline.records.book import journal_mode, now, wal_is_safe
from pipeline.records.desks import Place
from pipeline.records.door_tables import ApiTokenRow
from pipeline.records.tables import Base
from pipeline.records.values import FileOf
from pipeline.sign_off import Action
from tests.cast import Cast, write_cast
from tests.film_days import answer, approve, finish_all_runs, hand_in, keep, send
from tests.gate_days import days_are_now, give_gate


@pytest.fixture
def book(any_book: Book) -> Book:
    return any_book


@pytest.fixture
def cast(book: Book) -> Cast:
    cast = write_cast(book)
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    return cast


def test_a_film_goes_through_two_stages(book: Book, cast: Cast) -> None:
    approve(book, cast, "script")
    approve(book, cast, "shot_list")
    with book.reading() as session:
        view = questions.board(session, cast.workshop)
        assert first_break(decisions.chain(session, cast.blue_film)) is None
    words = [[cell.state.value for cell in row.cells][:3] for row in view.rows]
    assert words == [["approved", "approved", "working"], ["open", "closed", "closed"]]


def test_sixteen_who_decide_at_once_make_one_decision(book: Book, cast: Cast) -> None:
    seen = hand_in(book, cast, "script")
    together = threading.Barrier(16)
    won: list[int] = []

    def decide(by: int) -> None:
        together.wait()
        try:
            workflow.decide(book, answer(seen, Action.APPROVE, by))
            won.append(by)
        except (MovedOn, Refused):
            pass

    threads = [threading.Thread(target=decide, args=(by,)) for by in (cast.marc, cast.nadia) * 8]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(won) == 1
    with book.reading() as session:
        chain = decisions.chain(session, cast.blue_film)
    assert first_break(chain) is None
    assert len(chain) == 2


def test_of_eight_workers_one_claims_the_run(book: Book, cast: Cast) -> None:
    ((run_id, _),) = running.waiting_to_be_announced(book)
    together = threading.Barrier(8)
    claimed: list[running.StartedRun] = []

    def claim() -> None:
        together.wait()
        started = running.start_run(book, run_id=run_id, lease_s=60)
        if isinstance(started, running.StartedRun):
            claimed.append(started)

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(claimed) == 1


def test_a_program_that_asks_all_day_changes_its_row_once_an_hour(book: Book, cast: Cast) -> None:
    made, words = tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Resolve")
    digest = digest_of_token(words)

    def marked() -> datetime | None:
        with book.reading() as session:
            return token_records.with_id(session, made.id).used_at

    def asked_before(time: timedelta) -> datetime:
        with book.writing() as session:
            earlier = now(session) - time
            row = session.get(ApiTokenRow, made.id)
            assert row
            row.used_at = earlier
        return earlier

    assert marked() is None
    assert tokens.speaker(book, words)
    first = marked()
    assert first
    assert tokens.speaker(book, words)
    assert marked() == first
    lately = asked_before(timedelta(minutes=59))
    assert tokens.speaker(book, words)
    assert marked() == lately
    with book.writing() as session:  # another request was a moment earlier
        token_records.mark_used(session, digest, tokens.MARKED_EVERY)
    assert marked() == lately
    asked_before(timedelta(minutes=61))
    assert tokens.speaker(book, words)
    again = marked()
    assert again
    assert again >= first


def test_a_token_that_opens_nothing_is_not_marked(book: Book, cast: Cast) -> None:
    made, words = tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Resolve")
    tokens.revoke(book, project_id=cast.blue_film, token_id=made.id, by=cast.marc)
    assert tokens.speaker(book, words) is None
    with book.writing() as session:
        token_records.mark_used(session, digest_of_token(words), tokens.MARKED_EVERY)
        assert token_records.with_id(session, made.id).used_at is None


def test_twelve_who_write_at_once_lose_no_scene(book: Book, cast: Cast, store: LocalStore) -> None:
    place = Place(project_id=cast.blue_film, stage="script", name="script.fountain")
    scenes = [f"INT. ROOM {number} - DAY\n\nSomebody waits.\n" for number in range(12)]
    start = "\n".join(scenes)
    desk.save(book, store, Saving(place=place, by=cast.aya, base=0, content=start.encode()))
    together = threading.Barrier(12)

    def write(number: int) -> None:
        mine = scenes.copy()
        mine[number] = mine[number].replace("waits", f"runs {number} rounds")
        content = "\n".join(mine).encode()
        together.wait()
        by = (cast.aya, cast.ben)[number % 2]
        saved = desk.save(book, store, Saving(place=place, by=by, base=1, content=content))
        assert saved.clashes == ()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    lying = desk.lying(book, store, place)
    assert lying
    assert all(f"runs {number} rounds" in lying.content.decode() for number in range(12))


def test_the_events_are_numbered_in_the_order_of_what_happened(book: Book, cast: Cast) -> None:
    approve(book, cast, "script")
    with book.reading() as session:
        events = decisions.events_after(session, cast.workshop, 0)
        assert decisions.events_after(session, cast.workshop, events[-1].id) == ()
    assert [one.id for one in events] == sorted(one.id for one in events)
    assert [one.kind for one in events][-2:] == ["approve", "revision"]


def test_times_come_back_in_utc(book: Book, cast: Cast) -> None:
    with book.reading() as session:
        view = questions.board(session, cast.workshop)
        assert now(session).utcoffset() is not None
    assert view.starts_at.isoformat() == "2026-08-01T00:00:00+00:00"


def test_a_board_asks_the_same_number_of_questions_for_two_groups_and_for_twenty(
    book: Book, cast: Cast, store: LocalStore, tmp_path: Path
) -> None:
    finish_all_runs(book)
    send(book, cast, "script", keep(store, tmp_path, "INT. A - DAY\n"), "a.fountain")
    from sqlalchemy import event

    asked: list[str] = []

    def on_execute(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(book.engine, "before_cursor_execute", on_execute)
    with book.reading() as session:
        questions.board(session, cast.workshop)
    event.remove(book.engine, "before_cursor_execute", on_execute)
    assert len(asked) <= 10


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_is_used_only_where_sqlite_does_not_lose_commits(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert wal_is_safe(version) is safe
    assert journal_mode(version) == ("WAL" if safe else "DELETE")


def test_sqlite_is_opened_with_full_durability(tmp_path: Path) -> None:
    book = open_book(f"sqlite:///{tmp_path / 'b.sqlite3'}")
    with book.reading() as session:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in asked]
    book.close()
    assert found == ["wal", 2, 1]


def test_threads_that_write_wait_in_line_and_are_told_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.records.book._WAIT_MS", 100)
    book = open_book(f"sqlite:///{tmp_path / 'book.sqlite3'}")
    heard: list[WorkFailed] = []

    def write() -> None:
        try:
            with book.writing():
                return
        except WorkFailed as fault:
            heard.append(fault)

    with book.writing():
        late = threading.Thread(target=write)
        late.start()
        late.join()
    write()
    book.close()
    assert [fault.can_retry for fault in heard] == [True]


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(MissingProgram, match="no known kind"):
        open_book("mysql://nobody@localhost/films")


@pytest.mark.postgres
def test_a_machine_that_freezes_in_a_change_loses_it_and_its_locks(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_book, "_IDLE_MS", 200)
    frozen, awake = open_book(postgres), open_book(postgres)
    lock = text("SELECT pg_advisory_xact_lock(7)")

    def freeze() -> None:
        with frozen.writing() as held:
            held.execute(lock)
            with awake.writing() as waiting:
                waiting.execute(lock)
            held.execute(lock)

    with pytest.raises(WorkFailed, match="nothing was changed"):
        freeze()
    frozen.close()
    awake.close()


def test_a_database_that_does_not_answer_is_named() -> None:
    with pytest.raises(MissingProgram, match="does not answer"):
        open_book("postgresql://nobody:secret@127.0.0.1:1/films")


def test_the_tables_of_the_migrations_are_the_tables_of_the_code(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    book = open_book(f"sqlite:///{tmp_path / 'b.sqlite3'}")
    with book.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    book.close()
    assert differences == []


def test_a_workshop_moves_from_sqlite_into_any_database_and_goes_on_there(
    book: Book, store: LocalStore, tmp_path: Path
) -> None:
    before = open_book(f"sqlite:///{tmp_path / 'before.sqlite3'}")
    cast = write_cast(before)
    send(before, cast, "script", keep(store, tmp_path, "INT. KITCHEN - DAY"), "script.fountain")
    approve(before, cast, "script")
    with before.reading() as session:
        rows = list(copying.rows(session))
        board = questions.board(session, cast.workshop)
    before.close()

    with book.writing() as session:
        assert copying.put_rows(session, rows) == len(rows)
    with book.reading() as session:
        assert questions.board(session, cast.workshop) == board
        assert first_break(decisions.chain(session, cast.blue_film)) is None
    finish_all_runs(book)
    send(book, cast, "shot_list", keep(store, tmp_path, "scene,shot"), "shot_list.csv")
    with book.writing() as session, pytest.raises(Refused, match="already"):
        copying.put_rows(session, rows)


def test_gates_calls_and_the_board_that_shows_them(book: Book, cast: Cast) -> None:
    moment = days_are_now(book, cast)
    gate = give_gate(book, cast.blue_film, "script", moment, None)
    wanted = Moving(
        gate_id=gate.id, by=cast.salma, seen_at=gate.starts_at, seen_signer=None,
        starts_at=gate.starts_at, signer_id=cast.marc,
    )  # fmt: skip
    move_gate(book, wanted)
    with pytest.raises(MovedOn):
        move_gate(book, wanted)
    number = help_calls.call(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    assert help_calls.call(book, project_id=cast.blue_film, stage="edit", by=cast.ben) == number
    picture = FileOf(name="b.jpg", digest="b" * 64, bytes=1)
    film = FileOf(name="animatic.mp4", digest="c" * 64, bytes=1)
    finish_all_runs(book, made=(FileOf(name="c.jpg", digest="d" * 64, bytes=1), picture, film))
    with book.reading() as session:
        blue, red = questions.board(session, cast.workshop).rows
        assert board_mark.mark_of(session, cast.workshop).gates == (1, gate.id)
        assert set(stuck.last_moves(session, cast.workshop)) == {cast.blue_film}
        assert stuck.open_blockers(session, [blue.cells[0].revision_id or 0]) == {}
        assert stuck.mentors_by_group(session, cast.workshop) == {}
    assert blue.next_gate
    assert (blue.next_gate.signer, blue.picture) == ("Marc", picture)
    assert blue.playable
    assert blue.playable.file == film
    assert blue.call
    assert (red.call, red.next_gate, red.playable) == (None, None, None)
    help_calls.solved(book, call_id=number, by=cast.marc)
