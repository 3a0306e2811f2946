"""claquette deliver FILM -o DIR: a finished film as the files that go out into the world."""

import tempfile
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pipeline.bench import Bench, Part
from pipeline.commands.terminal import (
    line_watch,
    named_files,
    show,
    show_json,
    status_of,
    tell_report,
)
from pipeline.delivery.handing_out import finished_film, hand_out
from pipeline.delivery.timecode import Counted
from pipeline.documents.delivery import KINDS, checked_kinds
from pipeline.documents.report import Report, report_as_plain, report_from
from pipeline.files import digest_of_file
from pipeline.render.levelling import Level
from pipeline.settings import Settings


def add_arguments(parser: ArgumentParser) -> None:
    """Name the film, the folder, and the kinds of files."""
    parser.add_argument("film", type=Path, metavar="FILM")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--as", dest="kinds", action="append", metavar="KIND", help=", ".join(KINDS)
    )
    parser.add_argument("--loudness", type=float, default=-23.0, metavar="LUFS", help="of the film")
    parser.add_argument("--json", action="store_true", help="print the report")


def run(arguments: Namespace, settings: Settings) -> int:
    """Write the files; return whether one of them is not what it should be."""
    named_files([arguments.film])
    kinds = checked_kinds(arguments.kinds or settings.deliveries)
    digest = digest_of_file(arguments.film).digest
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="claquette-") as work:
        report = _hand_out(arguments, settings, kinds, digest, Path(work))
    if arguments.json:
        show_json(report_as_plain(report, stage="final_cut", digest=digest))
    else:
        tell_report(report)
        for name in report.facts:
            show(str(arguments.out / name))
    return status_of(report)


def _hand_out(
    arguments: Namespace, settings: Settings, kinds: tuple[str, ...], digest: str, work: Path
) -> Report:
    watch = line_watch("deliver")
    bench = Bench(
        into=work,
        cache=work / "cache",
        cache_bytes=settings.cache_bytes,
        watch=Part(whole=watch, start=0.1, end=1.0),
        workers=settings.render_processes,
        preset=settings.render_preset,
    )
    film = finished_film(arguments.film, digest, watch=Part(whole=watch, start=0.0, end=0.1))
    counted = Counted(start=settings.turnover_start, title=arguments.film.stem)
    files = hand_out(
        replace(film, counted=counted),
        kinds,
        arguments.out,
        bench,
        level=Level(target_lufs=arguments.loudness, limit_dbtp=-1.0),
        picture=(Fraction(0), film.frames / film.rate),
    )
    found = [finding for file in files for finding in file.findings]
    return report_from(found, {file.name: file.bytes for file in files})
