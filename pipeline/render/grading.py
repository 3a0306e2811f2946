"""A grade as filters, and the look-up tables as files beside the segments. Pure but for the files.

A picture is graded when it has its size and the colours of high definition, before it is turned,
framed or mixed: so the preview, from small copies in usual light, and the master, from originals
that may be HDR, go through the very same figures. In between it is RGB of 16 bits. To get there
each colour of 4:2:0 is repeated, and on the way back the same ones are averaged: what a grade
leaves alone comes back as it was, to one level.

The filters are `lutrgb`, `colorchannelmixer`, `lut1d` and `lut3d`: tables and sums without a clock,
chance or a neighbouring pixel, alike since ffmpeg 4 and in 5.1 and 9. (`exposure` counts in coded
values, not in light; `colortemperature` keeps no lightness; `eq` and `hue` work in 8 bits.)
"""

import shutil
from collections.abc import Iterable
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pipeline.documents.grade import Grade
from pipeline.render.sources import Source

LUT_FILTERS: Final = {"cube1": "lut1d", "cube3": "lut3d"}
"""Kind of a source that is a look-up table -> filter."""
_INTERPOLATED: Final = {"cube1": "linear", "cube3": "tetrahedral"}
LUMA: Final = (0.2126, 0.7152, 0.0722)
"""How much red, green and blue make of the lightness (Rec. ITU-R BT.709)."""
WARMEST: Final = 0.5
"""Stops that red gains and blue loses at the warmest."""
MOST_TINT: Final = 0.35
"""Stops that green loses at the most magenta."""
_TOP: Final = 65535

# The curve of a camera and its inverse (Rec. ITU-R BT.709, 1.2): a stop is one of the light.
_LIGHT: Final = f"if(lt(val,{0.081 * _TOP:.1f}),val/{4.5 * _TOP:.1f},pow((val/{_TOP}+0.099)/1.099,1/0.45))"  # fmt: skip  # noqa: E501


def graded(grade: Grade, lut: Source | None, back_to: str) -> tuple[str, ...]:
    """Return the filters of a grade for a picture in the colours of high definition.

    `back_to` is the pixel format before and after; there are none for a grade that does nothing.
    """
    steps = (*_lit(grade), *_coloured(grade.saturation), *_looked_up(lut))
    if not steps:
        return ()
    deep = "rgba64le" if back_to.startswith("yuva") else "rgb48le"
    return (
        "scale=flags=neighbor+accurate_rnd+full_chroma_int"
        ":in_color_matrix=bt709:in_range=tv:out_range=pc",
        f"format=pix_fmts={deep}",
        *steps,
        "scale=flags=area+accurate_rnd:in_range=pc:out_color_matrix=bt709:out_range=tv",
        f"format=pix_fmts={back_to}",
    )


def gains_of(grade: Grade) -> tuple[float, float, float]:
    """Return how much more light of red, green and blue there is; a warmer grey is as light."""
    warm, tint = grade.warmth / 100 * WARMEST, grade.tint / 100 * MOST_TINT
    balance = (2**warm, 2**-tint, 2**-warm)
    light: float = 2**grade.exposure / sum(
        share * gain for share, gain in zip(LUMA, balance, strict=True)
    )
    red, green, blue = (gain * light for gain in balance)
    return red, green, blue


def _lit(grade: Grade) -> tuple[str, ...]:
    if not (grade.exposure or grade.warmth or grade.tint):
        return ()
    channels = ":".join(
        f"{channel}='{_brighter(gain)}'"
        for channel, gain in zip("rgb", gains_of(grade), strict=True)
    )
    return (f"lutrgb={channels}",)


def _brighter(gain: float) -> str:
    """Return what becomes of a coded value: to light, so much more of it, and back."""
    coded = "if(lt(ld(0),0.018),4.5*ld(0),1.099*pow(ld(0),0.45)-0.099)"
    return f"st(0,{gain:.6f}*{_LIGHT});{_TOP}*min(1,{coded})"


def _coloured(saturation: float) -> tuple[str, ...]:
    """Return the sums that move every colour from its grey, or to it."""
    if saturation == 1:
        return ()
    sums = (
        f"{into}{of}={share * (1 - saturation) + (saturation if into == of else 0):.6f}"
        for into in "rgb"
        for of, share in zip("rgb", LUMA, strict=True)
    )
    return (f"colorchannelmixer={':'.join(sums)}",)


def _looked_up(lut: Source | None) -> tuple[str, ...]:
    if lut is None:
        return ()
    return (f"{LUT_FILTERS[lut.kind]}=file={lut_name(lut)}:interp={_INTERPOLATED[lut.kind]}",)


def lut_name(lut: Source) -> str:
    """Return what a table is called beside the segments: nothing of it was chosen by people."""
    return f"lut_{sha256(lut.digest.encode()).hexdigest()[:24]}.cube"


def lay_beside(luts: Iterable[Source], folder: Path) -> None:
    """Put the tables into the folder where ffmpeg is run; several may do so at once."""
    for lut in luts:
        place = folder / lut_name(lut)
        if place.exists():
            continue
        with TemporaryDirectory(dir=folder, prefix=".lut-") as beside:
            written = Path(beside) / place.name
            shutil.copyfile(lut.path, written)
            written.replace(place)


def grade_print(grade: Grade, lut: Source | None) -> list[str | float]:
    """Return all of a grade that shapes pixels, for the key of a segment."""
    *figures, _name = astuple(grade)
    return ["grade", *map(float, figures), lut.digest if lut else ""]
