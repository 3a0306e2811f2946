"""claquette film PROJECT_DIR -o OUT_DIR: script to final cut, headless, unsigned."""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.commands.terminal import (
    line_watch,
    show,
    show_json,
    status_of,
    tell,
    tell_report,
    write_json,
)
from pipeline.documents.report import report_as_plain
from pipeline.errors import PipelineError, Refused
from pipeline.film import Made, Workshop, read_project, walk
from pipeline.settings import X264_PRESETS, Settings
from pipeline.stage_facts import STAGE_NAMES

REPORT: Final = "report.json"
FILM: Final = "film.mp4"


def add_arguments(parser: ArgumentParser) -> None:
    """Name the project folder, the folder for everything that is made, and how hard to work."""
    parser.add_argument("project", type=Path, metavar="PROJECT_DIR")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT_DIR")
    parser.add_argument("--workers", type=int, metavar="N", help="ffmpeg processes side by side")
    parser.add_argument("--preset", choices=X264_PRESETS, metavar="P", help="x264 preset")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="encoded segments are kept here")
    parser.add_argument("--json", action="store_true", help="print the report")


def run(arguments: Namespace, settings: Settings) -> int:
    """Make the film; return whether blockers were found."""
    project = read_project(arguments.project)
    out: Path = arguments.out
    _make_room(out)
    workshop = Workshop(
        into=out,
        cache=arguments.cache or out / "cache",
        workers=arguments.workers or settings.render_processes,
        preset=arguments.preset or settings.render_preset,
        watch=line_watch,
    )
    done: list[Made] = []
    try:
        for made in walk(arguments.project, workshop):
            done.append(made)
            tell(f"{made.stage:<10} done in {made.seconds:.1f} s")
            tell_report(made.report)
    except PipelineError as fault:
        write_json(out / REPORT, _report(project.title, done, error=str(fault)))
        raise
    _put_film(out)
    report = _report(project.title, done)
    write_json(out / REPORT, report)
    show_json(report) if arguments.json else show(str(out / FILM))
    return status_of(*(made.report for made in done))


def _make_room(out: Path) -> None:
    """Empty what an earlier run of ours has left; refuse any other folder with something in it."""
    if out.exists() and not out.is_dir():
        raise Refused("“%(out)s” is a file. Give the name of a folder.", out=str(out))
    if out.exists() and any(out.iterdir()) and not (out / REPORT).is_file():
        raise Refused(
            "The folder “%(out)s” holds other things. Give a new folder for the film.", out=str(out)
        )
    for name in (*STAGE_NAMES, "drafts"):
        shutil.rmtree(out / name, ignore_errors=True)
    (out / FILM).unlink(missing_ok=True)
    write_json(out / REPORT, {})


def _put_film(out: Path) -> None:
    made = out / "final_cut" / FILM
    try:
        (out / FILM).hardlink_to(made)
    except OSError:  # a disk without hard links, such as a USB stick
        shutil.copyfile(made, out / FILM)


def _report(title: str, done: Sequence[Made], *, error: str = "") -> dict[str, object]:
    stages = [
        {
            **report_as_plain(made.report, stage=made.stage, digest=made.digest),
            "seconds": round(made.seconds, 2),
        }
        for made in done
    ]
    return {"title": title, "film": "" if error else FILM, "error": error, "stages": stages}
