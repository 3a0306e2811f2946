"""What every stage promises: the same shape, the same manners, the same bytes for the same work."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline.bench import Bench, Files, Inputs
from pipeline.documents.project import Project
from pipeline.errors import Cancelled, CannotRead, NotFound, PipelineError
from pipeline.film import files_below, files_of, given, read_project
from pipeline.stage_facts import STAGE_NAMES, facts_of
from pipeline.stages import STAGES, stage_named
from pipeline.stages.stage import Stage
from tests.small_film import write_film
from workers.jobs import read_check_make


@dataclass(slots=True)
class Diary:
    """A watch that remembers, and may ask for a stop."""

    stop: bool = False
    steps: list[float] = field(default_factory=list)

    def progress(self, fraction: float, doing: str) -> None:
        self.steps.append(fraction)

    def cancelled(self) -> bool:
        return self.stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """The small film, made once through all stages for all tests of this file."""

    project: Project
    folder: Path
    made: Mapping[str, Files]
    diaries: Mapping[str, Diary]

    def inputs(self, stage: Stage[Any]) -> Inputs:
        return Inputs(project=self.project, before={need: self.made[need] for need in stage.needs})


def bench_in(folder: Path, watch: Diary) -> Bench:
    (folder / "cache").mkdir(parents=True, exist_ok=True)
    into = folder / "into"
    into.mkdir()
    return Bench(into=into, cache=folder / "cache", watch=watch, preset="ultrafast")


def sent_files(stage: Stage[Any], film: Path, inputs: Inputs, into: Path) -> Files:
    """What the folder has for a stage, and the stage's own draft for the rest."""
    found, is_missing = given(stage, film)
    if is_missing:
        bench = bench_in(into, Diary())
        stage.draft(inputs, bench)
        found = {**files_below(bench.into), **found}
    return files_of(found)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    home = tmp_path_factory.mktemp("film")
    folder = write_film(home / "kite")
    project = read_project(folder)
    made: dict[str, Files] = {}
    diaries: dict[str, Diary] = {}
    for stage in STAGES:
        inputs = Inputs(project=project, before={need: made[need] for need in stage.needs})
        sent = sent_files(stage, folder, inputs, home / stage.name / "draft")
        diaries[stage.name] = Diary()
        bench = bench_in(home / stage.name / "made", diaries[stage.name])
        read_check_make(stage, sent, inputs, bench)
        made[stage.name] = {**sent, **files_of(files_below(bench.into))}
    return Film(project=project, folder=folder, made=made, diaries=diaries)


@pytest.fixture(params=STAGE_NAMES)
def stage(request: pytest.FixtureRequest) -> Stage[Any]:
    found: Stage[Any] = stage_named(request.param)
    return found


def test_the_stages_stand_in_the_order_of_the_table() -> None:
    assert tuple(one.name for one in STAGES) == STAGE_NAMES


def test_a_stage_says_what_the_table_says(stage: Stage[Any]) -> None:
    facts = facts_of(stage.name)
    assert (stage.needs, stage.queue, stage.accepts) == (facts.needs, facts.queue, facts.accepts)
    assert stage.checklist == facts.checklist


def test_a_stage_needs_only_stages_before_it(stage: Stage[Any]) -> None:
    assert all(STAGE_NAMES.index(need) < STAGE_NAMES.index(stage.name) for need in stage.needs)


def test_a_stage_writes_its_document_and_something_to_look_at(
    film: Film, stage: Stage[Any]
) -> None:
    document = "screenplay.json" if stage.name == "script" else None
    document = "takes.json" if stage.name == "rushes" else document or f"{stage.name}.json"
    names = set(film.made[stage.name])
    assert document in names
    assert any(name.endswith((".pdf", ".png", ".jpg", ".mp4")) for name in names)


def test_progress_never_falls_and_stays_between_nothing_and_all(
    film: Film, stage: Stage[Any]
) -> None:
    steps = film.diaries[stage.name].steps
    assert steps
    assert steps == sorted(steps)
    assert all(0.0 <= step <= 1.0 for step in steps)


def test_the_same_work_gives_the_same_bytes(film: Film, stage: Stage[Any], tmp_path: Path) -> None:
    inputs = film.inputs(stage)
    sent = sent_files(stage, film.folder, inputs, tmp_path / "draft")
    bench = bench_in(tmp_path / "again", Diary())
    read_check_make(stage, sent, inputs, bench)
    again = {name: one.digest for name, one in files_of(files_below(bench.into)).items()}
    first = {name: film.made[stage.name][name].digest for name in again}
    assert again == first


def test_a_stopped_run_ends_at_once(film: Film, stage: Stage[Any], tmp_path: Path) -> None:
    inputs = film.inputs(stage)
    sent = sent_files(stage, film.folder, inputs, tmp_path / "draft")
    document = stage.read(sent, inputs)
    bench = bench_in(tmp_path / "stopped", Diary(stop=True))
    with pytest.raises(Cancelled):
        stage.make(document, sent, inputs, bench)


def test_what_is_not_the_work_of_a_stage_is_refused_with_a_sentence(
    film: Film, stage: Stage[Any], tmp_path: Path
) -> None:
    junk = {f"work{suffix}": tmp_path / f"work{suffix}" for suffix in stage.accepts}
    for path in junk.values():
        path.write_bytes(b"\x00\xff\x00 this is nothing")
    bench = bench_in(tmp_path / "junk", Diary())
    try:
        report = read_check_make(stage, files_of(junk), film.inputs(stage), bench)
    except PipelineError as fault:
        pytest.fail(f"a report was expected, not {fault!r}")
    assert report.blockers
    assert all(one.message.strip().endswith((".", "?", "!")) for one in report.blockers)


def test_without_any_file_a_stage_says_what_to_send(
    film: Film, stage: Stage[Any], tmp_path: Path
) -> None:
    bench = bench_in(tmp_path / "none", Diary())
    report = read_check_make(stage, {}, film.inputs(stage), bench)
    assert report.blockers or stage.name in {"final_cut", "sound"}


def test_missing_inputs_are_named(stage: Stage[Any], film: Film, tmp_path: Path) -> None:
    if not stage.needs:
        pytest.skip("the first stage rests on nothing")
    bench = bench_in(tmp_path / "bare", Diary())
    with pytest.raises((NotFound, CannotRead)):
        stage.draft(Inputs(project=film.project), bench)
    shutil.rmtree(bench.into)
