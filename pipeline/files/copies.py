"""Copies on this machine of files that lie in a store elsewhere: fetched again when asked for.

A site that plays films and a worker that renders them fetch everything that was ever made. So the
copies stay within a limit: those not used for longest go. One that was handed out lately stays, as
whoever has its path may open it later.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.media.kept_within import keep_within

USUAL_LIMIT: Final = 20 * 1024**3
"""Bytes."""
IN_USE_S: Final = 6 * 3600.0
"""No run takes longer between being handed a path and reading it."""
TIDY_EVERY_S: Final = 60.0


class LocalCopies:
    """The folder of copies, by digest."""

    def __init__(self, folder: Path, *, limit_bytes: int = USUAL_LIMIT) -> None:
        """Keep the folder and how much may lie there."""
        self._folder = folder
        self._limit_bytes = limit_bytes
        self._tidied_at: float | None = None

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def find(self, digest: str) -> Path | None:
        """Return the copy, and note that it was used; None where there is none."""
        place = self._place(digest)
        try:
            os.utime(place)
        except FileNotFoundError:
            return None
        except PermissionError:
            return place  # another user of this machine has fetched it
        return place

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Give an empty file to fetch into; what was not kept when the block ends is gone."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=self._folder)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def keep(self, new: Path, digest: str) -> Path:
        """Name a file that was fetched whole, make room if it is time, and return its place."""
        place = self._place(digest)
        place.parent.mkdir(exist_ok=True, mode=0o700)
        new.chmod(0o400)
        new.replace(place)
        now = time.monotonic()
        if self._tidied_at is None or now - self._tidied_at >= TIDY_EVERY_S:
            self._tidied_at = now
            self.tidy()
        return place

    def forget(self, digest: str) -> None:
        """Throw a copy away, if there is one."""
        self._place(digest).unlink(missing_ok=True)

    def tidy(self) -> int:
        """Remove what was not used for longest until the rest fits. Return how many went."""
        left_by_the_dead = self._folder.glob(".new-*")
        there = (*self._folder.glob("??/*"), *left_by_the_dead)
        return keep_within(there, self._limit_bytes, used_before=time.time() - IN_USE_S)
