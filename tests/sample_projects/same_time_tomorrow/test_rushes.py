"""Takes as files: deterministic, with slate, picture and sound."""

import hashlib
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from pipeline.errors import Cancelled, NotFound
from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.slate import CLAP_FRAME
from sample_projects.same_time_tomorrow import draw_film, draw_take
from sample_projects.same_time_tomorrow.effects import EFFECTS
from sample_projects.same_time_tomorrow.rushes import sound
from sample_projects.same_time_tomorrow.score import MUSIC
from sample_projects.same_time_tomorrow.shooting import Moment, TakePlan
from sample_projects.same_time_tomorrow.takes import TAKES
from sample_projects.sounding.waves import RATE, decibels

SHORTEST = min(TAKES, key=lambda plan: plan.all_frames)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_take_is_the_same_bytes_each_time_and_is_what_it_should_be(tmp_path: Path) -> None:
    first = draw_take(SHORTEST.slate.name, tmp_path / "one")
    second = draw_take(SHORTEST.slate.name, tmp_path / "two")
    assert first.name == f"{SHORTEST.slate.name}.mp4"
    assert digest(first) == digest(second)
    with av.open(str(first)) as file:
        video, audio = file.streams.video[0], file.streams.audio[0]
        assert (video.width, video.height, video.average_rate) == (1280, 720, Fraction(25))
        assert (video.codec_context.name, audio.codec_context.name, audio.rate) == (
            "h264",
            "aac",
            RATE,
        )
        shown = [frame.to_ndarray(format="gray") for frame in file.decode(video=0)]
    assert len(shown) == SHORTEST.all_frames
    slate, scene = shown[10].astype(int), shown[SHORTEST.in_frame].astype(int)
    assert np.abs(slate - scene).mean() > 20


def test_the_clap_is_heard_on_the_frame_on_which_the_sticks_meet() -> None:
    heard = sound(SHORTEST)
    assert len(heard) == SHORTEST.all_frames * RATE // 25
    loudest = int(np.argmax(np.abs(heard[: 35 * RATE // 25])))
    assert CLAP_FRAME <= loudest * 25 / RATE < CLAP_FRAME + 1


@pytest.mark.parametrize("plan", TAKES, ids=lambda plan: plan.slate.name)
def test_no_take_is_too_loud_and_its_lines_are_heard_where_they_belong(plan: TakePlan) -> None:
    heard = np.abs(sound(plan))
    assert heard.max() < decibels(-3.0)
    for line in plan.lines:
        start = (plan.in_frame + line.at) * RATE // 25
        assert heard[start : start + RATE].max() > decibels(-20.0)


@pytest.mark.parametrize("name", sorted({**MUSIC, **EFFECTS}))
def test_no_music_and_no_effect_is_too_loud_or_clicks_at_its_ends(name: str) -> None:
    made = np.atleast_2d({**MUSIC, **EFFECTS}[name]())
    assert 0.01 < np.abs(made).max() < decibels(-3.0)
    assert np.abs(made[:, 0]).max() < 0.02
    assert np.abs(made[:, -1]).max() < 0.02


def test_a_film_that_is_stopped_says_so(tmp_path: Path) -> None:
    class Impatient:
        def __init__(self) -> None:
            self.told: list[float] = []

        def progress(self, fraction: float, doing: str) -> None:
            self.told.append(fraction)

        def cancelled(self) -> bool:
            return True

    watch = Impatient()
    with pytest.raises(Cancelled):
        draw_film(tmp_path, watch)
    assert len(watch.told) == 1
    assert (tmp_path / "takes.csv").read_text().count("\n") == len(TAKES) + 1
    assert (tmp_path / "script.fountain").is_file()


def test_a_take_that_nobody_shot_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        draw_take("S09_P01_T01", tmp_path)


@pytest.mark.parametrize("plan", TAKES, ids=lambda plan: plan.slate.name)
def test_every_actor_knows_what_to_do_on_every_frame(plan: TakePlan) -> None:
    canvas = Canvas(Image.new("RGB", (2560, 1440)))
    for frame in range(-40, plan.frames + 26, 22):
        plan.act(canvas, Moment(frame=frame, lines=plan.lines))
        if plan.camera:
            assert 1.0 <= plan.camera(frame)[2] <= 2.0
