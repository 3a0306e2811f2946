"""The rushes of a small shoot, through draft, read, check and make with the real ffmpeg."""

import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.bench import Bench, Files, Inputs, NoWatch, StageFile
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.report import Report
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Rating, SoundRole, Takes
from pipeline.errors import Cancelled, CannotRead
from pipeline.media.probe import probe
from pipeline.rushes.ingest import ingest
from pipeline.stages.rushes import STAGE
from tests.pipeline.media.making import film, sound, stage_files, turned

pytestmark = pytest.mark.ffmpeg

PLAN = ShotList(shots=(Shot(scene="1", shot=1), Shot(scene="1", shot=2)))
TABLE = """file,scene,shot,take,rating,in_frame,out_frame,note
day1/IMG_0001.MOV,1,1,1,no_good,,,Otto laughed
IMG_0002.MOV,1,1,2,good,5,20,
"""


class Watching:
    """Keeps what it is told."""

    def __init__(self, *, stop_at: float = 2.0) -> None:
        self.told: list[tuple[float, str]] = []
        self.stop_at = stop_at

    def progress(self, fraction: float, doing: str) -> None:
        self.told.append((fraction, doing))

    def cancelled(self) -> bool:
        return bool(self.told) and self.told[-1][0] >= self.stop_at


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files as they came home from a shoot."""
    folder = tmp_path_factory.mktemp("shelf")
    for name in ("IMG_0001.MOV", "IMG_0002.MOV"):
        film(folder / name, "-timecode", "01:00:00:00", "-metadata", f"title={name}")
    film(folder / "S01_P02_T01.mp4", sound="")
    film(folder / "IMG_0009.MOV", "-metadata", "title=lost")
    sound(folder / "RT_kitchen.wav", source="anoisesrc=amplitude=0.01")
    (folder / "takes.csv").write_text(TABLE, encoding="utf-8")
    (folder / "letter.mp4").write_text("Dear mentor, this is our film.")
    return folder


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    """A film of 25 frames a second with two planned shots."""
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "shot_list.json").write_text(to_json(PLAN), encoding="utf-8")
    project = Project(title="Kite", group="Blue", width=320, height=180)
    return Inputs(project=project, before={"shot_list": stage_files(folder / "shot_list.json")})


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench with an empty folder and an empty cache."""
    (tmp_path / "into").mkdir()
    return Bench(into=tmp_path / "into", cache=tmp_path / "cache", workers=2)


def sent(shelf: Path, *names: str) -> Files:
    return stage_files(*(shelf / name for name in names))


def codes(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in report.blockers]


def sentences(report: Report) -> str:
    return "\n".join(finding.message for finding in (*report.blockers, *report.warnings))


def test_the_draft_is_a_table_with_a_row_for_each_planned_shot(
    inputs: Inputs, bench: Bench
) -> None:
    STAGE.draft(inputs, bench)
    assert [path.name for path in bench.into.iterdir()] == ["takes.csv"]
    rows = (bench.into / "takes.csv").read_text(encoding="utf-8").splitlines()
    assert rows[1:] == [",1,1,1" + 9 * ",", ",1,2,1" + 9 * ","]
    files = stage_files(bench.into / "takes.csv")
    assert STAGE.read(files, inputs).takes.takes == ()


def test_takes_have_the_slates_of_the_table_or_of_their_names(shelf: Path, inputs: Inputs) -> None:
    names = ("IMG_0001.MOV", "IMG_0002.MOV", "S01_P02_T01.mp4", "takes.csv", "RT_kitchen.wav")
    rushes = STAGE.read(sent(shelf, *names), inputs)
    bad, good, named = rushes.takes.takes
    assert (bad.name, bad.rating, bad.note) == ("S01_P01_T01", Rating.NO_GOOD, "Otto laughed")
    assert (good.name, good.in_frame, good.out_frame, good.frames) == ("S01_P01_T02", 5, 20, 25)
    assert (good.start_timecode, good.rate) == ("01:00:00:00", Fraction(25))
    assert (named.name, named.has_sound, named.out_frame) == ("S01_P02_T01", False, 25)
    (tone,) = rushes.takes.sounds
    assert (tone.role, tone.samples, tone.channels) == (SoundRole.ROOM_TONE, 48_000, 1)
    report = STAGE.check(rushes, inputs)
    assert report.blockers == ()
    assert [finding.code for finding in report.warnings] == ["C21", "C22", "C22"]
    assert (report.facts["takes"], report.facts["covered_shots"]) == (3, 2)


