"""The dailies reel of real takes: its order, its frames, its sound, and what is not made again."""

import re
import shutil
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.bench import Bench, Inputs
from pipeline.documents.dailies import Reel
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.report import Report
from pipeline.documents.takes import Rating, RecordedSound, Takes
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.rushes import reel_parts
from pipeline.stages.rushes import STAGE
from pipeline.timing import frames_to_samples
from tests.pipeline.media.making import film, sound, stage_files

pytestmark = pytest.mark.ffmpeg

RATE = Fraction(25)
CARD = 50
CLICK_AT = 48_000
AAC_FRAME = 1024
CLICK = r"aevalsrc=if(between(t\,1\,1.001)\,0.9*sin(6283*t)\,0):s=48000"
"""Silence with one loud millisecond after a second."""
TABLE = """file,scene,shot,take,rating,in_frame,out_frame,note
hold.mov,1,1,1,hold,,,
good.mov,1,1,2,good,5,20,"Otto's kite: = ; # 'up'"
upright.mov,2,1,1,good,,,
odd.mov,2,2,1,hold,,,
bad.mov,1,1,3,no_good,,,
"""


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five takes as they came from the cameras."""
    folder = tmp_path_factory.mktemp("card")
    for name in ("hold", "good", "bad"):
        film(folder / f"{name}.mov", "-timecode", "10:00:00:00", seconds=2, sound=CLICK)
    film(folder / "upright.mov", size="180x320", seconds=2, sound="")
    film(folder / "odd.mov", size="334x250", rate="30", seconds=2, sound=CLICK)
    (folder / "takes.csv").write_text(TABLE, encoding="utf-8")
    return folder


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench with an empty folder and an empty cache."""
    (tmp_path / "into").mkdir()
    return Bench(into=tmp_path / "into", cache=tmp_path / "cache", workers=2)


def made(card: Path, bench: Bench, *more: Path) -> Report:
    """Let the stage make all products of the takes."""
    inputs = Inputs(project=Project(title="Kite", group="Blue", frame_rate=RATE, colour="blue"))
    files = stage_files(*card.glob("*.mov"), card / "takes.csv", *more)
    return STAGE.make(STAGE.read(files, inputs), files, inputs, bench)


def reel_of(bench: Bench, name: str = "all") -> Reel:
    return from_json((bench.into / f"dailies/{name}.json").read_bytes(), Reel)


def grey(path: Path, frame: int, size: tuple[int, int], into: Path) -> np.ndarray:
    """One picture of a film, in grey."""
    raw = into / "picture.raw"
    chosen = f"select=eq(n\\,{frame}),format=gray"
    run_ffmpeg(["-i", str(path), "-vf", chosen, "-frames:v", "1", "-f", "rawvideo", "-y", str(raw)])
    return np.frombuffer(raw.read_bytes(), np.uint8).reshape(size[1], size[0]).astype(int)


def heard(path: Path, into: Path) -> np.ndarray:
    """All samples of a film, from the left."""
    raw = into / "sound.raw"
    run_ffmpeg(["-i", str(path), "-f", "f32le", "-ac", "2", "-ar", "48000", "-y", str(raw)])
    return np.frombuffer(raw.read_bytes(), "<f4")[::2]


def test_circled_takes_come_first_then_those_on_hold_and_no_good_ones_are_left_out(
    card: Path, bench: Bench
) -> None:
    report = made(card, bench)
    reel = reel_of(bench)
    assert report.warnings == ()
    names = ["S01_P01_T02", "S02_P01_T01", "S01_P01_T01", "S02_P02_T01"]
    assert [take.name for take in reel.takes] == names
    assert (reel.width, reel.height, reel.frames) == (320, 180, 4 * (CARD + 50))
    assert [take.first_frame for take in reel.takes] == [50, 150, 250, 350]
    assert reel.takes[0].note == "Otto's kite: = ; # 'up'"


def test_a_take_that_nobody_has_judged_is_not_called_circled(
    card: Path, bench: Bench, tmp_path: Path
) -> None:
    film(tmp_path / "S03_P01_T01.mov", seconds=2)
    made(card, bench, tmp_path / "S03_P01_T01.mov")
    told = [(take.name, take.rating) for take in reel_of(bench).takes]
    assert told[2:4] == [("S03_P01_T01", None), ("S01_P01_T01", Rating.HOLD)]


def test_each_frame_of_each_take_is_at_its_place(card: Path, bench: Bench, tmp_path: Path) -> None:
    made(card, bench)
    reel, size = reel_of(bench), (320, 180)
    shown = bench.into / "dailies/all.mp4"
    for take in reel.takes[::2]:
        proxy = bench.into / f"proxies/{take.name}.mp4"
        for frame in (0, 27, 49):
            ours = grey(shown, take.first_frame + frame, size, tmp_path)
            assert np.array_equal(ours, grey(proxy, frame, size, tmp_path))
        before = grey(shown, take.first_frame - 1, size, tmp_path)
        assert abs(before - grey(proxy, 0, size, tmp_path)).mean() > 20
    upright = grey(shown, reel.takes[1].first_frame + 10, size, tmp_path)
    assert upright[:, :100].max() < 20
    assert upright[:, 120:200].std() > 20


