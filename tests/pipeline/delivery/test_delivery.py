"""A finished film goes out as other files: each is what its table says, and names nobody."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from pipeline.bench import Bench, Part
from pipeline.delivery.handing_out import finished_film, hand_out
from pipeline.delivery.kinds import DELIVERIES
from pipeline.documents.delivery import KINDS, USUAL, checked_kinds
from pipeline.errors import Cancelled, CannotRead
from pipeline.files import digest_of_file
from pipeline.media.probe import probe
from pipeline.render.levelling import Level
from pipeline.render.loudness import measure_file
from tests.given_away import SECONDS, write_hall_copy
from tests.pipeline.stages.locked_film import bench_in

pytestmark = pytest.mark.ffmpeg

HALL = Level(target_lufs=-20.7, limit_dbtp=-1.0)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds as the hall gets them, with a place and a name that a camera wrote."""
    where = ("-metadata", "location=+48.85+002.35/", "-metadata", "artist=Aya Tanaka")
    return write_hall_copy(tmp_path_factory.mktemp("hall") / "film.mp4", *where)


def handed_out(hall: Path, folder: Path, *kinds: str) -> dict[str, Path]:
    bench = bench_in(folder)
    film = finished_film(hall, digest_of_file(hall).digest)
    assert (film.frames, film.rate) == (SECONDS * 25, Fraction(25))
    span = (Fraction(0), Fraction(SECONDS))
    files = hand_out(film, kinds, bench.into, bench, level=HALL, picture=span)
    for file in files:
        # The pictures of a test have no black at their ends.
        assert {one.code for one in file.findings} <= {"C53"}, file.findings
    return {file.name: bench.into / file.name for file in files}


def test_every_kind_has_its_row_and_what_is_usual_is_known() -> None:
    assert set(DELIVERIES) | {"stills"} == set(KINDS)
    assert set(USUAL) < set(KINDS)
    with pytest.raises(CannotRead, match="“dvd” is no kind of file"):
        checked_kinds(["web", "dvd"])
    assert checked_kinds(iter(KINDS)) == KINDS


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "lufs"), [("web", -14.0), ("phone", -14.0), ("preview_tc", None), ("prores", None)]
)
def test_a_film_is_what_its_table_says(
    hall: Path, tmp_path: Path, kind: str, lufs: float | None
) -> None:
    delivery = DELIVERIES[kind]
    path = next(iter(handed_out(hall, tmp_path, kind).values()))
    media = probe(path)
    assert media.video
    assert (media.video.width, media.video.height) == (
        delivery.profile.width,
        delivery.profile.height,
    )
    assert media.video.codec == delivery.profile.video_codec
    assert media.duration == pytest.approx(SECONDS, abs=0.03)
    heard = measure_file(path, "mov").integrated_lufs
    before = measure_file(hall, "mov").integrated_lufs
    assert heard == pytest.approx(before if lufs is None else lufs, abs=0.2)


@pytest.mark.slow
def test_nothing_that_a_camera_wrote_goes_along(hall: Path, tmp_path: Path) -> None:
    assert b"Aya Tanaka" in hall.read_bytes()
    for path in handed_out(hall, tmp_path, "phone", "wav", "stills").values():
        content = path.read_bytes()
        assert b"Tanaka" not in content
        assert b"48.85" not in content


@pytest.mark.slow
def test_a_name_that_is_written_into_a_delivered_file_is_found(hall: Path, tmp_path: Path) -> None:
    bench = bench_in(tmp_path)
    # What the program that writes the file writes into it, too.
    film = replace(finished_film(hall, digest_of_file(hall).digest), names=("VideoHandler", "Aya"))
    span = (Fraction(0), Fraction(SECONDS))
    (file,) = hand_out(film, ["phone"], bench.into, bench, level=HALL, picture=span)
    assert {one.code for one in file.findings} == {"C53", "C57"}


def test_the_sound_alone_is_as_long_as_the_picture(hall: Path, tmp_path: Path) -> None:
    path = handed_out(hall, tmp_path, "wav")["wav.wav"]
    media = probe(path)
    assert media.audio
    assert (media.audio.codec, media.audio.sample_rate) == ("pcm_s24le", 48_000)
    assert media.duration * 48_000 == SECONDS * 48_000


def test_stills_are_three_pictures_of_a_booklets_width(hall: Path, tmp_path: Path) -> None:
    pictures = handed_out(hall, tmp_path, "stills")
    assert sorted(pictures) == ["still_1.jpg", "still_2.jpg", "still_3.jpg"]
    contents = set()
    for path in pictures.values():
        with Image.open(path) as still:
            assert still.size == (1920, 1080)
            assert not still.getexif()
        contents.add(path.read_bytes())
    assert len(contents) == 3


def test_a_stop_is_heard(hall: Path, tmp_path: Path) -> None:
    class Stopped:
        def progress(self, fraction: float, doing: str) -> None:
            """Nobody listens."""

        def cancelled(self) -> bool:
            return True

    bench = bench_in(tmp_path)
    film = finished_film(hall, "a" * 64)
    watch = Part(whole=Stopped(), start=0.0, end=1.0)
    at = Bench(into=bench.into, cache=bench.cache, watch=watch)
    with pytest.raises(Cancelled):
        hand_out(film, ["web"], bench.into, at, level=HALL, picture=(Fraction(0), Fraction(1)))
