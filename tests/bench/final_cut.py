"""The last day: a new mix on a locked picture becomes a film, and the film is looked at again.

The check of a film is measured against decoding the same file and throwing it away, in pairs.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Final

from pipeline.documents.edit import Edit, PictureClip
from pipeline.media.ffmpeg import ffmpeg_program, run_ffmpeg
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.cards import TitleCard
from pipeline.render.film import FilmParts, Plant, make_film, screening_settings
from pipeline.render.levelling import Level
from pipeline.render.programme import programme_of
from pipeline.render.qc import PROFILES, check_film
from pipeline.render.sources import RenderMedium
from tests.bench.material import Material, bench_material
from tests.bench.tree import Taken, take

SECONDS: Final = 40
RATE: Final = Fraction(25)
PAIRS: Final = 3
COLOUR: Final = (200, 40, 40)
LEVEL: Final = Level(target_lufs=-23.0, limit_dbtp=-1.0)

Tell = Callable[[str], None]


def print_final_cut(tell: Tell) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        film = _print_new_mix(tell, bench_material(), folder)
        _print_check(tell, film, folder)


def _print_new_mix(tell: Tell, material: Material, folder: Path) -> Path:
    """Make the film twice, with another mix; return the second one."""
    first = next(path for path in material.files().values() if path.suffix == ".mp4")
    medium = RenderMedium(path=first, digest="0" * 64, kind="mov")
    frames = int(SECONDS * RATE)
    clip = PictureClip(media="take", source_in=Fraction(0), start_frame=0, frames=frames)
    edit = Edit(
        name="cut", frame_rate=RATE, width=1920, height=1080, frames=frames, picture=(clip,)
    )
    cache = SegmentCache(folder=folder / "cache")
    (folder / "master").mkdir()
    job = RenderJob(into=folder / "master", cache=cache, workers=2)
    look = screening_settings(RATE, preset="veryfast")
    master, _ = render_picture(edit, {"take": medium}, settings=look, job=job)
    programme = programme_of(edit, TitleCard(title="The Kite", film_by="a film by Blue"), ())
    walls = []
    for number in range(PAIRS + 1):
        mix = _mix(folder / f"mix_{number}.wav", hertz=220 + 110 * number)
        parts = FilmParts(
            edit=edit,
            programme=programme,
            media={"take": medium},
            mix=mix,
            colour=COLOUR,
            level=LEVEL,
            master=master,
        )
        film = folder / f"film_{number}.mp4"
        begun = time.perf_counter()
        report = make_film(parts, film, Plant(cache=cache, workers=2))
        walls.append(time.perf_counter() - begun)
    length = float(programme.frames / RATE)
    begun = time.perf_counter()
    check_film(film, PROFILES["screening"])
    checking = time.perf_counter() - begun
    making = statistics.median(walls[1:])
    tell(
        f"A new mix on a locked picture of {length:.0f} s: a film in {making / length:.3f} of its"
        f" length, with its check in {(making + checking) / length:.3f} (goal: 0.1);"
        f" {report.picture_encoded} segments of the picture encoded"
    )
    return film


def _mix(path: Path, *, hertz: int) -> Path:
    tone = f"aevalsrc=0.2*sin({2 * hertz}*PI*t)|0.2*sin({3 * hertz}*PI*t):s=48000:d={SECONDS}"
    run_ffmpeg(("-y", "-f", "lavfi", "-i", tone, "-c:a", "pcm_f32le", str(path)))
    return path


def _print_check(tell: Tell, film: Path, folder: Path) -> None:
    """Check the film, and decode it for nothing, in turn."""
    decode = [ffmpeg_program(), "-nostdin", "-v", "error", "-i", str(film), "-f", "null", "-"]
    check = [sys.executable, "-m", "web", "qc", str(film), "--json"]
    pairs: list[tuple[Taken, Taken]] = []
    for _ in range(PAIRS):
        # A film of a bench has something to find; that is no fault here.
        pairs.append((take(check, cwd=folder, may_fail=True), take(decode, cwd=folder)))
    wall, cpu = (
        statistics.median(getattr(ours, name) / getattr(plain, name) for ours, plain in pairs)
        for name in ("wall_s", "cpu_s")
    )
    tell(
        f"The technical check against one decode of the same film: {wall:.2f} times the wall"
        f" (goal: 1.5), {cpu:.2f} times the CPU"
    )


if __name__ == "__main__":
    from tests.bench.__main__ import tell

    print_final_cut(tell)
