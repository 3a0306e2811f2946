"""The picture of a note is the very frame it stands on."""

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import WorkFailed
from pipeline.media.stills import take_still
from tests.counting_film import MIDDLES, number_of, write_counting_film

pytestmark = pytest.mark.ffmpeg

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(60)]


def read(path: Path) -> int:
    """The number that a still shows."""
    with Image.open(path) as opened:
        still = opened.convert("L")
    return number_of([int(still.getpixel(place)) for place in MIDDLES])  # type: ignore[arg-type]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_a_still_is_the_frame_that_was_asked_for(tmp_path: Path, rate: Fraction) -> None:
    film = write_counting_film(tmp_path / "film.mp4", frames=150, rate=rate)
    for frame in (0, 1, 59, 60, 61, 148, 149):
        take_still(film, frame, rate, tmp_path / "still.jpg")
        assert read(tmp_path / "still.jpg") == frame


def test_a_frame_after_the_end_is_none(tmp_path: Path) -> None:
    film = write_counting_film(tmp_path / "film.mp4", frames=10, rate=Fraction(25))
    with suppress(WorkFailed):
        take_still(film, 500, Fraction(25), tmp_path / "still.jpg")
    assert not (tmp_path / "still.jpg").exists()
