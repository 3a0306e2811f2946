"""A storyboard frame that somebody drew or photographed, painted anew before anybody sees it.

What is kept holds no place, person or device, and is no larger than a frame needs to be.
"""

import io
from typing import IO, Final

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.errors import CannotRead

FORMATS: Final = ("PNG", "JPEG", "WEBP")
"""Those that Pillow reads by itself: others start programs."""
LONGEST_SIDE: Final = 1280
MOST_PIXELS: Final = 60_000_000
PAPER: Final = "#fffdf8"

_BROKEN: Final = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError),
    Image.DecompressionBombError,
)


def clean_frame(source: IO[bytes]) -> bytes:
    """Return a picture as a clean PNG of at most 1280 pixels a side. Raise CannotRead."""
    try:
        with Image.open(source, formats=FORMATS) as picture:
            _must_be_sensible(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _png(ImageOps.exif_transpose(picture))
    except _BROKEN as fault:
        raise CannotRead(
            "This is not a picture that can be shown. Take a photo, or choose a PNG or a JPEG.",
            detail=f"{type(fault).__name__}: {fault}",
        ) from fault


def _must_be_sensible(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise CannotRead(
            "This picture is too large. Take the photo with a smaller size, then send it again."
        )


def _png(picture: Image.Image) -> bytes:
    seen = picture.convert("RGBA")
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", seen.size, PAPER)
    sheet.paste(seen, mask=seen.getchannel("A"))
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=6)
    return out.getvalue()
