"""Pictures of a film for its page, a programme booklet, a newspaper."""

from fractions import Fraction
from pathlib import Path
from typing import Final

from PIL import Image

from pipeline.bench import Watch
from pipeline.render.poster import QUALITY, best_frame, without_bars

STILLS: Final = 3
WIDTH: Final = 1920
"""Pixels; what programme booklets ask for (delivery profile stills)."""


def write_stills(
    film: Path, span: tuple[Fraction, Fraction], into: Path, *, watch: Watch
) -> tuple[Path, ...]:
    """Write the frame that tells most of each third between two seconds, as JPEG without any tags.

    Raise WorkFailed or Cancelled.
    """
    third = (span[1] - span[0]) / STILLS
    written = []
    for number in range(STILLS):
        part = span[0] + number * third, span[0] + (number + 1) * third
        still = without_bars(best_frame(film, part, watch=watch))
        height = round(still.height * WIDTH / still.width)
        path = into / f"still_{number + 1}.jpg"
        still.resize((WIDTH, height), Image.Resampling.LANCZOS).save(path, "JPEG", quality=QUALITY)
        written.append(path)
    return tuple(written)
