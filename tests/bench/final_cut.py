"""The last day: a new mix on a locked picture becomes a film, and the film is looked at again.

The check of a film is measured against decoding the same file and throwing it away, in pairs; once
as `claquette qc` does it, and once with what the final cut knows of its sound:
`python -m tests.bench.final_cut FILM MIX FRAME`.
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
from pipeline.media.ffmpeg import ffmpeg_program
from pipeline.render.assemble import RenderJob, render_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.cards import TitleCard
from pipeline.render.film import FilmParts, Plant, make_film, screening_settings
from pipeline.render.film_sync import KnownSound
from pipeline.render.levelling import Level
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.programme import programme_of
from pipeline.render.qc import PROFILES, ExpectedFilm, check_film
from pipeline.render.sources import RenderMedium
from pipeline.timing import SAMPLE_RATE
from tests.bench.material import Material, bench_material
from tests.bench.tree import Taken, take
from tests.pipeline.render.sounds import save, talk

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
        film, known = _print_new_mix(tell, bench_material(), folder)
        _print_check(tell, film, known, folder)


def _print_new_mix(tell: Tell, material: Material, folder: Path) -> tuple[Path, list[str]]:
    """Make the film again and again with another mix; return the last one, and what is known."""
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
    return film, [str(film), str(mix), str(programme.picture_start)]


def _mix(path: Path, *, hertz: int) -> Path:
    return save(path, talk(SECONDS, seed=hertz))


def _print_check(tell: Tell, film: Path, known: list[str], folder: Path) -> None:
    """Check the film, and decode it for nothing, in turn."""
    decode = [ffmpeg_program(), "-nostdin", "-v", "error", "-i", str(film), "-f", "null", "-"]
    checks = {
        "The technical check": [sys.executable, "-m", "web", "qc", str(film), "--json"],
        "  with the places of its sound": [sys.executable, "-m", "tests.bench.final_cut", *known],
    }
    for what, check in checks.items():
        pairs: list[tuple[Taken, Taken]] = []
        for _ in range(PAIRS):
            # A film of a bench has something to find; that is no fault here.
            ours = take(check, cwd=Path.cwd(), may_fail="web" in check)
            pairs.append((ours, take(decode, cwd=folder)))
        wall, cpu = (
            statistics.median(getattr(ours, name) / getattr(plain, name) for ours, plain in pairs)
            for name in ("wall_s", "cpu_s")
        )
        tell(
            f"{what} against one decode of the same film: {wall:.2f} times the wall (goal: 1.5),"
            f" {cpu:.2f} times the CPU"
        )


def _check(film: Path, mix: Path, begins_frame: int) -> None:
    """Check a film of which it is known what must be heard where."""
    samples = SECONDS * SAMPLE_RATE
    clip = MixClip(media="mix", bus=Bus.DIALOGUE, in_sample=0, start_sample=0, samples=samples)
    known = KnownSound(
        plan=MixPlan(samples=samples, clips=(clip,)),
        sources={"mix": MixSource(path=mix, kind="wav")},
        begins_frame=begins_frame,
    )
    report = check_film(film, PROFILES["screening"], expected=ExpectedFilm(sound=known))
    if not report.facts["sync_places"]:
        raise SystemExit("nothing was found, so nothing was measured")


if __name__ == "__main__":
    if sys.argv[1:]:
        _check(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
    else:
        from tests.bench.__main__ import tell

        print_final_cut(tell)
