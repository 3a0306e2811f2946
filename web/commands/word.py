"""claquette word: the word that lets the first coordinator in, as long as no workshop exists."""

from argparse import ArgumentParser, Namespace
from contextlib import closing

from pipeline import workshops
from pipeline.commands.terminal import FINE, show
from pipeline.records import open_book
from pipeline.settings import Settings


def add_arguments(_parser: ArgumentParser) -> None:
    """Nothing."""


def run(_arguments: Namespace, settings: Settings) -> int:
    """Print the word, or say that nobody needs it any more."""
    with closing(open_book(settings.database)) as book:
        is_fresh = workshops.is_fresh(book)
    if is_fresh:
        show(workshops.word_of(settings))
    else:
        show("There is a workshop already: its coordinator lets others in.")
    return FINE
