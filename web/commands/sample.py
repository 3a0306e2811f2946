"""claquette sample: the sample film, made without the web site."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from pipeline.commands import film
from pipeline.settings import Settings
from sample_projects.same_time_tomorrow.film import draw_film


def add_arguments(parser: ArgumentParser) -> None:
    """Where to."""
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="OUT_DIR")


def run(arguments: Namespace, settings: Settings) -> int:
    """Draw the takes, then make the film of them."""
    folder = arguments.out / "project"
    draw_film(folder)
    usual = {"workers": None, "preset": None, "cache": None, "json": False}
    return film.run(Namespace(project=folder, out=arguments.out / "film", **usual), settings)
