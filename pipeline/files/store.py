"""What a file store promises, and which one an address means."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from pipeline.errors import MissingProgram
from pipeline.files.copies import USUAL_LIMIT, LocalCopies

BLOCK: Final = 1 << 20
"""Files are read and written in blocks of one MiB, however large they are."""

DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that is safe in the store."""

    digest: str
    """SHA-256, hexadecimal: also its name in the store."""
    bytes: int


class Store(Protocol):
    """Bytes by their digest."""

    def put(self, path: Path) -> StoredFile:
        """Copy a file into the store. When this returns, a power cut loses nothing of it."""

    def path(self, digest: str) -> Path:
        """Return a local, read-only path of the bytes. Raise NotFound."""

    def has(self, digest: str) -> bool:
        """Return whether the store holds these bytes."""

    def digests(self) -> frozenset[str]:
        """Return everything the store holds."""

    def remove(self, digest: str) -> None:
        """Forget these bytes; nothing happens if they are not there."""


def digest_of_file(path: Path) -> StoredFile:
    """Return the SHA-256 and size of a file, read in blocks."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        while block := source.read(BLOCK):
            digest.update(block)
            size += len(block)
    return StoredFile(digest=digest.hexdigest(), bytes=size)


def open_store(address: str, *, local_copies: Path, copies_bytes: int = USUAL_LIMIT) -> Store:
    """Return the store of an address: a folder, or s3://bucket/prefix?endpoint=http://host:port.

    local_copies is where an S3 store keeps what it has fetched, and copies_bytes how much of it.
    Raise MissingProgram for an address of another kind.
    """
    from pipeline.files.local import LocalStore
    from pipeline.files.s3 import S3Store

    if address.startswith("s3://"):
        return S3Store.at(address, copies=LocalCopies(local_copies, limit_bytes=copies_bytes))
    if "://" in address:
        raise MissingProgram(
            "The file store “%(address)s” is of no known kind. Give a folder, or s3://bucket.",
            address=address.split("?")[0],
        )
    return LocalStore(Path(address))
