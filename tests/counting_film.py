"""A film that counts its own pictures: each shows its number as bright and dark fields.

The number stands in two rows of sixteen fields, the highest bit first, so that a player's picture
can be read back from its pixels, however small it is.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np

from pipeline.media.ffmpeg import run_ffmpeg

WIDTH, HEIGHT = 64, 36
ROW_BITS = 16
FIELD = WIDTH // ROW_BITS
MIDDLES = tuple(
    (x, y) for y in (HEIGHT // 4, 3 * HEIGHT // 4) for x in range(FIELD // 2, WIDTH, FIELD)
)
"""Where the fields are looked at, in pixels: from left, from above."""


def write_counting_film(path: Path, *, frames: int, rate: Fraction, sound: bool = False) -> Path:
    """Write an MP4 as Claquette's own films are made: H.264 with B-pictures, a key every second."""
    silence = ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-shortest", "-c:a", "aac")
    run_ffmpeg(
        [
            *("-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}"),
            *("-framerate", f"{rate.numerator}/{rate.denominator}", "-i", "pipe:0"),
            *(silence if sound else ()),
            *("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-crf", "23"),
            *("-g", str(round(rate)), "-pix_fmt", "yuv420p", "-movflags", "+faststart"),
            *("-frames:v", str(frames), "-y", str(path)),
        ],
        feed=(picture(number) for number in range(frames)),
    )
    return path


def picture(number: int) -> bytes:
    """The grey picture of a number."""
    rows = [_row(number >> ROW_BITS), _row(number)]
    return np.repeat(np.array(rows, dtype=np.uint8), HEIGHT // 2, axis=0).tobytes()


def _row(number: int) -> "np.typing.NDArray[np.uint8]":
    bits = [(number >> place) & 1 for place in reversed(range(ROW_BITS))]
    return np.repeat(np.array(bits, dtype=np.uint8) * 220 + 16, FIELD)


def number_of(lights: Sequence[int]) -> int:
    """The number of a picture by the brightness of the middles of its fields."""
    places = reversed(range(2 * ROW_BITS))
    return sum(1 << place for place, light in zip(places, lights, strict=True) if light > 128)
