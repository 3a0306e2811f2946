"""Two places: what is read back from the second counts, and nothing else does."""

import threading
from pathlib import Path

import pytest

from pipeline import arrivals, workflow
from pipeline.arrivals import Announced
from pipeline.errors import WorkFailed
from pipeline.files import LocalStore
from pipeline.records import Book, uploads
from pipeline.records.values import UploadView
from tests.cast import Cast
from tests.film_days import approve, finish_all_runs, keep
from workers.second_place import copy_all, keep_copied


@pytest.fixture
def upload(book: Book, cast: Cast, store: LocalStore, tmp_path: Path) -> UploadView:
    """A recording on the table of the Blue group."""
    workflow.open_stage(book, project_id=cast.blue_film, stage="script", by=cast.aya)
    finish_all_runs(book)
    approve(book, cast, "script")
    approve(book, cast, "shot_list")
    stored = keep(store, tmp_path, "a film")
    announced = Announced(project_id=cast.blue_film, by=cast.aya, name="a.mov", length=stored.bytes)
    return arrivals.lay_whole(book, announced, stored, quota_bytes=0)


@pytest.fixture
def second(tmp_path: Path) -> LocalStore:
    """Another disk."""
    return LocalStore(tmp_path / "another disk")


def is_copied(book: Book, upload: UploadView) -> bool:
    with book.reading() as session:
        return uploads.with_id(session, upload.id).copied_at is not None


def test_a_recording_is_in_two_places_when_it_was_read_back(
    book: Book, store: LocalStore, second: LocalStore, upload: UploadView
) -> None:
    assert not is_copied(book, upload)
    assert copy_all(book, store, second, stop=threading.Event()) == 1
    assert second.has(upload.digest)
    assert is_copied(book, upload)
    assert copy_all(book, store, second, stop=threading.Event()) == 0


def test_a_copy_that_is_not_the_same_does_not_count(
    book: Book, store: LocalStore, second: LocalStore, upload: UploadView
) -> None:
    place = second.folder / upload.digest[:2] / upload.digest
    place.parent.mkdir(parents=True)
    place.write_text("rotten")
    copy_all(book, store, second, stop=threading.Event())
    assert not is_copied(book, upload)


def test_a_second_place_that_does_not_answer_is_tried_again(
    book: Book, store: LocalStore, second: LocalStore, upload: UploadView,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stop, tries = threading.Event(), []

    def failing(path: Path) -> None:
        tries.append(path)
        if len(tries) == 2:
            stop.set()
        raise WorkFailed("The disk is out.")

    monkeypatch.setattr(second, "put", failing)
    monkeypatch.setattr("workers.second_place.EVERY_S", 0.01)
    monkeypatch.setattr("workers.second_place.AFTER_FAULT_S", 0.01)
    keep_copied(book, store, second, stop=stop)
    assert len(tries) == 2
    assert not is_copied(book, upload)
