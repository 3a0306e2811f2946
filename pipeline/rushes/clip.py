"""What the machines know of one recording after one decode: the clip, kept as clip.json. Pure.

A clip belongs to bytes, not to a name or a version: what was found once is used wherever these
bytes turn up again. Its products (proxy, thumbnail, scrub sheet, waveform) lie beside it.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pipeline.documents.takes import ScrubSheet as ScrubSheet
from pipeline.media.facts import MediaFacts
from pipeline.media.figures import SoundFigures

DOCUMENT: Final = "clip.json"
PROXY: Final = "proxy.mp4"
"""Of a film: 540 lines at most, the project's rate, AAC at 48 kHz."""
LISTEN: Final = "listen.m4a"
"""Of a sound without picture: what a browser can play."""
THUMBNAIL: Final = "thumbnail.jpg"
SHEET: Final = "sheet.jpg"
"""Small pictures of the whole clip in rows, for scrubbing with the pointer."""
WAVEFORM: Final = "waveform.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a clip, in frames of the project, the end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateMark:
    """A code of our slates that was seen in the picture."""

    text: str
    """As the code says it: "CLQ1 S03 P02 T04", or "CLQ1 S03 P02" from paper."""
    frame: int
    """Where it was seen first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFigures:
    """What was measured on the pictures."""

    luma_mean: float
    """0 (black) to 255 (white), over all pictures."""
    bright_share: float
    """Share of the picture, 0 to 1, that is burnt out (250 and more), over all pictures."""
    sharpness: float
    """Variance of the Laplacian of the grey picture 480 pixels wide, median of those looked at."""
    shake: float
    """Share of the picture's width by which the movement of the whole picture changes from one
    frame to the next, median: a steady pan does not shake."""
    flicker_hz: float
    """Frequency at which the light pumps; 0 when it does not."""
    black: tuple[Span, ...] = ()
    frozen: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One recording."""

    recipe: int
    """Of the ingest that made it; another one makes it anew."""
    digest: str
    """SHA-256 of the recording."""
    rate: Fraction
    """Of the project, at which frames count."""
    frames: int
    """Length of the picture, 0 of a sound."""
    samples: int
    """Length of the sound at 48 kHz, 0 where there is none."""
    facts: MediaFacts
    sound: SoundFigures | None = None
    picture: PictureFigures | None = None
    silent: tuple[Span, ...] = ()
    """Stretches without any sound to speak of (below -60 dBFS), in samples at 48 kHz."""
    slates: tuple[SlateMark, ...] = ()
    beep: int | None = None
    """Sample at 48 kHz at which the beep of a slate begins."""
    clap: int | None = None
    """Sample at 48 kHz of the loudest clap-like sound."""
    damaged: bool = False
    """Parts could not be decoded."""
    sheet: ScrubSheet | None = None
