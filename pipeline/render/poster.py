"""The poster: the group's own picture, or the frame of the film that tells most, with its title.

Written again as JPEG in any case, so that nothing that a camera wrote into the file goes out.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from pipeline.errors import CannotRead
from pipeline.fonts import Font
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.card_picture import DARK, LIGHT, SOFT, stripes
from pipeline.render.cards import TitleCard
from pipeline.render.lettering import Align, Colour, fitted, is_rtl
from pipeline.render.stopping import StopOnly

LARGEST_SIDE: Final = 2400
MOST_PIXELS: Final = 60_000_000
FORMATS: Final = ("PNG", "JPEG", "WEBP")
CANDIDATES: Final = 7
STRIP: Final = 250
BAR_LEVEL: Final = 24
"""Compression leaves a little light in black bars."""
MARGIN: Final = 96
QUALITY: Final = 90


def check_picture(path: Path, name: str) -> None:
    """Raise CannotRead unless the file is a picture of a sensible size."""
    with _opened(path, name) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotRead(
                "“%(name)s” is too large a picture. Send it with at most 6000 pixels on a side.",
                name=name,
            )
        try:
            picture.load()
        except (OSError, SyntaxError) as fault:
            raise CannotRead(
                "“%(name)s” is damaged. Save the picture again and send it.",
                detail=str(fault),
                name=name,
            ) from fault


def _opened(path: Path, name: str) -> Image.Image:
    """Only formats that Pillow reads by itself: others start programs."""
    try:
        return Image.open(path, formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as fault:
        raise CannotRead(
            "“%(name)s” is not a picture. Send a PNG or a JPEG.", detail=str(fault), name=name
        ) from fault


def write_own_poster(path: Path, into: Path) -> None:
    """Write the group's picture as a clean JPEG, turned the right way up."""
    with _opened(path, path.name) as picture:
        turned = ImageOps.exif_transpose(picture).convert("RGB")
        turned.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
        Image.frombytes("RGB", turned.size, turned.tobytes()).save(into, "JPEG", quality=QUALITY)


def best_frame(
    film: Path, span: tuple[Fraction, Fraction], *, watch: Watch | None = None
) -> Image.Image:
    """Return the frame that tells most between two seconds of a film."""
    with TemporaryDirectory() as folder:
        frames = list(_candidates(film, span, Path(folder), watch))
    return max(frames, key=_telling, default=Image.new("RGB", (1920, 1080), DARK))


def write_film_poster(best: Image.Image, card: TitleCard, colour: Colour, into: Path) -> None:
    """Write a frame of the film over a strip with its title."""
    best = without_bars(best)
    width, height = best.size
    poster = Image.new("RGB", (width, height + STRIP), DARK)
    poster.paste(best, (0, 0))
    draw = ImageDraw.Draw(poster)
    side: Align = "right" if is_rtl(card.title) else "left"
    x = width - MARGIN if side == "right" else MARGIN
    stripes(draw, (x, height + 30), colour, to_left=side == "right")
    title = fitted(card.title, Font.TEXT_BOLD, (110, 48), width - 2 * MARGIN)
    title.write(draw, (x, height + 160), card.title, colour=LIGHT, align=side)
    by = fitted(card.film_by, Font.TEXT, (40, 24), width - 2 * MARGIN)
    by.write(draw, (x, height + 215), card.film_by, colour=SOFT, align=side)
    poster.save(into, "JPEG", quality=QUALITY)


def without_bars(frame: Image.Image) -> Image.Image:
    """Return a frame without the black bars of a wide or a narrow film, as wide as before."""
    seen = frame.convert("L").point(lambda level: 255 if level > BAR_LEVEL else 0).getbbox()
    if seen is None or (seen[2] - seen[0]) * (seen[3] - seen[1]) < frame.width * frame.height / 4:
        return frame
    inner = frame.crop(seen)
    return ImageOps.contain(inner, (frame.width, frame.width), Image.Resampling.LANCZOS)


def _candidates(
    film: Path, span: tuple[Fraction, Fraction], folder: Path, watch: Watch | None
) -> Iterator[Image.Image]:
    """Yield frames spread over a stretch; a seek is good enough to choose a picture."""
    for number in range(CANDIDATES):
        second = span[0] + (span[1] - span[0]) * (2 * number + 1) / (2 * CANDIDATES)
        path = folder / f"{number}.png"
        run_ffmpeg(
            [
                *("-protocol_whitelist", "file", "-f", "mov", "-ss", f"{float(second):.3f}"),
                *("-i", f"file:{film.absolute()}", "-map", "0:v:0", "-frames:v", "1"),
                *("-c:v", "png", "-f", "image2", "-update", "1", "-y", f"file:{path}"),
            ],
            watch=StopOnly.of(watch),
        )
        if path.exists():
            with Image.open(path, formats=("PNG",)) as frame:
                yield frame.convert("RGB")


def _telling(frame: Image.Image) -> float:
    """Return how much there is to see: light and dark, edges, colours; too dark counts less."""
    small = frame.resize((160, 90), Image.Resampling.BOX)
    luma = np.asarray(small.convert("L"), np.float32)
    chroma = np.asarray(small.convert("HSV"), np.float32)[..., 1]
    edges = np.abs(np.diff(luma, axis=0)).mean() + np.abs(np.diff(luma, axis=1)).mean()
    middle = 1 - abs(float(luma.mean()) - 110) / 150
    return float(luma.std() + 2 * edges + 0.3 * chroma.mean()) * max(0.1, middle)
