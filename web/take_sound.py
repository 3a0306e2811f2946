"""Which recorder's sound belongs to a take, and how the two were lined up."""

from dataclasses import dataclass
from fractions import Fraction

from pipeline.documents.json import from_json
from pipeline.documents.takes import RecordedSound, Takes
from pipeline.errors import PipelineError
from pipeline.records import revisions
from pipeline.records.values import FileSide
from pipeline.rushes.catalogue import CAMERA_SOUND
from pipeline.timing import SAMPLE_RATE
from web.parts import parts
from web.recordings import STAGE, Recording
from web.takes_table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedUp:
    """A take and the sound of its recorder."""

    sound: Recording
    offset: int | None = None
    """Samples that the recorder started after the camera; negative: before it; None: unknown."""
    is_sure: bool = False
    is_confirmed: bool = False
    """Whether people have listened and said so."""
    synced: str = ""
    """The product of a version to be heard with the picture; empty where there is none."""
    revision_id: int = 0

    @property
    def seconds(self) -> float:
        """The offset in seconds."""
        return float(Fraction(self.offset or 0, SAMPLE_RATE))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What the worker found when it laid the sounds of a version over its takes."""

    recorded: RecordedSound
    revision_id: int


def lined_up(table: Table, take: Recording) -> LinedUp | None:
    """Return the sound of a take and how it lies to it; None for the camera's own.

    What people said counts; then what a version found; then the slate that both have heard, which
    is only a guess.
    """
    if not take.is_take or take.entry.sound == CAMERA_SOUND:
        return None
    made = _made(table.project_id, take)
    sound = _sound(table, take, made.recorded.file if made else "")
    if sound is None:
        return None
    same = made if made and made.recorded.file == sound.file else None
    synced = same.recorded.synced if same else ""
    said, number = take.entry.sound_offset, same.revision_id if same else 0
    if said is not None:
        found, is_sure = said, True
    elif same:
        found, is_sure = same.recorded.offset_samples, same.recorded.confirmed
    else:
        return LinedUp(sound=sound, offset=_by_marks(take, sound))
    return LinedUp(
        sound=sound,
        offset=found,
        is_sure=is_sure,
        is_confirmed=said is not None,
        synced=synced if same and found == same.recorded.offset_samples else "",
        revision_id=number,
    )


def _sound(table: Table, take: Recording, heard_in: str) -> Recording | None:
    """Return the sound that people chose, else the one with the slate, else where it is heard."""
    if take.entry.sound:
        return next((one for one in table.sounds if one.file == take.entry.sound), None)
    slated = [one for one in table.sounds if one.named.slate == take.named.slate]
    heard = [one for one in table.sounds if one.file == heard_in]
    return next(iter((*heard, *slated)), None)


def _made(project_id: int, take: Recording) -> _Made | None:
    """Return what the newest version has found for the same recording."""
    with parts().book.reading() as session:
        newest = revisions.newest(session, project_id, STAGE)
        made = revisions.files_of(session, newest.id, FileSide.MADE) if newest else ()
    document = next((one for one in made if one.name == "takes.json"), None)
    if newest is None or document is None:
        return None
    try:
        takes = from_json(parts().store.path(document.digest).read_bytes(), Takes).takes
    except PipelineError:
        return None
    recorded = next((one.recorded for one in takes if one.digest == take.digest), None)
    return _Made(recorded=recorded, revision_id=newest.id) if recorded else None


def _by_marks(take: Recording, sound: Recording) -> int | None:
    """Return what the beep of the slate tells, else a clap."""
    here, there = take.arrived.clip, sound.arrived.clip
    if here is None or there is None:
        return None
    pairs = ((here.beep, there.beep), (here.clap, there.clap))
    both = (mine - its for mine, its in pairs if mine is not None and its is not None)
    return next(both, None)