def test_the_sound_of_each_take_is_at_its_sample(card: Path, bench: Bench, tmp_path: Path) -> None:
    made(card, bench)
    reel, sound = reel_of(bench), heard(bench.into / "dailies/all.mp4", tmp_path)
    assert abs(len(sound) - frames_to_samples(reel.frames, RATE)) <= AAC_FRAME
    for take in reel.takes:
        start = frames_to_samples(take.first_frame, RATE)
        loudest = np.abs(sound[start : start + 2 * CLICK_AT]).max()
        if take.name == "S02_P01_T01":
            assert loudest < 0.001
            continue
        first = np.argmax(np.abs(sound[start:]) > 0.3)
        assert abs(int(first) - CLICK_AT) < 60


def test_a_reel_is_a_day_where_the_slate_was_logged(
    card: Path, bench: Bench, tmp_path: Path
) -> None:
    log = tmp_path / "slate_log.csv"
    lines = [
        "id,scene,shot,take,rating,at,changed,note,by",
        "aaaaaaaa,1,1,2,good,2026-11-28T09:00:00Z,2026-11-28T09:00:00Z,,Aya",
        "bbbbbbbb,2,1,1,good,2026-11-29T09:00:00Z,2026-11-29T09:00:00Z,,Aya",
        "cccccccc,1,1,1,void,2026-11-29T09:00:00Z,2026-11-29T09:00:00Z,,Aya",
    ]
    log.write_text("\n".join(lines), encoding="utf-8")
    made(card, bench, log)
    films = sorted(path.name for path in (bench.into / "dailies").glob("*.mp4"))
    assert films == ["2026-11-28.mp4", "2026-11-29.mp4", "undated.mp4"]
    upright = reel_of(bench, "2026-11-29")
    assert (upright.width, upright.height) == (180, 320)
    assert [take.name for take in reel_of(bench, "undated").takes] == ["S01_P01_T01", "S02_P02_T01"]


def test_one_more_take_does_not_paint_the_others_again(
    card: Path, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(card, bench)
    painted: list[str] = []

    def run(arguments: list[str], **more: object) -> str:
        painted.extend(each for each in arguments if "drawbox" in each)
        return run_ffmpeg(arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reel_parts, "run_ffmpeg", run)
    again = replace(bench, into=tmp_path / "again")
    again.into.mkdir()
    made(card, again)
    assert painted == []
    film(tmp_path / "S03_P01_T01.mov", seconds=2)
    more = replace(bench, into=tmp_path / "more")
    more.into.mkdir()
    made(card, more, tmp_path / "S03_P01_T01.mov")
    assert len(painted) == 1
    assert len(reel_of(more).takes) == 5


def test_slate_and_timecode_run_along_and_each_take_is_a_chapter(
    card: Path, bench: Bench, tmp_path: Path
) -> None:
    made(card, bench)
    words = (bench.into / "dailies/all.vtt").read_text(encoding="utf-8")
    assert words.startswith("WEBVTT\n")
    assert "00:00:03.000 --> 00:00:04.000 line:0 position:98% align:end\n" in words
    assert re.findall(r"S01_P01_T02  (.+)", words) == ["10:00:00", "10:00:01"]
    listed = tmp_path / "chapters"
    run_ffmpeg(["-i", str(bench.into / "dailies/all.mp4"), "-f", "ffmetadata", str(listed)])
    told = listed.read_text(encoding="utf-8")
    assert told.count("[CHAPTER]") == 4
    assert "title=S01_P01_T02 good" in told


def test_a_reel_that_fails_is_a_warning_and_the_takes_are_there(
    card: Path, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reel_parts, "PROXY_QUALITY", "nonsense")
    report = made(card, bench)
    assert [finding.code for finding in report.warnings] == ["DAILIES"]
    assert not list((bench.into / "dailies").glob("*.mp4"))
    assert len(list((bench.into / "proxies").glob("*.mp4"))) == 5


def test_a_recorder_that_was_lined_up_is_heard_instead_of_the_camera(
    card: Path, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound(tmp_path / "hold.wav", seconds=2)
    stage = sys.modules[type(STAGE).__module__]
    plain = stage.with_products
    loud = {}
    for confirmed in (True, False):
        recorded = RecordedSound(
            file="hold.wav", offset_samples=0, synced="synced/hold.wav", confirmed=confirmed
        )

        def with_recorder(takes: Takes, made: object, recorded: RecordedSound = recorded) -> Takes:
            (bench.into / "synced").mkdir(exist_ok=True)
            shutil.copy(tmp_path / "hold.wav", bench.into / recorded.synced)
            every = plain(takes, made).takes
            return replace(takes, takes=tuple(replace(one, recorded=recorded) for one in every))

        monkeypatch.setattr(stage, "with_products", with_recorder)
        assert made(card, bench).warnings == ()
        samples = heard(bench.into / "dailies/all.mp4", tmp_path)
        start = frames_to_samples(reel_of(bench).takes[2].first_frame, RATE)
        loud[confirmed] = np.abs(samples[start + 9_600 : start + 38_400]).max()
    assert loud[True] > 0.05
    assert loud[False] < 0.01
