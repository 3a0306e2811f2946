"""The database: how it is opened, and its two kinds of transaction.

SQLite 3.7.0 to 3.51.2 can lose committed data in WAL mode when several connections write (the
WAL-reset race, see sqlite.org/changes.html), and systems ship such versions. So pysqlite3 brings
its own, and an affected library gets journal_mode=DELETE. Every writing transaction is BEGIN
IMMEDIATE: a plain BEGIN that reads first and writes later fails with "database is locked" however
long it waits. synchronous=FULL: a sign-off that was acknowledged survives a power cut.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from pipeline.errors import MissingProgram, WorkFailed

__all__ = ["Book", "Session", "open_book"]

_FIRST_SAFE: Final = (3, 51, 3)
_SAFE_BRANCHES: Final = {(3, 50): 7, (3, 44): 6}
"""Backports of the repair: 3.50.7 and 3.44.6."""
_WAIT_MS: Final = 5_000
_IDLE_MS: Final = 60_000
"""PostgreSQL: a machine that freezes in the middle of a change holds its locks no longer."""
_UPGRADE: Final = 0x7570
"""PostgreSQL: one process at a time brings the tables up to date."""


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Return whether this SQLite may use WAL with several connections."""
    backport = _SAFE_BRANCHES.get(version[:2])
    return version >= _FIRST_SAFE or (backport is not None and version[2] >= backport)


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return the journal mode for a version of SQLite."""
    return "WAL" if wal_is_safe(version) else "DELETE"


class Book:
    """The records of one installation. Transactions are the only way in."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine."""
        self._engine = engine
        self._next = threading.Lock() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment and changes nothing."""
        with self._session(write=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are durable when the block ends, or never happened.

        Raise WorkFailed, to be tried again, if others write for longer than five seconds.
        """
        with self._turn(), self._session(write=True) as session:
            yield session
            session.commit()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait in line with the other threads.

        SQLite lets one write at a time, and of many who ask again and again, some starve: with 24
        threads the slowest waited for five seconds, in line for one.
        """
        if self._next is None:
            yield
            return
        if not self._next.acquire(timeout=_WAIT_MS / 1000):
            raise _busy("other threads of this process write")
        try:
            yield
        finally:
            self._next.release()

    @contextmanager
    def _session(self, *, write: bool) -> Iterator[Session]:
        try:
            options = {"claquette_write": write}
            with (
                self._engine.connect().execution_options(**options) as connection,
                Session(connection, expire_on_commit=False) as session,
            ):
                yield session
        except DBAPIError as fault:
            if isinstance(fault, OperationalError) or fault.connection_invalidated:
                raise _busy(str(fault.orig)) from fault
            raise

    @property
    def address(self) -> str:
        """The address without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    @property
    def engine(self) -> Engine:
        """The engine, for migrations, backup and the architecture of tests."""
        return self._engine

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _busy(detail: str) -> WorkFailed:
    return WorkFailed(
        "Too many people are saving at this moment, so nothing was changed. Try again.",
        detail=detail,
        can_retry=True,
    )


def now(session: Session) -> datetime:
    """Return the database's time, in UTC: leases must not depend on the clock of a worker."""
    if session.get_bind().dialect.name == "sqlite":
        return datetime.fromisoformat(
            session.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")).scalar_one()
        ).replace(tzinfo=UTC)
    moment: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)


def _sqlite_engine(address: str) -> Engine:
    engine = create_engine(address, module=sqlite, connect_args={"timeout": _WAIT_MS / 1000})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            f"journal_mode={journal_mode(sqlite.sqlite_version_info)}",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={_WAIT_MS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        write = connection.get_execution_options().get("claquette_write", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _engine_at(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _sqlite_engine(address)
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args={"options": f"-c idle_in_transaction_session_timeout={_IDLE_MS}"},
        )
    raise MissingProgram(
        "The database “%(name)s” is of no known kind. Use sqlite:/// or postgresql://.",
        name=url.get_backend_name(),
    )


def open_book(address: str) -> Book:
    """Open the database, bring its tables up to date, and return it. Raise MissingProgram."""
    engine = _engine_at(address)
    config = Config()
    config.set_main_option("script_location", "pipeline.records:migrations")
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE waits by itself
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except OperationalError as fault:
        raise MissingProgram(
            "The database at %(address)s does not answer. Is it running?",
            detail=str(fault),
            address=engine.url.render_as_string(hide_password=True),
        ) from fault
    return Book(engine)
