"""The rushes: every take and every sound that a group has brought home. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from pipeline.documents.slate import Slate


class Rating(StrEnum):
    """What the script supervisor circled on set."""

    GOOD = "good"
    HOLD = "hold"
    NO_GOOD = "no_good"


class SoundRole(StrEnum):
    """What a separately recorded sound is for."""

    WILD = "wild"
    ROOM_TONE = "room_tone"
    DOUBLE = "double"
    MUSIC = "music"
    EFFECT = "effect"


class LinedUpBy(StrEnum):
    """By what a recorder's sound was lined up with a take."""

    BEEP = "beep"
    """Both heard the beep of the slate at the place where all else fits, too."""
    CLAP = "clap"
    """The same of a clap."""
    SOUND = "sound"
    """By all that was said and done."""
    HAND = "hand"
    """A person wrote the offset into takes.csv, and no machine found a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedSound:
    """The file of a recorder that ran beside the camera, and where it belongs.

    Sample c of the take, counted from its first picture, was sample
    c * (1 + drift_ppm / 1_000_000) - offset_samples of the recorder, both at 48 kHz.
    """

    file: str
    """Name of the recorder's file in the revision."""
    offset_samples: int
    """How many samples after the first picture the recorder started; negative: before it."""
    drift_ppm: float = 0.0
    """How many samples more than the camera the recorder counts in a million."""
    confidence: float = 0.0
    """0 (a guess) to 1 (every place that was listened to agrees, and no other place fits)."""
    by: LinedUpBy = LinedUpBy.SOUND
    confirmed: bool = False
    """Whether a person said so, or the machine is sure; only then it is heard in the film."""
    synced: str = ""
    """Name of the product: this sound, exactly as long as the take. Empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrubSheet:
    """How sheet.jpg is laid out: small pictures from left to right, then down."""

    columns: int
    rows: int
    pictures: int
    step_frames: int
    """Frames of the project from one picture to the next."""
    width: int
    """Of one picture, in pixels."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One take: the group's file, and what was measured and made from it."""

    slate: Slate
    file: str
    """Name of the group's file in the revision."""
    digest: str
    """SHA-256 of the group's file."""
    kind: str
    """The demuxer that ffmpeg is forced to use: mov, matroska, ..."""
    rating: Rating = Rating.GOOD
    in_frame: int = 0
    """First useful frame, in frames of the project from the start of the file."""
    out_frame: int = 0
    """First frame no longer useful (exclusive), in frames of the project."""
    frames: int = 0
    """Whole length, in frames of the project."""
    width: int = 0
    """Pixels, as shown (after rotation and pixel shape)."""
    height: int = 0
    rate: Fraction = Fraction(25)
    """Frames a second of the file itself."""
    has_sound: bool = True
    note: str = ""
    start_timecode: str = ""
    proxy: str = ""
    """Names of products; empty where there is none."""
    thumbnail: str = ""
    waveform: str = ""
    sheet: str = ""
    scrub: ScrubSheet | None = None
    """How the sheet is laid out; None where there is no sheet."""
    recorded: RecordedSound | None = None
    """The sound of a recorder that belongs to this take."""
    known_as: tuple[str, ...] = ()
    """What it was called before: by the camera (a file, with folders), and the takes it was in
    versions that were signed off."""

    @property
    def name(self) -> str:
        """The canonical name, S03_P02_T04."""
        return self.slate.name

    @property
    def is_heard(self) -> bool:
        """Whether the film can hear it: by the camera, or by a recorder that is lined up."""
        return self.has_sound or (self.recorded is not None and self.recorded.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundFile:
    """One sound without picture."""

    file: str
    digest: str
    kind: str
    """The demuxer that ffmpeg is forced to use: wav, flac, ogg, ..."""
    role: SoundRole
    samples: int
    """Length at 48 kHz."""
    channels: int
    listen: str = ""
    """Names of products; empty where there is none."""
    waveform: str = ""
    known_as: tuple[str, ...] = ()
    """What its file was called before, with folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """The catalogue of the rushes."""

    frame_rate: Fraction
    """The project's rate, at which in_frame, out_frame and frames count."""
    takes: tuple[Take, ...]
    sounds: tuple[SoundFile, ...] = ()

    def of_shot(self, shot_name: str) -> tuple[Take, ...]:
        """Return the takes of a shot, in the order of their numbers."""
        found = (take for take in self.takes if take.slate.shot_name == shot_name)
        return tuple(sorted(found, key=lambda take: take.slate.take))


_LIKED: Final = (Rating.NO_GOOD, Rating.HOLD, Rating.GOOD)


def circled(takes: Iterable[Take]) -> Take | None:
    """Return the take to cut with: the last good one, else the last one on hold, else none."""
    liked = [take for take in takes if take.rating is not Rating.NO_GOOD]
    return max(liked, key=lambda take: (_LIKED.index(take.rating), take.slate.take), default=None)
