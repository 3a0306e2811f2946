"""Tables of an older version become those of a newer one, and what was in them stays."""

from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from pipeline import running, workflow
from pipeline.records import Book, open_book, runs
from tests.cast import write_cast

MIGRATIONS = Path(__file__).parents[2] / "pipeline" / "records" / "migrations"


def _go_down(address: str, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(address, module=sqlite)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, to)
    engine.dispose()


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
