"""claquette qc FILM: the technical check of a finished film."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.commands.terminal import (
    line_watch,
    named_files,
    show_json,
    status_of,
    tell,
    tell_report,
)
from pipeline.documents.report import report_as_plain
from pipeline.files import digest_of_file
from pipeline.render.qc import PROFILES, check_film
from pipeline.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    """Name the film and where it shall be shown."""
    parser.add_argument("film", type=Path, metavar="FILM")
    parser.add_argument("--profile", choices=tuple(PROFILES), default="screening")
    parser.add_argument("--json", action="store_true", help="print the report")


def run(arguments: Namespace, settings: Settings) -> int:
    """Check the film; return whether blockers were found."""
    del settings
    named_files([arguments.film])
    report = check_film(arguments.film, PROFILES[arguments.profile], watch=line_watch("qc"))
    if arguments.json:
        digest = digest_of_file(arguments.film).digest
        show_json(report_as_plain(report, stage="final_cut", digest=digest))
    else:
        tell_report(report)
        facts = ", ".join(f"{name} {value}" for name, value in report.facts.items())
        tell(facts)
    return status_of(report)
