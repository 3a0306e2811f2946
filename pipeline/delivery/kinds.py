"""The kinds of files a finished film is given away as. A table: every festival asks for another.

Sizes and rates are those of docs/deliveries.md; a festival's own words count more than any table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pipeline.render.levelling import Level
from pipeline.render.qc import FilmProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One kind of file."""

    suffix: str
    profile: FilmProfile = field(default_factory=FilmProfile)
    """What the file must be when it is looked at again, if it is a film."""
    encoder: str = ""
    """Of the picture; "" where there is none."""
    crf: int = 0
    sound: tuple[str, ...] = ()
    """How the sound is encoded."""
    level: Level | None = None
    """What the sound is set to; None: it stays as loud as in the film."""
    has_timecode: bool = False
    """Whether its timecode stands in the picture."""


_WEB: Final = Level(target_lufs=-14.0, limit_dbtp=-1.0)
"""What the large video sites turn louder films down to, and the peak that encoders bear."""

DELIVERIES: Final[Mapping[str, Delivery]] = {
    "web": Delivery(
        suffix="mp4",
        profile=FilmProfile(level=_WEB),
        encoder="h264",
        crf=20,
        sound=("-c:a", "aac", "-b:a", "192k"),
        level=_WEB,
    ),
    "phone": Delivery(
        suffix="mp4",
        profile=FilmProfile(width=960, height=540, level=_WEB),
        encoder="h264",
        crf=26,
        sound=("-c:a", "aac", "-b:a", "128k"),
        level=_WEB,
    ),
    "preview_tc": Delivery(
        suffix="mp4",
        profile=FilmProfile(width=1280, height=720),
        encoder="h264",
        crf=26,
        sound=("-c:a", "aac", "-b:a", "192k"),
        has_timecode=True,
    ),
    "prores": Delivery(
        suffix="mov",
        profile=FilmProfile(
            video_codec="prores",
            video_profiles=frozenset({"HQ"}),
            pixels="yuv422p10le",
            audio_codec="pcm_s24le",
        ),
        encoder="prores",
        sound=("-c:a", "pcm_s24le"),
    ),
    "wav": Delivery(suffix="wav", sound=("-c:a", "pcm_s24le")),
}
