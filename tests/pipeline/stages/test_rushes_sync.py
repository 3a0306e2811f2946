"""Double-system sound through the stages: a noisy camera, a clean recorder, and what is heard."""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.bench import Bench, Files, Inputs
from pipeline.documents.edit import Edit, PictureClip, SoundClip
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.report import Report
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import LinedUpBy, RecordedSound, Takes
from pipeline.editing.locked import heard_of, media_of
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.stages.edit import STAGE as EDIT
from pipeline.stages.rushes import STAGE as RUSHES
from pipeline.stages.sound import STAGE as SOUND
from tests.pipeline.media.making import stage_files
from tests.pipeline.render.sounds import load, save
from tests.pipeline.rushes.heard import Sound, decoded, noise, talk
from tests.pipeline.stages.locked_film import bench_in, filed, filed_text

pytestmark = pytest.mark.ffmpeg

RATE = 48_000
FRAMES = 125
BEFORE = 4 * RATE + 321
"""Samples by which the recorder began before the camera."""
PLAN = ShotList(shots=(Shot(scene="1", shot=1),))
COLUMNS = "file,scene,shot,take,sound,sound_offset\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shoot:
    """What came home, and what was really said."""

    folder: Path
    world: Sound


def _filmed(path: Path, sound: Sound, *codec: str) -> Path:
    heard = save(path.with_suffix(".camera.wav"), sound)
    picture = f"testsrc2=size=320x180:rate=25:duration={FRAMES / 25}"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", picture, "-i", f"file:{heard}"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
            *(*codec, "-y", f"file:{path}"),
        ]
    )
    heard.unlink()
    return path


@pytest.fixture(scope="module")
def shoot(tmp_path_factory: pytest.TempPathFactory) -> Shoot:
    folder = tmp_path_factory.mktemp("shoot")
    rng = np.random.default_rng(11)
    world = talk(rng, 15, 0.08)
    camera = world[BEFORE : BEFORE + FRAMES * 1920] + noise(rng, FRAMES / 25, 0.04)
    _filmed(folder / "S01_P01_T01.mov", camera, "-c:a", "pcm_s16le")
    _filmed(folder / "S01_P02_T01.mp4", camera, "-c:a", "aac")
    save(folder / "S01_P01_T01.wav", world)
    save(folder / "ZOOM0007.wav", world)
    save(folder / "S01_P02_T01.wav", talk(rng, 15, 0.08))
    return Shoot(folder=folder, world=world)


@pytest.fixture
def project() -> Project:
    return Project(title="Kite", group="Blue", width=320, height=180)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return bench_in(tmp_path)


def _made(files: Files, inputs: Inputs, bench: Bench) -> tuple[Takes, Report]:
    report = RUSHES.make(RUSHES.read(files, inputs), files, inputs, bench)
    return from_json((bench.into / "takes.json").read_bytes(), Takes), report


def _recorded(takes: Takes) -> RecordedSound:
    found = takes.takes[0].recorded
    assert found is not None
    return found


def _files(shoot: Shoot, *names: str, table: str = "", into: Path | None = None) -> Files:
    paths = [shoot.folder / name for name in names]
    if table and into:
        (into / "takes.csv").write_text(COLUMNS + table, encoding="utf-8")
        paths.append(into / "takes.csv")
    return stage_files(*paths)


def _asked(report: Report) -> list[str]:
    return [finding.message for finding in report.warnings if finding.code == "SYNC"]


@pytest.mark.parametrize("recorder", ["S01_P01_T01.wav", "ZOOM0007.wav"])
def test_a_recorder_is_found_by_its_slate_or_by_what_it_heard(
    shoot: Shoot, project: Project, bench: Bench, recorder: str
) -> None:
    files = _files(shoot, "S01_P01_T01.mov", recorder)
    takes, report = _made(files, Inputs(project=project), bench)
    found = _recorded(takes)
    assert (found.file, found.offset_samples, found.drift_ppm) == (recorder, -BEFORE, 0)
    assert found.confirmed
    assert found.synced == "synced/S01_P01_T01.wav"
    written = load(bench.into / found.synced)
    assert len(written) == FRAMES * 1920
    said = np.rint(shoot.world[BEFORE:][: len(written)] * 32767).astype(np.int64) << 8
    assert (written == said[:, None]).all()
    assert _asked(report) == []


