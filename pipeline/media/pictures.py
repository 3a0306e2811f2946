"""Still pictures that people upload (posters, drawings): painted anew before anybody sees them.

ffmpeg decodes them, in a process with limits and with a forced format, so neither a bomb nor a
bug of a decoder hurts the worker; what is written holds no place, person or device.
"""

from pathlib import Path
from typing import Final

from PIL import Image

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import GIB, Limits, run_ffmpeg
from pipeline.media.graphs import clean_picture
from pipeline.media.probe import head_of
from pipeline.media.safety import PICTURE_KINDS, Trouble, UnfitMedia, display_name, sniff

LIMITS: Final = Limits(wall_s=30, cpu_s=30, memory_bytes=2 * GIB, file_bytes=100_000_000)
LARGEST: Final = (3840, 3840)
FRAME: Final = (640, 360)
"""A frame of a storyboard: that of the animatic."""


def take_picture(source: Path, *, name: str, into: Path, box: tuple[int, int] = LARGEST) -> None:
    """Write a clean copy of a PNG, JPEG or WebP as the PNG or JPEG that the suffix of `into` says.

    Raises UnfitMedia when it is none of these, damaged, or too large.
    """
    name = display_name(name)
    kind = sniff(head_of(source), name=name)
    if kind not in PICTURE_KINDS:
        raise UnfitMedia(Trouble.TYPE, name=name, detail=f"not a still picture: {kind}")
    try:
        run_ffmpeg(clean_picture(source.absolute(), kind, into, box=box), limits=LIMITS)
    except WorkFailed as fault:
        is_size = "picture size" in fault.detail.lower()
        trouble = Trouble.DIMENSIONS if is_size else Trouble.TRUNCATED
        raise UnfitMedia(trouble, name=name, detail=fault.detail) from fault
    if not into.is_file():
        raise UnfitMedia(Trouble.TRUNCATED, name=name)


def take_frame(source: Path, *, name: str, into: Path, paper: tuple[int, int, int]) -> None:
    """Write a storyboard frame as JPEG of 640 x 360, with paper around what is not 16 to 9.

    Raises UnfitMedia as take_picture does.
    """
    clean = into.with_suffix(".clean.png")
    try:
        take_picture(source, name=name, into=clean, box=FRAME)
        with Image.open(clean, formats=("PNG",)) as opened:
            picture = opened.convert("RGBA")
    finally:
        clean.unlink(missing_ok=True)
    frame = Image.new("RGB", FRAME, paper)
    corner = ((FRAME[0] - picture.width) // 2, (FRAME[1] - picture.height) // 2)
    frame.paste(picture, corner, picture)
    frame.save(into, format="JPEG", quality=88)
