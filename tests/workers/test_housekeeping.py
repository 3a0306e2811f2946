"""The housekeeper, in its own circle."""

import os
import threading
import time
from pathlib import Path

import pytest
from redis import Redis

from pipeline import arrivals, receiving
from pipeline.arrivals import Announced
from pipeline.files import LocalStore
from pipeline.records import uploads
from tests.cast import Cast
from tests.film_days import open_rushes
from workers import housekeeping
from workers.office import Office


def test_it_finishes_uploads_and_clears_away_what_dead_forms_have_left(
    office: Office,
    cast: Cast,
    store: LocalStore,
    redis: Redis,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_rushes(office.book, cast, store, tmp_path)
    monkeypatch.setattr(housekeeping, "EVERY_S", 0.01)
    monkeypatch.setattr(receiving, "QUIET", -arrivals.LASTS)
    announced = Announced(project_id=cast.blue_film, by=cast.aya, name="a.mov", length=5)
    upload = arrivals.begin(office.book, announced, quota_bytes=0)
    with office.book.reading() as session:
        held = uploads.held(session, upload.key)
    office.incoming.append(held, at=0, blocks=[b"hello"], keep=lambda parts: True)
    folder = office.settings.home / "incoming"
    folder.mkdir(parents=True)
    old, new = folder / "in-old", folder / "in-new"
    old.touch()
    new.touch()
    os.utime(old, (1, 1))

    stop = threading.Event()
    keeping = threading.Thread(
        target=housekeeping.keep_tidy, args=(office, redis), kwargs={"stop": stop}
    )
    keeping.start()
    until = time.monotonic() + 60
    while old.exists() and time.monotonic() < until:
        time.sleep(0.01)
    stop.set()
    keeping.join()
    assert new.exists()
    assert not old.exists()
    with office.book.reading() as session:
        (lying,) = uploads.on_table(session, cast.blue_film, "rushes")
    assert lying.id == upload.id
