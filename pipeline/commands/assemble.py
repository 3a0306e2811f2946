"""claquette assemble PROJECT_DIR -o edit.otio: the circled takes, in script order."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.bench import Files, Inputs
from pipeline.commands.one_stage import passing_workshop
from pipeline.commands.terminal import (
    show,
    show_json,
    status_of,
    tell_report,
    write_bytes,
)
from pipeline.documents.report import Report
from pipeline.film import read_project, walk
from pipeline.settings import Settings
from pipeline.stages import STAGES


def add_arguments(parser: ArgumentParser) -> None:
    """Name the project folder and the edit to write."""
    parser.add_argument("project", type=Path, metavar="PROJECT_DIR")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="EDIT.otio")
    parser.add_argument("--json", action="store_true", help="print what was written as JSON")


def run(arguments: Namespace, settings: Settings) -> int:
    """Write the assembly; return whether blockers were found on the way to it."""
    stage = next(stage for stage in STAGES if stage.name == "edit")
    before: dict[str, Files] = {}
    report = Report()
    with passing_workshop(settings) as workshop:
        for made in walk(arguments.project, workshop, until=stage.name):
            before[made.stage] = made.files
            report = report.joined(made.report)
        bench = workshop.bench(stage.name, "assembly")
        stage.draft(Inputs(project=read_project(arguments.project), before=before), bench)
        write_bytes(arguments.out, (bench.into / "edit.otio").read_bytes())
    tell_report(report)
    show_json({"edit": str(arguments.out)}) if arguments.json else show(str(arguments.out))
    return status_of(report)
