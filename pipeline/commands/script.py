"""claquette script FILE: a script as its elements, its screenplay, a PDF, or a report."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.commands.terminal import (
    FINE,
    named_files,
    put,
    read_bytes,
    show_json,
    status_of,
    tell_report,
)
from pipeline.documents.screenplay import Element
from pipeline.fountain.elements import elements_as_plain
from pipeline.fountain.fdx import elements_of_fdx
from pipeline.fountain.parse import parse
from pipeline.fountain.plain_text import elements_of_plain_text
from pipeline.fountain.text import text_of
from pipeline.settings import Settings

PRODUCTS: Final[Mapping[str, str]] = {
    "screenplay": "screenplay.json",
    "fountain": "script.fountain",
    "pdf": "script.pdf",
    "html": "script.html",
    "fdx": "script.fdx",
}
"""Shape to the product of the script stage that has it."""


def add_arguments(parser: ArgumentParser) -> None:
    """Name the script and the shape."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--as", dest="shape", choices=("elements", "report", *PRODUCTS), default="report"
    )
    parser.add_argument("-o", "--out", type=Path, metavar="OUT")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: Namespace, settings: Settings) -> int:
    """Print or write the script in the shape that was asked for."""
    if arguments.shape == "elements":
        elements = elements_as_plain(_elements_of(arguments.file))
        put((json.dumps(elements, ensure_ascii=False, indent=1) + "\n").encode(), arguments.out)
        return FINE
    return _from_stage(arguments, settings)


def _elements_of(path: Path) -> tuple[Element, ...]:
    content = read_bytes(path)
    if path.suffix.lower() == ".fdx":
        return tuple(elements_of_fdx(content, name=path.name))
    text = text_of(content, name=path.name)
    return elements_of_plain_text(text)[0] if path.suffix.lower() == ".txt" else parse(text)


def _from_stage(arguments: Namespace, settings: Settings) -> int:
    # The stages load the PDF writer and more, which takes longer than parsing a script.
    from pipeline.bench import Inputs
    from pipeline.commands.one_stage import passing_workshop, product
    from pipeline.documents.project import Project
    from pipeline.documents.report import report_as_plain
    from pipeline.film import files_of, make_stage
    from pipeline.stages.script import STAGE

    with passing_workshop(settings) as workshop:
        inputs = Inputs(project=Project(title=arguments.file.stem, group=""))
        made = make_stage(STAGE, files_of(named_files([arguments.file])), inputs, workshop)
        if arguments.shape != "report":
            put(product(made, PRODUCTS[arguments.shape]), arguments.out)
            return FINE
    if arguments.json:
        show_json(report_as_plain(made.report, stage=made.stage, digest=made.digest))
    else:
        tell_report(made.report)
    return status_of(made.report)
