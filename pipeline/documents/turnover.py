"""The turnover: what the sound people get of a locked edit, and where everything is in it. Pure.

Guide and stems begin with a leader. A beep of one frame stands exactly two seconds of timecode
before the first frame of the film, and one two seconds after its last: whoever lays them over each
other sees at once whether all run together.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.timing import (
    FrameRate,
    frames_to_samples,
    frames_to_timecode,
    nominal,
    timecode_to_frames,
)

USUAL_START: Final = "01:00:00:00"
SLOWEST: Final = Fraction(24)
HEAD_S: Final = 8
POP_S: Final = 2
TAIL_S: Final = 3
"""Seconds of timecode: of the leader, from a beep to the film, of what follows the film."""
POP_HERTZ: Final = 1000
POP_DBFS: Final = -20

GUIDE: Final = "turnover/guide.mp4"
README: Final = "turnover/readme.pdf"
FACTS: Final = "turnover/turnover.json"
PACK: Final = "turnover.zip"
"""Names among the products of a lock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedVersion:
    """Which version was locked, by whom, and how its sound is handed over."""

    number: int
    digest: str
    locked_by: str = ""
    locked_at: str = ""
    """In ISO 8601."""
    start: str = USUAL_START
    """Timecode of the first frame of the film; a semicolon means drop-frame."""
    handle_s: int = 2
    """Seconds of sound before and after each clip, where the recording has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Where everything is in guide and stems; frames counted from their first."""

    rate: FrameRate
    frames: int
    """Of the film."""
    start_frame: int
    """The number of the film's first frame in timecode."""
    drop_frame: bool = False

    @property
    def first(self) -> int:
        """First frame of the film."""
        return HEAD_S * nominal(self.rate)

    @property
    def end(self) -> int:
        """First frame after the film."""
        return self.first + self.frames

    @property
    def pops(self) -> tuple[int, int]:
        """The frames that beep, before and after the film."""
        away = POP_S * nominal(self.rate)
        return self.first - away, self.end + away

    @property
    def total(self) -> int:
        """Length of guide and stems."""
        return self.end + TAIL_S * nominal(self.rate)

    def sample(self, frame: int) -> int:
        """Return the first sample of a frame, at 48 kHz."""
        return frames_to_samples(frame, self.rate)

    def number(self, frame: int) -> int:
        """Return the number of a frame in timecode; midnight comes round."""
        return (self.start_frame + frame - self.first) % _day(self.rate, self.drop_frame)

    def timecode(self, frame: int) -> str:
        """Return the timecode of a frame."""
        return frames_to_timecode(self.number(frame), self.rate, drop_frame=self.drop_frame)

    @property
    def time_reference(self) -> int:
        """Samples from midnight to the first of guide and stems, as a broadcast WAV says it."""
        return frames_to_samples(self.number(0), self.rate)


def _day(rate: FrameRate, drop_frame: bool) -> int:
    """Return the frames that a day of timecode counts."""
    last = f"23:59:59{';' if drop_frame else ':'}{nominal(rate) - 1:02d}"
    return timecode_to_frames(last, rate) + 1


def leader_of(*, frames: int, rate: FrameRate, start: str) -> Leader:
    """Return the leader of a film. Drop-frame is for 29.97 and 59.94. Raise CannotRead."""
    drops = ";" in start and rate.denominator != 1 and nominal(rate) % 30 == 0
    text = start if drops else start.replace(";", ":")
    return Leader(
        rate=rate, frames=frames, start_frame=timecode_to_frames(text, rate), drop_frame=drops
    )


def checked_start(text: str) -> str:
    """Return a start that is a timecode at every rate. Raise CannotRead."""
    timecode_to_frames(text, SLOWEST)
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class StemFile:
    """One audio track of the edit as a file as long as the guide."""

    file: str
    track: int
    role: str
    clips: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSound:
    """One sound clip of the edit with its handles, as a file, and where it belongs.

    All samples at 48 kHz; those of the film are counted from its first frame.
    """

    file: str
    track: int
    role: str
    media: str
    source: str
    """The file of the group that it was taken from."""
    start_sample: int
    """Where its sound begins in the film."""
    samples: int
    """How much of it is heard."""
    head_samples: int
    tail_samples: int
    """How much more there is before and after."""
    in_sample: int
    """Where it begins in the recording."""
    gain_db: float
    fade_in_samples: int
    fade_out_samples: int
    speed: Fraction
    name: str = ""
    """What the editor called the clip."""

    @property
    def whole(self) -> int:
        """Length of the file."""
        return self.head_samples + self.samples + self.tail_samples


@dataclass(frozen=True, slots=True, kw_only=True)
class WildSound:
    """A sound without picture that came home with the rushes."""

    file: str
    """Its name in the pack."""
    role: str
    seconds: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """What is in a turnover pack."""

    locked: LockedVersion
    leader: Leader
    stems: tuple[StemFile, ...] = ()
    sounds: tuple[PlacedSound, ...] = ()
    wild: tuple[WildSound, ...] = ()
    unheard: tuple[str, ...] = ()
    """Media in which nothing can be heard."""