def test_a_text_named_mp4_is_a_blocker_with_its_name_and_the_rest_is_kept(
    shelf: Path, inputs: Inputs
) -> None:
    rushes = STAGE.read(sent(shelf, "letter.mp4", "S01_P02_T01.mp4"), inputs)
    assert [take.name for take in rushes.takes.takes] == ["S01_P02_T01"]
    report = STAGE.check(rushes, inputs)
    assert codes(report) == [("E_TYPE", "letter.mp4"), ("C30", "S01_P01")]
    assert report.blockers[0].message.startswith("“letter.mp4” is not a film")


def test_a_file_without_a_slate_is_asked_for_its_shot(shelf: Path, inputs: Inputs) -> None:
    report = STAGE.check(STAGE.read(sent(shelf, "IMG_0009.MOV"), inputs), inputs)
    assert codes(report)[0] == ("WHICH_SHOT", "IMG_0009.MOV")
    assert "Which shot is “IMG_0009.MOV”?" in sentences(report)


def test_a_must_have_shot_with_only_bad_takes_is_a_blocker(shelf: Path, inputs: Inputs) -> None:
    files = sent(shelf, "IMG_0001.MOV", "S01_P02_T01.mp4", "takes.csv")
    report = STAGE.check(STAGE.read(files, inputs), inputs)
    assert codes(report) == [("C30", "S01_P01")]
    assert "has no good take" in sentences(report)
    assert "takes.csv names “IMG_0002.MOV”, but this file was not sent." in sentences(report)


