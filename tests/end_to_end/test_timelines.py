"""Every shared timeline, from its file to a film, judged frame by frame and sample by sample.

The judge is the shared checker: the coded media carry their numbers in every frame and sound. It
needs ffmpeg and ffprobe of the system; the product does not.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.media.ffmpeg import use_ffmpeg
from pipeline.render.assemble import RenderJob, mux, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings
from pipeline.render.mix import MIX, mix_to_wav
from pipeline.render.mix_plan import plan_of_edit
from pipeline.render.sound_sources import sound_source
from pipeline.render.sources import RenderMedium, source_of
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import read_timeline
from pipeline.timeline.references import known_names
from tests.end_to_end.coded import FOLDER, MEDIA, found_media
from tests.end_to_end.more_timelines import CASES, Case, write_timeline

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]

TIMELINES = sorted((FOLDER / "public").glob("*.otio"))
SYSTEM = "/usr/bin/ffmpeg"
SOUND_KINDS = frozenset({"wav", "aiff", "flac", "ogg", "mp3", "aac"})

EXPECT = """import json, sys
folder, path, sources = sys.argv[1:]
sys.path.insert(0, folder)
import expect
expect.write(path, json.load(open(sources)))
"""

KNOWN_INEXACT: dict[str, str] = {}
"""Timelines that are not exact yet -> why. An entry that has become exact makes its test fail."""


@pytest.fixture(scope="session")
def coded_media() -> dict[str, RenderMedium]:
    """The coded media by name."""
    return found_media()


def film_of(path: Path, media: dict[str, RenderMedium], folder: Path) -> Path:
    """Render a timeline as `claquette render` does."""
    expected = json.loads(path.with_suffix(".expect.json").read_text())
    look = FilmFormat(
        rate=Fraction(*expected["rate"]), size=(expected["width"], expected["height"])
    )
    known = known_names({name: () for name in media})
    edit = flatten(read_timeline(path.read_bytes()), known=known, film=look)
    settings = PictureSettings(width=edit.width, height=edit.height, rate=edit.frame_rate)
    cache = folder / "cache"
    into = folder / "job"
    into.mkdir()
    job = RenderJob(into=into, cache=SegmentCache(folder=cache), workers=os.cpu_count() or 1)
    picture, _ = render_picture(edit, media, settings=settings, job=job)
    heard = {
        name: sound_source(media[name], cache=cache, watch=None)
        for name in {clip.media for clip in edit.sound} & set(media)
        if can_be_heard(media[name], cache)
    }
    mix_to_wav(plan_of_edit(edit), heard, into)
    return mux(picture, into / MIX, folder / "film.mp4")


def can_be_heard(medium: RenderMedium, cache: Path) -> bool:
    source = None if medium.kind in SOUND_KINDS else source_of(medium, cache=cache)
    return source is None or source.has_sound


@pytest.mark.parametrize("path", TIMELINES, ids=lambda path: path.stem)
def test_a_timeline_is_exact(
    path: Path, coded_media: dict[str, RenderMedium], tmp_path: Path
) -> None:
    is_exact, words = verdict_on(path, coded_media, tmp_path)
    assert is_exact != (path.stem in KNOWN_INEXACT), words


def verdict_on(path: Path, coded_media: dict[str, RenderMedium], folder: Path) -> tuple[bool, str]:
    """Return whether the film of a timeline is exact, and what the judge says of it."""
    film = film_of(path, coded_media, folder)
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
    is_exact, words = verdict_on(path, coded_media, tmp_path)
    assert is_exact, words


def test_the_list_of_inexact_timelines_names_timelines_only() -> None:
    assert set(KNOWN_INEXACT) <= {path.stem for path in TIMELINES}
