"""claquette check STAGE FILE...: the report of one stage, as its page on the board shows it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from pipeline.bench import Files, Inputs
from pipeline.commands.one_stage import passing_workshop
from pipeline.commands.terminal import named_files, show_json, status_of, tell, tell_report
from pipeline.documents.project import Project
from pipeline.documents.report import report_as_plain
from pipeline.errors import CannotRead
from pipeline.film import Workshop, files_of, make_stage, read_project, walk
from pipeline.settings import Settings
from pipeline.stage_facts import STAGE_NAMES
from pipeline.stages import STAGES
from pipeline.stages.stage import Stage


def add_arguments(parser: ArgumentParser) -> None:
    """Name the stage and its files, and the project folder whose other stages it rests on."""
    parser.add_argument("stage", choices=STAGE_NAMES, metavar="STAGE")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--project", type=Path, metavar="DIR", help="the film it belongs to")
    parser.add_argument("--json", action="store_true", help="print the report")


def run(arguments: Namespace, settings: Settings) -> int:
    """Check one stage; return whether blockers were found."""
    stage = next(stage for stage in STAGES if stage.name == arguments.stage)
    files = files_of(named_files(arguments.files))
    with passing_workshop(settings) as workshop:
        inputs = _inputs(stage, arguments.project, workshop)
        made = make_stage(stage, files, inputs, workshop)
    if arguments.json:
        show_json(report_as_plain(made.report, stage=made.stage, digest=made.digest))
    else:
        tell_report(made.report)
        counts = len(made.report.blockers), len(made.report.warnings)
        tell(f"{made.stage}: {counts[0]} blockers, {counts[1]} warnings")
    return status_of(made.report)


def _inputs(stage: Stage[Any], folder: Path | None, workshop: Workshop) -> Inputs:
    if folder:
        before: dict[str, Files] = {
            made.stage: made.files for made in walk(folder, workshop, until=stage.name)
        }
        return Inputs(project=read_project(folder), before=before)
    if stage.needs:
        raise CannotRead(
            "The stage %(stage)s rests on others. Say where they are with --project.",
            stage=stage.name,
        )
    return Inputs(project=Project(title="", group=""))
