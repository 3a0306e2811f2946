"""The records and the file store of this installation, for the verbs that look after them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from pipeline.files import Store, open_store
from pipeline.records import Book, open_book
from pipeline.settings import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Book, Store]]:
    """Give the records and the store while the block lasts."""
    with closing(open_book(settings.database)) as book:
        copies, most = settings.home / "copies", settings.cache_bytes
        yield book, open_store(settings.store, local_copies=copies, copies_bytes=most)
