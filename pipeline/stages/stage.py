"""What every stage is: draft, read, check, make. A stage knows no row, job or person.

draft proposes a start from the approved stages before; read turns the group's files into the
stage's document or says clearly why it cannot; check judges the document; make turns it into the
products that people look at, and reports what was measured on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from pipeline.documents.project import Project
from pipeline.documents.report import Report
from pipeline.errors import NotFound

D = TypeVar("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFile:
    """One file of a revision."""

    name: str
    """As people see it; may hold folders: "proxies/S01_P01_T01.mp4"."""
    path: Path
    """Where the bytes are; this path has no suffix one may trust."""
    digest: str
    """SHA-256, hexadecimal."""
    bytes: int


Files = Mapping[str, StageFile]


class Watch(Protocol):
    """How work tells where it is, and hears that it shall stop."""

    def progress(self, fraction: float, doing: str) -> None:
        """Tell how much is done (0 to 1) and what is being done, in a few words."""

    def cancelled(self) -> bool:
        """Return whether somebody asked for a stop."""


class NoWatch:
    """Nobody watches and nobody stops."""

    def progress(self, fraction: float, doing: str) -> None:
        """Tell nobody."""

    def cancelled(self) -> bool:
        """Never."""
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A watch for one part of the work: its 0 to 1 is start to end of the whole."""

    whole: Watch
    start: float
    end: float

    def progress(self, fraction: float, doing: str) -> None:
        """Tell the whole where this part has brought it."""
        self.whole.progress(self.start + (self.end - self.start) * fraction, doing)

    def cancelled(self) -> bool:
        """Return whether the whole was stopped."""
        return self.whole.cancelled()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a stage may look at besides the group's files."""

    project: Project
    before: Mapping[str, Files] = field(default_factory=dict)
    """Stage name to all files, sent and made, of its approved revision."""
    signed: Files = field(default_factory=dict)
    """All files of the last version of this very stage that was signed off before this one."""
    clips: Mapping[str, Files] = field(default_factory=dict)
    """What was made of recordings when they arrived: by the digest of the recording, then by name
    (see pipeline/rushes/clip.py)."""
    places: Mapping[str, int] | None = None
    """In how many places the bytes of a recording are, by digest; None where nobody counts."""

    def file(self, stage: str, name: str) -> StageFile:
        """Return a file of an approved stage. Raise NotFound with a sentence."""
        found = self.before.get(stage, {}).get(name)
        if found is None:
            raise NotFound(
                "“%(name)s” of the stage “%(stage)s” is missing. Approve that stage again.",
                name=name,
                stage=stage,
            )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where a stage works."""

    into: Path
    """An empty folder; what is written there becomes a product (or a file of the draft)."""
    cache: Path
    """Encoded segments, shared by all groups."""
    cache_bytes: int = 20 * 1024**3
    """What the cache may hold; the longest unused go first."""
    watch: Watch = field(default_factory=NoWatch)
    workers: int = 1
    """How many ffmpeg may run side by side."""
    preset: str = "veryfast"
    """The x264 preset of the screening copy."""


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
