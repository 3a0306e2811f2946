"""Pipes with names, through which ffmpeg hands out raw pictures and sound while it works.

Nothing raw ever lies on the disk, so an hour of film needs no more room than a second. Each pipe
has a reader in a thread of its own; a reader that fails or has enough lets the rest run through, so
that ffmpeg never waits for anybody who is gone.
"""

import fcntl
import os
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self, TypeVar

Found = TypeVar("Found")
Reader = Callable[[BinaryIO], Found]

MOST_TAPS: Final = 8
ROOM_BYTES: Final = 1024**2
"""What a pipe may hold: a reader that is held up for a moment holds up nobody else."""
CHUNK_BYTES: Final = 1024**2
F_SETPIPE_SZ: Final = 1031


class Taps:
    """The taps of one run of ffmpeg: opened before it, shut after it, whatever happens."""

    def __init__(self) -> None:
        self._readers = ThreadPoolExecutor(max_workers=MOST_TAPS)
        self._ours: list[int] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Shut every tap and wait until every reader has read to the end."""
        self.shut()
        self._readers.shutdown(wait=True)

    def open(self, place: Path, reader: Reader[Found]) -> Future[Found]:
        """Make a pipe and begin to read from it. What the reader returns is there after the end."""
        os.mkfifo(place, 0o600)
        # Opened for reading first, without waiting for a writer; then we write too, so that the
        # reader meets no end before we say so.
        out = os.open(place, os.O_RDONLY | os.O_NONBLOCK)
        self._ours.append(os.open(place, os.O_WRONLY))
        os.set_blocking(out, True)
        if sys.platform == "linux":
            with suppress(PermissionError):  # this user's pipes hold much already
                fcntl.fcntl(out, F_SETPIPE_SZ, ROOM_BYTES)
        return self._readers.submit(_read, out, reader)

    def shut(self) -> None:
        """Let the readers come to their end: nobody writes any more."""
        while self._ours:
            os.close(self._ours.pop())


def _read(out: int, reader: Reader[Found]) -> Found:
    with os.fdopen(out, "rb", buffering=CHUNK_BYTES) as pipe:
        try:
            return reader(pipe)
        finally:
            while pipe.read(CHUNK_BYTES):
                pass
