"""The cuts that lay on the desk: every keeping is a version, and each can be laid there again."""

from dataclasses import dataclass
from typing import Final

from pipeline.documents.cut import Cut
from pipeline.records import desks
from pipeline.records.desks import DeskVersion
from pipeline.timeline.cutting import written_in
from web.cutter_room import Room, place_of
from web.parts import parts

MOST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCut:
    """One version, and what its cut is."""

    version: DeskVersion
    cut: Cut | None
    """None for a timeline of an editing program."""


def kept_cuts(room: Room) -> tuple[KeptCut, ...]:
    """Return the newest versions of the cut, the newest first."""
    with parts().book.reading() as session:
        found = desks.versions(session, place_of(room.project_id), most=MOST)
    return tuple(map(_kept, found))


def _kept(version: DeskVersion) -> KeptCut:
    content = parts().store.path(version.digest).read_bytes()
    return KeptCut(version=version, cut=written_in(content))
