"""The page of missing clips: what the newest timeline asks for and nobody is sure of, what it may
be, and what the group has said about it since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.documents.edit import Edit, PictureClip
from pipeline.documents.project import Project
from pipeline.documents.relink import FilmPlace, Reason, Relink, Relinks, Standing
from pipeline.documents.takes import SoundFile, Take, Takes
from pipeline.editing.relink_choices import NAME, Choice, chosen, read_choices
from pipeline.errors import PipelineError
from pipeline.records import revisions
from pipeline.records.desks import Place
from pipeline.records.values import FileSide, Group, RevisionView
from pipeline.timing import SAMPLE_RATE, frames_to_seconds
from web.cut_files import STAGE, content_of, document_of, files_of, may_be_changed, rushes_before
from web.desks import on_desk
from web.parts import parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A recording of the rushes as the page shows it."""

    name: str
    file: str
    """What the group's file is called."""
    seconds: int
    still: str
    """Product of the rushes that shows it; empty where there is none."""
    is_sound: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A clip that somebody has to look at."""

    row: Relink
    found: Picture | None
    """What was taken for it."""
    proposals: tuple[tuple[Picture, tuple[Reason, ...]], ...]
    said: Picture | None
    """What the group has said since."""
    before: Picture | None
    """What is on screen before it in the film, and after it."""
    after: Picture | None

    @property
    def place(self) -> FilmPlace:
        """Where it is on first."""
        return self.row.places[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Everything that the page shows."""

    project_id: int
    group: Group
    project: Project
    newest: RevisionView | None
    rushes: RevisionView | None
    """The version of the rushes that the timeline was matched with."""
    is_read: bool
    """Whether the newest version could be read, and its check is done."""
    relinks: Relinks
    lost: tuple[Lost, ...]
    pictures: Mapping[str, Picture]
    number: int
    """Of the version of relink.csv on the desk."""
    choices: tuple[Choice, ...]
    """On the desk."""
    unsent: int
    """How many answers the newest version does not know of."""
    may_change: bool
    """Whether a new version may be made now."""

    @property
    def otherwise(self) -> tuple[Relink, ...]:
        """What was surely found, and not by its plain name."""
        return tuple(row for row in self.relinks.of(Standing.FOUND) if not row.is_plain)

    @property
    def plain(self) -> int:
        """How many have just their name."""
        return sum(row.is_plain for row in self.relinks.rows)

    @property
    def waiting(self) -> int:
        """How many clips nobody has said anything about."""
        return sum(one.said is None for one in self.lost)


def place_of(project_id: int) -> Place:
    """Return where the answers of a group lie."""
    return Place(project_id=project_id, stage=STAGE, name=NAME)


def room_of(project_id: int, group: Group) -> Room:
    """Return the room of a film."""
    with parts().book.reading() as session:
        project = revisions.project_settings(session, project_id)
        newest = revisions.newest(session, project_id, STAGE)
        made = files_of(session, newest, FileSide.MADE)
        sent = files_of(session, newest, FileSide.SENT)
        rushes = rushes_before(session, newest)
        takes = document_of(files_of(session, rushes, FileSide.MADE), "takes.json", Takes)
        may_change = newest is not None and may_be_changed(session, project_id)
    relinks, edit = (
        document_of(made, "relink.json", Relinks),
        document_of(made, "edit.json", Edit),
    )
    lying = on_desk(place_of(project_id))
    choices = _choices(lying.content)
    pictures = _pictures(takes) if takes else {}
    return Room(
        project_id=project_id,
        group=group,
        project=project,
        newest=newest,
        rushes=rushes,
        is_read=relinks is not None,
        relinks=relinks or Relinks(),
        lost=_lost(relinks or Relinks(), choices, pictures, edit),
        pictures=pictures,
        number=lying.number,
        choices=choices,
        unsent=len(set(choices) ^ set(_choices(content_of(sent.get(NAME))))),
        may_change=may_change,
    )


def _choices(content: bytes) -> tuple[Choice, ...]:
    """Return the answers; a table that cannot be read says nothing until it is mended."""
    try:
        return read_choices(content.decode(errors="replace"))
    except PipelineError:
        return ()


def _pictures(takes: Takes) -> dict[str, Picture]:
    films = (_of_take(one, takes) for one in takes.takes)
    return {one.name: one for one in (*films, *map(_of_sound, takes.sounds))}


def _of_take(take: Take, takes: Takes) -> Picture:
    return Picture(
        name=take.name,
        file=take.file.rpartition("/")[2],
        seconds=round(frames_to_seconds(take.frames, takes.frame_rate)),
        still=take.thumbnail,
        is_sound=False,
        digest=take.digest,
    )


def _of_sound(sound: SoundFile) -> Picture:
    name = sound.file.rpartition("/")[2]
    return Picture(
        name=name,
        file=name,
        seconds=round(sound.samples / SAMPLE_RATE),
        still=sound.waveform,
        is_sound=True,
        digest=sound.digest,
    )


def _lost(
    relinks: Relinks,
    choices: Sequence[Choice],
    pictures: Mapping[str, Picture],
    edit: Edit | None,
) -> tuple[Lost, ...]:
    everything = [row.wanted for row in relinks.rows]
    shown = [clip for clip in edit.picture if clip.media in pictures] if edit else []
    lost = []
    for row in relinks.open:
        choice = chosen(row.wanted, everything, choices)
        before, after = _neighbours(row.places[0], shown)
        lost.append(
            Lost(
                row=row,
                found=pictures.get(row.media),
                proposals=tuple(
                    (pictures[one.media], one.reasons)
                    for one in row.proposals
                    if one.media in pictures
                ),
                said=_said(choice, pictures),
                before=pictures.get(before),
                after=pictures.get(after),
            )
        )
    return tuple(lost)


def _said(choice: Choice | None, pictures: Mapping[str, Picture]) -> Picture | None:
    if choice is None:
        return None
    by_bytes = (one for one in pictures.values() if one.digest == choice.digest)
    return next(by_bytes, None) or pictures.get(choice.media)


def _neighbours(place: FilmPlace, shown: Iterable[PictureClip]) -> tuple[str, str]:
    """Return which takes are on screen before a place and after it; "" for none."""
    end = place.frame + place.frames
    earlier = [clip for clip in shown if clip.start_frame < place.frame]
    later = [clip for clip in shown if clip.start_frame >= end]
    before = max(earlier, key=lambda clip: clip.start_frame, default=None)
    after = min(later, key=lambda clip: clip.start_frame, default=None)
    return before.media if before else "", after.media if after else ""
