import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.bench import Files, Inputs
from pipeline.documents.json import from_json
from pipeline.documents.mix_meters import METERS, MixMeters
from pipeline.documents.sound import SoundPlan
from pipeline.errors import CannotRead, NotFound
from pipeline.render.loudness import measure_file
from pipeline.stages.sound import STAGE
from tests.pipeline.render.sounds import load, noise, save, tone
from tests.pipeline.stages.locked_film import (
    SAMPLES,
    LockedFilm,
    bench_in,
    filed,
    filed_text,
    write_locked_film,
)

pytestmark = pytest.mark.ffmpeg

HEADER = "file,role,start,gain_db,title,composer,rights\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    return write_locked_film(tmp_path_factory.mktemp("locked"))


def sent(folder: Path, rows: str, *, seconds: float = 3) -> Files:
    """A song and a cue sheet."""
    save(folder / "song", np.stack([tone(seconds, hertz=220), tone(seconds, hertz=331)], axis=1))
    sheet = filed_text(folder, "cues.csv", HEADER + rows)
    return {"sound/song.wav": filed("sound/song.wav", folder / "song"), "cues.csv": sheet}


def codes(film: LockedFilm, files: Files) -> list[tuple[str, str]]:
    document = STAGE.read(files, film.inputs())
    report = STAGE.check(document, film.inputs())
    return [(one.severity.value, one.code) for one in (*report.blockers, *report.warnings)]


def test_the_mix_is_as_long_as_the_edit_and_as_loud_as_agreed(
    film: LockedFilm, tmp_path: Path
) -> None:
    files = sent(tmp_path, "song.wav,music,0.5,-12,The Song,Ben,we wrote it\n")
    document = STAGE.read(files, film.inputs())
    assert STAGE.check(document, film.inputs()).blockers == ()
    bench = bench_in(tmp_path)
    report = STAGE.make(document, files, film.inputs(), bench)
    assert report.blockers == ()
    assert len(load(bench.into / "mix.wav")) == SAMPLES == report.facts["samples"]
    loudness = measure_file(bench.into / "mix.wav", "wav")
    assert loudness.integrated_lufs == pytest.approx(-23, abs=0.1)
    stems = [load(path) for path in sorted(bench.into.glob("stem_*.wav"))]
    assert len(stems) == 3
    assert np.abs(sum(stems) - load(bench.into / "mix.wav")).max() <= 2
    figures = json.loads((bench.into / "loudness.json").read_text())
    assert figures["integrated_lufs"] == pytest.approx(-23, abs=0.1)
    assert (bench.into / "loudness.png").stat().st_size > 5_000
    meters = from_json((bench.into / METERS).read_text(), MixMeters)
    assert meters.seconds == 3
    assert set(meters.buses) == {"dialogue", "music"}
    assert max(meters.total) == pytest.approx(-25, abs=3)
    assert from_json((bench.into / "sound.json").read_text(), SoundPlan) == document


def test_the_sound_of_a_take_lies_under_its_picture(film: LockedFilm, tmp_path: Path) -> None:
    bench = bench_in(tmp_path)
    STAGE.make(STAGE.read({}, film.inputs()), {}, film.inputs(), bench)
    heard = load(bench.into / "mix.wav")[:, 0] / 2**23

    def pitch(first: int) -> float:
        part = heard[first : first + 9_600] * np.hanning(9_600)
        return float(np.argmax(np.abs(np.fft.rfft(part)))) * 5

    assert pitch(60_000) == pytest.approx(440, abs=5)
    assert pitch(80_000) == pytest.approx(660, abs=5)


def test_a_finished_mix_of_the_group_replaces_the_sound_of_the_edit(
    film: LockedFilm, tmp_path: Path
) -> None:
    files = sent(tmp_path, "song.wav,mix,0,0,,,\n")
    assert codes(film, files) == []
    bench = bench_in(tmp_path)
    STAGE.make(STAGE.read(files, film.inputs()), files, film.inputs(), bench)
    assert not load(bench.into / "stem_dialogue.wav").any()
    assert (load(bench.into / "stem_mix.wav") == load(bench.into / "mix.wav")).all()


