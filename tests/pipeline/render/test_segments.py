"""What was encoded once is not encoded again, and what has changed is."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.documents.edit import Edit
from pipeline.errors import WorkFailed
from pipeline.render.sources import RenderMedium
from tests.pipeline.render.grey_films import BLUE, Bench, edit_of, grey_film, numbers_of, shot

pytestmark = pytest.mark.ffmpeg
SHOTS = 24
LENGTHS = (50, 37, 55, 41, 28, 59)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RenderMedium]:
    folder = tmp_path_factory.mktemp("media")
    return {
        "red": grey_film(folder / "red.mp4"),
        "blue": grey_film(folder / "blue.mp4", colour=BLUE),
    }


def film_of(lengths: list[int]) -> Edit:
    """Shots one after the other; each begins elsewhere in its take."""
    shots, start = [], 0
    for number, length in enumerate(lengths):
        name = ("red", "blue")[number % 2]
        shots.append(shot(name, start, length, Fraction(number, 25), speed=Fraction(1, 3)))
        start += length
    return edit_of(*shots)


ALL = [LENGTHS[number % len(LENGTHS)] for number in range(SHOTS)]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, media: dict[str, RenderMedium]) -> Bench:
    """A bench on which the film was rendered once."""
    bench = Bench(folder=tmp_path_factory.mktemp("bench"), workers=2)
    _, report = bench.render(film_of(ALL), media)
    assert report.encoded == report.segments > 4
    return bench


def test_an_unchanged_film_is_only_joined(bench: Bench, media: dict[str, RenderMedium]) -> None:
    film, report = bench.render(film_of(ALL), media)
    again, _ = bench.render(film_of(ALL), media)
    assert (report.encoded, report.reused) == (0, report.segments)
    assert film.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("changed", [0, 9, SHOTS - 1])
def test_a_changed_shot_costs_only_the_segments_near_it(
    bench: Bench, media: dict[str, RenderMedium], changed: int
) -> None:
    lengths = [*ALL[:changed], ALL[changed] - 5, *ALL[changed + 1 :]]
    film, report = bench.render(film_of(lengths), media)
    assert 1 <= report.encoded <= 3
    assert len(numbers_of(film)) == sum(lengths)


def test_a_medium_of_another_name_is_the_same_medium(
    bench: Bench, media: dict[str, RenderMedium]
) -> None:
    edit = film_of(ALL)
    renamed = tuple(replace(clip, media=f"new_{clip.media}") for clip in edit.picture)
    new_media = {f"new_{name}": medium for name, medium in media.items()}
    _, report = bench.render(replace(edit, picture=renamed), new_media)
    assert report.encoded == 0


def test_another_quality_is_another_film(bench: Bench, media: dict[str, RenderMedium]) -> None:
    short = film_of(ALL[:2])
    bench.render(short, media)
    assert bench.render(short, media, crf=30)[1].reused == 0


def test_segments_do_not_depend_on_the_number_of_workers(
    tmp_path: Path, media: dict[str, RenderMedium]
) -> None:
    films = []
    for workers in (1, 3):
        folder = tmp_path / str(workers)
        folder.mkdir()
        films.append(Bench(folder=folder, workers=workers).render(film_of(ALL[:8]), media)[0])
    assert films[0].read_bytes() == films[1].read_bytes()


def test_a_damaged_kept_segment_is_found_and_thrown_away(
    tmp_path: Path, media: dict[str, RenderMedium]
) -> None:
    bench = Bench(folder=tmp_path)
    edit = film_of(ALL[:2])
    film, _ = bench.render(edit, media)
    whole = numbers_of(film)
    for kept in (tmp_path / "cache" / "segments").glob("??/*"):
        kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    with pytest.raises(WorkFailed):
        bench.render(edit, media)
    film, report = bench.render(edit, media)
    assert report.encoded == report.segments
    assert numbers_of(film) == whole
