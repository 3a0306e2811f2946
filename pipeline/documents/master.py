"""The picture master of a locked edit: what it is, and from what it was made. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MASTER_FOLDER: Final = "master/"
"""Where it lies among the products of the lock."""
MASTER: Final = "master/picture.mp4"
MASTER_REPORT: Final = "master/master.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMaster:
    """The picture of a locked edit, as the finished film shows it."""

    recipe: str
    """Digest of all that shapes it: equal recipes give equal pictures."""
    digest: str
    """SHA-256 of the file."""
    frames: int
    frame_rate: Fraction
    width: int
    height: int
    encoder: str
    preset: str
    crf: int
    program: str
    """Which ffmpeg made it, by its libraries."""
    media: Mapping[str, str]
    """SHA-256 of each medium that is seen, by its name in the edit."""
    missing: tuple[str, ...] = ()
    """Media that were not there or cannot be read: slates stand in their places."""
    segments: int = 0
    encoded: int = 0
    """Segments that were encoded for it; the others were kept from before."""
