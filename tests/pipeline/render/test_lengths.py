"""Media that are shorter than a timeline believes, or change while they are read."""

import os
from collections.abc import Callable
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.documents.edit import PictureClip
from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Watch
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.encoding import PictureSettings
from pipeline.render.lengths import held_frames, marks_of, must_be_as_before
from pipeline.render.sources import RenderMedium
from tests.pipeline.render.grey_films import Bench, edit_of, grey_film, numbers_of, shot

RATE = Fraction(25)


@pytest.mark.parametrize(
    ("source_in", "frames", "speed", "held"),
    [
        (Fraction(0), 50, Fraction(1), 0),
        (Fraction(0), 51, Fraction(1), 1),
        (Fraction(1), 50, Fraction(1), 25),
        (Fraction(5), 10, Fraction(1), 10),
        (Fraction(-1, 25), 10, Fraction(1), 1),
        (Fraction(0), 50, Fraction(2), 25),
        (Fraction(0), 100, Fraction(1, 2), 0),
        (Fraction(9, 25), 20, Fraction(-1), 10),
        (Fraction(3), 30, Fraction(-1), 26),
        (Fraction(9), 30, Fraction(0), 0),
    ],
)
def test_frames_beyond_the_ends_of_a_medium_are_counted(
    source_in: Fraction, frames: int, speed: Fraction, held: int
) -> None:
    clip = shot("a", 0, frames, source_in, speed=speed)
    assert held_frames(clip, RATE, Fraction(2)) == held


def test_nothing_is_held_of_what_has_no_length() -> None:
    clip = shot("a", 0, 100, 0)
    bars = PictureClip(media="", generator="bars", start_frame=0, frames=100, source_in=Fraction(0))
    assert (held_frames(clip, RATE, None), held_frames(bars, RATE, Fraction(1))) == (0, 0)


@pytest.mark.ffmpeg
def test_a_medium_that_lied_about_its_length_is_held_and_told(tmp_path: Path) -> None:
    bench = Bench(folder=tmp_path)
    media = {"red": grey_film(tmp_path / "red.mp4")}
    edit = edit_of(shot("red", 0, 8, Fraction(55, 25)), shot("red", 8, 4, 0))
    film, report = bench.render(edit, media)
    assert numbers_of(film) == [55, 56, 57, 58, 59, 59, 59, 59, 0, 1, 2, 3]
    assert report.held == {"red": 3}


def test_a_file_that_is_still_written_to_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"one")
    digest = sha256(b"one").hexdigest()
    media = {"a": RenderMedium(path=path, digest=digest, kind="mov")}
    before = marks_of(media)
    must_be_as_before(media, before)
    os.utime(path, (1, 1))
    must_be_as_before(media, before)
    path.write_bytes(b"two")
    with pytest.raises(WorkFailed, match="“a” was changed while the film was made"):
        must_be_as_before(media, before)
    path.unlink()
    with pytest.raises(WorkFailed):
        must_be_as_before(media, before)


class Changing(Watch):
    """Touches a file as soon as something is told."""

    def __init__(self, touch: Callable[[], object]) -> None:
        self.touch = touch

    def progress(self, fraction: float, doing: str) -> None:
        self.touch()

    def cancelled(self) -> bool:
        return False


@pytest.mark.ffmpeg
def test_what_was_made_of_a_changing_file_is_not_kept(tmp_path: Path) -> None:
    bench = Bench(folder=tmp_path)
    medium = grey_film(tmp_path / "red.mp4")
    into = tmp_path / "changing"
    into.mkdir()
    whole = medium.path.read_bytes()
    watch = Changing(lambda: medium.path.write_bytes(whole + bytes(8)))
    edit = edit_of(shot("red", 0, 8, 0))
    settings = PictureSettings(
        width=edit.width, height=edit.height, rate=RATE, preset="ultrafast", crf=8
    )
    job = RenderJob(into=into, cache=bench.cache, watch=watch)
    with pytest.raises(WorkFailed, match="was changed"):
        render_picture(edit, {"red": medium}, settings=settings, job=job)
    medium.path.write_bytes(whole)
    assert bench.render(edit, {"red": medium})[1].encoded == 1