@pytest.mark.parametrize(
    ("seconds", "fits"), [(3.0, True), (3.04, True), (3.1, False), (2.9, False)]
)
def test_a_finished_mix_must_be_as_long_as_the_picture(
    film: LockedFilm, tmp_path: Path, seconds: float, fits: bool
) -> None:
    found = codes(film, sent(tmp_path, "song.wav,mix,0,0,,,\n", seconds=seconds))
    assert found == ([] if fits else [("blocker", "C43")])


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("song.wav,music,0,0,The Song,Ben,\n", ("blocker", "C48")),
        ("song.wav,music,0,0,,Ben,ours\n", ("blocker", "C48")),
        ("other.wav,effects,0,0,,,\nsong.wav,effects,0,0,,,\n", ("blocker", "C34")),
        ("song.wav,mix,0,0,,,\nsong.wav,mix,0,0,,,\n", ("blocker", "C43")),
        ("song.wav,effects,9,0,,,\n", ("warning", "C43")),
        ("", ("warning", "UNUSED")),
    ],
)
def test_what_is_wrong_with_a_cue_sheet_is_said(
    film: LockedFilm, tmp_path: Path, rows: str, found: tuple[str, str]
) -> None:
    assert codes(film, sent(tmp_path, rows)) == [found]


def test_a_cue_after_the_end_of_its_file_is_a_blocker(film: LockedFilm, tmp_path: Path) -> None:
    files = dict(sent(tmp_path, ""))
    files["cues.csv"] = filed_text(
        tmp_path, "cues.csv", "file,role,start,in\nsong.wav,effects,0,9\n"
    )
    assert codes(film, files) == [("blocker", "C34")]


def test_silence_under_a_missing_take_is_a_blocker(film: LockedFilm, tmp_path: Path) -> None:
    edit = film.before["edit"]["edit.json"].path.read_text().replace("S02_P01_T01", "S09_P09_T09")
    before = {"edit": {"edit.json": filed_text(tmp_path, "edit.json", edit)}}
    inputs = film.inputs(**before)
    report = STAGE.make(STAGE.read({}, inputs), {}, inputs, bench_in(tmp_path))
    assert [(one.code, one.place) for one in report.blockers] == [("C34", "S09_P09_T09")]


def test_the_draft_puts_the_music_of_the_project_under_the_credits(
    film: LockedFilm, tmp_path: Path
) -> None:
    from pipeline.documents.project import Music

    music = Music(file="sound/song.wav", title="The Song", composer="Ben", rights="ours")
    with_music = film.with_project(music=music)
    STAGE.draft(with_music.inputs(), bench_in(tmp_path))
    drafted = (tmp_path / "into" / "cues.csv").read_text()
    files = {**sent(tmp_path, ""), "cues.csv": filed_text(tmp_path, "cues.csv", drafted)}
    document = STAGE.read(files, with_music.inputs())
    assert [(cue.file, cue.under_credits) for cue in document.cues] == [("song.wav", True)]
    assert STAGE.check(document, with_music.inputs()).blockers == ()


def test_without_music_the_draft_is_a_header(film: LockedFilm, tmp_path: Path) -> None:
    STAGE.draft(film.inputs(), bench_in(tmp_path))
    assert (tmp_path / "into" / "cues.csv").read_text().count("\n") == 1


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.wav", b"not a sound at all", "is not a film, a sound or a picture"),
        ("cues.csv", b"file,role\n\xff\xfe\n", "letters that cannot be read"),
        ("cues.csv", b"name\nx\n", "must name the columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    film: LockedFilm, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(CannotRead, match=sentence):
        STAGE.read({name: filed(name, tmp_path / "x")}, film.inputs())


def test_a_picture_without_sound_is_no_sound(film: LockedFilm, tmp_path: Path) -> None:
    from pipeline.media.ffmpeg import run_ffmpeg

    silent = ["-f", "lavfi", "-i", "color=s=64x64:d=1", "-f", "mp4", str(tmp_path / "x")]
    run_ffmpeg(silent)
    with pytest.raises(CannotRead, match=r"There is no sound in “x\.m4a”"):
        STAGE.read({"x.m4a": filed("x.m4a", tmp_path / "x")}, film.inputs())


def test_an_edit_that_is_not_approved_is_named(film: LockedFilm, tmp_path: Path) -> None:
    bare = Inputs(project=film.project)
    with pytest.raises(NotFound, match=r"edit\.json"):
        STAGE.draft(bare, bench_in(tmp_path))


def test_noise_in_soft_recordings_and_one_sided_sound_are_told(
    film: LockedFilm, tmp_path: Path
) -> None:
    one_side = np.stack([noise(3, level=0.0005), np.zeros(SAMPLES)], axis=1)
    save(tmp_path / "mix", one_side)
    sheet = filed_text(tmp_path, "cues.csv", HEADER + "m.wav,mix,0,0,,,\n")
    files = {"m.wav": filed("m.wav", tmp_path / "mix"), "cues.csv": sheet}
    report = STAGE.make(STAGE.read(files, film.inputs()), files, film.inputs(), bench_in(tmp_path))
    assert [one.code for one in report.warnings] == ["C20", "C47"]
