"""The settings of this worker process, set once at its entry point, and what is opened with them.

RQ hands a job nothing but its number, and forks a process for it: a forked process must not use
its parent's connections, so each job opens its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from pipeline.files import Incoming, Store, open_incoming, open_store
from pipeline.records import Book, open_book
from pipeline.settings import Settings

_SETTINGS: Final[ContextVar[Settings]] = ContextVar("settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every run of a process works with."""

    book: Book
    store: Store
    incoming: Incoming
    settings: Settings


def use(settings: Settings) -> None:
    """Set the settings of this process."""
    _SETTINGS.set(settings)


@contextmanager
def opened() -> Iterator[Office]:
    """Give an open book and store, and close the book afterwards."""
    settings = _SETTINGS.get()
    book = open_book(settings.database)
    store = open_store(settings.store, local_copies=settings.home / "copies")
    incoming = open_incoming(store)
    try:
        yield Office(book=book, store=store, incoming=incoming, settings=settings)
    finally:
        book.close()
