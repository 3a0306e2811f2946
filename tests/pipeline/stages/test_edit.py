"""The edit stage: what a group sends from its editing program, and what comes of it."""

import json
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipeline.bench import Files, Inputs, NoWatch
from pipeline.documents.cube import read_cube
from pipeline.documents.edit import Edit
from pipeline.documents.grade import UNGRADED, Grade, read_grades
from pipeline.documents.json import from_json, to_json
from pipeline.documents.master import MASTER
from pipeline.documents.relink import Relinks, Wanted
from pipeline.documents.report import Report
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.documents.takes import Takes
from pipeline.editing.locked import locked_edit, media_of
from pipeline.editing.master import make_master, picture_print, recipe_of
from pipeline.editing.relink_choices import Choice, write_choices
from pipeline.errors import CannotRead
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.probe import probe
from pipeline.render.film import screening_settings
from pipeline.stages.edit import STAGE, CutFilm
from pipeline.timing import frames_to_samples
from tests.cubes import inverting
from tests.pipeline.stages.locked_film import (
    LockedFilm,
    bench_in,
    edit_of_takes,
    filed,
    filed_text,
    made_by,
    write_locked_film,
)
from tests.pipeline.timeline.otio_text import clip, dissolve, gap, timeline, track

pytestmark = pytest.mark.ffmpeg
FIRST, SECOND = "S01_P01_T02.mp4", "file:///card/s02_p01_t01.MOV"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> LockedFilm:
    return write_locked_film(tmp_path_factory.mktemp("film")).with_project(target_seconds=5)


@pytest.fixture
def inputs(film: LockedFilm) -> Inputs:
    shots = ShotList(shots=(Shot(scene="1", shot=1), Shot(scene="2", shot=1)))
    shot_list = filed_text(film.folder, "shot_list.json", to_json(shots))
    before = {"script": film.before["script"], "rushes": film.before["rushes"]}
    return replace(film.inputs(), before={**before, "shot_list": {"shot_list.json": shot_list}})


def sent(folder: Path, *tracks: Any, name: str = "our cut.otio") -> Files:
    path = folder / "sent"
    path.write_bytes(timeline(*tracks))
    return {name: filed(name, path)}


def read(folder: Path, inputs: Inputs, *tracks: Any) -> CutFilm:
    return STAGE.read(sent(folder, *tracks), inputs)


def judged(folder: Path, inputs: Inputs, *tracks: Any) -> Report:
    return STAGE.check(read(folder, inputs, *tracks), inputs)


def codes(report: Report) -> tuple[list[str], list[str]]:
    return [one.code for one in report.blockers], [one.code for one in report.warnings]


TOLD = {"losses.json", "losses.txt", "take_out.json", "take_out"}
SEEN = ("preview.mp4", "difference.txt", "strip.jpg")
WHOLE = track(clip(FIRST, 0, 50), clip(SECOND, 0, 50), clip(FIRST, 5, 25))


def test_takes_are_found_by_file_name_and_stem(tmp_path: Path, inputs: Inputs) -> None:
    document = read(tmp_path, inputs, WHOLE)
    names = [one.media for one in document.edit.picture]
    assert names == ["S01_P01_T02", "S02_P01_T01", "S01_P01_T02"]
    assert '"target_url":"S02_P01_T01"' in document.timeline
    assert '"target_url":"file:' not in document.timeline


def test_an_edit_without_fault_has_no_findings(tmp_path: Path, inputs: Inputs) -> None:
    report = judged(tmp_path, inputs, WHOLE)
    assert codes(report) == ([], [])
    assert (report.facts["frames"], report.facts["seconds"], report.facts["shots"]) == (125, 5.0, 3)


def test_a_medium_that_is_not_among_the_rushes_is_a_blocker(tmp_path: Path, inputs: Inputs) -> None:
    report = judged(tmp_path, inputs, track(clip(FIRST, 0, 50), clip("/etc/passwd", 0, 75)))
    assert codes(report) == (["C34"], ["C40"])
    assert report.blockers[0].place == "00:00:02:00"
    assert "“passwd” is not among the rushes" in report.blockers[0].message


def relinking(folder: Path, **choice: str) -> Files:
    """A relink.csv with one answer."""
    wanted = Wanted(name=choice["name"])
    text = write_choices([Choice(wanted=wanted, media=choice["take"])])
    return {"relink.csv": filed_text(folder, "relink.csv", text)}


