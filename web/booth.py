"""What the page that records sounds shows and keeps: what is wanted, and what was recorded."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from pipeline import arrivals, desk
from pipeline.arrivals import Announced
from pipeline.desk import Saving
from pipeline.documents.json import from_json
from pipeline.documents.shot_list import ShotList
from pipeline.documents.takes import SoundRole
from pipeline.errors import CannotRead, PipelineError
from pipeline.files import StoredFile
from pipeline.records import uploads
from pipeline.records.values import UploadView
from pipeline.rushes.catalogue import NAME, Entry, read_entries
from pipeline.rushes.named import Named, name_recordings
from pipeline.rushes.planned import SCHEDULE, Planned, planned
from pipeline.rushes.table import changed
from pipeline.rushes.wanted import WantedSound, file_name, wanted_sounds
from web import auth, papers
from web.desks import on_desk, start_of
from web.parts import parts
from web.recordings import STAGE, Arrived, arrived_of
from web.takes_table import place_of

LONGEST_WORDS: Final = 80
BY_NAME: Final = {role.value: role for role in (SoundRole.ROOM_TONE, SoundRole.WILD)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody says that they have recorded."""

    role: SoundRole
    words: str
    """The place of a room tone, else what is heard."""
    place: str

    def cells(self) -> Mapping[str, str]:
        """Return what takes.csv says of it."""
        note = self.words if self.role is SoundRole.WILD else ""
        return {"role": self.role.value, "place": self.place, "note": note}


def wanted_of(project_id: int) -> tuple[WantedSound, ...]:
    """Return the sounds that a film needs, and whether they lie on its table."""
    with parts().book.reading() as session:
        arrived = arrived_of(session, project_id)
    plan, project = _plan(project_id), papers.project_of(project_id)
    named = name_recordings(
        (one.to_name for one in arrived),
        _entries(project_id),
        system=project.slates,
        shots=plan.shots,
    )
    return wanted_sounds(plan, papers.scenes_of(project_id), _of_use(named, arrived))


def _of_use(named: Iterable[Named], arrived: Iterable[Arrived]) -> tuple[Named, ...]:
    useful = {one.upload.name for one in arrived if one.is_of_use}
    return tuple(one for one in named if one.file in useful)


def _entries(project_id: int) -> Mapping[str, Entry]:
    """Return what takes.csv on the desk says; nothing of a table that cannot be read."""
    text = on_desk(place_of(project_id, NAME)).content.decode(errors="replace")
    with suppress(CannotRead):
        return read_entries(text)[0] if text.strip() else {}
    return {}


def _plan(project_id: int) -> Planned:
    """Return the shot list with its places; an empty plan where there is none."""
    listed = papers.paper_of(project_id, "shot_list", "shot_list.json")
    schedule = papers.paper_of(project_id, "shot_list", SCHEDULE) or b""
    with suppress(PipelineError):
        shots = from_json(listed, ShotList) if listed else None
        return planned(shots, schedule.decode(errors="replace"))
    return Planned()


def choice_of(form: Mapping[str, str], wanted: Iterable[WantedSound]) -> Choice:
    """Return what a form says: "room_tone/Kitchen", "wild/wind", or words of one's own.

    Raise CannotRead where it does not say what was recorded.
    """
    kind, _, words = form.get("what", "").partition("/")
    own = " ".join(form.get("own", "").split())[:LONGEST_WORDS]
    words = " ".join(words.split())[:LONGEST_WORDS] or own
    role = BY_NAME.get(kind)
    if role is None or not words:
        raise CannotRead("Say first what this is: the silence of which place, or which sound.")
    if role is SoundRole.ROOM_TONE:
        return Choice(role=role, words=words, place=words)
    places = (one.place for one in wanted if one.role is role and one.what == words)
    return Choice(role=role, words=words, place=next(places, ""))


def keep(project_id: int, choice: Choice, sent_name: str, stored: StoredFile) -> str:
    """Lay a recording on the table, write its row, and return its name.

    A recording that was sent before, whose answer was lost on the way, is not laid there again.
    """
    upload = _lying(project_id, stored) or _laid(project_id, choice, sent_name, stored)
    place = place_of(project_id, NAME)
    start, lying = start_of(place), desk.lying(parts().book, parts().store, place)
    text = (lying.content if lying else start).decode(errors="replace")
    saving = Saving(
        place=place,
        by=auth.person().id,
        base=lying.version.number if lying else 0,
        content=changed(text, upload.name, choice.cells()).encode(),
    )
    desk.save(parts().book, parts().store, saving, start=start)
    return upload.name


def _lying(project_id: int, stored: StoredFile) -> UploadView | None:
    with parts().book.reading() as session:
        lying = uploads.on_table(session, project_id, STAGE)
    return next((one for one in lying if one.digest == stored.digest), None)


def _laid(project_id: int, choice: Choice, sent_name: str, stored: StoredFile) -> UploadView:
    suffix = PurePosixPath(sent_name).suffix.lower()
    announced = Announced(
        project_id=project_id,
        by=auth.person().id,
        name=file_name(choice.role, choice.words, suffix),
        original_name=sent_name,
        length=stored.bytes,
    )
    quota = parts().settings.group_quota_bytes
    return arrivals.lay_whole(parts().book, announced, stored, quota_bytes=quota)
