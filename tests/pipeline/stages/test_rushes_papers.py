"""What the stage of the rushes takes from its tables and its inputs, and what it writes down."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.bench import Bench, Inputs
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project
from pipeline.documents.report import Report
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Rating, Takes
from pipeline.rushes.catalogue import COLUMNS
from pipeline.rushes.clip import Clip, SlateMark
from pipeline.rushes.ingest import RECIPE
from pipeline.stages.rushes import STAGE
from tests.pipeline.media.making import film, sound, stage_files
from tests.pipeline.media.test_safety import FILM

pytestmark = pytest.mark.ffmpeg

PROJECT = Project(
    title="Kite", group="Blue", width=320, height=180, cast={"LENA": "Aya", "OTTO": "Ben"}
)
PLAN = ShotList(
    shots=(
        Shot(scene="1", shot=1, characters=("LENA",), location="Quay"),
        Shot(scene="1", shot=2, sound="wild: gulls", location="Quay"),
    )
)
LOG = (
    "id,scene,shot,take,rating,at,changed,note,by\n"
    "aaaaaaaa,1,1,1,no_good,2026-08-04T10:00:00Z,2026-08-04T10:00:00Z,boom in frame,Chi\n"
    "bbbbbbbb,1,1,2,good,2026-08-04T10:05:00Z,2026-08-04T10:05:00Z,,Chi\n"
    "cccccccc,1,2,1,,2026-08-04T10:09:00Z,2026-08-04T10:09:00Z,,Chi\n"
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three films and a sound, each of other bytes."""
    folder = tmp_path_factory.mktemp("shelf")
    for number in (1, 2, 3):
        film(folder / f"IMG_000{number}.MOV", "-metadata", f"title={number}")
    sound(folder / "RT_quay.wav", source="anoisesrc=amplitude=0.01")
    return folder


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    (tmp_path / "shot_list.json").write_text(to_json(PLAN), encoding="utf-8")
    schedule = "place,scene,shot,day\nQUAY,1,1,2026-08-04\nQUAY,1,2,2026-08-04\n"
    (tmp_path / "schedule.csv").write_text(schedule, encoding="utf-8")
    plan = stage_files(tmp_path / "shot_list.json", tmp_path / "schedule.csv")
    return Inputs(project=PROJECT, before={"shot_list": plan})


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "into").mkdir()
    return Bench(into=tmp_path / "into", cache=tmp_path / "cache", workers=2)


def written(folder: Path, **tables: str) -> list[Path]:
    """Write tables (takes="...") into a folder."""
    paths = []
    for name, text in tables.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def codes(report: Report) -> set[str]:
    return {finding.code for finding in (*report.blockers, *report.warnings)}


def clip_of(digest: str, code: str, folder: Path) -> Clip:
    """The clip of a recording in whose picture a slate was seen, with its products."""
    clip = Clip(
        recipe=RECIPE,
        digest=digest,
        rate=Fraction(25),
        frames=25,
        samples=0,
        facts=replace(FILM, audio=None),
        slates=(SlateMark(text=code, frame=4),),
    )
    folder.mkdir()
    for name in ("proxy.mp4", "thumbnail.jpg", "sheet.jpg"):
        (folder / name).write_bytes(b"made before")
    (folder / "clip.json").write_text(to_json(clip), encoding="utf-8")
    return clip