def test_what_the_group_says_finds_a_medium_and_travels_with_the_version(
    tmp_path: Path, inputs: Inputs
) -> None:
    cut = sent(
        tmp_path, track(clip(FIRST, 0, 50), clip("/usb/cut 3.mov", 0, 50), clip(FIRST, 0, 25))
    )
    assert codes(STAGE.check(STAGE.read(cut, inputs), inputs)) == (["C34"], ["C40"])
    said = relinking(tmp_path, name="cut 3.mov", take="S02_P01_T01")
    document = STAGE.read({**cut, **said}, inputs)
    assert codes(STAGE.check(document, inputs)) == ([], [])
    assert [one.media for one in document.edit.picture][1] == "S02_P01_T01"
    bench = bench_in(tmp_path)
    STAGE.make(document, {}, inputs, bench)
    made = made_by(bench)
    relinks = from_json(made["relink.json"].path.read_bytes(), Relinks)
    assert [row.evidence for row in relinks.rows] == ["file", "people"]
    assert made["relink.csv"].path.read_text() == said["relink.csv"].path.read_text()
    assert STAGE.read(made, inputs).edit == document.edit


def test_a_table_of_answers_that_cannot_be_read_is_refused(tmp_path: Path, inputs: Inputs) -> None:
    for number, content in enumerate((b"\xff\xfe\x00", b"what,is,this\n1,2,3\n")):
        path = tmp_path / f"table{number}"
        path.write_bytes(content)
        files = {**sent(tmp_path, WHOLE), "relink.csv": filed("relink.csv", path)}
        with pytest.raises(CannotRead, match=r"relink\.csv"):
            STAGE.read(files, inputs)


def test_times_of_day_are_counted_from_the_timecode_and_written_so(
    tmp_path: Path, film: LockedFilm, inputs: Inputs
) -> None:
    """An EDL tells neither the start of a recording nor its length."""
    rushes = film.before["rushes"]
    takes = from_json(rushes["takes.json"].path.read_bytes(), Takes)
    clocked = tuple(replace(one, start_timecode="10:00:00:00") for one in takes.takes)
    text = to_json(replace(takes, takes=clocked))
    shelf = {**rushes, "takes.json": filed_text(tmp_path, "takes.json", text)}
    timed = replace(inputs, before={**inputs.before, "rushes": shelf})
    document = read(tmp_path, timed, track(clip(FIRST, 900_010, 30, available=None)))
    assert document.edit.picture[0].source_in == Fraction(10, 25)
    assert document.relinks.rows[0].is_counted_anew
    assert takes.takes[0].digest in document.timeline
    again = tmp_path / "again"
    again.write_text(document.timeline)
    assert STAGE.read({"a.otio": filed("a.otio", again)}, timed).edit == document.edit


def test_frames_that_a_take_does_not_have_are_a_warning(tmp_path: Path, inputs: Inputs) -> None:
    report = judged(tmp_path, inputs, track(clip(FIRST, 0, 75), clip(SECOND, 0, 50)))
    assert codes(report) == ([], ["BEYOND"])
    assert "uses 24 frames of S01_P01_T02" in report.warnings[0].message
    assert report.facts["clips_to_look_at"] == 1


def test_a_hole_between_pictures_is_a_blocker(tmp_path: Path, inputs: Inputs) -> None:
    report = judged(
        tmp_path,
        inputs,
        track(clip(FIRST, 0, 50), gap(3), clip(SECOND, 0, 47), clip(FIRST, 0, 25)),
    )
    assert codes(report) == (["C35"], [])
    assert "3 frames" in report.blockers[0].message


def test_black_between_two_fades_is_meant(tmp_path: Path, inputs: Inputs) -> None:
    faded = track(
        *(clip(FIRST, 0, 40), dissolve(8, 4), gap(15), dissolve(4, 8), clip(SECOND, 10, 40)),
        clip(FIRST, 10, 30),
    )
    assert codes(judged(tmp_path, inputs, faded)) == ([], [])


def test_an_effect_that_the_film_would_not_show_is_a_blocker(
    tmp_path: Path, inputs: Inputs
) -> None:
    blur = {"OTIO_SCHEMA": "Effect.1", "effect_name": "Blur"}
    cut = track(clip(FIRST, 0, 50, effects=[blur]), clip(SECOND, 0, 50), clip(FIRST, 5, 25))
    assert codes(judged(tmp_path, inputs, cut)) == (["C38"], [])


