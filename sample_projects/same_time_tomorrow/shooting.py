"""What a take is made of, and what an actor knows at one moment of it. Pure.

Frames count from the first useful one; before it lie the slate and a second of handle.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PIL import Image

from pipeline.documents.slate import Slate
from pipeline.documents.takes import Rating
from sample_projects.drawing.canvas import Canvas
from sample_projects.drawing.film import FRAME_RATE
from sample_projects.drawing.palette import Palette
from sample_projects.drawing.slate import FRAMES as SLATE_FRAMES
from sample_projects.sounding.voice import Speaker, Spoken, speak
from sample_projects.sounding.waves import Sound

HANDLE_FRAMES: Final = 25
IDA: Final = Speaker(pitch_hz=292, size=0.8, pace=1.0, song=1.1, breath=0.012, seed=3)
MOUNTAIN: Final = Speaker(pitch_hz=86, size=1.16, pace=1.5, song=0.8, breath=0.02, seed=8)
_LEAD_S: Final = 0.03
"""Mouths move a little before one hears them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of dialogue in a take."""

    speaker: Speaker
    text: str
    at: int
    """Frame on which it begins."""
    seen: Speaker | None = None
    """Whose lips move, if it is not the speaker's: a mistake."""
    gain_db: float = 0.0

    @property
    def spoken(self) -> Spoken:
        """The line as it sounds."""
        return speak(self.text, self.speaker)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """A noise on the set."""

    make: Callable[[], Sound]
    at: int
    peak_dbfs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One frame of a take, as the actors see it."""

    frame: float
    lines: tuple[Line, ...]

    def mouth(self, who: Speaker) -> tuple[float, float]:
        """Return how wide and how round the mouth of somebody is."""
        for line in self.lines:
            second = (self.frame - line.at) / FRAME_RATE + _LEAD_S
            if (line.seen or line.speaker) == who and 0 <= second < line.spoken.length_s:
                return line.spoken.mouth(second)
        return 0.0, 0.0


Act = Callable[[Canvas, Moment], None]
Camera = Callable[[float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePlan:
    """One take: where, in which light, what happens, and what the script supervisor wrote."""

    scene: int
    shot: int
    take: int
    frames: int
    """Useful frames, without slate and handles."""
    background: Callable[[Palette], Image.Image]
    palette: Palette
    act: Act
    lines: tuple[Line, ...] = ()
    noises: tuple[Noise, ...] = ()
    camera: Camera | None = None
    on: int = 2
    """The camera moves every so many frames; a quick move needs 1."""
    rating: Rating = Rating.GOOD
    note: str = ""

    @property
    def slate(self) -> Slate:
        """What the clapperboard says."""
        return Slate(scene=str(self.scene), shot=self.shot, take=self.take)

    @property
    def in_frame(self) -> int:
        """First useful frame, from the head of the file."""
        return SLATE_FRAMES + HANDLE_FRAMES

    @property
    def out_frame(self) -> int:
        """First frame no longer useful."""
        return self.in_frame + self.frames

    @property
    def all_frames(self) -> int:
        """Frames of the whole file."""
        return self.out_frame + HANDLE_FRAMES
