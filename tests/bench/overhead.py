"""What a segment costs beside its pictures, what planning costs, and what a long film holds."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Final

from pipeline.documents.edit import Edit, PictureClip
from pipeline.media.ffmpeg import ffmpeg_program, run_ffmpeg
from pipeline.render.assemble import PlannedPicture, RenderJob, encode_planned, join, plan_picture
from pipeline.render.cache import SegmentCache
from pipeline.render.encoding import PictureSettings
from pipeline.render.sources import RenderMedium
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import read_timeline
from pipeline.timeline.references import known_names
from tests.bench.material import RATE, Material, small_films, write_cuts
from tests.bench.tree import take

TIMES: Final = 15
SHOT: Final = 75  # frames
MANY: Final = 2000
FEW: Final = 200
MINUTES: Final = (5, 60)
SMALL: Final = (640, 360)

Tell = Callable[[str], None]


def print_overhead(tell: Tell, material: Material) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        _print_parts(tell, material, folder)
        films = small_films(folder / "small", SMALL)
        _print_planning(tell, films, folder)
        _print_length(tell, films, folder)


def _ms(work: Callable[[], object]) -> float:
    """Return the middle of how long something takes, in milliseconds."""
    work()
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken) * 1000


def _print_parts(tell: Tell, material: Material, folder: Path) -> None:
    """Measure each part of a segment by runs that do one part more than the one before."""
    film = next(path for path in material.files().values() if path.suffix == ".mp4")
    one = ("-frames:v", "1", "-f", "null", "-")
    opened = ("-f", "mov", "-i", str(film), "-an", *one)
    starting = _ms(lambda: run_ffmpeg(("-f", "lavfi", "-i", "color=s=16x16", *one)))
    opening = _ms(lambda: run_ffmpeg(("-threads", "1", *opened)))
    deep = ("-threads", "1", "-noaccurate_seek", "-ss", "11.9", "-copyts")
    cut = ("-vf", "trim=start=11.9", *opened[4:])
    seeking = _ms(lambda: run_ffmpeg((*deep, *opened[:4], *cut)))
    segment = _one_shot(material, film, folder / "one")
    encoding = _ms(segment.encode)
    parts = {
        "launcher": _ms(lambda: run_ffmpeg(("-version",))) - _plain_start(),
        "start of ffmpeg": _plain_start(),
        "opening a film": opening - starting,
        "decoding up to the first frame": seeking - opening,
        f"{SHOT} frames decoded and encoded": encoding - seeking,
        "bringing it to the disk": _ms(segment.keep),
        "joining it": _ms(segment.join) / segment.count,
    }
    listed = ", ".join(f"{name} {figure:.0f}" for name, figure in parts.items())
    tell(f"A segment of one shot, in milliseconds: {listed}")


def _plain_start() -> float:
    command = [ffmpeg_program(), "-version"]
    return _ms(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


class _Segments:
    """The segments of a film of one shot again and again, in a folder of their own."""

    def __init__(self, planned: PlannedPicture, job: RenderJob) -> None:
        self.planned, self.job = planned, job
        self.count = len(planned.pieces)
        self.encode()

    def encode(self) -> None:
        for piece in self.planned.pieces:
            self.job.cache.forget(piece.key)
        encode_planned(self.planned, self.job)

    def keep(self) -> None:
        piece = self.planned.pieces[0]
        self.job.cache.keep(piece.key, piece.path)

    def join(self) -> None:
        join(self.planned, self.job.into)


def _one_shot(material: Material, film: Path, folder: Path) -> _Segments:
    folder.mkdir()
    clip = PictureClip(media=film.name, source_in=Fraction(119, 10), start_frame=0, frames=SHOT)
    edit = Edit(
        name="one", frame_rate=Fraction(RATE), width=1280, height=720, frames=SHOT, picture=(clip,)
    )
    medium = RenderMedium(path=film, digest="0" * 64, kind="mov")
    job = RenderJob(into=folder, cache=SegmentCache(folder=folder / "cache"))
    look = PictureSettings(width=1280, height=720, rate=edit.frame_rate)
    return _Segments(plan_picture(edit, {film.name: medium}, settings=look, job=job), job)


def _print_planning(tell: Tell, films: Path, folder: Path) -> None:
    media = {path.name: path for path in films.iterdir()}
    taken: dict[int, tuple[float, float]] = {}
    for shots in (FEW, MANY):
        cuts = [("abc"[number % 3], 7 * number % 400, 40 + number % 50) for number in range(shots)]
        text = write_cuts(folder / "long.otio", cuts, size=SMALL, kinds=("Video",)).read_bytes()
        into = folder / f"plan_{shots}"
        into.mkdir()
        known = known_names({name: () for name in media})
        edit = flatten(read_timeline(text), known=known, film=FilmFormat())
        look = PictureSettings(width=SMALL[0], height=SMALL[1], rate=edit.frame_rate)
        job = RenderJob(into=into, cache=SegmentCache(folder=folder / "plans"))
        found = {
            name: RenderMedium(path=path, digest=name, kind="mov") for name, path in media.items()
        }
        plan_picture(edit, found, settings=look, job=job)
        begun = time.perf_counter()
        read = flatten(read_timeline(text), known=known, film=FilmFormat())
        between = time.perf_counter()
        plan_picture(read, found, settings=look, job=job)
        taken[shots] = between - begun, time.perf_counter() - between
    reading, planning = taken[MANY]
    tell(
        f"A timeline of {MANY} clips is read in {reading:.2f} s and planned in {planning:.2f} s"
        f" (goal: below 1 s): {planning / taken[FEW][1]:.1f} times as long as {FEW} clips"
    )


def _print_length(tell: Tell, films: Path, folder: Path) -> None:
    """Render a short and a long film of small pictures: what grows with the length would show."""
    peaks = []
    for minutes in MINUTES:
        shots = [("abc"[number % 3], 7 * number % 400, 100) for number in range(minutes * 15)]
        timeline = write_cuts(folder / f"{minutes}.otio", shots, size=SMALL)
        film, cache = folder / f"{minutes}.mp4", folder / f"cache_{minutes}"
        command = [sys.executable, "-m", "web", "render", str(timeline), "-o", str(film)]
        command += ["--media", str(films), "--workers", "2", "--preset", "veryfast"]
        peaks.append(take([*command, "--cache", str(cache)], cwd=folder).peak_mib)
    few, many = MINUTES
    tell(
        f"Peak memory of a film of {many} minutes: {peaks[1]:.0f} MiB,"
        f" {peaks[1] / peaks[0]:.2f} times that of {few} minutes (goal: 1.10)"
    )
