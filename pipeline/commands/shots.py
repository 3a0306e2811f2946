"""claquette shots FILE: a shot list drafted from a script, or read from a table."""

import hashlib
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.bench import Inputs
from pipeline.commands.one_stage import passing_workshop
from pipeline.commands.terminal import named_files, put, show_json, status_of, tell_report
from pipeline.documents.json import from_json
from pipeline.documents.project import Project
from pipeline.documents.report import Report, report_as_plain
from pipeline.documents.screenplay import Screenplay
from pipeline.documents.shot_list import ShotList
from pipeline.film import Workshop, files_below, files_of, make_stage
from pipeline.settings import Settings
from pipeline.stages.script import STAGE as SCRIPT
from pipeline.stages.shot_list import STAGE as SHOT_LIST
from pipeline.stages.shot_list import papers_of

PRODUCTS: Final[Mapping[str, str]] = {
    "json": "shot_list.json",
    "csv": "shot_list.csv",
    "xlsx": "shot_list.xlsx",
    "pdf": "shot_list.pdf",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Name a script (its shots are drafted) or a shot list (it is read), and the shape."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--as", dest="shape", choices=tuple(PRODUCTS), default="csv")
    parser.add_argument("--script", type=Path, metavar="FILE", help="the script of a shot list")
    parser.add_argument("-o", "--out", type=Path, metavar="OUT")
    parser.add_argument("--json", action="store_true", help="print the report; needs -o")


def run(arguments: Namespace, settings: Settings) -> int:
    """Print or write the shot list; return whether blockers were found."""
    is_script = arguments.file.suffix.lower() in SCRIPT.accepts
    with passing_workshop(settings) as workshop:
        inputs, report = _after_script(arguments.file if is_script else arguments.script, workshop)
        if is_script:
            bench = workshop.bench(SHOT_LIST.name, "drafts")
            SHOT_LIST.draft(inputs, bench)
            files = files_of(files_below(bench.into))
        else:
            files = files_of(named_files([arguments.file]))
        shot_list = SHOT_LIST.read(files, inputs)
        report = report.joined(SHOT_LIST.check(shot_list, inputs))
        content = _paper(shot_list, inputs, PRODUCTS[arguments.shape])
    tell_report(report)
    if arguments.out or not arguments.json:
        put(content, arguments.out)
    if arguments.json:
        digest = hashlib.sha256(content).hexdigest()
        show_json(report_as_plain(report, stage=SHOT_LIST.name, digest=digest))
    return status_of(report)


def _after_script(script: Path | None, workshop: Workshop) -> tuple[Inputs, Report]:
    """Return what the shot list rests on; without a script that is nothing."""
    inputs = Inputs(project=Project(title=script.stem if script else "", group=""))
    if script is None:
        return inputs, Report()
    files = files_of(named_files([script]))
    made = make_stage(SCRIPT, files, inputs, workshop)
    return Inputs(project=inputs.project, before={SCRIPT.name: made.files}), made.report


def _paper(shot_list: ShotList, inputs: Inputs, name: str) -> bytes:
    """Return one paper of the shot list; the animatic, which takes its time, is not made."""
    script = inputs.before.get(SCRIPT.name)
    play: Screenplay | None = None
    if script:
        play = from_json(script["screenplay.json"].path.read_bytes(), Screenplay)
    made = dict(papers_of(shot_list, play, inputs.project))[name]()
    return made.encode() if isinstance(made, str) else made
