"""One recording on the table of a group, as the pages show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipeline.documents.json import from_json
from pipeline.documents.report import Finding
from pipeline.documents.slate import Slate
from pipeline.errors import PipelineError
from pipeline.records import Session, clips, runs, uploads
from pipeline.records.values import FileOf, RunView, UploadView
from pipeline.run_state import RunState
from pipeline.rushes.catalogue import Entry
from pipeline.rushes.clip import (
    DOCUMENT,
    LISTEN,
    PROXY,
    SHEET,
    THUMBNAIL,
    WAVEFORM,
    Clip,
    ScrubSheet,
)
from pipeline.rushes.named import Named
from pipeline.rushes.named import Recording as ToName
from pipeline.timing import SAMPLE_RATE, FrameRate, frames_to_seconds
from web.parts import parts

BUSY: Final = frozenset({RunState.QUEUED, RunState.RUNNING})
BROKEN: Final = frozenset({RunState.FAILED, RunState.LOST, RunState.CANCELLED})
STAGE: Final = "rushes"
SOUNDS: Final = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".aif", ".aiff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What the records and the store know of a recording."""

    upload: UploadView
    files: Mapping[str, FileOf]
    clip: Clip | None
    run: RunView | None

    @property
    def is_sound(self) -> bool:
        """Whether it has no picture; its name tells until somebody has looked into it."""
        if self.clip:
            return self.clip.facts.video is None
        return self.upload.name.lower().endswith(SOUNDS)

    @property
    def to_name(self) -> ToName:
        """What tells which take it is."""
        return ToName(
            file=self.upload.name,
            original_name=self.upload.original_name,
            marks=self.clip.slates if self.clip else (),
            timecode=self.clip.facts.start_timecode if self.clip else "",
            is_sound=self.is_sound,
        )

    @property
    def is_busy(self) -> bool:
        """Whether a worker looks into it, or will."""
        return self.run is not None and self.run.state in BUSY

    @property
    def is_broken(self) -> bool:
        """Whether a worker could not look into it."""
        return self.run is not None and self.run.state in BROKEN

    @property
    def is_of_use(self) -> bool:
        """Whether it becomes part of a version."""
        return self.upload.refusal is None and self.upload.same_as is None

    @property
    def media(self) -> str:
        """The product that a browser plays; empty before there is one."""
        return next((name for name in (PROXY, LISTEN) if name in self.files), "")

    @property
    def thumbnail(self) -> str:
        """The product that shows it, if there is one."""
        return THUMBNAIL if THUMBNAIL in self.files else ""

    @property
    def waveform(self) -> str:
        """The picture of its sound, if there is one."""
        return WAVEFORM if WAVEFORM in self.files else ""

    @property
    def sheet(self) -> ScrubSheet | None:
        """How its scrub sheet is laid out, if there is one."""
        return self.clip.sheet if self.clip and SHEET in self.files else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording, which take it is, and what people said of it."""

    arrived: Arrived
    named: Named
    proposals: tuple[Slate, ...]
    """What it may be, as long as nobody knows it."""
    findings: tuple[Finding, ...]
    rate: FrameRate

    @property
    def id(self) -> int:
        """Number of the upload."""
        return self.arrived.upload.id

    @property
    def file(self) -> str:
        """Under which name it lies on the table."""
        return self.arrived.upload.name

    @property
    def digest(self) -> str:
        """SHA-256 of the recording; empty until it was counted."""
        return self.arrived.upload.digest

    @property
    def name(self) -> str:
        """S01_P02_T03, or the name of its file while it is none."""
        return self.named.name if self.is_take else self.file

    @property
    def entry(self) -> Entry:
        """What people said of it, in takes.csv or on the slate."""
        return self.named.entry

    @property
    def rating(self) -> str:
        """good, hold, no_good, or "" while nobody has said."""
        return self.named.rating.value if self.named.rating else ""

    @property
    def is_take(self) -> bool:
        """Whether it is the picture of a take."""
        return self.named.is_take and self.named.role is None

    @property
    def is_question(self) -> bool:
        """Whether the group has to say which shot it is."""
        return self.named.is_open and self.arrived.is_of_use

    @property
    def frames(self) -> int:
        """Its length in frames of the project; 0 while nobody knows."""
        clip = self.arrived.clip
        if clip is None:
            return 0
        return clip.frames or int(clip.samples * self.rate / SAMPLE_RATE)

    @property
    def seconds(self) -> int:
        """Its length, rounded."""
        return round(frames_to_seconds(self.frames, self.rate))

    @property
    def in_frame(self) -> int:
        """First useful frame."""
        return self.entry.in_frame or 0

    @property
    def out_frame(self) -> int:
        """First frame no longer useful."""
        return self.entry.out_frame or self.frames


def arrived_of(session: Session, project_id: int) -> tuple[Arrived, ...]:
    """Return what lies on the table of a film, in the order in which it arrived."""
    lying = uploads.on_table(session, project_id, STAGE)
    return _with_products(session, lying)


def arrived_one(session: Session, upload_id: int) -> Arrived:
    """Return one recording. Raise NotFound."""
    return _with_products(session, [uploads.with_id(session, upload_id)])[0]


def _with_products(session: Session, lying: Sequence[UploadView]) -> tuple[Arrived, ...]:
    ids = [one.id for one in lying]
    files, newest = clips.files_of(session, ids), runs.newest_of_uploads(session, ids)
    return tuple(
        Arrived(
            upload=one,
            files=files.get(one.id, {}),
            clip=clip_of(files.get(one.id, {}).values()),
            run=newest.get(one.id),
        )
        for one in lying
    )


def clip_of(files: Iterable[FileOf]) -> Clip | None:
    """Return what was found in a recording; a damaged document counts as none."""
    found = next((one for one in files if one.name == DOCUMENT), None)
    return _read(parts().store.path(found.digest)) if found else None


@lru_cache(maxsize=1024)
def _read(path: Path) -> Clip | None:
    """A file of the store never changes, so what was read of it once stays true."""
    try:
        return from_json(path.read_bytes(), Clip)
    except PipelineError:
        return None
