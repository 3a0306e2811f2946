"""Small pictures of shots, before and after their grade, drawn by the filters of the film.

They are kept by the digest of all that shapes them; of old ones only the newest stay.
"""

import os
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Final

from PIL import Image

from pipeline.documents.cube import MOST_BYTES, read_cube
from pipeline.documents.grade import CUBE, Grade
from pipeline.editing.grading import lut_medium
from pipeline.media.ffmpeg import GIB, Limits, run_ffmpeg
from pipeline.render.grading import grade_print, graded, lay_beside
from pipeline.render.keys import digest_of
from pipeline.render.playing import seconds
from pipeline.render.sources import RenderMedium, Source, input_of

WIDTH: Final = 480
MOST_KEPT: Final = 1000
LIMITS: Final = Limits(wall_s=20, cpu_s=20, memory_bytes=2 * GIB, file_bytes=50_000_000)
AT_ONCE: Final = BoundedSemaphore(2)
"""So many are drawn side by side in one process: a page asks for many."""
_RECIPE: Final = 1
_SHOWN: Final = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=pix_fmts=rgb24"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A picture of a recording."""

    medium: RenderMedium
    second: Fraction
    """After the file's first picture."""


def draw_still(moment: Moment, grade: Grade, lut: RenderMedium | None, *, folder: Path) -> Path:
    """Return a JPEG of a moment with a grade, kept in the folder. Raise WorkFailed.

    `lut` is the look-up table of the grade, written clean.
    """
    source = None
    if lut is not None:
        source = Source(path=lut.path.absolute(), digest=lut.digest, kind=lut.kind)
    shown = ["still", _RECIPE, moment.medium.digest, str(moment.second)]
    kept = folder / f"{digest_of([*shown, *grade_print(grade, source)])}.jpg"
    if _looked_at(kept):
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    with AT_ONCE, TemporaryDirectory(dir=folder) as made:
        picture = Path(made) / "still.png"
        plain = _plain(moment, folder / f"{digest_of(shown)}.png", Path(made))
        if source:
            lay_beside((source,), Path(made))
        filters = ("scale=out_color_matrix=bt709:out_range=tv", "format=pix_fmts=yuv420p")
        steps = (*filters, *graded(grade, source, "yuv420p"), _SHOWN)
        opened = ("-y", "-protocol_whitelist", "file", "-f", "png_pipe", "-i", f"file:{plain}")
        written = ("-frames:v", "1", "-update", "1", f"file:{picture.absolute()}")
        run_ffmpeg((*opened, "-vf", ",".join(steps), *written), cwd=Path(made), limits=LIMITS)
        jpeg = Path(made) / "still.jpg"
        with Image.open(picture, formats=("PNG",)) as drawn:
            drawn.convert("RGB").save(jpeg, format="JPEG", quality=86)
        jpeg.replace(kept)
    _tidy(folder)
    return kept


def _plain(moment: Moment, kept: Path, made: Path) -> Path:
    """Return the picture as it was shot, small; it is taken out of the film once."""
    if not kept.is_file():
        picture = (made / "plain.png").absolute()
        small = f"scale={WIDTH}:-2:in_color_matrix=bt709:in_range=tv:out_range=pc"
        opened = ("-y", "-ss", seconds(max(Fraction(0), moment.second)), *input_of(moment.medium))
        shown = ("-map", "0:V:0", "-vf", f"{small},format=pix_fmts=rgb24", "-frames:v", "1")
        run_ffmpeg((*opened, *shown, "-update", "1", f"file:{picture}"), limits=LIMITS)
        picture.replace(kept)
    return kept.absolute()


def clean_lut(sent: Path, digest: str, name: str, *, folder: Path) -> RenderMedium:
    """Return a .cube file of the group as a look-up table that was written clean.

    `digest` is that of the bytes that were sent; the table is read once. Raise CannotRead.
    """
    for dimensions in (1, 3):
        kept = folder / f"{digest}_{dimensions}d{CUBE}"
        if _looked_at(kept):
            return lut_medium(kept, digest, dimensions)
    with sent.open("rb") as content:
        cube = read_cube(content.read(MOST_BYTES + 1), name)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{digest}_{cube.dimensions}d{CUBE}"
    with TemporaryDirectory(dir=folder) as made:
        written = Path(made) / "clean"
        written.write_text(cube.text, encoding="ascii")
        written.replace(kept)
    return lut_medium(kept, digest, cube.dimensions)


def _looked_at(kept: Path) -> bool:
    """Return whether something is kept, and keep it for longer."""
    try:
        os.utime(kept)
    except FileNotFoundError:
        return False
    return True


def _tidy(folder: Path) -> None:
    """Take away the pictures that were not looked at for longest, when there are many."""
    kept = [path for path in folder.iterdir() if path.suffix in (".jpg", ".png", CUBE)]
    if len(kept) <= MOST_KEPT:
        return

    def looked_at(path: Path) -> float:
        try:
            return path.stat().st_mtime
        except FileNotFoundError:
            return 0.0

    for path in sorted(kept, key=looked_at)[: MOST_KEPT // 4]:
        path.unlink(missing_ok=True)
