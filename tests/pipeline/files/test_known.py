"""A file is counted once, and again as soon as it may be another one."""

import os
import time
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import pytest

from pipeline.errors import CannotRead
from pipeline.files.known import KnownDigests
from pipeline.files.store import StoredFile

LONG_AGO = time.time() - 3600


def old_file(path: Path, content: bytes) -> Path:
    """Write a file; its second time, which nobody can set, is waited for."""
    path.write_bytes(content)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def settled(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three seconds pass since a file was touched."""
    later = path.stat().st_ctime_ns + 3_000_000_000
    monkeypatch.setattr("pipeline.files.known.time.time_ns", lambda: later)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note which files are really read."""
    read: list[Path] = []

    def count(path: Path) -> StoredFile:
        read.append(path)
        content = path.read_bytes()
        return StoredFile(digest=sha256(content).hexdigest(), bytes=len(content))

    monkeypatch.setattr("pipeline.files.known.digest_of_file", count)
    return read


def test_a_file_that_stays_the_same_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = old_file(tmp_path / "film", b"abc")
    settled(film, monkeypatch)
    read = counted(monkeypatch)
    known = KnownDigests(tmp_path / "known")
    assert (
        known.of(film) == known.of(film) == StoredFile(digest=sha256(b"abc").hexdigest(), bytes=3)
    )
    assert read == [film]


def test_a_file_of_the_same_size_and_date_is_read_when_it_was_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = old_file(tmp_path / "film", b"abc")
    settled(film, monkeypatch)
    known = KnownDigests(tmp_path / "known")
    known.of(film)
    old_file(film, b"xyz")
    assert known.of(film).digest == sha256(b"xyz").hexdigest()


def test_a_file_that_was_touched_just_before_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = old_file(tmp_path / "film", b"abc")
    read = counted(monkeypatch)
    known = KnownDigests(tmp_path / "known")
    assert known.of(film) == known.of(film)
    assert read == [film, film]


def test_what_was_kept_half_is_counted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = old_file(tmp_path / "film", b"abc")
    settled(film, monkeypatch)
    known = KnownDigests(tmp_path / "known")
    known.of(film)
    (kept,) = (tmp_path / "known").iterdir()
    for damaged in (b"", b"{}", b'[["'):
        kept.write_bytes(damaged)
        assert known.of(film).digest == sha256(b"abc").hexdigest()


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    film = tmp_path / "film"
    film.write_bytes(b"x" * 50_000_000)
    done = Event()

    def grow() -> None:
        with film.open("ab") as more:
            while not done.is_set():
                more.write(b"x")
                more.flush()
                time.sleep(0.001)

    writer = Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(CannotRead, match="still being written"):
            KnownDigests(tmp_path / "known").of(film)
    finally:
        done.set()
        writer.join()
