"""What every file store promises, on each of them."""

import os
import threading
from pathlib import Path

import pytest

from pipeline.errors import CannotRead, MissingProgram, NotFound
from pipeline.files import Store, copies, digest_of_file, open_store


@pytest.fixture
def store(any_store: Store) -> Store:
    """A store of each kind."""
    return any_store


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"frames" * 1000)
    return path


def test_what_was_put_comes_back_byte_by_byte(store: Store, film: Path) -> None:
    kept = store.put(film)
    assert kept == digest_of_file(film)
    assert store.path(kept.digest).read_bytes() == film.read_bytes()
    assert store.has(kept.digest)


def test_the_same_bytes_are_kept_once(store: Store, film: Path) -> None:
    assert store.put(film) == store.put(film)
    assert store.digests() == {digest_of_file(film).digest}


def test_two_who_put_the_same_bytes_at_once_do_not_disturb_each_other(
    store: Store, film: Path
) -> None:
    threads = [threading.Thread(target=store.put, args=(film,)) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert store.path(digest_of_file(film).digest).read_bytes() == film.read_bytes()
    assert len(store.digests()) == 1


def test_what_is_kept_cannot_be_changed_by_accident(store: Store, film: Path) -> None:
    path = store.path(store.put(film).digest)
    assert path.stat().st_mode & 0o222 == 0


def test_what_was_removed_is_gone(store: Store, film: Path) -> None:
    digest = store.put(film).digest
    store.remove(digest)
    store.remove(digest)
    assert not store.has(digest)
    with pytest.raises(NotFound):
        store.path(digest)


def test_a_digest_that_nobody_put_is_not_found(store: Store) -> None:
    assert not store.has("0" * 64)
    with pytest.raises(NotFound):
        store.path("0" * 64)


def test_a_path_is_no_digest(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        open_store(str(tmp_path), local_copies=tmp_path).path("../../etc/passwd")


def test_an_address_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingProgram, match="no known kind"):
        open_store("ftp://films", local_copies=tmp_path)


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    tmp_path: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(tmp_path / "store"), local_copies=tmp_path)
    monkeypatch.setattr("pipeline.files.local._FREE_BYTES", 1 << 60)
    with pytest.raises(CannotRead, match="disk of the server is full"):
        store.put(film)
    assert store.digests() == frozenset()
    assert not [path for path in (tmp_path / "store").rglob("*") if path.is_file()]


def test_copies_of_s3_stay_within_their_limit_and_are_fetched_again(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "TIDY_EVERY_S", 0.0)
    store = open_store(bucket, local_copies=tmp_path / "copies", copies_bytes=25)
    kept = []
    for name in ("old", "asked for again", "new"):
        (tmp_path / name).write_bytes(name.encode().ljust(10))
        kept.append(store.put(tmp_path / name).digest)
    old, asked, new = kept
    left = tmp_path / "copies" / ".new-of-a-killed-process"
    first = [store.path(old), store.path(asked)]
    left.write_bytes(b"half a film")
    for place in (*first, left):
        os.utime(place, (1, 1))
    assert store.path(asked) == first[1]
    there = store.path(new)
    assert there.exists()
    assert [one.exists() for one in (*first, left)] == [False, True, False]
    assert store.path(old).read_bytes().strip() == b"old"
    assert there.exists(), "what was handed out lately stays, even where it does not fit"
