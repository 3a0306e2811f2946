"""What a stage works with: its files, what it may look at, and the bench it works on.

A stage knows no row, job or person: whoever runs it (the command line, a worker) sets this out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline.documents.company import Company
from pipeline.documents.project import Project
from pipeline.errors import NotFound
from pipeline.render.cache import SegmentCache, Shelf
from pipeline.render.hands import Hands, TellsRest


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

    def rest(self, seconds: float, whole: float) -> None:
        """Tell the whole how long all of it takes, as if the shares of its parts were of time."""
        if isinstance(self.whole, TellsRest) and self.end > self.start:
            later = (1 - self.end) / (self.end - self.start) * whole
            self.whole.rest(seconds + later, whole / (self.end - self.start))

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
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What recordings were called when they were sent, folders included, by digest; the first is
    the camera's own name."""
    company: Company = field(default_factory=Company)
    """Who made the film; empty where nobody keeps a roster."""

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
    hands: Hands | None = None
    """Who encodes the segments of a film; None: `workers` ffmpeg of this process."""
    shelf: Shelf | None = None
    """Where other machines leave segments and find them; None where there is one machine."""

    @property
    def segments(self) -> SegmentCache:
        """The segments that are kept, here and on the shelf."""
        return SegmentCache(folder=self.cache, limit_bytes=self.cache_bytes, shelf=self.shelf)
