"""Pictures that notes stand on are made once, and only as many are kept as fit."""

import os
from fractions import Fraction
from pathlib import Path

import pytest
from flask import Flask

from pipeline.files import LocalStore
from pipeline.records.values import FileOf
from pipeline.settings import Settings
from tests.counting_film import write_counting_film
from web import stills

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def film(store: LocalStore, tmp_path: Path) -> FileOf:
    made = write_counting_film(tmp_path / "film.mp4", frames=10, rate=Fraction(25))
    kept = store.put(made)
    return FileOf(name="film.mp4", digest=kept.digest, bytes=kept.bytes)


def test_a_picture_that_was_looked_at_stays_and_the_others_make_room(
    app: Flask, settings: Settings, film: FileOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stills, "TIDIED_S", 0.0)
    with app.app_context():
        first, second = (stills.still_of(film, frame, Fraction(25)) for frame in (1, 2))
        for place in (first, second):
            os.utime(place, (1, 1))
        assert stills.still_of(film, 1, Fraction(25)) == first
        monkeypatch.setattr(stills, "MOST_BYTES", 2 * first.stat().st_size + 100)
        third = stills.still_of(film, 3, Fraction(25))
    left = {path.name for path in (settings.home / stills.FOLDER).glob("*.jpg")}
    assert left == {first.name, third.name}


def test_the_folder_is_looked_through_once_in_a_while(
    app: Flask, film: FileOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        first = stills.still_of(film, 1, Fraction(25))
        monkeypatch.setattr(stills, "MOST_BYTES", 1)
        stills.still_of(film, 2, Fraction(25))
    assert first.exists()
