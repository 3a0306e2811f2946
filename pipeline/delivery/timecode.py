"""A small film with its timecode in the picture: whoever talks about a frame can name it.

The first frame of the edit has the timecode that the sound people were given for it; a title before
it counts up to that. The figures stand at the lower edge, where a projector may cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

from pipeline.bench import Watch
from pipeline.documents.turnover import USUAL_START, leader_of
from pipeline.editing.guide_bands import BAND, BIG, EDGE, INK, WORDS, Figures, Grey, cut_short
from pipeline.fonts import Font
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.encoding import PictureSettings, encoding, timescale
from pipeline.render.fitting import TAGS
from pipeline.render.joining import must_fit_together
from pipeline.render.lettering import fitted

LENGTH: Final = len("01:00:00:00")
_SHARES: Final = (0.12, 0.25, 0.6)
"""Of the room beside the timecode, from the right: which film, whose, and its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How the frames of a film are named, and what is said beside them."""

    frames: int = 0
    """Length of the film."""
    first: int = 0
    """The frame of the film at which the edit begins."""
    start: str = USUAL_START
    """The timecode of that frame."""
    title: str = ""
    group: str = ""
    film: str = ""
    """What tells this film from others."""


def timecodes_of(counted: Counted, rate: Fraction) -> Iterator[str]:
    """Yield the timecode of each frame of a film. Raise CannotRead for a start that is none."""
    leader = leader_of(frames=counted.frames, rate=rate, start=counted.start)
    for frame in range(counted.frames):
        yield leader.timecode(leader.first + frame - counted.first)


def bands_of(counted: Counted, rate: Fraction, *, width: int) -> Iterator[bytes]:
    """Yield the band of each frame, one byte a pixel."""
    figures = Figures(hand=BIG)
    left = 2 * EDGE + LENGTH * figures.width
    base = _words((counted.film, counted.group, counted.title), left, width)
    for timecode in timecodes_of(counted, rate):
        band = base.copy()
        figures.put(band, timecode, EDGE)
        yield band.tobytes()


def _words(texts: tuple[str, ...], left: int, width: int) -> Grey:
    """Draw texts from the right: each by itself, as one may be in Arabic and the next is not."""
    page = Image.new("RGB", (width, BAND))
    draw = ImageDraw.Draw(page)
    right, room = float(width - EDGE), width - EDGE - left
    for text, share in zip(texts, _SHARES, strict=True):
        hand = fitted(text, Font.TEXT_BOLD, WORDS, room * share)
        shown = cut_short(text, hand, room * share)
        at = (right, BAND / 2 + hand.px * 0.35)
        hand.write(draw, at, shown, colour=(INK, INK, INK), align="right")
        right -= hand.width(shown) + (EDGE if shown else 0)
    return np.asarray(page.convert("L"))


def write_timecoded(
    film: Path,
    counted: Counted,
    settings: PictureSettings,
    into: Path,
    *,
    watch: Watch,
) -> None:
    """Write the picture of a film with its timecodes as MP4. Raise WorkFailed or Cancelled."""
    counts = into.with_suffix(".frames")
    width, rate, frames = settings.width, settings.rate, counted.frames
    ticks = timescale(rate)
    run_ffmpeg(
        (
            *("-y", "-protocol_whitelist", "file", "-f", "mov", "-i", f"file:{film.absolute()}"),
            *("-protocol_whitelist", "pipe", "-f", "rawvideo", "-pix_fmt", "gray"),
            *("-video_size", f"{width}x{BAND}", "-framerate", str(rate), "-i", "pipe:0"),
            *("-filter_complex", _graph(settings), "-map", "[out]"),
            *(*encoding(settings), "-frames:v", str(frames), "-f", "tee"),
            f"[f=mp4:video_track_timescale={ticks}]{into.name}|[f=framecrc]{counts.name}",
        ),
        cwd=into.parent,
        seconds=frames / rate,
        watch=watch,
        feed=bands_of(counted, rate, width=width),
    )
    must_fit_together(counts, frames=frames, rate=rate)


def _graph(settings: PictureSettings) -> str:
    width, height = settings.width, settings.height
    tick = f"settb=expr={1 / settings.rate},setpts=expr=N"
    size = f"w={width}:h={height}"
    return (
        f"[0:v:0]scale={size}:force_original_aspect_ratio=decrease:force_divisible_by=2"
        f":flags=bicubic,pad={size}:x=-1:y=-1,format=pix_fmts=yuv420p,{tick}[film];"
        "[1:v:0]scale=in_range=pc:out_color_matrix=bt709:out_range=tv,format=pix_fmts=yuv420p,"
        f"{tick}[band];[film][band]overlay=x=0:y=main_h-overlay_h:format=yuv420,{TAGS}[out]"
    )
