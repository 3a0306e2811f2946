"""A film that counts its own pictures: each shows its number as bright and dark fields.

The number stands in two rows of sixteen fields, the highest bit first, so that a player's picture
can be read back from its pixels, however small it is.
"""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.media.ffmpeg import run_ffmpeg

Numbers = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 64, 36
ROW_BITS = 16
FIELD = WIDTH // ROW_BITS
AT_ONCE = 250
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
        feed=(pictures(at, min(at + AT_ONCE, frames)) for at in range(0, frames, AT_ONCE)),
    )
    return path


def pictures(first: int, last: int) -> bytes:
    """The grey pictures of the numbers from first to before last."""
    numbers = np.arange(first, last, dtype=np.uint32)
    rows = [_rows(numbers // np.uint32(1 << ROW_BITS)), _rows(numbers)]
    return np.repeat(np.stack(rows, axis=1), HEIGHT // 2, axis=1).tobytes()


def _rows(numbers: Numbers) -> Bytes:
    places = np.arange(ROW_BITS - 1, -1, -1, dtype=np.uint32)
    bits = ((numbers[:, None] >> places) & 1).astype(np.uint8)
    return np.repeat(bits * np.uint8(220) + np.uint8(16), FIELD, axis=1)


def number_of(lights: Sequence[int]) -> int:
    """The number of a picture by the brightness of the middles of its fields."""
    places = reversed(range(2 * ROW_BITS))
    return sum(1 << place for place, light in zip(places, lights, strict=True) if light > 128)