def test_a_phone_with_aac_is_lined_up_within_a_millisecond(
    shoot: Shoot, project: Project, bench: Bench
) -> None:
    files = _files(shoot, "S01_P02_T01.mp4", "ZOOM0007.wav")
    found = _recorded(_made(files, Inputs(project=project), bench)[0])
    assert abs(found.offset_samples + BEFORE) <= 48
    assert found.confirmed


def test_a_file_that_does_not_fit_is_asked_about_and_the_camera_is_heard(
    shoot: Shoot, project: Project, bench: Bench
) -> None:
    files = _files(shoot, "S01_P02_T01.mp4", "S01_P02_T01.wav")
    takes, report = _made(files, Inputs(project=project), bench)
    assert not _recorded(takes).confirmed
    (question,) = _asked(report)
    assert "S01_P02_T01.wav" in question
    assert "S01_P02_T01.mp4" in question


def test_a_doubtful_place_is_told_in_seconds(
    shoot: Shoot, project: Project, bench: Bench, tmp_path: Path
) -> None:
    world = shoot.world
    # Of the take only its last second is in the recorder's file.
    late = world[BEFORE + 4 * RATE : BEFORE + 9 * RATE]
    save(tmp_path / "S01_P01_T01.wav", late)
    files = {
        **_files(shoot, "S01_P01_T01.mov"),
        **stage_files(tmp_path / "S01_P01_T01.wav"),
    }
    takes, report = _made(files, Inputs(project=project), bench)
    found = _recorded(takes)
    assert (found.confirmed, found.offset_samples) == (False, 4 * RATE)
    assert "4.00 seconds after the camera" in _asked(report)[0]
    assert found.synced == "proposed/S01_P01_T01.wav"
    assert (bench.into / found.synced).is_file()
    assert not (bench.into / "synced").exists()


def test_what_people_wrote_is_taken(
    shoot: Shoot, project: Project, bench: Bench, tmp_path: Path
) -> None:
    names = ("S01_P02_T01.mp4", "S01_P02_T01.wav", "ZOOM0007.wav")
    row = "S01_P02_T01.mp4,1,2,1,S01_P02_T01.wav,777\n"
    files = _files(shoot, *names, table=row, into=tmp_path)
    takes, report = _made(files, Inputs(project=project), bench)
    found = _recorded(takes)
    assert (found.file, found.offset_samples) == ("S01_P02_T01.wav", 777)
    assert (found.by, found.confirmed) == (LinedUpBy.HAND, True)
    assert not load(bench.into / found.synced)[:777].any()
    assert _asked(report) == []


def test_the_camera_may_be_chosen(
    shoot: Shoot, project: Project, bench: Bench, tmp_path: Path
) -> None:
    names = ("S01_P01_T01.mov", "S01_P01_T01.wav")
    files = _files(shoot, *names, table="S01_P01_T01.mov,1,1,1,no,\n", into=tmp_path)
    takes, report = _made(files, Inputs(project=project), bench)
    assert takes.takes[0].recorded is None
    assert not (bench.into / "synced").exists()
    assert _asked(report) == []


def test_a_named_sound_that_is_not_there_is_told(
    shoot: Shoot, project: Project, bench: Bench, tmp_path: Path
) -> None:
    row = "S01_P01_T01.mov,1,1,1,ZOOM0009.wav,\n"
    files = _files(shoot, "S01_P01_T01.mov", table=row, into=tmp_path)
    report = _made(files, Inputs(project=project), bench)[1]
    told = [finding.message for finding in report.warnings if finding.code == "NOT_SENT"]
    assert any("ZOOM0009.wav" in message for message in told)


def _edit() -> Edit:
    """The take from its second second on, after half a second of nothing."""
    clip = SoundClip(
        media="S01_P01_T01", source_in=Fraction(1), start_sample=24_000, samples=96_000
    )
    return Edit(
        name="cut",
        frame_rate=Fraction(25),
        width=320,
        height=180,
        frames=75,
        picture=(
            PictureClip(media="S01_P01_T01", source_in=Fraction(1), start_frame=0, frames=75),
        ),
        sound=(clip,),
    )


