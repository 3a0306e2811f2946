"""Tables of an older version become those of a newer one, and what was in them stays."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from pipeline import running, tokens, workflow
from pipeline.records import Book, open_book, runs
from pipeline.records import tokens as token_records
from tests.cast import write_cast

MIGRATIONS = Path(__file__).parents[2] / "pipeline" / "records" / "migrations"


def _go_down(address: str, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    book = open_book(address)
    with book.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)
    book.close()


def test_runs_from_before_the_uploads_know_their_film_afterwards(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'book.sqlite3'}"
    book: Book = open_book(address)
    cast = write_cast(book)
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    book.close()
    _go_down(address, "0002")
    book = open_book(address)
    ((run_id, queue),) = running.waiting_to_be_announced(book)
    with book.reading() as session:
        run = runs.with_id(session, run_id)
    book.close()
    assert (run.project_id, run.stage, queue) == (cast.blue_film, "script", "documents")


def test_a_token_from_before_its_use_was_marked_opens_and_is_marked_from_then_on(
    any_database: str,
) -> None:
    book = open_book(any_database)
    cast = write_cast(book)
    made, words = tokens.make(book, project_id=cast.blue_film, by=cast.marc, name="Cutting room")
    assert tokens.speaker(book, words)
    book.close()
    _go_down(any_database, "0010")
    book = open_book(any_database)
    with book.reading() as session:
        assert token_records.of_group(session, cast.blue) == (made,)
    assert tokens.speaker(book, words)
    with book.reading() as session:
        (marked,) = token_records.of_group(session, cast.blue)
    book.close()
    assert made.used_at is None
    assert marked.used_at is not None
