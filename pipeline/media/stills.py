"""One picture of a film by its number: what a note was written about."""

from fractions import Fraction
from pathlib import Path
from typing import Final

from pipeline.media.ffmpeg import GIB, Limits, run_ffmpeg
from pipeline.media.graphs import media_input
from pipeline.timing import FrameRate

LIMITS: Final = Limits(wall_s=30, cpu_s=30, memory_bytes=2 * GIB, file_bytes=20_000_000)
WIDTH: Final = 640


def take_still(film: Path, frame: int, rate: FrameRate, into: Path) -> None:
    """Write a frame of an MP4 that Claquette has made as a JPEG, at most 640 pixels wide.

    Raise WorkFailed where the film has no such frame.
    """
    # What is sought for comes after the middle of the frame before, so it is this very frame.
    before = max(Fraction(0), (frame - Fraction(1, 2)) / rate)
    run_ffmpeg(
        [
            *("-ss", f"{float(before):.6f}"),
            *media_input(film.absolute(), "mov"),
            *("-an", "-sn", "-frames:v", "1", "-vf", f"scale=w='min({WIDTH},iw)':h=-2"),
            *("-q:v", "4", "-f", "image2", "-update", "1", "-y", f"file:{into}"),
        ],
        limits=LIMITS,
    )
