"""A cut film in one go: picture and sound side by side, and what is kept of both."""

from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents.edit import Edit, SoundClip
from pipeline.errors import Cancelled
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob, RenderReport
from pipeline.render.cache import SegmentCache
from pipeline.render.cut_film import FilmMedia, render_film
from pipeline.render.encoding import PictureSettings
from pipeline.render.mix_plan import MixSource
from tests.pipeline.render.grey_films import BLUE, edit_of, grey_film, numbers_of, shot
from tests.pipeline.render.sounds import noise, save

pytestmark = pytest.mark.ffmpeg

NOISE = noise(40, level=0.1)
FRAMES = 800
SAMPLES = FRAMES * 1920


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> FilmMedia:
    folder = tmp_path_factory.mktemp("media")
    wav = save(folder / "noise.wav", NOISE)
    digest = sha256(wav.read_bytes()).hexdigest()
    return FilmMedia(
        seen={
            "red": grey_film(folder / "red.mp4"),
            "blue": grey_film(folder / "blue.mp4", colour=BLUE),
        },
        heard={"noise": MixSource(path=wav, kind="wav", digest=digest)},
    )


def sound(start: int, samples: int, source_in: Fraction | int = 0) -> SoundClip:
    return SoundClip(
        media="noise", source_in=Fraction(source_in), start_sample=start, samples=samples
    )


def film_edit(*heard: SoundClip, entry: Fraction | int = 0) -> Edit:
    """Twenty shots, of which the eleventh begins at `entry`."""
    shots = [
        shot("red" if number % 2 else "blue", 40 * number, 40, Fraction(number, 25))
        for number in range(20)
    ]
    shots[10] = replace(shots[10], source_in=Fraction(entry))
    return edit_of(*shots, sound=heard or (sound(0, SAMPLES),))


class Place:
    """A folder to render in, again and again, with one cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def render(
        self, edit: Edit, media: FilmMedia, *, workers: int = 1
    ) -> tuple[Path, RenderReport]:
        into = self.folder / f"job_{len(list(self.folder.iterdir()))}"
        into.mkdir()
        settings = PictureSettings(
            width=edit.width, height=edit.height, rate=edit.frame_rate, preset="ultrafast", crf=8
        )
        cache = SegmentCache(folder=self.folder / "cache")
        job = RenderJob(into=into, cache=cache, workers=workers)
        return render_film(edit, media, settings=settings, job=job)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def heard_in(film: Path) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    raw = film.with_suffix(".raw")
    run_ffmpeg(("-y", "-f", "mov", "-i", f"file:{film}", "-f", "f32le", f"file:{raw}"))
    return np.fromfile(raw, "<f4").reshape(-1, 2)[:, 0]


def test_picture_and_sound_are_where_they_belong(place: Place, media: FilmMedia) -> None:
    film, report = place.render(film_edit(sound(9_600, 48_000)), media)
    found = heard_in(film)
    wanted = np.zeros(SAMPLES)
    wanted[9_600:57_600] = NOISE[:48_000]
    assert report.frames == len(numbers_of(film)) == FRAMES
    assert numbers_of(film)[:40] == list(range(40))
    assert len(found) == SAMPLES
    lags = [np.dot(found[9_600 + lag : 50_000 + lag], wanted[9_600:50_000]) for lag in (-1, 0, 1)]
    assert max(lags) == lags[1]


def test_the_film_can_be_played_from_its_first_bytes(place: Place, media: FilmMedia) -> None:
    head = place.render(film_edit(), media)[0].read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


def test_nothing_that_is_kept_is_made_again_and_the_film_is_the_same(
    place: Place, media: FilmMedia
) -> None:
    cold, first = place.render(film_edit(), media, workers=2)
    whole, second = place.render(film_edit(), media)
    assert (first.encoded, first.reused, first.sound_reused) == (first.segments, 0, 0)
    assert (second.encoded, second.reused, second.sound_mixed) == (0, first.segments, 0)
    assert whole.samefile(cold)


def test_a_film_that_is_forgotten_is_joined_again_of_its_parts(
    place: Place, media: FilmMedia
) -> None:
    film, _ = place.render(film_edit(), media, workers=2)
    for kept in place.folder.glob("cache/segments/??/*"):
        if kept.samefile(film):
            kept.unlink()
    again, report = place.render(film_edit(), media)
    assert (report.encoded, report.sound_mixed) == (0, 0)
    assert again.read_bytes() == film.read_bytes()


def test_a_film_with_a_sound_that_is_gone_for_a_moment_is_not_kept(
    place: Place, media: FilmMedia
) -> None:
    gone = replace(media.heard["noise"], path=place.folder / "gone.wav")
    silent, _ = place.render(film_edit(), replace(media, heard={"noise": gone}))
    film, report = place.render(film_edit(), media)
    assert (report.sound_mixed, report.sound_reused) == (3, 0)
    assert heard_in(film).any()
    assert not heard_in(silent).any()


def test_a_changed_shot_is_all_that_is_encoded(
    place: Place, media: FilmMedia, tmp_path: Path
) -> None:
    place.render(film_edit(), media)
    changed, report = place.render(film_edit(entry=Fraction(1, 5)), media, workers=2)
    assert report.encoded <= 2
    assert report.sound_mixed == 0
    (tmp_path / "other").mkdir()
    cold, _ = Place(tmp_path / "other").render(film_edit(entry=Fraction(1, 5)), media)
    assert changed.read_bytes() == cold.read_bytes()


def test_of_a_changed_sound_no_picture_is_encoded(place: Place, media: FilmMedia) -> None:
    place.render(film_edit(), media)
    halves = (sound(0, SAMPLES // 2), sound(SAMPLES // 2, SAMPLES // 2, 3))
    _, report = place.render(film_edit(*halves), media)
    assert report.encoded == 0
    assert report.sound_mixed == 2
    assert report.sound_reused == 1


def test_an_edit_without_sound_is_a_silent_film(place: Place, media: FilmMedia) -> None:
    film, report = place.render(replace(film_edit(), sound=()), media)
    assert b"mp4a" not in film.read_bytes()
    assert (report.sound_mixed, report.sound_reused) == (0, 0)


def test_a_sound_that_fails_stops_the_picture(tmp_path: Path, media: FilmMedia) -> None:
    (tmp_path / "sound_00000.aac").mkdir()
    edit = film_edit()
    settings = PictureSettings(width=edit.width, height=edit.height, rate=edit.frame_rate)
    cache = SegmentCache(folder=tmp_path / "cache")
    with pytest.raises(OSError, match="sound_00000"):
        render_film(edit, media, settings=settings, job=RenderJob(into=tmp_path, cache=cache))
    assert len(list(tmp_path.glob("cache/segments/??/*"))) < 10


def test_a_render_can_be_stopped(tmp_path: Path, media: FilmMedia) -> None:
    class Stopped:
        def progress(self, fraction: float, doing: str) -> None:
            """Tell nobody."""

        def cancelled(self) -> bool:
            return True

    edit = film_edit()
    settings = PictureSettings(width=edit.width, height=edit.height, rate=edit.frame_rate)
    cache = SegmentCache(folder=tmp_path / "cache")
    job = RenderJob(into=tmp_path, cache=cache, watch=Stopped())
    with pytest.raises(Cancelled):
        render_film(edit, media, settings=settings, job=job)
