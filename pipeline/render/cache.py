"""Encoded segments, kept by what they look like, in a folder that several workers share.

A segment is written beside the folder's entries, brought to the disk, and only then named: what has
a name is whole. What has not been used for longest goes first when the folder is full. Behind the
folder there may be a shelf that other machines reach, too.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from pipeline.errors import PipelineError
from pipeline.media.kept_within import keep_within

USUAL_LIMIT: Final = 20 * 1024**3


class Shelf(Protocol):
    """Where machines leave segments for each other. A damaged one is as good as none."""

    def fetch(self, key: str, into: Path) -> bool:
        """Write what is kept under a key to a path. Return whether it is there, and whole."""

    def put(self, key: str, made: Path) -> None:
        """Keep a copy of a file under a key. Raise PipelineError."""

    def forget(self, key: str) -> None:
        """Throw it away, if it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentCache:
    """The folder of kept segments."""

    folder: Path
    limit_bytes: int = USUAL_LIMIT
    shelf: Shelf | None = None

    @property
    def _kept(self) -> Path:
        return self.folder / "segments"

    def _place(self, key: str) -> Path:
        return self._kept / key[:2] / key

    def take(self, key: str, into: Path) -> bool:
        """Put a kept segment at `into` and note that it was used. Return whether there is one."""
        place = self._place(key)
        try:
            second_name(place, into)
            os.utime(place)
        except FileNotFoundError:
            return self._fetch(key, into)
        return True

    def _fetch(self, key: str, into: Path) -> bool:
        with suppress(PipelineError):
            if self.shelf is not None and self.shelf.fetch(key, into):
                with suppress(OSError):
                    self._keep_here(key, into)
                return True
        return False

    def keep(self, key: str, made: Path) -> bool:
        """Keep a segment. `made` stays where it is; an equal one that was kept before stays.

        Return whether others find it now: a full disk or an empty line costs only that they do not.
        """
        try:
            self._keep_here(key, made)
            if self.shelf is not None:
                self.shelf.put(key, made)
        except (OSError, PipelineError):
            return False
        return True

    def _keep_here(self, key: str, made: Path) -> None:
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self._kept, prefix=".new-") as folder:
            written = Path(folder) / "segment"
            second_name(made, written)
            _flush(written)
            written.replace(place)
            _flush(place.parent)

    def forget(self, key: str) -> None:
        """Throw a segment away, if it is there."""
        self._place(key).unlink(missing_ok=True)
        with suppress(PipelineError):
            if self.shelf is not None:
                self.shelf.forget(key)

    def tidy(self) -> int:
        """Remove what was not used for longest until the rest fits. Return how many went."""
        return keep_within(self._kept.glob("??/*"), self.limit_bytes)


def second_name(source: Path, target: Path) -> None:
    """Give a file a second name; copy it where the file system cannot."""
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        while chunk := read.read(1024**2):
            write.write(chunk)


def _flush(place: Path) -> None:
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
