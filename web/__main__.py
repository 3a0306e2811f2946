"""The command `claquette`: finds the verb, gives it its settings, turns errors into sentences."""

import importlib
import os
import sys
from argparse import REMAINDER, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from typing import Final, Protocol, cast

from pipeline.commands import COMMANDS as FILM_COMMANDS
from pipeline.errors import PipelineError
from pipeline.media.ffmpeg import use_ffmpeg
from pipeline.settings import Settings, settings_from
from web.commands import COMMANDS as SITE_COMMANDS

COMMANDS: Final[Mapping[str, str]] = {
    **{verb: f"pipeline.commands.{verb}" for verb in FILM_COMMANDS},
    **{verb: f"web.commands.{verb}" for verb in SITE_COMMANDS},
}
"""Verb to the module that does it; only that one is imported."""

INTERRUPTED: Final = 130
"""The exit status of a program that was stopped with Ctrl-C."""


class Command(Protocol):
    """What the module of a verb offers."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Tell the parser what the verb takes."""

    def run(self, arguments: Namespace, settings: Settings) -> int:
        """Do it; return the exit status."""


def _overview() -> ArgumentParser:
    verbs = {**FILM_COMMANDS, **SITE_COMMANDS}
    lines = [f"  {verb:<10} {what}" for verb, what in verbs.items()]
    parser = ArgumentParser(
        prog="claquette",
        description="A short film from its script to its final cut.",
        epilog="verbs:\n" + "\n".join(lines) + "\n\n`claquette VERB --help` tells more.",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("verb", choices=verbs, metavar="VERB")
    parser.add_argument("rest", nargs=REMAINDER, metavar="...")
    return parser


def _explain(fault: PipelineError) -> None:
    sys.stderr.write(f"{fault}\n")
    for line in fault.detail.splitlines():
        sys.stderr.write(f"    {line}\n")


def run(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one verb; return its exit status: 0 fine, 1 blockers, 2 unreadable, 3 missing."""
    asked = _overview().parse_args(words)
    command = cast(Command, importlib.import_module(COMMANDS[asked.verb]))
    parser = ArgumentParser(prog=f"claquette {asked.verb}")
    command.add_arguments(parser)
    arguments = parser.parse_args(asked.rest)
    try:
        settings = settings_from(environment)
        if asked.verb in FILM_COMMANDS:
            use_ffmpeg(settings.ffmpeg)
        return command.run(arguments, settings)
    except PipelineError as fault:
        _explain(fault)
        return fault.exit_status
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return INTERRUPTED


def main() -> int:
    """Run what the command line asks for."""
    return run(sys.argv[1:], os.environ)


if __name__ == "__main__":
    sys.exit(main())
