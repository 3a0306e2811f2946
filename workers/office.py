"""The settings of this worker process, set once at its entry point, and what is opened with them.

RQ hands a job nothing but its number, and forks a process for it: a forked process must not use
its parent's connections, so each job opens its own.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from pipeline.farming import Hand, program_digest
from pipeline.files import Incoming, Store, open_incoming, open_store, shelf_of
from pipeline.records import Book, open_book
from pipeline.render.cache import SegmentCache
from pipeline.render.keys import ffmpeg_name
from pipeline.settings import Settings

_SETTINGS: Final[ContextVar[Settings]] = ContextVar("settings")
_HAND: Final[ContextVar[Hand | None]] = ContextVar("hand", default=None)

_SEGMENT_LEASE_S: Final = 15
"""A segment takes seconds: who is silent for so long has lost it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What every run of a process works with."""

    book: Book
    store: Store
    incoming: Incoming
    settings: Settings

    @property
    def segments(self) -> SegmentCache:
        """The segments that are kept: in the folder of this machine, and where the store is shared
        with others, on the shelf beside it.
        """
        return SegmentCache(
            folder=self.settings.home / "cache",
            limit_bytes=self.settings.cache_bytes,
            shelf=shelf_of(self.store) if self.settings.store_url else None,
        )


def use(settings: Settings, hand: Hand | None = None) -> None:
    """Set the settings of this process, and who it is for those who take segments."""
    _SETTINGS.set(settings)
    _HAND.set(hand)


def own_hand(settings: Settings) -> Hand:
    """Return who this process is: its machine, its number there, and its ffmpeg."""
    return _HAND.get() or Hand(
        name=f"{socket.gethostname()[:60]}:{os.getpid()}",
        program=program_digest(ffmpeg_name()),
        lease_s=min(settings.lease_s, _SEGMENT_LEASE_S),
    )


@contextmanager
def opened() -> Iterator[Office]:
    """Give an open book and store, and close the book afterwards."""
    settings = _SETTINGS.get()
    book = open_book(settings.database)
    store = open_store(
        settings.store, local_copies=settings.home / "copies", copies_bytes=settings.cache_bytes
    )
    incoming = open_incoming(store)
    try:
        yield Office(book=book, store=store, incoming=incoming, settings=settings)
    finally:
        book.close()
