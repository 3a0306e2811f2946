"""Random timelines, rendered for real: every frame and some of the sound, against the oracle."""

import json
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import opentimelineio as otio
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings
from pipeline.render.mix import MIX, mix_to_wav
from pipeline.render.mix_plan import plan_of_edit
from pipeline.render.sound_sources import sound_sources
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import timeline_of
from pipeline.timeline.references import known_names
from tests.end_to_end.coded import (
    HEIGHT,
    WIDTH,
    Levels,
    fcode,
    found_media,
    levels_of,
    levels_of_source,
    numbers,
)
from tests.pipeline.render.sounds import load
from tests.pipeline.timeline.oracle import SAMPLE_RATE, Oracle, Picture
from tests.pipeline.timeline.random_timelines import FILM_RATES, MEDIA, timelines

pytestmark = [pytest.mark.ffmpeg, pytest.mark.slow]

BLACK_LEVEL = 16.0
HARDLY = 14.0
WINDOW = 2048
CODED = {name: one for name, one in MEDIA.items() if name in ("a24.mp4", "b25.mp4", "a2997.mp4",
         "film2398.mkv", "title.png")}  # fmt: skip


def rendered(timeline: Any, rate: Fraction, folder: Path) -> tuple[Path, Path]:
    """Return the picture and the mix of a timeline."""
    media = {name: found_media()[name] for name in CODED}
    plain = json.loads(otio.core.serialize_json_to_string(timeline))
    edit = flatten(
        timeline_of(plain),
        known=known_names({name: () for name in media}),
        film=FilmFormat(rate=rate, size=(WIDTH, HEIGHT)),
    )
    assume(edit.frames)
    job = RenderJob(into=folder, cache=SegmentCache(folder=folder / "cache"))
    look = PictureSettings(width=WIDTH, height=HEIGHT, rate=rate, preset="ultrafast", crf=10)
    picture, _ = render_picture(edit, media, settings=look, job=job)
    names = {clip.media for clip in edit.sound}
    sources = sound_sources(media, names, cache=folder / "cache", watch=None)
    mix_to_wav(plan_of_edit(edit), sources, folder)
    return picture, folder / MIX


def frames_of(film: Path) -> NDArray[np.uint8]:
    raw = film.with_suffix(".grey")
    grey = ("-vf", "extractplanes=y", "-f", "rawvideo", f"file:{raw}")
    run_ffmpeg(("-y", "-f", "mov", "-i", f"file:{film}", "-fps_mode", "passthrough", *grey))
    return np.fromfile(raw, np.uint8).reshape(-1, HEIGHT, WIDTH)


def levels_asked(asked: Picture) -> Levels | None:
    """Return the cells of a picture, None where they are not promised."""
    kind, *rest = asked
    if kind == "black":
        return np.full(32, BLACK_LEVEL)
    if kind == "source":
        return levels_of_source(*rest) if rest[0] in CODED else None
    if kind == "over":  # the title lies below the cells
        return levels_asked(rest[0])
    if kind == "mix":
        sides = levels_asked(rest[0]), levels_asked(rest[1])
        if sides[0] is not None and sides[1] is not None:
            return sides[0] + float(rest[2]) * (sides[1] - sides[0])
    return None


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(timeline=timelines(), rate=st.sampled_from(FILM_RATES))
def test_any_timeline_shows_and_sounds_like_what_the_oracle_says(
    timeline: Any, rate: Fraction
) -> None:
    oracle = Oracle(timeline=timeline, rate=rate, media=CODED)
    with TemporaryDirectory() as folder:
        picture, mix = rendered(timeline, rate, Path(folder))
        shown, heard = frames_of(picture), load(mix)[:, 0] / 2**23
    assert len(shown) == oracle.frames
    for number, frame in enumerate(shown):
        asked = oracle.picture(number)
        wanted = levels_asked(asked)
        if wanted is not None:
            off = np.abs(levels_of(frame) - wanted).max()
            assert off < HARDLY, (number, asked)
    for sample in range(WINDOW, len(heard) - WINDOW, 7919):
        assert_heard(oracle, heard, sample)


def assert_heard(oracle: Oracle, heard: NDArray[np.float64], sample: int) -> None:
    """Compare a window of the mix with its only sound, if that runs on at normal speed."""
    edges = [
        oracle.sound(Fraction(at, SAMPLE_RATE)) for at in (sample - 200, sample + WINDOW + 200)
    ]
    if len(edges[0]) != 1 or len(edges[1]) != 1:
        return
    (first,), (last,) = edges
    runs_on = last.second - first.second == Fraction(WINDOW + 400, SAMPLE_RATE)
    if first.name not in numbers() or first.name != last.name or first.speed != 1 or not runs_on:
        return
    code = fcode().audio_full(numbers()[first.name])
    at = round(first.second * SAMPLE_RATE) + 200
    medium = CODED[first.name]
    if at < 0 or at + WINDOW > medium.frames / medium.rate * SAMPLE_RATE:
        return
    one, other = heard[sample : sample + WINDOW], code[at : at + WINDOW]
    alike = float(np.dot(one, other) / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-9))
    assert alike > 0.9, (sample, first, alike)
