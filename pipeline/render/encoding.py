"""How a picture is written: size, rate, encoder, and the arguments that say so. Pure."""

from dataclasses import asdict, dataclass
from fractions import Fraction
from math import floor
from typing import Any, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """How the picture is written: alike in all segments, or players stumble at the joins."""

    arguments: tuple[str, ...]
    suffix: str
    pixels: str
    """The pixel format."""


ENCODERS: Final = {
    "h264": Encoder(
        arguments=(
            *("-c:v", "libx264", "-profile:v", "high", "-bf", "2", "-refs", "3"),
            *("-x264-params", "open-gop=0:scenecut=40:stitchable=1"),
        ),
        suffix="mp4",
        pixels="yuv420p",
    ),
    "prores": Encoder(
        arguments=("-c:v", "prores_ks", "-profile:v", "hq", "-vendor", "apl0"),
        suffix="mov",
        pixels="yuv422p10le",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSettings:
    """Size, rate and encoding of a film's picture."""

    width: int
    height: int
    rate: Fraction
    encoder: str = "h264"
    preset: str = "veryfast"
    crf: int = 18
    """x264's quality: smaller is better, 18 looks like the original."""
    threads: int = 1
    """Of the encoder. Fixed, since another number gives another file."""

    @property
    def written(self) -> Encoder:
        """The encoder's entry in the table."""
        return ENCODERS[self.encoder]

    def as_plain(self) -> dict[str, Any]:
        """Return all that shapes the file, for the key of a segment."""
        written = self.written
        own = {**asdict(self), "rate": str(self.rate)}
        return own | {"arguments": written.arguments, "pixels": written.pixels}


def encoding(settings: PictureSettings) -> tuple[str, ...]:
    """Return the arguments that write a picture."""
    written = settings.written
    quality: tuple[str, ...] = ()
    if settings.encoder == "h264":
        key_frames = floor(settings.rate * 2)
        quality = ("-preset", settings.preset, "-crf", str(settings.crf), "-g", str(key_frames))
    return (
        *("-r", str(settings.rate), "-fps_mode", "cfr", *written.arguments, *quality),
        *("-pix_fmt", written.pixels, "-threads", str(settings.threads)),
        *("-color_range", "tv", "-colorspace", "bt709"),
        *("-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-an", "-sn", "-dn", "-map_metadata", "-1", "-fflags", "+bitexact"),
        *("-flags:v", "+bitexact+global_header"),
    )


def timescale(rate: Fraction) -> int:
    """Return ticks a second in which a frame is a whole number: no frame is ever rounded."""
    return rate.numerator * max(1, 10_000 // rate.numerator)
