"""What every stage is: draft, read, check, make. A stage knows no row, job or person.

draft proposes a start from the approved stages before; read turns the group's files into the
stage's document or says clearly why it cannot; check judges the document; make turns it into the
products that people look at, and reports what was measured on them.
"""

from typing import Protocol, TypeVar

from pipeline.bench import Bench, Files, Inputs
from pipeline.documents.report import Report

D = TypeVar("D")


class Stage(Protocol[D]):
    """One step of a film."""

    @property
    def name(self) -> str:
        """The word of the URL, the folder and the row."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The stages whose approved revisions are the inputs."""

    @property
    def accepts(self) -> tuple[str, ...]:
        """Suffixes of the files a group may send, lower case, with the dot."""

    @property
    def queue(self) -> str:
        """Which kind of worker does it: documents, ingest or render."""

    @property
    def checklist(self) -> tuple[str, ...]:
        """What a mentor looks at before deciding, at most eight questions."""

    def draft(self, inputs: Inputs, bench: Bench) -> None:
        """Write a start into bench.into, as if the group had sent it."""

    def read(self, files: Files, inputs: Inputs) -> D:
        """Return the document of the group's files. Raise CannotRead with a clear sentence."""

    def check(self, document: D, inputs: Inputs) -> Report:
        """Return what is wrong and what is known before anything is made."""

    def make(self, document: D, files: Files, inputs: Inputs, bench: Bench) -> Report:
        """Write the products into bench.into; return what was measured on them."""
