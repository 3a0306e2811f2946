"""From a film file to exactly the frames that are shown, as filters. Pure.

How a frame is found: the times of a source are moved so that the clip's first instant is 0 and
stretched by its speed; `fps` with `round=up` then shows at every film frame the source frame that
is on screen at its first instant. A seek only saves time: it goes to a key frame well before, and
what is too early is dropped by its time.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Final

from pipeline.render.fitting import DEINTERLACED
from pipeline.render.sources import ROW, SEEKABLE, Source

MOST_SLACK: Final = Fraction(1, 500)
"""Seconds; less than half a frame at 240 frames a second."""
MICRO: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """From a second of the medium on, at a speed, for some film frames."""

    entry: Fraction
    speed: Fraction
    frames: int


def forwards(play: Play, rate: Fraction) -> Play:
    """Return what is read: for a clip that runs backwards, the same frames the other way."""
    if play.speed >= 0:
        return play
    last = play.entry + (play.frames - 1) * play.speed / rate
    return Play(entry=last, speed=-play.speed, frames=play.frames)


def played(source: Source, play: Play, rate: Fraction) -> str:
    """Return the filters that show a file's frames at their times."""
    if play.speed < 0:
        return f"{played(source, forwards(play, rate), rate)},reverse,setpts=expr=N"
    zero = floor((source.first + _entry(source, play) + _slack(source)) * MICRO)
    speed = play.speed or Fraction(1)
    stretched = f"(PTS-({zero}))*{speed.denominator}/{speed.numerator}"
    sampled = f"fps=fps={rate}:start_time=0:round=up"
    whole = f"{DEINTERLACED}," if source.is_interlaced else ""
    timed = f"{whole}settb=expr=1/{MICRO},setpts=expr={stretched},{sampled}"
    if not play.speed:
        return f"{timed},trim=end_frame=1,{held(play.frames, rate)}"
    return f"{timed},{_filled(play.frames)}"


def held(frames: int, rate: Fraction) -> str:
    """Return the filters that show one picture for some frames."""
    return f"settb=expr={1 / rate},setpts=expr=N,{_filled(frames)}"


def _filled(frames: int) -> str:
    """Return the filters that give exactly so many frames, the last one held if need be."""
    return f"tpad=stop={frames}:stop_mode=clone,trim=end_frame={frames},setpts=expr=N"


def _entry(source: Source, play: Play) -> Fraction:
    """Return where reading begins; after the end of a medium, with its last picture."""
    return min(play.entry, source.last - source.first)


def _slack(source: Source) -> Fraction:
    """Return by how much a frame may come late and still count: its time and that of the first
    frame are rounded, to milliseconds in some containers.
    """
    return min(source.tick, MOST_SLACK) + Fraction(2, MICRO)


def seek(source: Source, play: Play) -> tuple[str, ...]:
    """Return the options that start reading near a second of the medium, never after it."""
    if source.kind == ROW:
        return ("-framerate", str(source.rate))
    start = source.first + _entry(source, play) - source.lead - source.begins
    if source.kind not in SEEKABLE or start <= 0:
        return ()
    return ("-noaccurate_seek", "-ss", seconds(start))


def seconds(time: Fraction) -> str:
    """Return seconds as ffmpeg reads them."""
    return f"{float(time):.6f}"