def test_the_same_recording_twice_and_the_same_slate_twice_are_told(
    shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    content = (shelf / "S01_P02_T01.mp4").read_bytes()
    for name in ("S01_P01_T01.mp4", "S01_P02_T01.mp4", "BLU_S01_P02_T01.mp4"):
        (tmp_path / name).write_bytes(content)
    paths = tmp_path.glob("*.mp4")
    report = STAGE.check(STAGE.read(stage_files(*sorted(paths)), inputs), inputs)
    assert [code for code, _ in codes(report)] == ["C29"]
    assert "both say that they are S01_P02_T01" in sentences(report)
    assert "The same recording twice: “S01_P01_T01.mp4” = “BLU_S01_P02_T01.mp4”" in sentences(
        report
    )


def test_a_missing_take_number_and_an_unplanned_shot_are_told(
    shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    content = (shelf / "S01_P02_T01.mp4").read_bytes()
    for name in ("S01_P01_T01.mp4", "S01_P01_T04.mp4", "S07_P01_T01.mp4"):
        (tmp_path / name).write_bytes(content)
    files = stage_files(*sorted(tmp_path.glob("*.mp4")))
    report = STAGE.check(STAGE.read(files, inputs), inputs)
    assert "S01_P01_T02, S01_P01_T03: not here. Was a card forgotten?" in sentences(report)
    assert "S07_P01: not in the shot list." in sentences(report)


def test_sound_under_the_name_of_a_film_is_refused_and_as_a_sound_taken(
    shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    sound(tmp_path / "voice.m4a")
    (tmp_path / "voice.mp4").write_bytes((tmp_path / "voice.m4a").read_bytes())
    files = stage_files(tmp_path / "voice.m4a", tmp_path / "voice.mp4")
    rushes = STAGE.read(files, inputs)
    assert [one.file for one in rushes.takes.sounds] == ["voice.m4a"]
    assert [(one.code, one.place) for one in rushes.findings] == [("E_NO_VIDEO", "voice.mp4")]


def test_an_upright_film_is_a_blocker(shelf: Path, inputs: Inputs, tmp_path: Path) -> None:
    upright = turned(tmp_path / "S01_P01_T01.mp4", shelf / "S01_P02_T01.mp4", 90)
    report = STAGE.check(STAGE.read(stage_files(upright), inputs), inputs)
    assert codes(report)[0] == ("C15", "S01_P01_T01")


def test_a_trim_after_the_end_is_told_and_brought_back(
    shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    (tmp_path / "takes.csv").write_text(TABLE.replace("5,20", "5,500"), encoding="utf-8")
    files = {**sent(shelf, "IMG_0002.MOV"), **stage_files(tmp_path / "takes.csv")}
    rushes = STAGE.read(files, inputs)
    assert rushes.takes.takes[0].out_frame == 25
    assert [finding.code for finding in rushes.findings] == ["TRIM"]


def test_no_file_at_all_is_one_sentence(inputs: Inputs) -> None:
    with pytest.raises(CannotRead, match="Send at least one take"):
        STAGE.read({}, inputs)


def test_a_table_in_an_unknown_encoding_is_one_sentence(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "takes.csv").write_bytes(b"file,note\na.mov,\xff\xfe\xfa\n")
    with pytest.raises(CannotRead, match="UTF-8"):
        STAGE.read(stage_files(tmp_path / "takes.csv"), inputs)


def test_what_is_made_can_be_watched_and_is_named_after_the_take(
    shelf: Path, inputs: Inputs, bench: Bench
) -> None:
    files = sent(shelf, "IMG_0002.MOV", "S01_P02_T01.mp4", "takes.csv", "letter.mp4")
    rushes = STAGE.read(files, inputs)
    watch = Watching()
    report = STAGE.make(rushes, files, inputs, replace(bench, watch=watch))
    assert (report.blockers, report.warnings) == ((), ())
    products = sorted(
        path.relative_to(bench.into).as_posix() for path in bench.into.rglob("*") if path.is_file()
    )
    named = ("S01_P01_T02", "S01_P02_T01")
    assert products == sorted(
        [
            *("camera_report.csv", "camera_report.pdf", "coverage.csv", "missing.csv"),
            *("takes.csv", "takes.json", "takes_for_editors.csv"),
            *("dailies/all.json", "dailies/all.mp4", "dailies/all.vtt"),
            *(f"{folder}/{name}.jpg" for folder in ("sheets", "thumbnails") for name in named),
            *(f"proxies/{name}.mp4" for name in named),
            "waveforms/S01_P01_T02.png",
        ]
    )
    takes = from_json((bench.into / "takes.json").read_bytes(), Takes)
    silent = takes.of_shot("S01_P02")[0]
    assert (silent.proxy, silent.waveform) == ("proxies/S01_P02_T01.mp4", "")
    assert probe(bench.into / silent.proxy).audio is not None
    assert silent.sheet == "sheets/S01_P02_T01.jpg"
    assert silent.scrub is not None
    assert (silent.scrub.pictures, silent.scrub.width, silent.scrub.height) == (3, 160, 90)
    fractions = [fraction for fraction, _ in watch.told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def _no_process(*_arguments: object, **_options: object) -> None:
    raise AssertionError("a process was started")


def test_what_was_made_before_is_not_made_again_and_is_the_same(
    shelf: Path, inputs: Inputs, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sent(shelf, "IMG_0002.MOV", "takes.csv")
    rushes = STAGE.read(files, inputs)
    STAGE.make(rushes, files, inputs, bench)
    again = replace(bench, into=tmp_path / "again")
    monkeypatch.setattr("pipeline.media.ffmpeg.Popen", _no_process)
    STAGE.make(rushes, files, inputs, again)
    for made in (path for path in bench.into.rglob("*") if path.is_file()):
        name = made.relative_to(bench.into)
        assert (again.into / name).read_bytes() == made.read_bytes()


def arrived(
    files: Files, folder: Path, *, rate: Fraction = Fraction(25)
) -> dict[str, dict[str, StageFile]]:
    """What a worker has made of recordings when they arrived."""
    clips: dict[str, dict[str, StageFile]] = {}
    for number, file in enumerate(files.values()):
        if file.name == "takes.csv":
            continue
        into = folder / str(number)
        into.mkdir(parents=True)
        ingest(file.path, name=file.name, digest=file.digest, rate=rate, into=into, watch=NoWatch())
        clips[file.digest] = {
            path.name: StageFile(name=path.name, path=path, digest="", bytes=path.stat().st_size)
            for path in into.iterdir()
        }
    return clips


def test_what_was_made_when_it_arrived_is_neither_looked_into_nor_decoded_again(
    shelf: Path, inputs: Inputs, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sent(shelf, "IMG_0002.MOV", "takes.csv", "RT_kitchen.wav")
    plain = STAGE.read(files, inputs)
    STAGE.make(plain, files, inputs, bench)
    known = replace(inputs, clips=arrived(files, tmp_path / "arrived"))

    def nothing_runs(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("pipeline.media.ffmpeg.start", nothing_runs)
    # A reel is joined for each version: that one more take does not paint the others again is in
    # tests/pipeline/rushes/test_dailies.py.
    monkeypatch.setattr("pipeline.stages.rushes.make_dailies", lambda *_: ())
    again = replace(bench, into=tmp_path / "again", cache=tmp_path / "empty")
    again.into.mkdir()
    rushes = STAGE.read(files, known)
    assert rushes == plain
    report = STAGE.make(rushes, files, known, again)
    assert report.blockers == ()
    for made in (path for path in bench.into.rglob("*.*") if path.parent.name != "dailies"):
        name = made.relative_to(bench.into)
        assert (again.into / name).read_bytes() == made.read_bytes()


def test_a_clip_of_another_rate_or_of_a_broken_document_is_made_anew(
    shelf: Path, inputs: Inputs, bench: Bench, tmp_path: Path
) -> None:
    files = sent(shelf, "S01_P02_T01.mp4")
    (digest,) = (file.digest for file in files.values())
    slow = arrived(files, tmp_path / "slow", rate=Fraction(24))
    broken = arrived(files, tmp_path / "broken")
    broken[digest]["clip.json"].path.write_text("{}")
    half = arrived(files, tmp_path / "half")
    del half[digest]["proxy.mp4"]
    for number, clips in enumerate((slow, broken, half)):
        known = replace(inputs, clips=clips)
        into = tmp_path / f"made{number}"
        into.mkdir()
        rushes = STAGE.read(files, known)
        STAGE.make(rushes, files, known, replace(bench, into=into))
        video = probe(into / "proxies/S01_P02_T01.mp4").video
        assert video is not None
        assert video.rate == 25


def test_sounds_can_be_listened_to_and_seen_under_a_name_of_their_own(
    shelf: Path, inputs: Inputs, bench: Bench, tmp_path: Path
) -> None:
    for name in ("S01_P02_T01.wav", "S01_P02_T01.flac", "my room/tone: 1.wav"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        sound(tmp_path / name)
    paths = [tmp_path / "S01_P02_T01.wav", tmp_path / "S01_P02_T01.flac"]
    files = {**sent(shelf, "S01_P02_T01.mp4"), **stage_files(*paths)}
    files |= stage_files(tmp_path / "my room/tone: 1.wav")
    rushes = STAGE.read(files, inputs)
    STAGE.make(rushes, files, inputs, bench)
    takes = from_json((bench.into / "takes.json").read_bytes(), Takes)
    names = [one.listen for one in takes.sounds]
    assert names == [
        *("listen/S01_P02_T01_sound.m4a", "listen/S01_P02_T01_2.m4a", "listen/tone_1.m4a")
    ]
    for one in takes.sounds:
        assert probe(bench.into / one.listen).audio is not None
        assert (bench.into / one.waveform).read_bytes().startswith(b"\x89PNG")
    assert takes.takes[0].waveform == ""


def test_different_recordings_of_one_name_are_told(
    shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    one, other = sent(shelf, "S01_P02_T01.mp4"), sent(shelf, "RT_kitchen.wav")
    tone, take = other["RT_kitchen.wav"], one["S01_P02_T01.mp4"]
    longer = stage_files(sound(tmp_path / "other.wav", seconds=2))["other.wav"]
    files = {
        "day1/RT.wav": replace(tone, name="day1/RT.wav"),
        "day2/rt.wav": replace(longer, name="day2/rt.wav"),
        "S01_P02_T01.mp4": take,
    }
    report = STAGE.check(STAGE.read(files, inputs), inputs)
    assert "2 different recordings are called “RT.wav”" in sentences(report)
    same = {**files, "day2/rt.wav": replace(tone, name="day2/rt.wav")}
    report = STAGE.check(STAGE.read(same, inputs), inputs)
    assert "different recordings" not in sentences(report)


def test_a_stopped_run_ends_at_once_and_nothing_runs_on(
    inputs: Inputs, bench: Bench, tmp_path: Path
) -> None:
    files = stage_files(film(tmp_path / "S01_P01_T01.mp4", seconds=8, size="1280x720"))
    rushes = STAGE.read(files, inputs)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        STAGE.make(rushes, files, inputs, replace(bench, watch=Watching(stop_at=0.01)))
    assert time.monotonic() - began < 5
    assert not (bench.into / "takes.json").exists()


def test_a_file_that_breaks_in_the_middle_is_told_and_the_others_are_made(
    shelf: Path, inputs: Inputs, bench: Bench, tmp_path: Path
) -> None:
    whole = film(tmp_path / "whole.mp4", seconds=2, size="640x360").read_bytes()
    middle = len(whole) // 2
    damaged = whole[:middle] + bytes(3000) + whole[middle + 3000 :]
    (tmp_path / "S01_P01_T01.mp4").write_bytes(damaged)
    files = {**stage_files(tmp_path / "S01_P01_T01.mp4"), **sent(shelf, "S01_P02_T01.mp4")}
    rushes = STAGE.read(files, inputs)
    before, after = STAGE.check(rushes, inputs), STAGE.make(rushes, files, inputs, bench)
    warnings = [*before.warnings, *after.warnings]
    assert [finding.code for finding in warnings].count("C28") == 1
    assert (bench.into / "proxies/S01_P02_T01.mp4").is_file()


def test_the_real_footage_is_read_whole_and_covers_its_plan(
    shared_fixtures: Path, inputs: Inputs
) -> None:
    folder = shared_fixtures / "media" / "film_the_bridge"
    paths = [*(folder / "takes").iterdir(), folder / "takes.csv"]
    files = {
        path.name: StageFile(name=path.name, path=path, digest=path.name, bytes=path.stat().st_size)
        for path in paths
    }
    project = replace(inputs.project, frame_rate=Fraction(24), width=1280, height=720)
    rushes = STAGE.read(files, Inputs(project=project))
    report = STAGE.check(rushes, Inputs(project=project))
    assert (report.facts["takes"], report.facts["good_takes"]) == (30, 29)
    assert report.blockers == ()
    assert {finding.code for finding in report.warnings} == {"C16", "C22", "C31"}
    first = rushes.takes.takes[0]
    assert (first.name, first.in_frame, first.out_frame) == ("S01_P01_T01", 78, 158)
    assert first.start_timecode == "01:00:18:10"


def test_every_camera_of_the_collection_is_read_upright(shared_fixtures: Path) -> None:
    seen = {}
    for path in (shared_fixtures / "media" / "camera").iterdir():
        video = probe(path).video
        assert video is not None
        seen[path.name.split("_")[0]] = (video.width, video.height, video.variable_rate)
    assert seen["android"] == (1920, 1080, True)
    assert seen["gopro"] == (848, 480, False)
    assert seen["nasa"] == (320, 180, False)
    vertical = probe(
        shared_fixtures / "media/camera/derived_phone_vertical_hevc_vfr_rot90_mono44k.mov"
    )
    assert vertical.video is not None
    assert (vertical.video.width, vertical.video.height) == (720, 1280)
    assert vertical.video.variable_rate