def test_the_slate_in_the_picture_names_a_recording_and_the_log_rates_it(
    shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    files = stage_files(
        *(shelf / f"IMG_000{number}.MOV" for number in (1, 2, 3)),
        *written(tmp_path, slate_log=LOG),
    )
    said = {"IMG_0001.MOV": "CLQ1 S01 P01", "IMG_0002.MOV": "CLQ1 S01 P01 T02"}
    clips = {}
    for name, code in said.items():
        clip_of(files[name].digest, code, tmp_path / name)
        clips[files[name].digest] = stage_files(*(tmp_path / name).iterdir())
    rushes = STAGE.read(files, replace(inputs, clips=clips))
    first, second = rushes.takes.takes
    assert (first.name, first.rating, first.note) == (
        *("S01_P01_T01", Rating.NO_GOOD, "boom in frame"),
    )
    assert (second.name, second.rating) == ("S01_P01_T02", Rating.GOOD)
    (asked,) = rushes.findings
    assert (asked.code, asked.place) == ("WHICH_SHOT", "IMG_0003.MOV")
    assert "it may be S01_P02_T01" in asked.message


def test_papers_copies_and_sounds_are_judged_by_the_stage(
    shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    table = "file,scene,shot,take\nIMG_0001.MOV,1,1,1\nIMG_0002.MOV,1,2,1\n"
    files = stage_files(
        *(shelf / name for name in ("IMG_0001.MOV", "IMG_0002.MOV")),
        *written(tmp_path, takes=table, releases="person,image,voice\nBen,yes,yes\n"),
    )
    digests = [files[f"IMG_000{number}.MOV"].digest for number in (1, 2)]
    counted = replace(inputs, places=dict(zip(digests, (1, 2), strict=True)))
    report = STAGE.check(STAGE.read(files, counted), counted)
    assert [(one.code, one.place) for one in report.blockers] == [
        ("C32", "IMG_0001.MOV"),
        ("C13", "Aya"),
    ]
    told = "\n".join(one.message for one in report.warnings)
    assert "No room tone of: Quay." in told
    assert "Nobody has recorded: gulls" in told


@pytest.mark.parametrize(
    ("name", "text"),
    [("slate_log", "scene,shot\n1,2\n"), ("releases", "person,image\nAya,perhaps\n")],
)
def test_a_table_that_cannot_be_read_is_told_and_costs_no_take(
    name: str, text: str, shelf: Path, inputs: Inputs, tmp_path: Path
) -> None:
    table = "file,scene,shot,take\nIMG_0001.MOV,1,1,1\n"
    paths = written(tmp_path, takes=table, **{name: text})
    rushes = STAGE.read(stage_files(shelf / "IMG_0001.MOV", *paths), inputs)
    (finding,) = rushes.findings
    assert (finding.code, finding.place) == ("TAKES_ROW", f"{name}.csv")
    assert [take.name for take in rushes.takes.takes] == ["S01_P01_T01"]


def test_what_is_written_down_is_there_and_takes_csv_goes_on_from_what_was_sent(
    shelf: Path, inputs: Inputs, bench: Bench, tmp_path: Path
) -> None:
    table = "file,scene,shot,take,weather\nIMG_0001.MOV,1,1,1,rain\n"
    files = stage_files(
        *(shelf / name for name in ("IMG_0001.MOV", "RT_quay.wav")),
        *written(tmp_path, takes=table),
    )
    STAGE.make(STAGE.read(files, inputs), files, inputs, bench)
    assert {path.name for path in bench.into.iterdir() if path.is_file()} == {
        *("takes.json", "coverage.csv", "missing.csv", "takes.csv", "takes_for_editors.csv"),
        *("camera_report.csv", "camera_report.pdf", "sound_report.csv", "sound_report.pdf"),
    }
    heading, row = (bench.into / "takes.csv").read_text(encoding="utf-8").splitlines()
    assert heading.split(",") == [*COLUMNS, "weather"]
    assert row.startswith("IMG_0001.MOV,1,1,1,")
    assert row.endswith(",rain")
    camera = (bench.into / "camera_report.csv").read_text(encoding="utf-8").splitlines()[1]
    assert camera.startswith("2026-08-04,Blue,Kite,IMG_0001.MOV,S01_P01_T01,")
    loudness, peak = camera.split(",")[-3:-1]
    assert float(loudness) < 0
    assert float(peak) < 0
    lacking = (bench.into / "missing.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(",")[0] for line in lacking] == ["must_shot", "wild_sound"]
    assert from_json((bench.into / "takes.json").read_bytes(), Takes).takes[0].proxy


def test_a_draft_without_a_recording_has_no_reports(
    inputs: Inputs, bench: Bench, tmp_path: Path
) -> None:
    (tmp_path / "draft").mkdir()
    STAGE.draft(inputs, replace(bench, into=tmp_path / "draft"))
    files = stage_files(tmp_path / "draft" / "takes.csv")
    STAGE.make(STAGE.read(files, inputs), files, inputs, bench)
    names = {path.name for path in bench.into.iterdir() if path.is_file()}
    assert names == {"takes.csv", "takes.json", "coverage.csv", "missing.csv"}
