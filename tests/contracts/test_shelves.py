"""What every shelf promises, on each kind: machines find each other's segments, whole or not."""

from pathlib import Path

import pytest

from pipeline.files import LocalStore, SharedShelf, Store, shelf_of
from pipeline.files.s3 import S3Store
from pipeline.files.shelf import tidy
from pipeline.render.cache import SegmentCache

KEYS = tuple(letter * 64 for letter in "abc")


@pytest.fixture
def shelf(any_store: Store) -> SharedShelf:
    """A shelf of each kind."""
    found = shelf_of(any_store)
    assert found is not None
    return found


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "made.mp4"
    path.write_bytes(b"frames" * 1000)
    return path


def damage(store: Store, key: str) -> None:
    """Turn one byte in the middle of an entry, as a bad disk does."""
    if isinstance(store, LocalStore):
        place = store.folder / "shelf" / key[:2] / key
        kept = bytearray(place.read_bytes())
        kept[len(kept) // 2] ^= 1
        place.write_bytes(kept)
        return
    assert isinstance(store, S3Store)
    at = {"Bucket": store.bucket, "Key": store.key(f"shelf/{key}.piece")}
    found = store.client.get_object(**at)
    kept = bytearray(found["Body"].read())
    kept[len(kept) // 2] ^= 1
    store.client.put_object(**at, Body=bytes(kept), Metadata=found["Metadata"])


def test_what_one_machine_leaves_another_finds(
    shelf: SharedShelf, made: Path, tmp_path: Path
) -> None:
    shelf.put(KEYS[0], made)
    assert shelf.fetch(KEYS[0], tmp_path / "found")
    assert (tmp_path / "found").read_bytes() == made.read_bytes()
    assert not shelf.fetch(KEYS[1], tmp_path / "none")


def test_what_was_forgotten_is_gone(shelf: SharedShelf, made: Path, tmp_path: Path) -> None:
    shelf.put(KEYS[0], made)
    shelf.forget(KEYS[0])
    shelf.forget(KEYS[0])
    assert not shelf.fetch(KEYS[0], tmp_path / "found")


def test_a_damaged_entry_is_as_good_as_none_and_can_be_made_again(
    any_store: Store, shelf: SharedShelf, made: Path, tmp_path: Path
) -> None:
    shelf.put(KEYS[0], made)
    damage(any_store, KEYS[0])
    assert not shelf.fetch(KEYS[0], tmp_path / "found")
    assert not (tmp_path / "found").exists()
    assert list(shelf.entries()) == []
    shelf.put(KEYS[0], made)
    assert shelf.fetch(KEYS[0], tmp_path / "found")


def test_the_shelf_keeps_to_its_limit(shelf: SharedShelf, made: Path, tmp_path: Path) -> None:
    for key in KEYS:
        shelf.put(key, made)
    size = next(iter(shelf.entries())).bytes
    assert tidy(shelf, 2 * size) == 1
    assert len(list(shelf.entries())) == 2
    assert tidy(shelf, 0) == 2
    assert not any(shelf.fetch(key, tmp_path / "found") for key in KEYS)


def test_the_shelf_is_no_part_of_the_store(
    any_store: Store, shelf: SharedShelf, made: Path
) -> None:
    shelf.put(KEYS[0], made)
    assert any_store.digests() == frozenset()


def test_the_folder_of_a_machine_is_filled_from_the_shelf(
    shelf: SharedShelf, made: Path, tmp_path: Path
) -> None:
    here, there = (SegmentCache(folder=tmp_path / name, shelf=shelf) for name in ("a", "b"))
    assert here.keep(KEYS[0], made)
    assert there.take(KEYS[0], tmp_path / "found")
    shelf.forget(KEYS[0])
    assert there.take(KEYS[0], tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == made.read_bytes()
    there.forget(KEYS[0])
    assert not there.take(KEYS[0], tmp_path / "third")


def test_a_shelf_that_is_full_costs_only_that_others_do_not_find_it(
    tmp_path: Path, made: Path
) -> None:
    store = LocalStore(tmp_path / "store")
    store.folder.mkdir()
    (store.folder / "shelf").write_text("no folder")
    cache = SegmentCache(folder=tmp_path / "cache", shelf=shelf_of(store))
    assert not cache.keep(KEYS[0], made)
    assert cache.take(KEYS[0], tmp_path / "found")
