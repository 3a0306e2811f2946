"""The file store in a local folder: write to a new name, fsync, rename, fsync the folder."""

import errno
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Final

from pipeline.errors import NoRoom, NotFound, WorkFailed
from pipeline.files.store import BLOCK, DIGEST, StoredFile, digest_of_file

_FREE_BYTES: Final = 64 << 20
"""So much of the disk stays free: a sign-off must still fit when the films do not."""


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class LocalStore:
    """Bytes under folder/ab/abcdef..., one file a digest, never changed after the rename."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder; it is made when the first file comes."""
        self.folder = folder

    def _place(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise NotFound("There is no such file.", detail=f"not a digest: {digest[:80]!r}")
        return self.folder / digest[:2] / digest

    def put(self, path: Path) -> StoredFile:
        """Copy a file into the store. Raise NoRoom if the disk is full."""
        known = digest_of_file(path)
        place = self._place(known.digest)
        if place.exists():
            return known
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._copy(path, place, known)
        return known

    def adopt(self, path: Path, known: StoredFile) -> None:
        """Take a durable file with this digest over; on the same disk nothing is copied.

        Nobody may write to it any more. Raise NoRoom if it must be copied to a full disk.
        """
        place = self._place(known.digest)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not place.exists():
            path.chmod(0o400)
            try:
                path.replace(place)
            except OSError as fault:
                if fault.errno != errno.EXDEV:
                    raise
                self._copy(path, place, known)
        path.unlink(missing_ok=True)
        sync_folder(place.parent)
        sync_folder(self.folder)

    def _copy(self, source: Path, place: Path, known: StoredFile) -> None:
        space = os.statvfs(place.parent)
        if space.f_bavail * space.f_frsize < known.bytes + _FREE_BYTES:
            raise NoRoom(
                "The disk of the server is full, so this file was not kept. Tell the coordinator."
            )
        handle, name = tempfile.mkstemp(prefix=".new-", dir=place.parent)
        new = Path(name)
        try:
            with os.fdopen(handle, "wb") as target, source.open("rb") as origin:
                counted = hashlib.sha256()
                while block := origin.read(BLOCK):
                    counted.update(block)
                    target.write(block)
                target.flush()
                os.fsync(target.fileno())
            if counted.hexdigest() != known.digest:
                raise WorkFailed(
                    "A file was not the same when it was read twice. If it is on a card or a "
                    "stick, try another reader.",
                    detail=str(source),
                    can_retry=True,
                )
            new.chmod(0o400)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
        sync_folder(place.parent)
        sync_folder(self.folder)

    def path(self, digest: str) -> Path:
        """Return the path of the bytes. Raise NotFound."""
        place = self._place(digest)
        if not place.is_file():
            raise NotFound("This file is not in the store any more.", detail=digest)
        return place

    def has(self, digest: str) -> bool:
        """Return whether the store holds these bytes."""
        return self._place(digest).is_file()

    def digests(self) -> frozenset[str]:
        """Return everything the store holds."""
        found = self.folder.glob("??/*") if self.folder.is_dir() else ()
        return frozenset(path.name for path in found if DIGEST.fullmatch(path.name))

    def remove(self, digest: str) -> None:
        """Forget these bytes."""
        self._place(digest).unlink(missing_ok=True)
