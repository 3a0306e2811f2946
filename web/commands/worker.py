"""claquette worker: one worker of a kind, for a machine that only works."""

from argparse import ArgumentParser, Namespace

from pipeline.commands.terminal import FINE
from pipeline.settings import Settings
from workers.__main__ import KINDS, work


def add_arguments(parser: ArgumentParser) -> None:
    """The kind."""
    parser.add_argument("kind", choices=KINDS, help="which runs it does")


def run(arguments: Namespace, settings: Settings) -> int:
    """Work until a signal comes."""
    work(arguments.kind, settings)
    return FINE
