"""claquette worker: one worker of a kind, for a machine that only works."""

import os
from argparse import ArgumentParser, Namespace

from pipeline.commands.terminal import FINE
from pipeline.farming import SEGMENTS
from pipeline.settings import Settings
from workers.__main__ import KINDS, work
from workers.supervise import keep_segment_workers


def add_arguments(parser: ArgumentParser) -> None:
    """The kind."""
    parser.add_argument("kind", choices=KINDS, help="which runs it does")


def run(arguments: Namespace, settings: Settings) -> int:
    """Work until a signal comes."""
    if arguments.kind == SEGMENTS and settings.segment_processes > 1:
        keep_segment_workers(os.environ, settings.segment_processes)
    else:
        work(arguments.kind, settings)
    return FINE
