"""The cut as a list of forms, for those whose browser runs no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from pipeline.documents.cut import Cut, CutItem, ItemKind
from pipeline.documents.slate import parse_slate
from pipeline.editing.cut_words import name_of
from pipeline.errors import PipelineError
from pipeline.timing import FrameRate, frames_to_timecode
from web.cutter_room import Room

ROLES: Final[Mapping[str, Any]] = {
    "dialogue": _("Dialogue"),
    "effects": _("Effects"),
    "ambience": _("Ambience"),
    "music": _("Music"),
}


class Choice(NamedTuple):
    """One line of a choice."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One piece of the picture track, as the list shows it."""

    item: CutItem
    number: int
    start: int
    name: str
    thumbnail: str | None
    says: tuple[str, ...]
    """What is special about it: dissolve, fades, J or L cut, loudness."""
    before: str
    """Id of the piece before; "" for the first."""
    after: str
    take_frames: int
    others: tuple[str, ...]
    """Other takes of the same shot."""

    @property
    def is_take(self) -> bool:
        """Whether it plays a take."""
        return self.item.kind is ItemKind.TAKE


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Everything that the list shows."""

    rows: tuple[Row, ...]
    takes: tuple[Mapping[str, Any], ...]
    """The bin, as its JSON has it."""
    sounds: tuple[Choice, ...]
    """What may be laid on a track: sounds, and takes that are heard."""
    places: tuple[Choice, ...]
    """After which piece something may be put in."""
    rate: FrameRate

    def timecode(self, frame: int) -> str:
        """Return the timecode of a frame of the film."""
        return frames_to_timecode(frame, self.rate)


def listed(room: Room, cut: Cut, bin_: Mapping[str, Any]) -> Listed:
    """Return the list of a cut."""
    thumbnails = {take["name"]: take["thumbnail_url"] for take in bin_["takes"]}
    rows = tuple(_row(room, cut, at, thumbnails) for at in range(len(cut.items)))
    heard = [take["name"] for take in bin_["takes"] if take["has_sound"]]
    sounds = [Choice(one["file"], one["title"]) for one in bin_["sounds"]]
    return Listed(
        rows=rows,
        takes=tuple(bin_["takes"]),
        sounds=(*sounds, *(Choice(name, name) for name in heard)),
        places=tuple(Choice(row.item.id, f"{row.number}. {row.name}") for row in rows),
        rate=room.project.frame_rate,
    )


def _row(room: Room, cut: Cut, at: int, thumbnails: Mapping[str, str | None]) -> Row:
    item = cut.items[at]
    footage = room.bin.takes.get(item.take)
    return Row(
        item=item,
        number=at + 1,
        start=cut.starts()[at],
        name=name_of(item) or gettext("Gap"),
        thumbnail=thumbnails.get(item.take),
        says=tuple(_says(item)),
        before=cut.items[at - 1].id if at else "",
        after=cut.items[at + 1].id if at + 1 < len(cut.items) else "",
        take_frames=footage.frames if footage else 0,
        others=_others(room, item.take),
    )


def _others(room: Room, take: str) -> tuple[str, ...]:
    try:
        shot = parse_slate(take).shot_name if take else ""
    except PipelineError:
        return ()
    return tuple(one.name for one in room.takes.of_shot(shot) if one.name != take)


def _says(item: CutItem) -> list[str]:
    said = [
        (item.dissolve_frames, _frames(gettext("dissolve"), item.dissolve_frames)),
        (item.fade_in_frames, _frames(gettext("fade from black"), item.fade_in_frames)),
        (item.fade_out_frames, _frames(gettext("fade to black"), item.fade_out_frames)),
        (item.sound_offset < 0, _frames(gettext("J cut"), -item.sound_offset)),
        (item.sound_offset > 0, _frames(gettext("L cut"), item.sound_offset)),
        (item.gain_db, f"{item.gain_db:+g} dB"),
        (item.muted, gettext("silent")),
    ]
    return [words for is_so, words in said if is_so]


def _frames(words: str, frames: int) -> str:
    return f"{words} {ngettext('%(num)s frame', '%(num)s frames', frames)}"
