"""Files on their way into the store, byte by byte: what an unfinished upload is to the file store.

The offset is the truth: a byte counts when it is durable, and is never asked for again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pipeline.files.store import StoredFile


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

    def offset(self, held: Held) -> int:
        """Return how many bytes are durable."""

    def append(self, held: Held, *, at: int, blocks: Iterable[bytes], keep: KeepParts) -> int:
        """Add bytes at an offset and return the new one; what is returned is durable.

        When the blocks end early or raise, everything that came stays. Raise MovedOn when the
        offset is another or another request has taken over, CannotRead when the disk is full.
        """

    def take_in(self, held: Held) -> StoredFile:
        """Move a whole upload into the store; a second call returns the same. Raise NotFound."""

    def drop(self, held: Held) -> None:
        """Forget what has come of an upload; nothing happens if there is nothing."""
