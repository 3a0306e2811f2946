"""The pictures that people look at: the film strip, and the slate of what is missing."""

from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from pipeline.render.slate import draw_slate
from pipeline.render.strip import MOST_FRAMES, StripFrame, draw_strip, strip_frames
from tests.pipeline.render.grey_films import grey_film


def frames(count: int) -> list[StripFrame]:
    return [StripFrame(frame=n, start_frame=n, name=f"S01_P01_T{n:02d}") for n in range(count)]


def test_a_film_of_many_shots_shows_some_of_them_from_beginning_to_end() -> None:
    shown = strip_frames(frames(200))
    assert len(shown) == MOST_FRAMES
    assert shown[0].frame == 0
    assert shown[-1].frame > 190


@pytest.mark.ffmpeg
def test_the_strip_has_a_row_for_six_shots(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "film.mp4").path
    sizes = []
    for count in (2, 6, 7):
        draw_strip(film, frames(count), tmp_path / f"{count}.jpg", rate=Fraction(25))
        with Image.open(tmp_path / f"{count}.jpg") as strip:
            sizes.append(strip.size)
    assert sizes[0][0] < sizes[1][0] == sizes[2][0]
    assert sizes[0][1] == sizes[1][1] < sizes[2][1]
    assert {path.name for path in tmp_path.iterdir()} == {"film.mp4", "2.jpg", "6.jpg", "7.jpg"}


@pytest.mark.parametrize("name", ["IMG_0012.MOV", "لقطة.mp4", "x" * 300])
def test_a_slate_names_what_is_missing(name: str) -> None:
    slate = draw_slate(name, (320, 180))
    assert slate.size == (320, 180)
    assert slate.tobytes() != draw_slate("another.mov", (320, 180)).tobytes()
