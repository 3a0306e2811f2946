"""Files on their way into the store, byte by byte: what an unfinished upload is to the file store.

The offset is the truth: a byte counts when it is durable, and is never asked for again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pipeline.errors import MovedOn
from pipeline.files.store import Store, StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Where the bytes of an unfinished upload are: what the file store must remember of it."""

    key: str
    length: int | None
    """Bytes it will have; None while the sender does not know."""
    holder: str
    """Token of the request that may write now; another request takes it over."""
    parts: Mapping[str, Any]
    """Of the file store alone (the parts of an S3 upload); empty for a folder."""


KeepParts = Callable[[Mapping[str, Any]], bool]
"""Writes down the parts of an upload; False when another request writes it by now."""


class Incoming(Protocol):
    """Uploads on their way, by their key."""

    def must_have_room(self, size: int) -> None:
        """Raise NoRoom when so many more bytes do not fit."""

    def offset(self, held: Held, *, durable: bool = True) -> int:
        """Return how many bytes have come; they are durable, unless it is only for showing."""

    def append(self, held: Held, *, at: int, blocks: Iterable[bytes], keep: KeepParts) -> int:
        """Add bytes at an offset and return the new one; what is returned is durable.

        When the blocks end early or raise, everything that came stays. Raise MovedOn when the
        offset is another or another request has taken over, NoRoom when the disk is full.
        """

    def take_in(self, held: Held) -> StoredFile:
        """Move a whole upload into the store; until drop, a second call returns the same.

        Raise NotFound when nothing is there, CannotRead when it is not whole.
        """

    def drop(self, held: Held) -> None:
        """Forget what has come of an upload; nothing happens if there is nothing."""

    def keys(self) -> frozenset[str]:
        """Return the keys of everything that was not dropped, for the sweeper."""


def moved_on() -> MovedOn:
    """Return what is raised when the offset is another, or another request writes by now."""
    return MovedOn("The file has gone on elsewhere. Ask how far it is, then go on from there.")


def open_incoming(store: Store) -> Incoming:
    """Return the uploads on their way into a store.

    They lie on the disk of the store: then nothing is copied, and every process that sees the
    store sees them, too.
    """
    from pipeline.files.incoming_local import LocalIncoming
    from pipeline.files.incoming_s3 import S3Incoming
    from pipeline.files.local import LocalStore
    from pipeline.files.s3 import S3Store

    if isinstance(store, S3Store):
        return S3Incoming(store)
    if not isinstance(store, LocalStore):
        raise TypeError(store)
    return LocalIncoming(store.folder / "incoming", store)
