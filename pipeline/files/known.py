"""Digests of files outside of the store, counted once for as long as a file stays what it was.

A file is taken for the same when its size, its place on the disk and both its times are the same,
and when it had not been touched just before it was counted: a change within the same tick of the
clock would not show in the times.
"""

import json
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.errors import CannotRead
from pipeline.files.store import StoredFile, digest_of_file

JUST_BEFORE_NS: Final = 2_000_000_000
"""Twice the coarsest tick of the file systems in use."""


@dataclass(frozen=True, slots=True)
class KnownDigests:
    """A folder of what was counted before."""

    folder: Path

    def of(self, path: Path) -> StoredFile:
        """Return the digest of a file. Raise CannotRead when it changes while it is read."""
        kept = self.folder / sha256(str(path.absolute()).encode(errors="replace")).hexdigest()
        looks = _looks(path)
        known = _known(kept, looks)
        if known:
            return StoredFile(digest=known, bytes=looks[0])
        begun = time.time_ns()
        counted = digest_of_file(path)
        if _looks(path) != looks:
            raise CannotRead(
                "“%(name)s” is still being written. Try again when its copy is finished.",
                name=path.name,
            )
        if max(looks[1:3]) < begun - JUST_BEFORE_NS:
            _keep(kept, looks, counted.digest)
        return counted


def _looks(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _known(kept: Path, looks: list[int]) -> str:
    try:
        known = json.loads(kept.read_bytes())
    except (FileNotFoundError, ValueError):
        return ""
    return str(known[1]) if isinstance(known, list) and known[:1] == [looks] else ""


def _keep(kept: Path, looks: list[int], digest: str) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=kept.parent, prefix=".new-") as folder:
        written = Path(folder) / "digest"
        written.write_text(json.dumps([looks, digest]), encoding="ascii")
        written.replace(kept)
