"""Films whose every frame has its own grey: which frame is shown where can be read from any copy.

Frame n of a film is 20 + 3 n bright. Red films are told from blue ones by their colour.
"""

from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from pipeline.documents.edit import Edit, PictureClip
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.assemble import RenderJob, RenderReport, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings
from pipeline.render.sources import RenderMedium

SIZE: Final = (96, 54)
DARKEST: Final = 20
STEP: Final = 3
RED: Final = (110, 180)
BLUE: Final = (180, 110)
_SAID: Final = "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"


def grey_film(
    path: Path, *, frames: int = 60, rate: str = "25", colour: tuple[int, int] = RED
) -> RenderMedium:
    """Write a film and return it as a medium."""
    grey = f"geq=lum='{DARKEST}+{STEP}*N':cb={colour[0]}:cr={colour[1]}"
    drawn = f"nullsrc=s={SIZE[0]}x{SIZE[1]}:r={rate},format=yuv420p,{grey},{_SAID}"
    kind = {".mp4": "mov", ".mkv": "matroska", ".ts": "mpegts"}[path.suffix]
    run_ffmpeg(
        (
            *("-y", "-f", "lavfi", "-i", drawn, "-frames:v", "60"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-qp", "4"),
            *("-pix_fmt", "yuv420p", f"file:{path}"),
        )
    )
    return RenderMedium(path=path, digest=sha256(path.read_bytes()).hexdigest(), kind=kind)


@dataclass(frozen=True, slots=True)
class Seen:
    """One frame of a film."""

    grey: float
    blue: float
    red: float

    @property
    def number(self) -> float:
        """Which frame of a grey film it is."""
        return (self.grey - DARKEST) / STEP

    @property
    def is_black(self) -> bool:
        return self.grey < DARKEST - 2


def frames_of(film: Path) -> list[Seen]:
    """Return the frames of a film, by the middle of each."""
    with TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        middle = "crop=w=16:h=16,format=pix_fmts=yuv444p"
        run_ffmpeg(
            (
                *("-y", "-f", "mov", "-i", f"file:{film}", "-fps_mode", "passthrough"),
                *("-vf", middle, "-f", "rawvideo", f"file:{raw}"),
            )
        )
        planes = np.fromfile(raw, np.uint8).reshape(-1, 3, 256).mean(axis=2)
    return [Seen(*(float(value) for value in frame)) for frame in planes]


def numbers_of(film: Path) -> list[int]:
    """Return which frames of grey films are shown."""
    return [round(frame.number) for frame in frames_of(film)]


def shot(
    media: str, start: int, frames: int, source_in: Fraction | int, **more: Any
) -> PictureClip:
    return PictureClip(
        media=media, start_frame=start, frames=frames, source_in=Fraction(source_in), **more
    )


def edit_of(*picture: PictureClip, frames: int | None = None, **more: Any) -> Edit:
    """Return an edit as long as its last clip."""
    length = max(clip.end_frame for clip in picture) if frames is None else frames
    plain: dict[str, Any] = {"name": "test", "frame_rate": Fraction(25)}
    plain |= {"width": SIZE[0], "height": SIZE[1], "frames": length, "picture": picture}
    return Edit(**(plain | more))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """A place to render in, again and again, with one cache."""

    folder: Path
    workers: int = 1

    @property
    def cache(self) -> SegmentCache:
        return SegmentCache(folder=self.folder / "cache")

    def render(
        self, edit: Edit, media: dict[str, RenderMedium], **more: Any
    ) -> tuple[Path, RenderReport]:
        """Render an edit into a new folder."""
        into = self.folder / f"job_{len(list(self.folder.iterdir()))}"
        into.mkdir()
        plain: dict[str, Any] = {"width": edit.width, "height": edit.height}
        plain |= {"rate": edit.frame_rate, "preset": "ultrafast", "crf": 8}
        settings = PictureSettings(**(plain | more))
        job = RenderJob(into=into, cache=self.cache, workers=self.workers)
        return render_picture(edit, media, settings=settings, job=job)
