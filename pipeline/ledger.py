"""The append-only, hash-chained list of everything decided. Pure.

Each entry holds the digest of the entry before, so that a changed or removed entry shows. A cut-off
end shows only against a digest kept elsewhere: the newest one travels with every export. Entries
hold ids and digests, never a name or a note, so that a person can be erased and the chain holds.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.documents.json import canonical

FIRST: Final = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One decision."""

    number: int
    """Counted from 1."""
    previous: str
    """Digest of the entry before."""
    body: str
    """Canonical JSON."""
    digest: str
    """SHA-256 over number, previous and body."""


def _digest(number: int, previous: str, body: str) -> str:
    return hashlib.sha256(f"{number}\n{previous}\n{body}".encode()).hexdigest()


def append(last: Entry | None, body: Mapping[str, object]) -> Entry:
    """Return the entry that follows the last one."""
    number = last.number + 1 if last else 1
    previous = last.digest if last else FIRST
    text = canonical(body)
    return Entry(
        number=number, previous=previous, body=text, digest=_digest(number, previous, text)
    )


def first_break(entries: Iterable[Entry]) -> int | None:
    """Return the number of the first entry that does not follow, or None if the chain holds."""
    previous, number = FIRST, 1
    for entry in entries:
        follows = entry.number == number and entry.previous == previous
        if not follows or entry.digest != _digest(number, previous, entry.body):
            return number
        previous, number = entry.digest, number + 1
    return None
