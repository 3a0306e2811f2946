"""The verbs that look after an installation: one file each, as in pipeline.commands."""

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    "serve": "the web site with a worker of each kind, until Ctrl-C",
    "worker": "one worker of a kind, for a machine that only works",
    "sample": "the sample film, made without the web site",
    "ingest": "a card or a disk in the server, onto the table of a group",
    "doctor": "which programs and services are used, and what is missing",
    "word": "the word that lets the first coordinator in",
    "backup": "everything that is kept, in one file",
    "restore": "a backup into an empty installation",
    "verify": "whether the ledgers and all stored files are as they were written",
    "export": "a film to take home, as a project folder in one file",
}
"""Verb to what it does; the verb is also the name of its module in this folder."""
