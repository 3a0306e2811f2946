"""What is sure to be heard in a finished film: its production sound, and nothing else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.documents.edit import Edit, SoundClip, SoundRole
from pipeline.editing.known_sound import known_sound
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.burning import Words
from pipeline.render.cards import TitleCard
from pipeline.render.film import FilmParts, Plant, make_film
from pipeline.render.levelling import Level
from pipeline.render.programme import programme_of
from pipeline.render.qc import PROFILES, ExpectedFilm, check_film
from tests.pipeline.render.sounds import Sound, save, talk
from tests.pipeline.stages.locked_film import (
    FRAMES,
    TAKES,
    LockedFilm,
    bench_in,
    edit_of_takes,
    write_locked_film,
)

pytestmark = pytest.mark.ffmpeg


@pytest.fixture
def film(tmp_path: Path) -> LockedFilm:
    return write_locked_film(tmp_path / "locked")


def with_music(edit: Edit) -> Edit:
    song = SoundClip(
        media="song", source_in=edit.sound[0].source_in, start_sample=0, samples=96_000,
        role=SoundRole.MUSIC, track=1,
    )  # fmt: skip
    return replace(edit, sound=(*edit.sound, song))


def test_only_production_sound_is_known(film: LockedFilm, tmp_path: Path) -> None:
    edit, bench = with_music(edit_of_takes()), bench_in(tmp_path)
    known = known_sound(edit, begins_frame=50, inputs=film.inputs(), bench=bench)
    assert {clip.media for clip in known.plan.clips} == set(TAKES) == set(known.sources)
    assert known.plan.samples == FRAMES * 1_920
    assert known.begins_frame == 50


def speaking(folder: Path, name: str, seed: int) -> Sound:
    """Give a take of two seconds the voice of somebody."""
    said = talk(2, seed=seed)
    voice, take = save(folder / "voice.wav", said), folder / name
    run_ffmpeg(
        [
            *("-f", "mov", "-i", str(take), "-f", "wav", "-i", str(voice), "-map", "0:v"),
            *("-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-f", "mp4", "-y", str(take) + "_"),
        ]
    )
    Path(str(take) + "_").replace(take)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("late", [0, 3])
def test_a_mix_that_is_off_is_found_in_the_finished_film(
    film: LockedFilm, tmp_path: Path, late: int
) -> None:
    first, second = (speaking(film.folder, name, seed) for seed, name in enumerate(TAKES, start=21))
    cut = np.concatenate([np.zeros(late * 1_920), first[:76_800], second[24_000:]])
    mix = save(tmp_path / "mix.wav", cut[: FRAMES * 1_920])
    edit, bench, level = edit_of_takes(), bench_in(tmp_path), Level(target_lufs=-23, limit_dbtp=-1)
    programme = programme_of(edit, TitleCard(title="The Kite", film_by=""), ())
    known = known_sound(
        edit, begins_frame=programme.picture_start, inputs=film.inputs(), bench=bench
    )
    parts = FilmParts(
        edit=edit,
        programme=programme,
        media={},
        mix=mix,
        colour=(200, 40, 40),
        level=level,
    )
    made, burnt = bench.into / "film.mp4", bench.into / "words.mp4"
    words = [Words(programme.picture_start + 5, programme.picture_start + 30, ("Up!",))]
    plant = Plant(cache=bench.segments, preset="ultrafast")
    report = make_film(parts, made, plant, burnt={burnt: words})
    assert 0 < report.burnt_encoded < report.segments
    for path in (made, burnt):
        found = check_film(
            path,
            replace(PROFILES["screening"], level=level),
            expected=ExpectedFilm(frames=programme.frames, sound=known),
        )
        apart = [one for one in found.blockers if one.code == "C42"]
        assert bool(apart) is bool(late), (found.facts, found.blockers)
        assert found.facts["sync_places"]
        assert all(one.values["frames"] == pytest.approx(late, abs=0.2) for one in apart)
