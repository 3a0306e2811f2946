import hashlib
from dataclasses import replace
from pathlib import Path

import av
import pytest

from pipeline.bench import Bench, Files, Inputs, NoWatch, StageFile
from pipeline.documents.json import from_json, to_json
from pipeline.documents.project import Project, read_project_toml
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import Shot, ShotList
from pipeline.errors import Cancelled, CannotRead, NotFound
from pipeline.fountain.breakdown import screenplay_of
from pipeline.fountain.parse import parse
from pipeline.stages.animatic import LONGEST_SECONDS, make_animatic
from pipeline.stages.shot_list import STAGE

PROJECT = Project(title="Low Water", group="Blue")
PLAY = screenplay_of(parse("INT. QUAY - DAY\n\nMud. [[prop: a rope]]\n\nMAY\nGo.\n"))
TABLE = b"scene,shot,size,seconds\n1,1,WS,0.4\n1,2,Insert,0.6\n"
PRODUCTS = {
    *("shot_list.json", "shot_list.csv", "shot_list.xlsx", "shot_list.pdf"),
    *("slates.pdf", "schedule.csv", "animatic.mp4", "boards.png", "storyboard.pdf"),
    *("call_sheets.pdf", "lined_script.pdf", "coverage.csv"),
}


class Stopped(NoWatch):
    def cancelled(self) -> bool:
        return True


def stage_file(path: Path, name: str, content: bytes) -> StageFile:
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return StageFile(name=name, path=path, digest=digest, bytes=len(content))


def sent(folder: Path, name: str, content: bytes) -> Files:
    return {name: stage_file(folder / "upload", name, content)}


def inputs(folder: Path, play: Screenplay = PLAY, project: Project = PROJECT) -> Inputs:
    approved = stage_file(folder / "approved", "screenplay.json", to_json(play).encode())
    return Inputs(project=project, before={"script": {"screenplay.json": approved}})


def bench(folder: Path) -> Bench:
    into = folder / "into"
    into.mkdir()
    return Bench(into=into, cache=folder)


def frames_and_samples(film: Path) -> tuple[int, float]:
    with av.open(str(film)) as container:
        frames = sum(1 for _ in container.decode(video=0))
    with av.open(str(film)) as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    return frames, samples / 48_000


def test_a_table_becomes_paper_and_an_animatic_of_its_length(tmp_path: Path) -> None:
    files = sent(tmp_path, "shots.csv", TABLE)
    given = inputs(tmp_path)
    document = STAGE.read(files, given)
    work = bench(tmp_path)
    report = STAGE.make(document, files, given, work)
    assert {path.name for path in work.into.iterdir()} == PRODUCTS
    assert from_json((work.into / "shot_list.json").read_text(), ShotList) == document
    assert report.facts["animatic_seconds"] == 1.0
    frames, seconds = frames_and_samples(work.into / "animatic.mp4")
    assert frames == 25
    assert seconds == pytest.approx(1.0, abs=0.03)


def test_the_products_read_back_as_the_same_list(tmp_path: Path) -> None:
    given = inputs(tmp_path)
    document = STAGE.read(sent(tmp_path, "shots.csv", TABLE), given)
    work = bench(tmp_path)
    STAGE.make(document, {}, given, work)
    for name in ("shot_list.csv", "shot_list.xlsx"):
        again = STAGE.read(sent(tmp_path, name, (work.into / name).read_bytes()), given)
        assert again == document


def test_the_draft_covers_the_script(tmp_path: Path) -> None:
    given = inputs(tmp_path)
    work = bench(tmp_path)
    STAGE.draft(given, work)
    document = STAGE.read(
        sent(tmp_path, "shot_list.csv", (work.into / "shot_list.csv").read_bytes()), given
    )
    report = STAGE.check(document, given)
    assert (report.blockers, report.warnings) == ((), ())
    assert report.facts["shots"] == 3


def test_a_draft_needs_the_script(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="script"):
        STAGE.draft(Inputs(project=PROJECT), bench(tmp_path))


