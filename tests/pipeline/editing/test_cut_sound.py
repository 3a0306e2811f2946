"""A film without a stage for the sound has the sound of its edit, as loud as agreed, or silence."""

import wave
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.bench import Inputs
from pipeline.documents.film_stages import ALL
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Music
from pipeline.documents.takes import SoundFile, SoundRole, Takes
from pipeline.editing.cut_sound import is_silent_on_purpose, mix_or_cut_sound
from pipeline.errors import NotFound
from pipeline.render.levelling import Level
from pipeline.render.loudness import measure_file
from pipeline.stages.credits_music import credits_music
from pipeline.stages.final_cut import STAGE
from tests.pipeline.stages.locked_film import (
    LockedFilm,
    bench_in,
    edit_of_takes,
    filed_text,
    made_by,
    write_locked_film,
)

pytestmark = pytest.mark.ffmpeg

LEVEL = Level(target_lufs=-23.0, limit_dbtp=-1.0)
EXERCISE = ("rushes", "edit", "final_cut")


@pytest.fixture(scope="module")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    """A locked edit in a workshop with neither script nor sound."""
    film = write_locked_film(tmp_path_factory.mktemp("locked") / "film")
    before = {name: film.before[name] for name in ("rushes", "edit")}
    return replace(film, before=before).with_project(stages=EXERCISE)


def test_the_sound_of_the_edit_is_as_long_and_as_loud_as_agreed(
    exercise: LockedFilm, tmp_path: Path
) -> None:
    edit, bench = edit_of_takes(), bench_in(tmp_path)
    path, report = mix_or_cut_sound(edit, exercise.inputs(), LEVEL, bench.into, bench)
    heard = measure_file(path, "wav")
    assert heard.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    with wave.open(str(path)) as wav:
        assert wav.getnframes() == 144_000
    assert report.blockers == ()


def test_a_missing_sound_is_told_where_it_is_mixed(exercise: LockedFilm, tmp_path: Path) -> None:
    edit, bench = edit_of_takes(), bench_in(tmp_path)
    first, *others = edit.sound
    gone = replace(edit, sound=(replace(first, media="lost"), *others))
    _, report = mix_or_cut_sound(gone, exercise.inputs(), LEVEL, bench.into, bench)
    assert [(one.code, one.place) for one in report.blockers] == [("C34", "lost")]


def test_an_edit_without_any_sound_is_silent_on_purpose_and_nothing_is_told(
    exercise: LockedFilm, tmp_path: Path
) -> None:
    silent, bench = replace(edit_of_takes(), sound=()), bench_in(tmp_path)
    assert is_silent_on_purpose(silent, exercise.inputs())
    assert not is_silent_on_purpose(edit_of_takes(), exercise.inputs())
    assert not is_silent_on_purpose(silent, exercise.with_project(stages=ALL).inputs())
    path, report = mix_or_cut_sound(silent, exercise.inputs(), LEVEL, bench.into, bench)
    assert measure_file(path, "wav").integrated_lufs is None
    assert (report.blockers, report.warnings) == ((), ())


def test_where_there_is_a_stage_for_the_sound_its_mix_is_what_counts(
    exercise: LockedFilm, tmp_path: Path
) -> None:
    whole, bench = exercise.with_project(stages=ALL), bench_in(tmp_path)
    mix = filed_text(tmp_path, "mix.wav", "a signed mix")
    given = whole.inputs(sound={"mix.wav": mix})
    path, _ = mix_or_cut_sound(edit_of_takes(), given, LEVEL, bench.into, bench)
    assert path == mix.path
    with pytest.raises(NotFound, match="Approve that stage again"):
        mix_or_cut_sound(edit_of_takes(), whole.inputs(), LEVEL, bench.into, bench)


def test_the_draft_of_a_film_without_a_script_has_credits_and_no_subtitles(
    exercise: LockedFilm, tmp_path: Path
) -> None:
    bench = bench_in(tmp_path)
    STAGE.draft(exercise.inputs(), bench)
    drafted = made_by(bench)
    assert set(drafted) == {"credits.csv", "subtitles.srt"}
    assert STAGE.read(drafted, exercise.inputs()).subtitles == ()
    assert "Aya" in drafted["credits.csv"].path.read_text()


def test_music_under_the_credits_comes_with_the_rushes(
    exercise: LockedFilm, tmp_path: Path
) -> None:
    film = exercise.with_project(music=Music(file="music/song.wav", title="The Song"))
    assert credits_music(film.inputs()) is None, "nobody sent it"
    song = filed_text(tmp_path, "song.wav", "a song")
    rushes = film.before["rushes"]
    takes = from_json(rushes["takes.json"].path.read_bytes(), Takes)
    sound = SoundFile(
        file="song.wav",
        digest=song.digest,
        kind="wav",
        role=SoundRole.MUSIC,
        samples=96_000,
        channels=2,
    )
    listed = filed_text(tmp_path, "takes.json", to_json(replace(takes, sounds=(sound,))))
    given: Inputs = film.inputs(rushes={**rushes, "song.wav": song, "takes.json": listed})
    music = credits_music(given)
    assert music is not None
    assert (music.source.path, music.samples) == (song.path, 96_000)
    assert credits_music(exercise.inputs()) is None, "the film has no music"
