"""The edit: which picture and which sound are on at every moment of the film.

Flat, exact and free of any file format: nested sequences are already opened, handles of dissolves
are already part of the clips, and every position is a whole frame (picture) or a whole sample at
48 kHz (sound). Pure.

How to read the picture: clips lie on layers, the highest layer that has a clip covers all below it,
and where no layer has one the film is black. A dissolve mixes the picture of one range of layers
with that of another. Video tracks give no sound and audio tracks no picture: what is not listed
here is neither seen nor heard. What lets what lies below through (a title over the picture, a
picture made smaller, an opacity) is laid over it, also while it dissolves into nothing.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from pipeline.documents.grade import UNGRADED, Grade
from pipeline.documents.losses import Loss

NORMAL_SPEED = Fraction(1)
BLACK = "black"  # the generator whose picture is black
TITLE = "title"  # words on black
TITLE_OVER = "title_over"  # words over what lies below


class SoundRole(StrEnum):
    """What a sound is for: the stem it belongs to."""

    DIALOGUE = "dialogue"
    EFFECTS = "effects"
    AMBIENCE = "ambience"
    MUSIC = "music"


@dataclass(frozen=True, slots=True, kw_only=True)
class Images:
    """A shot that is a row of numbered pictures; the number stands between prefix and suffix."""

    prefix: str  # "shot."
    suffix: str  # ".png"
    digits: int  # 4: the number is padded with zeros to this width
    first: int  # number in the name of the first picture
    step: int = 1  # the numbers grow by this
    count: int  # how many pictures
    rate: Fraction  # pictures a second

    def names(self) -> tuple[str, ...]:
        """Return the file names in order."""
        numbers = range(self.first, self.first + self.step * self.count, self.step)
        return tuple(f"{self.prefix}{number:0{self.digits}d}{self.suffix}" for number in numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """What is cut off a picture, as shares of its width and height."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a picture lies in the frame: cropped, then scaled, turned, and moved from the middle.

    What is cropped off shows what lies below; the rest stays where it is.
    """

    wide: float = 1.0  # 1 = as wide as fits; negative: mirrored
    high: float = 1.0
    across: float = 0.0  # to the right, in widths of the frame
    down: float = 0.0  # in heights of the frame
    turned: float = 0.0  # degrees, clockwise
    crop: Crop = Crop()


NEUTRAL = Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpacityKey:
    """How much a clip hides at one moment; between two keys it changes evenly."""

    frame: Fraction  # counted from the clip's first frame
    opacity: float  # 0 is not seen, 1 hides what lies below


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureClip:
    """A stretch of picture.

    Its k-th frame is the frame of the medium that is on screen at the medium's second
    `source_in + k * speed / frame_rate`.
    """

    media: str  # take or file name to look up; "" for a generator
    source_in: Fraction  # seconds after the file's first frame; negative: before it
    start_frame: int  # first frame in the film
    frames: int  # how many, handles of dissolves included
    speed: Fraction = NORMAL_SPEED  # 2 = twice as fast, -1 = backwards, 0 = a freeze
    layer: int = 0  # higher covers lower
    generator: str = ""  # "black", "bars", ... when there is no medium
    images: Images | None = None  # set when the medium is a row of pictures
    name: str = ""  # what the editor called the clip
    text: str = ""  # the words of a title, lines apart by a newline
    look: Look = NEUTRAL
    opacity: tuple[OpacityKey, ...] = ()  # by frame; none: it hides what lies below
    grade: Grade = UNGRADED

    @property
    def end_frame(self) -> int:
        """First frame after the clip."""
        return self.start_frame + self.frames

    @property
    def lets_through(self) -> bool:
        """Whether what lies below may be seen beside or between it, whatever its medium."""
        return self.generator == TITLE_OVER or self.look != NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolve:
    """Mixes two ranges of layers; an empty range counts as black.

    Frame f shows the incoming one with the weight `(f + 1/2 - ramp_start) / ramp_frames` and the
    outgoing one with the rest.
    """

    start_frame: int  # first mixed frame
    frames: int  # how many frames are mixed
    ramp_start: Fraction  # where the weight is 0; before start_frame if the dissolve is trimmed
    ramp_frames: Fraction  # frames from weight 0 to weight 1
    outgoing: tuple[int, int]  # first layer, last layer + 1
    incoming: tuple[int, int]

    @property
    def end_frame(self) -> int:
        """First frame after the dissolve."""
        return self.start_frame + self.frames


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundClip:
    """A stretch of sound.

    Clips that overlap are added; fades follow a quarter of a sine, so that two clips that cross
    keep their power.
    """

    media: str  # take, sound or file name to look up
    source_in: Fraction  # seconds after the file's first video frame, else its first sample
    start_sample: int  # first sample in the film, at 48 kHz
    samples: int  # how many, handles of crossfades included
    gain_db: float = 0.0
    fade_in_samples: int = 0
    fade_out_samples: int = 0
    track: int = 0  # counted from 0 in the order of the audio tracks
    role: SoundRole = SoundRole.DIALOGUE
    speed: Fraction = NORMAL_SPEED  # of the medium, as for pictures; never 0
    name: str = ""

    @property
    def end_sample(self) -> int:
        """First sample after the clip."""
        return self.start_sample + self.samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A whole film as a list of what is on at every frame and every sample."""

    name: str
    frame_rate: Fraction
    width: int  # pixels; pixels are square
    height: int
    frames: int  # length of the film
    picture: tuple[PictureClip, ...] = ()  # by start, then layer
    dissolves: tuple[Dissolve, ...] = ()  # by start
    sound: tuple[SoundClip, ...] = ()  # by start, then track
    losses: tuple[Loss, ...] = ()  # things of the timeline that the film does not show as they are

    def media_names(self) -> tuple[str, ...]:
        """Return the names of all media the edit needs, sorted; of a row, those of its pictures."""
        rows = {name for clip in self.picture if clip.images for name in clip.images.names()}
        single = {clip.media for clip in self.picture if clip.media and not clip.images}
        return tuple(sorted(rows | single | {clip.media for clip in self.sound}))
