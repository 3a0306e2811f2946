"""The verbs of the command line that need no web site: one file each, all of the same shape.

Each module has `add_arguments(parser)` and `run(arguments, settings) -> exit status`. Only the
module of the verb that was asked for is imported, so that `claquette script` does not wait for the
libraries of a render.
"""

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, str]] = {
    "film": "a project folder from script to final cut, headless and unsigned",
    "script": "read a script; print or write it in another shape",
    "shots": "draft a shot list from a script, or read one",
    "check": "the report of one stage",
    "probe": "what is in film and sound files",
    "assemble": "the circled takes of a project folder as an edit, in script order",
    "convert": "a timeline of one editing program as one of another",
    "render": "an edit and its media as a film",
    "mix": "the sound of an edit at a loudness",
    "turnover": "what the sound people need of an edit: guide film, stems, clips, lists",
    "deliver": "a finished film as the files that go out: web, phone, archive, stills",
    "qc": "the technical check of a finished film",
}
"""Verb to what it does; the verb is also the name of its module in this folder."""
