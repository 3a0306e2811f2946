"""How the picture of a medium comes into the frame of the film, as filters. Pure.

Whole, in the middle, with square pixels, in the colours of high definition. A neutral look costs
nothing beyond that.
"""

from fractions import Fraction
from typing import Final

from pipeline.documents.edit import Crop, Look
from pipeline.documents.grade import UNGRADED, Grade
from pipeline.media.graphs import HDR_LIGHT, TONE_MAP
from pipeline.render.encoding import PictureSettings
from pipeline.render.grading import graded
from pipeline.render.sources import Source

TAGS: Final = (
    "setsar=sar=1,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
)
DEINTERLACED: Final = "bwdif=mode=send_frame:deint=interlaced"
"""One whole picture for each two halves, at its time: no frame moves."""
FINER: Final = 1000  # ticks in a frame while it is mixed
MOST_SIDE: Final = 16384


def fitted(
    source: Source,
    settings: PictureSettings,
    grade: Grade = UNGRADED,
    lut: Source | None = None,
) -> str:
    """Return the filters that fit a picture into the frame, graded, with black around it."""
    width, height = settings.width, settings.height
    edge = "black@0" if source.may_be_seen_through else "black"
    pixels = f"{'yuva' if source.may_be_seen_through else 'yuv'}420p"
    steps = (_scaled(source, settings, Look()), _coloured(source), *graded(grade, lut, pixels))
    padded = f"pad=w={width}:h={height}:x='(ow-iw)/2':y='(oh-ih)/2':color={edge}"
    return ",".join((*steps, padded, TAGS))


def _scaled(source: Source, settings: PictureSettings, look: Look) -> str:
    """Return the scaling to the size that fits, times that of the look."""
    width, height = settings.width, settings.height
    across = _side(f"min({width},{height}*dar)", look.wide)
    down = _side(f"min({height},{width}/dar)", look.high)
    # Without a word on its colours a film is taken for what cameras write today, not for old
    # television.
    meant = "" if source.is_still or source.names_matrix else ":in_color_matrix=bt709"
    colours = "" if source.transfer else f"{meant}:out_color_matrix=bt709"
    return f"scale=w='{across}':h='{down}':flags=bicubic{colours}:out_range=tv"


def _side(fitting: str, scale: float) -> str:
    wanted = fitting if abs(scale) == 1 else f"{fitting}*{abs(scale):.6f}"
    largest = "" if abs(scale) <= 1 else f"min({MOST_SIDE},"
    return f"{largest}max(2,2*round({wanted}/2)){')' if largest else ''}"


def _coloured(source: Source, pixels: str = "420p") -> str:
    """Return the filters to the film's pixels; the light of HDR is mapped as in the proxies."""
    kind = f"format=pix_fmts={'yuva' if source.may_be_seen_through else 'yuv'}{pixels}"
    if not source.transfer:
        return kind
    light = {"color_trc": source.transfer, **HDR_LIGHT}
    mapped = (("setparams", light), *TONE_MAP)
    steps = (f"{name}={':'.join(f'{key}={value}' for key, value in options.items())}"
             for name, options in mapped)  # fmt: skip
    return ",".join((*steps, kind))


def dressed(
    source: Source,
    settings: PictureSettings,
    look: Look,
    grade: Grade = UNGRADED,
    lut: Source | None = None,
) -> str:
    """Return the filters that make a picture as a look wants it, on its own transparent paper."""
    steps = [_scaled(source, settings, look), _coloured(source, "444p"), "format=pix_fmts=yuva444p"]
    steps += graded(grade, lut, "yuva444p")
    steps += ["hflip"] * (look.wide < 0) + ["vflip"] * (look.high < 0)
    if look.crop != Crop():
        steps.append(_cropped(look))
    if look.turned % 360:
        angle = f"{look.turned % 360:.6f}*PI/180"
        steps.append(f"rotate=a={angle}:ow='hypot(iw,ih)':oh=ow:c=black@0")
    return ",".join((*steps, TAGS))


def _cropped(look: Look) -> str:
    """Return the filters that cut the edges off and put nothing in their place."""
    crop = look.crop
    left, right = (crop.left, crop.right) if look.wide > 0 else (crop.right, crop.left)
    top, bottom = (crop.top, crop.bottom) if look.high > 0 else (crop.bottom, crop.top)
    wide, high = 1 - left - right, 1 - top - bottom
    return (
        f"crop=w='max(1,round(iw*{wide:.6f}))':h='max(1,round(ih*{high:.6f}))'"
        f":x='iw*{left:.6f}':y='ih*{top:.6f}':exact=1,"
        f"pad=w='round(iw/{wide:.6f})':h='round(ih/{high:.6f})'"
        f":x='ow*{left:.6f}':y='oh*{top:.6f}':color=black@0"
    )


def paper(settings: PictureSettings) -> str:
    """Return the transparent frame that a look is laid on."""
    size = f"s={settings.width}x{settings.height}:r={settings.rate}"
    return f"color={size}:c=black@0,format=pix_fmts=yuva444p,{TAGS}"


def laid(look: Look) -> str:
    """Return the filters that lay a dressed picture on its paper."""
    return (
        f"overlay=x='(W-w)/2+W*{look.across:.6f}':y='(H-h)/2+H*{look.down:.6f}'"
        f":format=yuv444:shortest=1,format=pix_fmts=yuva420p,{TAGS}"
    )


def veil(opacity: Fraction, step: Fraction, rate: Fraction) -> str:
    """Return the filters that let what lies below through: opacity at the first frame, and its
    growth.
    """
    if not step:
        shown = f"{float(max(Fraction(0), min(Fraction(1), opacity))):.6f}"
        return f"format=pix_fmts=yuva420p,lutyuv=y=val:u=val:v=val:a=val*{shown}"
    frames = 1 / abs(step)
    begun = (opacity if step > 0 else 1 - opacity) * frames
    kind = "in" if step > 0 else "out"
    return (
        f"format=pix_fmts=yuva420p,settb=expr={1 / (FINER * rate)}"
        f",setpts=expr=N*{FINER}+{round(begun * FINER)}"
        f",fade=t={kind}:st=0:d={float(frames / rate):.6f}:alpha=1"
        f",settb=expr={1 / rate},setpts=expr=N"
    )
