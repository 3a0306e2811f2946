"""Every shared timeline, from its file to a film, judged frame by frame and sample by sample.

The judge is the shared checker: the coded media carry their numbers in every frame and sound. It
needs ffmpeg and ffprobe of the system; the product does not.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.errors import CannotRead
from pipeline.media.probe import head_of
from pipeline.media.safety import sniff
from pipeline.render.assemble import RenderJob, RenderReport
from pipeline.render.cache import SegmentCache
from pipeline.render.cut_film import FilmMedia, render_film
from pipeline.render.encoding import PictureSettings
from pipeline.render.sound_sources import sound_sources
from pipeline.render.sources import RenderMedium
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import read_timeline
from pipeline.timeline.references import known_names
from tests.conftest import SHARED

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]

FOLDER = SHARED / "timelines"
TIMELINES = sorted((FOLDER / "public").glob("*.otio"))
MEDIA = Path(tempfile.gettempdir()) / "claquette-coded-media"

KNOWN_INEXACT: dict[str, str] = {}
"""Timelines that are not exact yet -> why. An entry that has become exact makes its test fail."""


@pytest.fixture(scope="session")
def coded_media() -> dict[str, RenderMedium]:
    """The coded media by name; made once for this machine, which takes about two minutes."""
    if not TIMELINES or not (shutil.which("ffmpeg") and shutil.which("ffprobe")):
        pytest.skip("the shared timelines, or ffmpeg and ffprobe of the system, are not here")
    if not (MEDIA / "sources.json").exists():
        subprocess.run([sys.executable, FOLDER / "make_media.py", MEDIA], check=True)
    found = {}
    for path in sorted(MEDIA.rglob("*")):
        if path.is_file() and path.suffix != ".json":
            try:
                kind = sniff(head_of(path), name=path.name)
            except CannotRead:
                continue
            digest = sha256(path.read_bytes()).hexdigest()
            found[path.name] = RenderMedium(path=path.resolve(), digest=digest, kind=kind)
    return found


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
    checker, sources = FOLDER / "check.py", MEDIA / "sources.json"
    judge = [sys.executable, *map(str, (checker, path, film, "--sources", sources))]
    verdict = subprocess.run(judge, capture_output=True, text=True, check=False)
    is_exact = verdict.returncode == 0
    assert is_exact != (path.stem in KNOWN_INEXACT), verdict.stdout + verdict.stderr
    forget_whole(film, tmp_path)
    again, warm = film_of(path, coded_media, tmp_path, workers=1)
    assert (warm.encoded, warm.reused) == (0, cold.segments)
    assert again.read_bytes() == film.read_bytes()


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
