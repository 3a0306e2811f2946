"""A project folder from script to final cut, without a web site, a queue or a sign-off.

Each stage takes the group's files of the folder, or its own draft where the group has given
none; reads, checks and makes. Blockers are reported and do not stop the film as long as there
is something to go on with: nobody signs here, so nobody can be misled.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.bench import Bench, Files, Inputs, NoWatch, StageFile, Watch
from pipeline.documents.json import digest_of
from pipeline.documents.project import Project, read_project_toml
from pipeline.documents.report import Report
from pipeline.errors import CannotRead
from pipeline.files import digest_of_file
from pipeline.lineage import revision_digest
from pipeline.rushes.arriving import looked_into
from pipeline.stages import STAGES
from pipeline.stages.stage import Stage

ANY: Final = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Where the files of a stage lie in a project folder."""

    documents: tuple[tuple[str, ...], ...] = ()
    """Each is a choice of names, of which the first that exists counts; drafted when missing."""
    optional: tuple[str, ...] = ()
    """Names that are taken when they are there, and never drafted."""
    folder: str = ""
    """A folder of which everything is taken whose suffix the stage accepts."""


SHELVES: Final[Mapping[str, Shelf]] = {
    "script": Shelf(documents=(("script.fountain", "script.txt", "script.fdx"),)),
    "shot_list": Shelf(
        documents=(("shot_list.csv", "shot_list.xlsx"),), optional=("days.csv",), folder="boards"
    ),
    "rushes": Shelf(folder="takes", optional=("takes.csv", "slate_log.csv", "releases.csv")),
    "edit": Shelf(documents=(("edit.otio",),), optional=("relink.csv", "grade.csv"), folder="luts"),
    "sound": Shelf(
        folder="sound", documents=(("cues.csv", "sound/cues.csv"),), optional=("mix.csv",)
    ),
    "final_cut": Shelf(documents=(("credits.csv",), ("subtitles.srt",)), optional=("poster.png",)),
}


def _nobody(_stage: str) -> Watch:
    return NoWatch()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where and how a project folder is worked on."""

    into: Path
    """Each stage makes its products in a folder of its name in here."""
    cache: Path
    workers: int = 1
    preset: str = "veryfast"
    watch: Callable[[str], Watch] = _nobody
    """Gives the watch for a stage."""

    def bench(self, stage: str, folder: str) -> Bench:
        """Return the bench of a stage; its folder is made and must be new."""
        into = self.into / folder
        into.mkdir(parents=True)
        self.cache.mkdir(parents=True, exist_ok=True)
        return Bench(
            into=into,
            cache=self.cache,
            watch=self.watch(stage),
            workers=self.workers,
            preset=self.preset,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A stage that went through."""

    stage: str
    digest: str
    report: Report
    files: Files
    """What was given and what was made, by name."""
    seconds: float
    """How long it took."""


def read_project(folder: Path) -> Project:
    """Return the project of a folder. Raise CannotRead when its project.toml is not there."""
    path = folder / "project.toml"
    if not path.is_file():
        raise CannotRead(
            "There is no project.toml in “%(folder)s”. Give the folder of one film.",
            folder=folder.name or str(folder),
        )
    try:
        return read_project_toml(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "project.toml is not a text file. Save it as UTF-8 text.", detail=str(fault)
        ) from fault


def files_of(paths: Mapping[str, Path]) -> Files:
    """Return files as a stage gets them, with their digests."""
    files = {}
    for name, path in sorted(paths.items()):
        stored = digest_of_file(path)
        files[name] = StageFile(name=name, path=path, digest=stored.digest, bytes=stored.bytes)
    return files


def files_below(folder: Path) -> dict[str, Path]:
    """Return every file below a folder by its name seen from there."""
    return {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob(ANY))
        if path.is_file()
    }


def _first_there(folder: Path, names: tuple[str, ...]) -> dict[str, Path]:
    there = [folder / name for name in names if (folder / name).is_file()]
    return {there[0].name: there[0]} if there else {}


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> dict[str, Path]:
    """Return what lies in a folder and below, by name. Raise CannotRead for a name used twice."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob(ANY)):
        if path.name.startswith(".") or path.suffix.lower() not in suffixes or not path.is_file():
            continue
        if path.name in found:
            raise CannotRead(
                "Two files in “%(folder)s” are called “%(name)s”. Rename one of them.",
                folder=folder.name,
                name=path.name,
            )
        found[path.name] = path
    return found


def given(stage: Stage[Any], folder: Path) -> tuple[dict[str, Path], bool]:
    """Return the group's files for a stage by name, and whether a document is missing."""
    shelf = SHELVES[stage.name]
    found = _in_folder(folder / shelf.folder, stage.accepts) if shelf.folder else {}
    documents = [_first_there(folder, names) for names in shelf.documents]
    for document in (*documents, *(_first_there(folder, (name,)) for name in shelf.optional)):
        found.update(document)
    return found, not all(documents)


def _given_or_drafted(
    stage: Stage[Any], folder: Path, inputs: Inputs, workshop: Workshop
) -> dict[str, Path]:
    found, something_missing = given(stage, folder)
    if not something_missing:
        return found
    if not stage.needs:
        raise CannotRead(
            "There is no script in “%(folder)s”. Put it there as script.fountain.",
            folder=folder.name or str(folder),
        )
    bench = workshop.bench(stage.name, f"drafts/{stage.name}")
    stage.draft(inputs, bench)
    return {**files_below(bench.into), **found}


def make_stage(stage: Stage[Any], files: Files, inputs: Inputs, workshop: Workshop) -> Made:
    """Read, check and make one stage. Raise CannotRead where there is nothing to go on with."""
    started = time.monotonic()
    bench = workshop.bench(stage.name, stage.name)
    with looked_into(stage.name, files, inputs, bench) as (known, here):
        document = stage.read(files, known)
        report = stage.check(document, known)
        report = report.joined(stage.make(document, files, known, here))
    return Made(
        stage=stage.name,
        digest=revision_digest(
            stage=stage.name,
            files={name: file.digest for name, file in files.items()},
            inputs={},
            project=digest_of(inputs.project),
        ),
        report=report,
        files={**files, **files_of(files_below(bench.into))},
        seconds=time.monotonic() - started,
    )


def walk(folder: Path, workshop: Workshop, *, until: str = "") -> Iterator[Made]:
    """Yield each stage of a project folder as it is made, up to and without `until`."""
    project = read_project(folder)
    before: dict[str, Files] = {}
    for stage in STAGES:
        if stage.name == until:
            return
        if stage.name not in project.stages:
            continue
        inputs = Inputs(project=project, before=before)
        files = files_of(_given_or_drafted(stage, folder, inputs, workshop))
        made = make_stage(stage, files, inputs, workshop)
        before = {**before, stage.name: made.files}
        yield made