def test_a_flash_a_short_film_and_a_forgotten_scene_are_warnings(
    tmp_path: Path, inputs: Inputs
) -> None:
    report = judged(tmp_path, inputs, track(clip(FIRST, 0, 5), clip(FIRST, 9, 30)))
    assert codes(report) == ([], ["C36", "C39", "C40"])
    assert report.warnings[2].place == "scene 2"


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("cut.drp", "DaVinci Resolve"),
        ("cut.prproj", "Premiere Pro"),
        ("cut.pdf", "exported as OpenTimelineIO"),
    ],
)
def test_another_format_is_refused_with_what_to_export(
    tmp_path: Path, inputs: Inputs, name: str, advice: str
) -> None:
    with pytest.raises(CannotRead, match=advice):
        STAGE.read(sent(tmp_path, WHOLE, name=name), inputs)


def test_of_several_timelines_only_the_named_one_is_taken(tmp_path: Path, inputs: Inputs) -> None:
    two = {**sent(tmp_path, WHOLE, name="a.otio"), **sent(tmp_path, WHOLE, name="b.otio")}
    with pytest.raises(CannotRead, match="more than one timeline"):
        STAGE.read(two, inputs)
    assert STAGE.read({**two, **sent(tmp_path, WHOLE, name="edit.otio")}, inputs).edit.frames == 125


def test_a_timeline_without_a_clip_is_refused(tmp_path: Path, inputs: Inputs) -> None:
    with pytest.raises(CannotRead, match="no clip"):
        read(tmp_path, inputs, track())


def test_the_draft_is_an_edit_without_fault_but_its_length(tmp_path: Path, inputs: Inputs) -> None:
    bench = bench_in(tmp_path)
    STAGE.draft(inputs, bench)
    document = STAGE.read(made_by(bench), inputs)
    assert [one.media for one in document.edit.picture] == ["S01_P01_T02", "S02_P01_T01"]
    assert [one.media for one in document.edit.sound] == ["S01_P01_T02", "S02_P01_T01"]
    assert codes(STAGE.check(document, inputs)) == ([], ["C39"])


def test_everything_to_look_at_is_made(tmp_path: Path, inputs: Inputs) -> None:
    cut = (WHOLE, track(clip(FIRST, 0, 50), gap(50), clip(FIRST, 5, 25), kind="Audio"))
    document = read(tmp_path, inputs, *cut)
    bench = bench_in(tmp_path)
    report = STAGE.make(document, {}, inputs, bench)
    made = {path.name for path in bench.into.iterdir()}
    assert made == {"edit.otio", "edit.json", "relink.json", *TOLD, *SEEN}
    assert from_json((bench.into / "edit.json").read_text(), Edit) == document.edit
    assert STAGE.read(made_by(bench), inputs).edit == document.edit
    assert (bench.into / "difference.txt").read_text().startswith("First edit: 5.0 seconds")
    assert report.facts["encoded"] == report.facts["segments"]
    preview = probe(bench.into / "preview.mp4")
    assert preview.video is not None
    assert (preview.video.width, preview.video.height) == (320, 180)
    assert preview.video.rate == 25
    assert preview.audio is not None
    assert abs(preview.duration - 5) * 48000 <= 1024
    assert frames_to_samples(document.edit.frames, document.edit.frame_rate) == 240_000
    with Image.open(bench.into / "strip.jpg") as strip:
        assert strip.format == "JPEG"
        assert strip.width > strip.height


def test_a_second_edit_says_what_has_changed(
    tmp_path: Path, inputs: Inputs, film: LockedFilm
) -> None:
    document = read(tmp_path, inputs, WHOLE)
    old = filed_text(tmp_path, "edit.json", to_json(edit_of_takes()))
    again = replace(inputs, signed={"edit.json": old})
    bench = bench_in(tmp_path)
    STAGE.make(document, {}, again, bench)
    said = (bench.into / "difference.txt").read_text()
    assert "The film is 5.0 seconds long, 50 frames longer than before." in said
    assert "00:00:04:00  New: shot 3, S01_P01_T02, 25 frames." in said


NEGATIVE = inverting(2)


def grades(folder: Path, *rows: str, **luts: str) -> Files:
    """A grade.csv with these rows, and .cube files."""
    text = "\n".join(("shot,clip,exposure,warmth,tint,saturation,lut", *rows, ""))
    named = {"grade.csv": text} | {f"{name}.cube": lut for name, lut in luts.items()}
    return {name: filed_text(folder, name, content) for name, content in named.items()}


