"""The cut: a film as a group cuts it in the browser, before it is written as a timeline. Pure.

Everything counts in whole frames of the film. Shots follow each other without holes on one track of
picture; titles may lie over them; the shots' own sound goes with them, and more sound lies on
tracks of its own. What an editing program can do beyond this stays in its timeline, and the browser
does not open it. Titles and sounds may lie beyond the last picture while a group still cuts; the
film ends with its picture.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from pipeline.documents.edit import SoundRole


class ItemKind(StrEnum):
    """What one piece of the picture track is."""

    TAKE = "take"
    GAP = "gap"
    """Black."""
    TITLE = "title"
    """Words on black."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutItem:
    """One piece of the picture track; its place is the sum of the frames before it."""

    id: str
    """Given once and kept through every trim and move; a split gives the second half a new one."""
    kind: ItemKind
    frames: int
    """On the timeline, 1 or more."""
    take: str = ""
    """S03_P02_T04; empty for what is no take."""
    in_frame: int = 0
    """First frame of the take, in frames of the film."""
    text: str = ""
    """Of a title, lines apart by a newline."""
    dissolve_frames: int = 0
    """The item before turns into this one over so many frames, half of them on each side of the cut
    (the odd one after it); 0 is a cut."""
    fade_in_frames: int = 0
    """From black; only where no dissolve leads in."""
    fade_out_frames: int = 0
    """To black; only where the next item does not dissolve in."""
    sound_offset: int = 0
    """At the cut before this item its sound begins so many frames after the picture (an L cut), or
    before it (negative, a J cut); the sound of the item before goes on until there."""
    gain_db: float = 0.0
    muted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CutTitle:
    """Words over the picture."""

    id: str
    text: str
    start_frame: int
    frames: int
    fade_frames: int = 0
    """In and out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutSound:
    """One sound on a track of its own."""

    id: str
    media: str
    """The file of a sound, or the name of a take whose sound is meant."""
    start_frame: int
    frames: int
    in_frame: int = 0
    gain_db: float = 0.0
    fade_in_frames: int = 0
    fade_out_frames: int = 0
    """At its end; where the film ends before, there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutTrack:
    """A track of sounds that do not overlap."""

    id: str
    name: str
    role: SoundRole
    gain_db: float = 0.0
    muted: bool = False
    sounds: tuple[CutSound, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The whole film."""

    name: str
    frame_rate: Fraction
    width: int
    height: int
    items: tuple[CutItem, ...] = ()
    titles: tuple[CutTitle, ...] = ()
    """By start; they do not overlap."""
    tracks: tuple[CutTrack, ...] = ()

    @property
    def frames(self) -> int:
        """Length of the picture."""
        return sum(item.frames for item in self.items)

    def starts(self) -> tuple[int, ...]:
        """Return the first frame of each item."""
        at, starts = 0, []
        for item in self.items:
            starts.append(at)
            at += item.frames
        return tuple(starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """One medium that a cut may use; it counts in frames of the film."""

    frames: int
    """Whole length."""
    in_frame: int = 0
    """First useful frame."""
    out_frame: int = 0
    """First frame no longer useful; 0 is the end."""
    has_sound: bool = True
    file: str = ""
    """The file of a take, as an editing program would look for it."""
    digest: str = ""
    """SHA-256 of that file, by which it is found whatever it is called."""

    @property
    def useful(self) -> tuple[int, int]:
        """First useful frame, and how many there are; always at least one."""
        first = min(max(0, self.in_frame), max(0, self.frames - 1))
        end = self.out_frame if first < self.out_frame <= self.frames else self.frames
        return first, max(1, end - first)


@dataclass(frozen=True, slots=True, kw_only=True)
class CutBin:
    """What a cut may be made of."""

    takes: Mapping[str, Footage] = field(default_factory=dict)
    """By name: S03_P02_T04."""
    sounds: Mapping[str, Footage] = field(default_factory=dict)
    """By file name, without folders."""

    def sounding(self, media: str) -> Footage | None:
        """Return a sound, or a take that can be heard; None if there is no such thing."""
        take = self.takes.get(media)
        return take if take is not None and take.has_sound else self.sounds.get(media)
