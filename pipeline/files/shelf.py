"""The shelf: encoded segments that machines leave for each other, beside the file store.

It is a cache with the same limit as the folder of each machine, and never the only place of
anything: what is damaged or was cleared away is made again. An entry carries the digest of its
bytes, and who fetches it counts again.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from pipeline.errors import NoRoom
from pipeline.files.local import LocalStore
from pipeline.files.store import BLOCK, Store, digest_of_file

FOLDER: Final = "shelf"
KEY: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DIGEST_BYTES: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is kept under a key."""

    key: str
    bytes: int
    used_at: float
    """Seconds since 1970."""


class SharedShelf(Protocol):
    """A shelf, as the housekeeper sees it; those who render see less (render/cache.py)."""

    def fetch(self, key: str, into: Path) -> bool:
        """Write what is kept under a key to a path. Return whether it is there, and whole."""

    def put(self, key: str, made: Path) -> None:
        """Keep a copy of a file under a key. Raise NoRoom or WorkFailed."""

    def forget(self, key: str) -> None:
        """Throw it away, if it is there."""

    def entries(self) -> Iterable[Entry]:
        """Return everything that is kept."""


def shelf_of(store: Store) -> SharedShelf | None:
    """Return the shelf beside a file store."""
    if isinstance(store, LocalStore):
        return FolderShelf(store.folder / FOLDER)
    # What speaks S3 takes a tenth of a second to load, and most machines never need it.
    from pipeline.files.s3 import S3Store
    from pipeline.files.shelf_s3 import S3Shelf

    return S3Shelf(store) if isinstance(store, S3Store) else None


def tidy(shelf: SharedShelf, limit_bytes: int) -> int:
    """Remove what was not used for longest until the rest fits. Return how many went."""
    entries = sorted(shelf.entries(), key=lambda one: (one.used_at, one.key))
    total, removed = sum(one.bytes for one in entries), 0
    for one in entries:
        if total <= limit_bytes:
            break
        shelf.forget(one.key)
        total, removed = total - one.bytes, removed + 1
    return removed


def copied(source: BinaryIO, target: BinaryIO) -> str:
    """Copy to the end; return the digest of what went through."""
    digest = hashlib.sha256()
    while block := source.read(BLOCK):
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


class FolderShelf:
    """A folder that all machines have mounted: each file begins with the digest of the rest."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder; it is made when the first entry comes."""
        self._folder = folder

    def _place(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def fetch(self, key: str, into: Path) -> bool:
        """Write what is kept under a key to a path, if it is there and whole."""
        place = self._place(key)
        try:
            with place.open("rb") as kept, into.open("wb") as target:
                is_whole = kept.read(_DIGEST_BYTES).decode("ascii", "replace") == copied(
                    kept, target
                )
            os.utime(place)
        except FileNotFoundError:
            return False
        if not is_whole:
            into.unlink()
            self.forget(key)
        return is_whole

    def put(self, key: str, made: Path) -> None:
        """Keep a copy of a file under a key: whole, or not at all."""
        place = self._place(key)
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(prefix=".new-", dir=place.parent)
            try:
                with os.fdopen(handle, "wb") as target, made.open("rb") as source:
                    target.write(digest_of_file(made).digest.encode())
                    copied(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                Path(name).replace(place)
            finally:
                Path(name).unlink(missing_ok=True)
        except OSError as fault:
            raise NoRoom("The shared folder is full or not there.", detail=str(fault)) from fault

    def forget(self, key: str) -> None:
        """Throw it away, if it is there."""
        self._place(key).unlink(missing_ok=True)

    def entries(self) -> Iterable[Entry]:
        """Return everything that is kept."""
        for place in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):
                if KEY.fullmatch(place.name):
                    found = place.stat()
                    yield Entry(key=place.name, bytes=found.st_size, used_at=found.st_mtime)
