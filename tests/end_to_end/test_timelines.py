"""Every shared timeline, from its file to a film, judged frame by frame and sample by sample.

The judge is the shared checker: the coded media carry their numbers in every frame and sound. It
needs ffmpeg and ffprobe of the system; the product does not.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.media.ffmpeg import use_ffmpeg
from pipeline.render.assemble import RenderJob, RenderReport
from pipeline.render.cache import SegmentCache
from pipeline.render.cut_film import FilmMedia, render_film
from pipeline.render.encoding import PictureSettings
from pipeline.render.sound_sources import sound_sources
from pipeline.render.sources import RenderMedium
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import read_timeline
from pipeline.timeline.references import known_names
from tests.end_to_end.coded import FOLDER, MEDIA
from tests.end_to_end.more_timelines import CASES, Case, write_timeline

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]

TIMELINES = sorted((FOLDER / "public").glob("*.otio"))
SYSTEM = "/usr/bin/ffmpeg"

EXPECT = """import json, sys
folder, path, sources = sys.argv[1:]
sys.path.insert(0, folder)
import expect
expect.write(path, json.load(open(sources)))
"""

KNOWN_INEXACT: dict[str, str] = {}
"""Timelines that are not exact yet -> why. An entry that has become exact makes its test fail."""


def film_of(
    path: Path, media: dict[str, RenderMedium], folder: Path, *, workers: int
) -> tuple[Path, RenderReport]:
    """Render a timeline as `claquette render` does, in a new folder beside the cache."""
    expected = json.loads(path.with_suffix(".expect.json").read_text())
    look = FilmFormat(
        rate=Fraction(*expected["rate"]), size=(expected["width"], expected["height"])
    )
    known = known_names({name: () for name in media})
    edit = flatten(read_timeline(path.read_bytes()), known=known, film=look)
    settings = PictureSettings(width=edit.width, height=edit.height, rate=edit.frame_rate)
    cache = SegmentCache(folder=folder / "cache")
    into = folder / f"job_{len(list(folder.iterdir()))}"
    into.mkdir()
    names = {clip.media for clip in edit.sound}
    heard = sound_sources(media, names, cache=cache.folder, watch=None)
    return render_film(
        edit,
        FilmMedia(seen=media, heard=heard),
        settings=settings,
        job=RenderJob(into=into, cache=cache, workers=workers),
    )


def forget_whole(film: Path, folder: Path) -> None:
    """Forget the film as a whole and keep its parts, so that they are joined again."""
    for kept in folder.glob("cache/segments/??/*"):
        if kept.samefile(film):
            kept.unlink()


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_a_timeline_is_exact(
    path: Path, coded_media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    film, cold = film_of(path, coded_media, tmp_path, workers=2)
    is_exact, words = verdict_on(path, film)
    assert is_exact != (path.stem in KNOWN_INEXACT), words
    forget_whole(film, tmp_path)
    again, warm = film_of(path, coded_media, tmp_path, workers=1)
    assert (warm.encoded, warm.reused) == (0, cold.segments)
    assert again.read_bytes() == film.read_bytes()


def verdict_on(path: Path, film: Path) -> tuple[bool, str]:
    """Return whether the film of a timeline is exact, and what the judge says of it."""
    checker, sources = FOLDER / "check.py", MEDIA / "sources.json"
    judge = [sys.executable, *map(str, (checker, path, film, "--sources", sources))]
    verdict = subprocess.run(judge, capture_output=True, text=True, check=False)
    return verdict.returncode == 0, verdict.stdout + verdict.stderr


@pytest.fixture(params=["bundled", "system"])
def program(request: pytest.FixtureRequest) -> Iterator[str]:
    """The bundled ffmpeg, and that of the system, which is years older."""
    if request.param == "system" and not Path(SYSTEM).exists():
        pytest.skip("there is no ffmpeg of the system here")
    use_ffmpeg(SYSTEM if request.param == "system" else "")
    yield request.param
    use_ffmpeg("")


@pytest.mark.usefixtures("program")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_a_timeline_made_by_hand_is_exact(
    case: Case, coded_media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    path = write_timeline(case, tmp_path)
    expected = [sys.executable, "-c", EXPECT, str(FOLDER), str(path), str(MEDIA / "sources.json")]
    subprocess.run(expected, check=True)
    film, _ = film_of(path, coded_media, tmp_path, workers=2)
    is_exact, words = verdict_on(path, film)
    assert is_exact, words


@pytest.mark.parametrize("name", ["cuts_25", "dissolve_chain", "jl_cuts"])
def test_one_worker_and_two_write_the_same_bytes(
    name: str, coded_media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    path = FOLDER / "public" / f"{name}.otio"
    films = []
    for workers in (1, 2):
        folder = tmp_path / f"{workers}"
        folder.mkdir()
        film, report = film_of(path, coded_media, folder, workers=workers)
        assert report.reused == report.sound_reused == 0
        films.append(film.read_bytes())
    assert films[0] == films[1]


def test_the_list_of_inexact_timelines_names_timelines_only() -> None:
    assert set(KNOWN_INEXACT) <= {path.stem for path in TIMELINES}
