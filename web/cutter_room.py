"""The cutter of a film as it stands now: what lies on the desk, opened as a cut, and its bin."""

import json
from dataclasses import dataclass
from typing import Any, Final

from pipeline import desk
from pipeline.desk import Saved, Saving
from pipeline.documents.cut import Cut, CutBin
from pipeline.documents.json import VERSION, canonical, from_json, to_json
from pipeline.documents.losses import Fate, Loss
from pipeline.documents.project import Project
from pipeline.documents.shot_list import ShotList
from pipeline.documents.takes import Takes
from pipeline.editing.cut_bin import assembled, bin_of, film_of
from pipeline.editing.cut_checks import must_be_possible
from pipeline.editing.cut_opening import open_timeline
from pipeline.editing.sent import SHOT_LIST, TIMELINE
from pipeline.errors import CannotRead, PipelineError
from pipeline.records.desks import Place
from pipeline.records.values import Group
from pipeline.timeline.cutting import Opened, timeline_of_cut
from web import auth, desks, papers
from web.cutter_bin import Rushes, rushes_of
from web.errors import sentence_of
from web.parts import parts

STAGE: Final = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What the cutter works with."""

    project_id: int
    group: Group
    project: Project
    rushes: Rushes | None
    number: int
    """Of the version on the desk; 0 while nothing lies there."""
    by: str
    content: bytes
    """The timeline that lies there, or that the page begins with."""

    @property
    def takes(self) -> Takes:
        """The catalogue of the rushes; empty as long as there are none."""
        return (
            self.rushes.takes
            if self.rushes
            else Takes(frame_rate=self.project.frame_rate, takes=())
        )

    @property
    def bin(self) -> CutBin:
        """What may be cut."""
        return bin_of(self.takes)


def place_of(project_id: int) -> Place:
    """Return where the edit lies."""
    return Place(project_id=project_id, stage=STAGE, name=TIMELINE)


def room_of(project_id: int, group: Group) -> Room:
    """Return the cutter of a film."""
    project, rushes = papers.project_of(project_id), rushes_of(project_id)
    lying = desks.on_desk(place_of(project_id))
    return Room(
        project_id=project_id,
        group=group,
        project=project,
        rushes=rushes,
        number=lying.number,
        by=lying.by,
        content=lying.content,
    )


def start_of(room: Room) -> bytes:
    """Return what the page shows while nothing lies on the desk: the newest version, else the
    assembly.
    """
    made = desks.start_of(place_of(room.project_id))
    return made or timeline_of_cut(assembly_of(room), room.bin).encode()


def assembly_of(room: Room) -> Cut:
    """Return the circled takes in script order."""
    paper = papers.paper_of(room.project_id, "shot_list", SHOT_LIST)
    try:
        shot_list = from_json(paper, ShotList) if paper else None
    except PipelineError:
        shot_list = None
    return assembled(shot_list, room.takes, room.project)


def opened(room: Room) -> Opened:
    """Return what lies on the desk as a cut; what is no timeline at all is an empty one."""
    content = room.content or start_of(room)
    return opened_text(content, room)


def opened_text(content: bytes, room: Room) -> Opened:
    """Return a timeline as a cut; what is no timeline at all is an empty one with the reason."""
    try:
        return open_timeline(content, room.takes, room.project)
    except CannotRead as fault:
        nothing = assembled(None, Takes(frame_rate=room.project.frame_rate, takes=()), room.project)
        values = {name: str(value) for name, value in fault.values.items()}
        loss = Loss(fate=Fate.DROPPED, template=fault.template, values=values)
        return Opened(cut=nothing, losses=(loss,))


def cut_json(cut: Cut) -> dict[str, Any]:
    """Return a cut for a script."""
    plain: dict[str, Any] = json.loads(to_json(cut))
    return plain


def reasons_of(found: Opened) -> list[dict[str, str]]:
    """Return why a timeline cannot be opened, in the language of the request."""
    return [
        {"place": loss.place, "sentence": sentence_of(loss.template, loss.values)}
        for loss in found.losses
    ]


def number_of(value: object) -> int:
    """Return the number of a version that a script or a form names; 0 for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def cut_from(sent: object) -> Cut:
    """Return the cut that a script has sent, as an object or as its text. Raise CannotRead."""
    try:
        plain: Any = json.loads(sent) if isinstance(sent, str) else sent
        named = {"format": Cut.__name__, "version": VERSION, **plain}
        return from_json(canonical(named), Cut)
    except (ValueError, TypeError, RecursionError) as fault:
        raise CannotRead("This is no cut.", detail=str(fault)) from fault


def keep(room: Room, cut: Cut, *, base: int) -> Saved:
    """Lay a cut on the desk, written from a version of it. Raise CannotRead, Refused."""
    must_be_possible(cut, room.bin, film_of(room.project))
    saving = Saving(
        place=place_of(room.project_id),
        by=auth.person().id,
        base=base,
        content=timeline_of_cut(cut, room.bin).encode(),
    )
    return desk.save(parts().book, parts().store, saving, start=start_of(room))


def theirs_json(room: Room, saved: Saved) -> dict[str, object]:
    """Return what a script is told when somebody else was faster."""
    version = desk.lying(
        parts().book, parts().store, place_of(room.project_id), number=saved.number
    )
    return {
        "number": saved.number,
        "cut": cut_json(opened_text(saved.content, room).cut),
        "by": version.version.by if version else "",
        "aside": saved.aside,
    }
