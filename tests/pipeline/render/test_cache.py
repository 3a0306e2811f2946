"""Kept segments: whole or not there, shared, and never more than fits."""

import os
from pathlib import Path

import pytest

from pipeline.render.cache import SegmentCache, second_name


def keep(cache: SegmentCache, key: str, size: int, *, used_at: int = 0) -> None:
    made = cache.folder / f"made_{len(list(cache.folder.glob('made_*')))}"
    cache.folder.mkdir(exist_ok=True)
    made.write_bytes(b"x" * size)
    cache.keep(key, made)
    if used_at:
        os.utime(cache.folder / "segments" / key[:2] / key, (used_at, used_at))


def test_what_was_kept_is_given_back(tmp_path: Path) -> None:
    cache = SegmentCache(folder=tmp_path / "cache")
    keep(cache, "abcd", 10)
    assert cache.take("abcd", tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == b"x" * 10


def test_what_was_never_kept_is_not_there(tmp_path: Path) -> None:
    assert not SegmentCache(folder=tmp_path).take("abcd", tmp_path / "here")
    assert not (tmp_path / "here").exists()


def test_nothing_half_written_lies_about(tmp_path: Path) -> None:
    cache = SegmentCache(folder=tmp_path / "cache")
    keep(cache, "abcd", 10)
    keep(cache, "abcd", 10)
    names = [path.name for path in (tmp_path / "cache" / "segments").rglob("*") if path.is_file()]
    assert names == ["abcd"]


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = SegmentCache(folder=tmp_path, limit_bytes=25)
    keep(cache, "aa1", 10, used_at=1000)
    keep(cache, "bb2", 10, used_at=2000)
    keep(cache, "cc3", 10, used_at=3000)
    assert cache.take("aa1", tmp_path / "here")
    assert cache.tidy() == 1
    kept = [cache.take(key, tmp_path / "there") for key in ("aa1", "bb2", "cc3")]
    assert kept == [True, False, True]


def test_a_segment_in_use_survives_its_removal(tmp_path: Path) -> None:
    cache = SegmentCache(folder=tmp_path, limit_bytes=0)
    keep(cache, "abcd", 10)
    cache.take("abcd", tmp_path / "here")
    cache.tidy()
    assert (tmp_path / "here").stat().st_size == 10


def test_where_a_file_cannot_have_two_names_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(source: Path, target: Path) -> None:
        raise OSError("another file system")

    monkeypatch.setattr(os, "link", refuses)
    (tmp_path / "one").write_bytes(b"abc")
    second_name(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "two").read_bytes() == b"abc"


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    cache = SegmentCache(folder=tmp_path)
    keep(cache, "abcd", 10)
    cache.forget("abcd")
    cache.forget("abcd")
    assert not cache.take("abcd", tmp_path / "here")