def _cut(shoot: Shoot, project: Project, bench: Bench, tmp_path: Path) -> Inputs:
    """The film with a locked edit of the one take."""
    files = _files(shoot, "S01_P01_T01.mov", "S01_P01_T01.wav")
    _made(files, Inputs(project=project), bench)
    made = {
        name: filed(name, path)
        for path in bench.into.rglob("*")
        if path.is_file() and (name := path.relative_to(bench.into).as_posix())
    }
    edit = filed_text(tmp_path, "edit.json", to_json(_edit()))
    before = {"rushes": {**files, **made}, "edit": {"edit.json": edit}}
    return Inputs(project=project, before=before)


def _is_the_recorder(heard: np.ndarray, shoot: Shoot) -> bool:
    """Whether 1.8 seconds in the middle are what was said, at its sample, but for loudness."""
    said = shoot.world[BEFORE + RATE :][:96_000][4_800:91_200]
    mixed = heard[24_000:][4_800:91_200, 0] / 2**23
    gain = np.dot(mixed, said) / np.dot(said, said)
    off = np.sqrt(np.mean((mixed - gain * said) ** 2) / np.mean(mixed**2))
    return bool(off < 0.01)


def test_the_mix_carries_the_recorder_at_its_sample(
    shoot: Shoot, project: Project, bench: Bench, tmp_path: Path
) -> None:
    inputs = _cut(shoot, project, bench, tmp_path)
    assert heard_of(inputs)["S01_P01_T01"].kind == "wav"
    assert media_of(inputs)["S01_P01_T01"].kind == "mov"
    mixing = bench_in(tmp_path / "mix")
    SOUND.make(SOUND.read({}, inputs), {}, inputs, mixing)
    assert _is_the_recorder(load(mixing.into / "mix.wav"), shoot)
    assert _is_the_recorder(load(mixing.into / "stem_dialogue.wav"), shoot)


def test_without_a_confirmation_the_camera_is_heard(
    shoot: Shoot, project: Project, bench: Bench, tmp_path: Path
) -> None:
    inputs = _cut(shoot, project, bench, tmp_path)
    takes = from_json((bench.into / "takes.json").read_bytes(), Takes)
    doubted = replace(_recorded(takes), confirmed=False)
    take = replace(takes.takes[0], recorded=doubted)
    text = filed_text(tmp_path, "takes.json", to_json(replace(takes, takes=(take,))))
    before = {**inputs.before, "rushes": {**inputs.before["rushes"], "takes.json": text}}
    inputs = replace(inputs, before=before)
    mixing = bench_in(tmp_path / "mix")
    SOUND.make(SOUND.read({}, inputs), {}, inputs, mixing)
    assert not _is_the_recorder(load(mixing.into / "mix.wav"), shoot)


def test_the_preview_of_the_edit_is_heard_through_the_recorder(
    shoot: Shoot, project: Project, bench: Bench, tmp_path: Path
) -> None:
    inputs = _cut(shoot, project, bench, tmp_path)
    draft = bench_in(tmp_path / "draft")
    plan = filed_text(tmp_path, "shot_list.json", to_json(PLAN))
    inputs = replace(inputs, before={**inputs.before, "shot_list": {"shot_list.json": plan}})
    EDIT.draft(inputs, draft)
    files = stage_files(draft.into / "edit.otio")
    cut = bench_in(tmp_path / "cut")
    EDIT.make(EDIT.read(files, inputs), files, inputs, cut)
    heard = decoded(cut.into / "preview.mp4", tmp_path)[RATE : 4 * RATE] / 32768
    said = shoot.world[BEFORE + RATE :][: len(heard)]
    gain = np.dot(heard, said) / np.dot(said, said)
    # AAC is not exact; the camera's noise alone would be half as loud as what was said.
    assert np.sqrt(np.mean((heard - gain * said) ** 2) / np.mean(heard**2)) < 0.2
