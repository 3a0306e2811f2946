"""Uploads on their way in a local folder: one file of bytes for each, and one that says who writes.

A request that fell asleep may wake up when another has long gone on in its place. So each block is
written under a lock, after a look at whose turn it is: of the late one, not a byte lands. The size
of the file is the offset; file systems that keep order (ext4, XFS, btrfs) let it grow only with
bytes that are really there, and whoever tells it makes them durable first.
"""

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pipeline.documents.json import from_json, to_json
from pipeline.errors import CannotRead, NoRoom, NotFound
from pipeline.files.incoming import Held, KeepParts, moved_on
from pipeline.files.local import LocalStore, sync_folder
from pipeline.files.store import StoredFile, digest_of_file

FREE_BYTES: Final = 256 << 20
"""So much of the disk stays free: a sign-off must still fit when the films do not."""
SYNC_BYTES: Final = 32 << 20
"""So much may wait in memory to be written; then the disk is waited for, and looked at."""
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)
_DATA: Final = ".data"
_TURN: Final = ".turn"
"""Whose turn it is to write: the token of one request."""
_TAKEN: Final = ".taken"
"""Digest and size of an upload whose bytes may be in the store already."""
_NOBODY: Final = "-"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def _no_room(detail: str) -> NoRoom:
    return NoRoom(
        "The disk of the server is full. What has come so far is safe: tell the coordinator, and "
        "go on when there is room again.",
        detail=detail,
    )


class LocalIncoming:
    """Unfinished uploads below a folder."""

    def __init__(self, folder: Path, store: LocalStore) -> None:
        """Keep the folder, which is made when the first upload begins, and where files go."""
        self.folder = folder
        self._store = store

    def _place(self, key: str, what: str) -> Path:
        if not _KEY.fullmatch(key):
            raise NotFound("There is no such upload.", detail=f"not a key: {key[:80]!r}")
        return self.folder / f"{key}{what}"

    def must_have_room(self, size: int) -> None:
        """Raise NoRoom when so many more bytes do not fit."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        free = shutil.disk_usage(self.folder).free
        if free < size + FREE_BYTES:
            raise _no_room(f"{free} bytes are free, {size} were to come")

    def offset(self, held: Held, *, durable: bool = True) -> int:
        """Return how many bytes have come, and make sure that they are durable."""
        try:
            handle = os.open(self._place(held.key, _DATA), os.O_RDONLY)
        except FileNotFoundError:
            return 0
        try:
            size = os.fstat(handle).st_size
            if durable:
                os.fdatasync(handle)
            return size
        finally:
            os.close(handle)

    def append(self, held: Held, *, at: int, blocks: Iterable[bytes], keep: KeepParts) -> int:
        """Add bytes at an offset and return the new one."""
        self.must_have_room(0)
        with self._open(held.key) as (data, turn):
            with _locked(turn):
                if os.fstat(data).st_size != at:
                    raise moved_on()
                _give_turn(turn, held.holder)
            writer = _Writer(self, data, turn, held.holder, at)
            try:
                for block in blocks:
                    writer.write(block)
            finally:
                writer.sync()
            return writer.at

    @contextmanager
    def _open(self, key: str) -> Iterator[tuple[int, int]]:
        place = self._place(key, _DATA)
        is_new = not place.exists()
        data = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            turn = os.open(self._place(key, _TURN), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                if is_new:
                    sync_folder(self.folder)
                yield data, turn
            finally:
                os.close(turn)
        finally:
            os.close(data)

    def take_in(self, held: Held) -> StoredFile:
        """Move a whole upload into the store; what its digest is, is kept until drop."""
        place, note = self._place(held.key, _DATA), self._place(held.key, _TAKEN)
        if not place.exists():
            return self._taken(note)
        self._end_turn(held.key)
        known = digest_of_file(place)
        if known.bytes != held.length:
            raise CannotRead("This file has not arrived whole.", detail=f"{known} of {held.length}")
        self.offset(held)
        _write_durably(note, to_json(known))
        self._store.adopt(place, known)
        return known

    def _taken(self, note: Path) -> StoredFile:
        try:
            known = from_json(note.read_text(encoding="ascii"), StoredFile)
        except FileNotFoundError as fault:
            raise NotFound("Nothing has come of this file.", detail=note.name) from fault
        if not self._store.has(known.digest):
            raise NotFound("This file is not in the store any more.", detail=known.digest)
        return known

    def _end_turn(self, key: str) -> None:
        with suppress(FileNotFoundError):
            turn = os.open(self._place(key, _TURN), os.O_RDWR)
            try:
                with _locked(turn):
                    _give_turn(turn, _NOBODY)
            finally:
                os.close(turn)

    def drop(self, held: Held) -> None:
        """Forget what has come of an upload; a request that still writes it is stopped."""
        self._end_turn(held.key)
        for what in (_DATA, _TURN, _TAKEN):
            self._place(held.key, what).unlink(missing_ok=True)

    def keys(self) -> frozenset[str]:
        """Return the keys of everything that was not dropped."""
        found = self.folder.iterdir() if self.folder.is_dir() else ()
        ours = {_DATA, _TURN, _TAKEN}
        return frozenset(one.stem for one in found if one.suffix in ours)


class _Writer:
    """The hand of one request on the bytes of an upload."""

    def __init__(self, incoming: LocalIncoming, data: int, turn: int, token: str, at: int) -> None:
        self._incoming = incoming
        self._data, self._turn, self._token = data, turn, token
        self.at = self._synced = at

    def write(self, block: bytes) -> None:
        """Write a block, if it still is this request's turn. Raise MovedOn or NoRoom."""
        rest = memoryview(block)
        while rest:
            with _locked(self._turn):
                if os.pread(self._turn, 64, 0).decode() != self._token:
                    raise moved_on()
                done = self._put(rest)
            self.at += done
            rest = rest[done:]
        if self.at - self._synced >= SYNC_BYTES:
            self.sync()
            self._incoming.must_have_room(0)

    def _put(self, block: memoryview) -> int:
        with _told_when_full():
            return os.pwrite(self._data, block, self.at)

    def sync(self) -> None:
        """Make durable what was written."""
        if self.at > self._synced:
            with _told_when_full():
                os.fdatasync(self._data)
            self._synced = self.at


@contextmanager
def _told_when_full() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise _no_room(str(fault)) from fault
        raise


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)


def _give_turn(handle: int, token: str) -> None:
    os.ftruncate(handle, 0)
    os.pwrite(handle, token.encode(), 0)


def _write_durably(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    with new.open("w", encoding="ascii") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    new.replace(path)
    sync_folder(path.parent)
