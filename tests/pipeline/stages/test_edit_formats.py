"""The edit stage takes what every program writes, says what became of it, and gives it back."""

import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.bench import Files, Inputs
from pipeline.documents.json import from_json, to_json
from pipeline.documents.losses import Fate, ImportReport, TakeOutReport
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Takes
from pipeline.editing.sent import timeline_file
from pipeline.errors import CannotRead
from pipeline.stage_facts import facts_of
from pipeline.stages.edit import STAGE
from pipeline.timeline.interchange.formats import FORMATS
from tests.pipeline.stages.locked_film import (
    LockedFilm,
    bench_in,
    filed,
    filed_text,
    write_locked_film,
)
from tests.pipeline.timeline.interchange.edits import edit_in
from tests.pipeline.timeline.otio_text import clip, dissolve, reach, timeline, track

pytestmark = pytest.mark.ffmpeg
GLOW = {"OTIO_SCHEMA": "Effect.1", "effect_name": "Glow"}
EDL = """TITLE: cut
001  AX V C 10:00:00:10 10:00:01:10 01:00:00:00 01:00:01:00
* FROM CLIP NAME: S01_P01_T02.mp4
002  AX V C 00:00:00:05 00:00:01:05 01:00:01:00 01:00:02:00
* FROM CLIP NAME: S02_P01_T01.mp4
"""


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    return write_locked_film(tmp_path_factory.mktemp("film")).with_project(target_seconds=3)


@pytest.fixture
def inputs(film: LockedFilm) -> Inputs:
    shots = ShotList(shots=(Shot(scene="1", shot=1), Shot(scene="2", shot=1)))
    shot_list = filed_text(film.folder, "shot_list.json", to_json(shots))
    before = {"script": film.before["script"], "rushes": film.before["rushes"]}
    return replace(film.inputs(), before={**before, "shot_list": {"shot_list.json": shot_list}})


def with_timecode(inputs: Inputs, folder: Path, timecode: str) -> Inputs:
    """The same rushes, the first take with the timecode of its camera."""
    rushes = inputs.before["rushes"]
    takes = from_json(rushes["takes.json"].path.read_bytes(), Takes)
    first, *others = takes.takes
    told = replace(takes, takes=(replace(first, start_timecode=timecode), *others))
    file = filed_text(folder, "takes.json", to_json(told))
    return replace(inputs, before={**inputs.before, "rushes": {**rushes, "takes.json": file}})


def sent(folder: Path, name: str, content: bytes) -> Files:
    path = folder / f"sent {name}"
    path.write_bytes(content)
    return {name: filed(name, path)}


def test_every_format_may_be_sent_and_takes_the_place_of_the_one_before() -> None:
    facts = facts_of("edit")
    assert {form.suffix for form in FORMATS} <= set(facts.accepts)
    assert all(facts.is_single(f"cut{form.suffix}") for form in FORMATS)


def test_an_edl_counts_in_the_timecode_of_the_camera(inputs: Inputs, tmp_path: Path) -> None:
    known = with_timecode(inputs, tmp_path, "10:00:00:00")
    document = STAGE.read(sent(tmp_path, "cut.edl", EDL.encode()), known)
    first, second = document.edit.picture
    assert (first.media, first.source_in) == ("S01_P01_T02", Fraction(10, 25))
    assert (second.media, second.source_in) == ("S02_P01_T01", Fraction(5, 25))
    assert document.imported.format_name == "CMX 3600 EDL"


def test_a_zipped_folder_is_opened_by_what_is_in_it(inputs: Inputs, tmp_path: Path) -> None:
    packed = tmp_path / "cut.otiod.zip"
    with zipfile.ZipFile(packed, "w") as package:
        text = timeline(track(clip("S01_P01_T02.mp4", 0, 50)))
        package.writestr("cut.otiod/content.otio", text)
        package.writestr("cut.otiod/media/S01_P01_T02.mp4", b"not used")
        package.writestr("__MACOSX/cut.otiod/content.otio", b"no")
    files = {"cut.otiod.zip": filed("cut.otiod.zip", packed)}
    assert STAGE.read(files, inputs).edit.frames == 50


def test_what_is_dropped_blocks_what_is_changed_warns_what_is_kept_is_told(
    inputs: Inputs, tmp_path: Path
) -> None:
    marked = [{"OTIO_SCHEMA": "Marker.2", "name": "look", "marked_range": reach(3, 1)}]
    text = timeline(
        track(
            clip("S01_P01_T02.mp4", 0, 25, effects=[GLOW], markers=marked),
            dissolve(2, 2, "SMPTE_Wipe"),
            clip("S02_P01_T01.mp4", 5, 25),
            clip("S01_P01_T02.mp4", 0, 25, effects=[GLOW]),
        )
    )
    document = STAGE.read(sent(tmp_path, "cut.otio", text), inputs)
    report = STAGE.check(document, inputs)
    assert [(one.code, one.place) for one in report.blockers] == [
        ("C38", "V1 00:00:00:00 “S01_P01_T02.mp4”")
    ]
    assert "at 1 more places" in report.blockers[0].message
    assert [one.place for one in report.warnings if one.code == "C38"] == ["V1 00:00:01:00"]
    fates = [loss.fate for loss in document.imported.losses]
    assert fates.count(Fate.KEPT) == 1


def test_every_version_is_taken_out_with_the_names_of_the_groups_files(
    inputs: Inputs, tmp_path: Path
) -> None:
    text = timeline(track(clip("S01_P01_T02", 0, 50), clip("S02_P01_T01", 5, 20)))
    document = STAGE.read(sent(tmp_path, "cut.otio", text), inputs)
    bench = bench_in(tmp_path)
    STAGE.make(document, {}, inputs, bench)
    came = from_json((bench.into / "losses.json").read_text(), ImportReport)
    assert (came.file, came.losses) == ("cut.otio", ())
    taken = from_json((bench.into / "take_out.json").read_text(), TakeOutReport)
    assert [one.file for one in taken.formats] == [
        f"take_out/film{form.suffix}" for form in FORMATS
    ]
    for one in taken.formats:
        edit = edit_in(bench.into / one.file, rate=Fraction(25))
        assert {clip.media for clip in edit.picture} == {"S01_P01_T02.mp4", "S02_P01_T01.mp4"}
        assert edit.frames == 70


def test_a_project_of_premiere_or_resolve_itself_is_refused_with_what_to_export(
    inputs: Inputs, tmp_path: Path
) -> None:
    for name, program in (("film.prproj", "Premiere Pro"), ("film.drp", "DaVinci Resolve")):
        with pytest.raises(CannotRead, match=program):
            timeline_file(sent(tmp_path, name, b"?"))
