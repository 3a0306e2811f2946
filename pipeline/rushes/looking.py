"""Who looks at a recording while its proxy is made: which pictures each wants, and what it sees.

Everything here reads raw pictures from a pipe, in blocks, and keeps a few numbers of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from pipeline.media.graphs import Look, Rendition, in_box
from pipeline.rushes.clip import ScrubSheet, SlateMark
from pipeline.rushes.light import BLOCK, HEIGHT, WIDTH, Light
from pipeline.timing import nominal

Pictures = NDArray[np.uint8]

CODES_A_SECOND: Final = 4
HEAD_S: Final = 20
TAIL_S: Final = 10
"""How long somebody holds a slate into the picture: at the beginning, or upside down at the end."""
MOST_SLATES: Final = 20
SHARP_WIDTH: Final = 480
MOST_SHARP: Final = 120
SHEET_COLUMNS: Final = 10
MOST_ON_SHEET: Final = 100
SHEET_BOX: Final = (160, 160)
JPEG_QUALITY: Final = 82

_FORMATS: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_CODE: Final = re.compile(r"CLQ1 S\d{2,4}[A-Z]{0,2} P\d{2,4}(?: T\d{2,4})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The pictures that are wanted of one recording."""

    light: Look
    sharp: Look
    codes: Look
    sheet: Look
    stills: Look

    @property
    def all(self) -> tuple[Look, ...]:
        """In the order of the graph."""
        return (self.light, self.sharp, self.codes, self.sheet, self.stills)


def looks_at(wanted: Rendition, folder: Path) -> Looks:
    """Return which pictures are looked at, and the pipes in a folder through which they come."""
    width, height = wanted.size
    whole, second = wanted.frames, nominal(wanted.rate)
    sheet = in_box(width, height, SHEET_BOX)
    plain = Look(into=folder / "light", width=WIDTH, height=HEIGHT)
    large = replace(plain, width=width, height=height)
    return Looks(
        light=plain,
        sharp=replace(
            plain,
            into=folder / "sharp",
            width=min(SHARP_WIDTH, width),
            height=max(2, height * min(SHARP_WIDTH, width) // width),
            every=max(1, second // 2, -(-whole // MOST_SHARP)),
        ),
        codes=replace(
            large,
            into=folder / "codes",
            every=max(1, second // CODES_A_SECOND),
            stretches=_ends(whole, head=HEAD_S * second, tail=TAIL_S * second),
        ),
        sheet=replace(
            plain,
            into=folder / "sheet",
            width=sheet[0],
            height=sheet[1],
            colour=True,
            every=max(1, second // 2, -(-whole // MOST_ON_SHEET)),
        ),
        stills=replace(
            large,
            into=folder / "stills",
            colour=True,
            stretches=tuple((at, at + 1) for at in sorted({0, whole // 3, whole // 2})),
        ),
    )


def _ends(whole: int, *, head: int, tail: int) -> tuple[tuple[int, int], ...]:
    if head + tail >= whole:
        return ()
    return ((0, head), (whole - tail, whole))


def pictures_in(pipe: BinaryIO, look: Look, *, at_once: int = 1) -> Iterator[Pictures]:
    """Yield the pictures of a pipe in blocks; what is cut off at the end is left out."""
    size = int(np.prod(look.shape))
    while block := pipe.read(size * at_once):
        count = len(block) // size
        if count:
            yield np.frombuffer(block, np.uint8, count * size).reshape(count, *look.shape)


@dataclass(slots=True, kw_only=True)
class LightReader:
    """Looks at every picture, small."""

    look: Look
    light: Light

    def __call__(self, pipe: BinaryIO) -> Light:
        """Read to the end."""
        self.light.watch(pictures_in(pipe, self.look, at_once=BLOCK))
        return self.light


@dataclass(frozen=True, slots=True, kw_only=True)
class SharpReader:
    """Measures how much fine detail pictures have."""

    look: Look

    def __call__(self, pipe: BinaryIO) -> float:
        """Return the median of the variances of the Laplacian."""
        found = [_detail(block[0]) for block in pictures_in(pipe, self.look)]
        return round(float(np.median(found)), 2) if found else 0.0


def _detail(picture: Pictures) -> float:
    grey = picture.astype(np.float32)
    centre = grey[1:-1, 1:-1]
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float((around - 4 * centre).var()) if centre.size else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReader:
    """Reads the codes of our slates."""

    look: Look
    frames: tuple[int, ...]
    """Number of each picture in the recording."""

    def __call__(self, pipe: BinaryIO) -> tuple[SlateMark, ...]:
        """Return each code with the frame where it was seen first."""
        found: dict[str, int] = {}
        for frame, block in zip(self.frames, pictures_in(pipe, self.look), strict=False):
            for text in codes_in(block[0]):
                if len(found) < MOST_SLATES:
                    found.setdefault(text, frame)
        return tuple(SlateMark(text=text, frame=frame) for text, frame in found.items())


def codes_in(picture: Pictures) -> list[str]:
    """Return what the codes of our slates in a grey picture say; other codes say nothing to us."""
    read = zxingcpp.read_barcodes(picture, formats=_FORMATS)
    return [code.text for code in read if _CODE.fullmatch(code.text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReader:
    """Lays small pictures out in rows."""

    look: Look
    into: Path

    def __call__(self, pipe: BinaryIO) -> ScrubSheet | None:
        """Write the sheet; None where there is no picture."""
        shown = [block[0] for block in pictures_in(pipe, self.look)][:MOST_ON_SHEET]
        if not shown:
            return None
        width, height = self.look.width, self.look.height
        columns = min(SHEET_COLUMNS, len(shown))
        rows = -(-len(shown) // columns)
        sheet = np.zeros((rows * height, columns * width, 3), np.uint8)
        for number, picture in enumerate(shown):
            top, left = number // columns * height, number % columns * width
            sheet[top : top + height, left : left + width] = picture
        Image.fromarray(sheet).save(self.into, format="JPEG", quality=JPEG_QUALITY)
        return ScrubSheet(
            columns=columns,
            rows=rows,
            pictures=len(shown),
            step_frames=self.look.every,
            width=width,
            height=height,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StillReader:
    """Chooses the picture by which people know a recording."""

    look: Look
    into: Path

    def __call__(self, pipe: BinaryIO) -> None:
        """Write the one with the most to see; the first only where there is no other."""
        shown = [block[0] for block in pictures_in(pipe, self.look)]
        candidates = shown[1:] or shown
        if candidates:
            best = max(candidates, key=lambda picture: float(picture[::4, ::4].std()))
            Image.fromarray(best).save(self.into, format="JPEG", quality=JPEG_QUALITY)
