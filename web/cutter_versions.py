"""The cuts that lay on the desk: every keeping is a version, and each can be laid there again."""

from dataclasses import dataclass
from typing import Final

from pipeline.records import desks
from pipeline.records.desks import DeskVersion
from web.cutter_room import Room, opened_text, place_of
from web.parts import parts

MOST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCut:
    """One version, and what its cut is."""

    version: DeskVersion
    pieces: int
    frames: int
    is_whole: bool
    """Whether the cutter can open it."""


def kept_cuts(room: Room) -> tuple[KeptCut, ...]:
    """Return the newest versions of the cut, the newest first."""
    with parts().book.reading() as session:
        found = desks.versions(session, place_of(room.project_id), most=MOST)
    return tuple(_kept(room, one) for one in found)


def _kept(room: Room, version: DeskVersion) -> KeptCut:
    opened = opened_text(parts().store.path(version.digest).read_bytes(), room)
    return KeptCut(
        version=version,
        pieces=len(opened.cut.items),
        frames=opened.cut.frames,
        is_whole=not opened.losses,
    )
