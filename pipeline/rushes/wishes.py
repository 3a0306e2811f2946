"""What people have said about a take and its recorder: the one door to their table. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.documents.slate import Slate
from pipeline.rushes.catalogue import CAMERA_SOUND
from pipeline.rushes.named import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is said of one recording."""

    slate: Slate | None = None
    """Of the take it is, or that it belongs to."""
    sound: str = ""
    """Base name of the recorder's file; empty: nobody said."""
    offset: int | None = None
    """Confirmed offset; None: not confirmed."""
    is_camera: bool = False
    """Whether the camera's own sound shall be used."""


NO_WISH: Final = Wish()


def wishes_of(named: Iterable[Named]) -> Mapping[str, Wish]:
    """Return what is said of each recording, by its file."""
    return {one.file: _wish(one) for one in named}


def _wish(one: Named) -> Wish:
    if one.entry.sound == CAMERA_SOUND:
        return Wish(slate=one.slate, is_camera=True)
    return Wish(slate=one.slate, sound=one.entry.sound, offset=one.entry.sound_offset)