def test_a_grade_is_laid_onto_the_clips_that_it_means(tmp_path: Path, inputs: Inputs) -> None:
    rows = ("s01_p01,,1,,,,", "S01_P01_T02,,-1,,,,", "S01_P01_T02,2,0.5,,,,Negative.CUBE")
    said = grades(tmp_path, *rows, negative=NEGATIVE)
    document = STAGE.read({**sent(tmp_path, WHOLE), **said}, inputs)
    digest = read_cube(NEGATIVE.encode(), "x").digest
    assert [one.grade for one in document.edit.picture] == [
        Grade(exposure=-1),
        UNGRADED,
        Grade(exposure=0.5, lut=digest),
    ]
    assert codes(STAGE.check(document, inputs)) == ([], [])


def test_a_grade_that_has_no_effect_is_told(tmp_path: Path, inputs: Inputs) -> None:
    rows = ("S09_P01,,1,,,,", "S02_P01_T01,2,1,,,,", "S01_P01,,1,,,,sepia.cube")
    said = grades(tmp_path, *rows, other="LUT_3D_SIZE 2\nmovie=/etc/passwd")
    report = STAGE.check(STAGE.read({**sent(tmp_path, WHOLE), **said}, inputs), inputs)
    assert codes(report) == ([], ["GRADE"] * 4)
    assert [one.place for one in report.warnings] == [
        "S09_P01",
        "S02_P01_T01",
        "S01_P01",
        "other.cube",
    ]
    told = [one.message for one in report.warnings]
    assert "which is not in the film" in told[0]
    assert "row for use 2 of S02_P01_T01" in told[1]
    assert "“sepia.cube” of S01_P01 was not sent" in told[2]
    assert "Line 2 of “other.cube”" in told[3]


def test_a_grade_with_a_bad_row_is_not_read(tmp_path: Path, inputs: Inputs) -> None:
    said = grades(tmp_path, "S01_P01,,9,,,,")
    with pytest.raises(CannotRead, match="Row 2: exposure is “9”"):
        STAGE.read({**sent(tmp_path, WHOLE), **said}, inputs)


def test_the_grade_is_seen_in_preview_and_master_and_travels_with_the_version(
    tmp_path: Path, inputs: Inputs
) -> None:
    said = grades(tmp_path, "S02_P01,,,,,0,negative.cube", negative=NEGATIVE)
    document = STAGE.read({**sent(tmp_path, WHOLE), **said}, inputs)
    bench = bench_in(tmp_path)
    STAGE.make(document, {}, inputs, bench)
    made = made_by(bench)
    cube = read_cube(NEGATIVE.encode(), "x")
    assert made[f"luts/3d_{cube.digest}.cube"].path.read_text() == cube.text
    assert read_grades(made["grade.csv"].path.read_text()) == document.grading.rows
    plain_bench = bench_in(tmp_path / "plain")
    STAGE.make(read(tmp_path, inputs, WHOLE), {}, inputs, plain_bench)
    plain = made_by(plain_bench)
    assert colourful(plain["preview.mp4"].path, 75) > 20
    assert colourful(made["preview.mp4"].path, 75) < 2
    assert colourful(made["preview.mp4"].path, 10) > 20
    locked = replace(inputs, before={**inputs.before, "edit": made})
    lock = bench_in(tmp_path / "lock")
    make_master(locked_edit(locked), media_of(locked), lock, watch=NoWatch())
    assert colourful(lock.into / MASTER, 75) < 2
    assert colourful(lock.into / MASTER, 10) > 20


def colourful(film: Path, frame: int) -> float:
    """How far the colours of a frame are from grey."""
    picture = film.with_suffix(".png")
    chosen = ("-vf", f"select=eq(n\\,{frame})", "-frames:v", "1", "-update", "1")
    run_ffmpeg(("-y", "-f", "mov", "-i", f"file:{film}", *chosen, f"file:{picture}"))
    with Image.open(picture) as seen:
        pixels = np.asarray(seen.convert("RGB"), dtype=float)
    picture.unlink()
    return float((pixels.max(axis=2) - pixels.min(axis=2)).mean())


def test_a_master_from_before_there_were_grades_still_fits(inputs: Inputs) -> None:
    edit = edit_of_takes()
    with_grade = replace(edit, picture=tuple(replace(c, grade=Grade(tint=1)) for c in edit.picture))
    settings = screening_settings(edit.frame_rate, preset="ultrafast")
    media = media_of(inputs)
    assert recipe_of(edit, media, settings) != recipe_of(with_grade, media, settings)
    old = json.loads(to_json(replace(edit, name="", sound=(), losses=())))
    for clip_ in old["picture"]:
        del clip_["grade"]
    text = json.dumps(old, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    assert picture_print(edit) == sha256(text.encode()).hexdigest()
    assert picture_print(with_grade) != picture_print(edit)