def test_a_scene_without_a_shot_is_a_blocker(tmp_path: Path) -> None:
    play = screenplay_of(parse("INT. A - DAY\n\nMud.\n\nINT. B - DAY\n\nRain.\n"))
    given = inputs(tmp_path, play)
    report = STAGE.check(STAGE.read(sent(tmp_path, "shots.csv", TABLE), given), given)
    assert [(one.code, one.place) for one in report.blockers] == [("C7", "scene 2")]


def test_a_list_alone_is_read_and_printed_without_a_script(tmp_path: Path) -> None:
    alone = Inputs(project=PROJECT)
    document = STAGE.read(sent(tmp_path, "shots.csv", TABLE), alone)
    assert STAGE.check(document, alone).blockers == ()
    work = bench(tmp_path)
    STAGE.make(document, {}, alone, work)
    assert (work.into / "shot_list.pdf").stat().st_size > 1000


def test_nothing_or_two_tables_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="Here are 0"):
        STAGE.read({}, Inputs(project=PROJECT))
    two = {**sent(tmp_path, "a.csv", TABLE), **sent(tmp_path, "b.xlsx", TABLE)}
    with pytest.raises(CannotRead, match="Here are 2"):
        STAGE.read(two, Inputs(project=PROJECT))


def test_a_stop_is_heard(tmp_path: Path) -> None:
    work = Bench(into=tmp_path, cache=tmp_path, watch=Stopped())
    with pytest.raises(Cancelled):
        STAGE.make(ShotList(shots=(Shot(scene="1", shot=1),)), {}, inputs(tmp_path), work)


def test_an_animatic_at_an_uneven_rate_keeps_every_frame(tmp_path: Path) -> None:
    project = replace(PROJECT, frame_rate=read_project_toml('frame_rate = "30000/1001"').frame_rate)
    shots = ShotList(shots=(Shot(scene="1", shot=1, planned_frames=31),))
    make_animatic(shots, project, tmp_path / "a.mp4", NoWatch())
    assert frames_and_samples(tmp_path / "a.mp4")[0] == 31


def test_an_animatic_of_more_than_half_an_hour_stops_and_says_so(tmp_path: Path) -> None:
    long = Shot(scene="1", shot=2, planned_frames=(LONGEST_SECONDS + 1) * 25)
    shots = ShotList(shots=(Shot(scene="1", shot=1, planned_frames=5), long))
    report = make_animatic(shots, PROJECT, tmp_path / "a.mp4", NoWatch())
    assert [one.code for one in report.warnings] == ["C39"]
    assert frames_and_samples(tmp_path / "a.mp4")[0] == 5


def test_the_list_of_the_bridge_covers_its_script(shared_fixtures: Path, tmp_path: Path) -> None:
    folder = shared_fixtures / "media/film_the_bridge"
    project = read_project_toml((folder / "project.toml").read_text())
    play = screenplay_of(parse((folder / "script.fountain").read_text()))
    given = inputs(tmp_path, play, project)
    document = STAGE.read(
        sent(tmp_path, "shot_list.csv", (folder / "shot_list.csv").read_bytes()), given
    )
    report = STAGE.check(document, given)
    assert report.blockers == ()
    assert {one.code for one in report.warnings} == {"C7"}
    assert report.facts["shots"] == 29


def test_where_there_is_no_script_a_list_begins_as_a_table_to_fill(tmp_path: Path) -> None:
    given = Inputs(project=replace(PROJECT, stages=("shot_list", "rushes", "edit", "final_cut")))
    work = bench(tmp_path)
    STAGE.draft(given, work)
    content = (work.into / "shot_list.csv").read_bytes()
    document = STAGE.read(sent(tmp_path, "shot_list.csv", content), given)
    assert document.shots == ()
    assert [one.code for one in STAGE.check(document, given).blockers] == ["EMPTY"]
    filled = STAGE.read(sent(tmp_path, "shot_list.csv", TABLE), given)
    assert STAGE.check(filled, given).blockers == ()
    one_size = STAGE.read(sent(tmp_path, "shot_list.csv", TABLE[: TABLE.rindex(b"1,2")]), given)
    assert [one.code for one in STAGE.check(one_size, given).warnings] == ["C7", "C9"]
    alone = STAGE.check(one_size, Inputs(project=PROJECT))
    assert alone.warnings == (), "a list that is looked at on its own"
