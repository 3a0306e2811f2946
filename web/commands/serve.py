"""claquette serve: the web site with a worker of each kind, until Ctrl-C."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import Final

from pipeline.commands.terminal import FINE
from pipeline.settings import Settings
from web.serve import serve

SAMPLE: Final = "sample_projects"
"""The module that opens the sample workshop."""


def add_arguments(parser: ArgumentParser) -> None:
    """Whether to bring the sample workshop."""
    parser.add_argument(
        "--sample", action="store_true", help="open the sample workshop and carry its film through"
    )


def run(arguments: Namespace, settings: Settings) -> int:
    """Serve until Ctrl-C."""
    serve(settings, os.environ, say=_say, beside=SAMPLE if arguments.sample else "")
    return FINE


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
