"""What uploads on their way promise, into each kind of file store."""

import hashlib
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import CannotRead, MovedOn, NotFound
from pipeline.files import Incoming, Store, StoredFile, open_incoming, open_store
from pipeline.files.incoming import Held

KEY = "K" * 32
FILM = random.Random(1).randbytes(300_000)


@pytest.fixture
def store(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of each kind, with the smallest parts that S3 takes."""
    monkeypatch.setattr("pipeline.files.incoming_s3.SMALL", 5 << 20)
    return any_store


@pytest.fixture
def incoming(store: Store, tmp_path: Path) -> Incoming:
    return open_incoming(store)


@dataclass
class Row:
    """The row of an upload, as the database keeps it: whose turn it is, and the parts."""

    length: int | None = len(FILM)
    holder: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    turns: int = 0

    def turn(self) -> tuple[Held, Callable[[Mapping[str, Any]], bool]]:
        """Let a new request take over."""
        self.turns += 1
        mine = self.holder = f"{self.turns:032d}"

        def keep(parts: Mapping[str, Any]) -> bool:
            if self.holder == mine:
                self.parts = dict(parts)
            return self.holder == mine

        return self.held(), keep

    def held(self) -> Held:
        return Held(key=KEY, length=self.length, holder=self.holder, parts=self.parts)

    def send(self, incoming: Incoming, at: int, *blocks: bytes) -> int:
        held, keep = self.turn()
        return incoming.append(held, at=at, blocks=blocks, keep=keep)


def test_bytes_that_came_in_turns_are_one_file_in_the_store(
    incoming: Incoming, store: Store
) -> None:
    row = Row()
    assert row.send(incoming, 0, FILM[:1000], FILM[1000:1001]) == 1001
    assert row.send(incoming, 1001, FILM[1001:200_000]) == 200_000
    assert row.send(incoming, 200_000) == 200_000
    assert row.send(incoming, 200_000, FILM[200_000:]) == len(FILM)
    known = incoming.take_in(row.held())
    assert known == StoredFile(digest=hashlib.sha256(FILM).hexdigest(), bytes=len(FILM))
    assert store.path(known.digest).read_bytes() == FILM
    assert store.path(known.digest).stat().st_mode & 0o222 == 0
    assert store.digests() == {known.digest}


def test_a_large_file_in_odd_pieces_is_exact(incoming: Incoming, store: Store) -> None:
    film = random.Random(2).randbytes((13 << 20) + 7)
    row, at, odd = Row(length=len(film)), 0, random.Random(3)
    while at < len(film):
        size = odd.randint(1, 7 << 20)
        blocks = [film[at + i : min(at + i + 900_001, at + size)] for i in range(0, size, 900_001)]
        at = row.send(incoming, at, *blocks)
        assert incoming.offset(row.held()) == at
    known = incoming.take_in(row.held())
    assert known.digest == hashlib.sha256(film).hexdigest()
    assert store.has(known.digest)


def test_an_offset_that_is_another_is_refused_and_nothing_is_written(incoming: Incoming) -> None:
    row = Row()
    row.send(incoming, 0, FILM[:10])
    for wrong in (0, 9, 11):
        with pytest.raises(MovedOn):
            row.send(incoming, wrong, b"xx")
    assert incoming.offset(row.held()) == 10


def test_what_came_before_a_line_broke_is_kept(incoming: Incoming) -> None:
    row = Row()

    def broken() -> Iterator[bytes]:
        yield FILM[:5000]
        yield FILM[5000:7001]
        raise ConnectionResetError

    held, keep = row.turn()
    with pytest.raises(ConnectionResetError):
        incoming.append(held, at=0, blocks=broken(), keep=keep)
    assert incoming.offset(row.held()) == 7001


def test_not_a_byte_of_a_late_request_lands_after_another_has_taken_over(
    incoming: Incoming, store: Store
) -> None:
    film = random.Random(4).randbytes(6 << 20)
    row, asleep, wake = Row(length=len(film)), threading.Event(), threading.Event()
    late: list[type[BaseException]] = []

    def blocks() -> Iterator[bytes]:
        yield film[:1000]
        asleep.set()
        wake.wait(30)
        yield b"\0" * (len(film) - 1000)

    def slow() -> None:
        try:
            incoming.append(held, at=0, blocks=blocks(), keep=keep)
        except MovedOn as fault:
            late.append(type(fault))

    held, keep = row.turn()
    sleeper = threading.Thread(target=slow)
    sleeper.start()
    asleep.wait(30)
    at = incoming.offset(row.held())
    assert row.send(incoming, at, film[at : 3 << 20]) == 3 << 20
    wake.set()
    sleeper.join()
    assert late == [MovedOn]
    assert row.send(incoming, 3 << 20, film[3 << 20 :]) == len(film)
    assert store.path(incoming.take_in(row.held()).digest).read_bytes() == film


def test_of_two_who_send_at_once_at_least_one_gets_on_and_the_file_is_exact(
    incoming: Incoming, store: Store
) -> None:
    row, lock = Row(), threading.Lock()
    done: list[int] = []

    def send() -> None:
        with lock:
            held, keep = row.turn()
        try:
            done.append(incoming.append(held, at=0, blocks=[FILM[:9], FILM[9:]], keep=keep))
        except MovedOn:
            return

    threads = [threading.Thread(target=send) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert done == [len(FILM)]
    assert store.path(incoming.take_in(row.held()).digest).read_bytes() == FILM


def test_taking_in_twice_gives_the_same_until_it_is_dropped(
    incoming: Incoming, store: Store
) -> None:
    row = Row()
    row.send(incoming, 0, FILM)
    known = incoming.take_in(row.held())
    assert incoming.take_in(row.held()) == known
    assert incoming.keys() == {KEY}
    incoming.drop(row.held())
    incoming.drop(row.held())
    assert incoming.keys() == frozenset()
    assert store.path(known.digest).read_bytes() == FILM


def test_the_same_bytes_of_two_uploads_are_kept_once(incoming: Incoming, store: Store) -> None:
    first, second = Row(), Row()
    first.send(incoming, 0, FILM)
    known = incoming.take_in(first.held())
    held, keep = second.turn()
    again = replace(held, key="L" * 32)
    incoming.append(again, at=0, blocks=[FILM], keep=keep)
    assert incoming.take_in(replace(second.held(), key="L" * 32)) == known
    assert store.digests() == {known.digest}


def test_an_empty_file_is_a_file(incoming: Incoming) -> None:
    row = Row(length=0)
    assert row.send(incoming, 0) == 0
    assert incoming.take_in(row.held()) == StoredFile(
        digest=hashlib.sha256(b"").hexdigest(), bytes=0
    )


def test_what_is_not_whole_is_not_taken_in(incoming: Incoming, store: Store) -> None:
    row = Row()
    with pytest.raises(NotFound):
        incoming.take_in(row.held())
    row.send(incoming, 0, FILM[:-1])
    with pytest.raises((CannotRead, NotFound)):
        incoming.take_in(row.held())
    assert store.digests() == frozenset()
    assert row.send(incoming, len(FILM) - 1, FILM[-1:]) == len(FILM)
    assert incoming.take_in(row.held()).bytes == len(FILM)


def test_what_was_dropped_is_gone_and_a_late_request_brings_nothing_back(
    incoming: Incoming,
) -> None:
    row, asleep, wake = Row(), threading.Event(), threading.Event()
    late: list[type[BaseException]] = []

    def blocks() -> Iterator[bytes]:
        yield FILM[:1000]
        asleep.set()
        wake.wait(30)
        yield FILM[1000:]

    def slow() -> None:
        try:
            incoming.append(held, at=0, blocks=blocks(), keep=keep)
        except MovedOn as fault:
            late.append(type(fault))

    held, keep = row.turn()
    sleeper = threading.Thread(target=slow)
    sleeper.start()
    asleep.wait(30)
    row.holder = "nobody"
    incoming.drop(row.held())
    wake.set()
    sleeper.join()
    assert late == [MovedOn]
    assert incoming.offset(Row().held()) == 0


def test_a_full_disk_is_said_and_the_offset_stays_honest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(tmp_path / "store"), local_copies=tmp_path)
    incoming = open_incoming(store)
    row = Row()
    monkeypatch.setattr("pipeline.files.incoming_local.SYNC_BYTES", 1000)

    def filling() -> Iterator[bytes]:
        yield FILM[:1000]
        monkeypatch.setattr("pipeline.files.incoming_local.FREE_BYTES", 1 << 60)
        yield FILM[1000:2000]
        yield FILM[2000:]

    held, keep = row.turn()
    with pytest.raises(CannotRead, match="disk of the server is full"):
        incoming.append(held, at=0, blocks=filling(), keep=keep)
    assert incoming.offset(row.held()) == 2000
    with pytest.raises(CannotRead, match="disk of the server is full"):
        incoming.must_have_room(0)
    monkeypatch.setattr("pipeline.files.incoming_local.FREE_BYTES", 0)
    assert row.send(incoming, 2000, FILM[2000:]) == len(FILM)
    assert store.path(incoming.take_in(row.held()).digest).read_bytes() == FILM


def test_a_store_on_another_disk_gets_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    store = open_store(str(tmp_path / "store"), local_copies=tmp_path)
    incoming = open_incoming(store)
    row, real = Row(), Path.replace

    def replace_here(self: Path, target: Path) -> Path:
        if self.suffix == ".data":
            raise OSError(errno.EXDEV, "another disk")
        return real(self, target)

    row.send(incoming, 0, FILM)
    monkeypatch.setattr(Path, "replace", replace_here)
    known = incoming.take_in(row.held())
    assert store.path(known.digest).read_bytes() == FILM
    assert incoming.take_in(row.held()) == known


def test_a_key_is_no_path(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"), local_copies=tmp_path)
    incoming = open_incoming(store)
    with pytest.raises(NotFound):
        incoming.offset(Held(key="../../etc/passwd", length=1, holder="", parts={}))
