"""How long a recording takes to come in, beside one ffmpeg run that makes only its proxy.

In pairs, one after the other, so that a busy machine is busy for both; a ratio is the median.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from pipeline.bench import NoWatch
from pipeline.media.ffmpeg import ffmpeg_program, run_ffmpeg
from pipeline.media.graphs import Rendition, proxy
from pipeline.media.probe import probe
from pipeline.rushes.clip import PROXY
from pipeline.rushes.ingest import ingest
from pipeline.timing import seconds_to_frames

RATE: Final = Fraction(25)
PAIRS: Final = 5
CLIPS: Final = 8
GOAL: Final = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """A kind of recording."""

    what: str
    seconds: int
    options: tuple[str, ...]


_PHONE: Final = ("-c:v", "libx264", "-preset", "veryfast", "-b:v", "14M", "-pix_fmt", "yuv420p")
_HEVC: Final = (
    "-c:v",
    "libx265",
    "-preset",
    "ultrafast",
    "-b:v",
    "9M",
    "-x265-params",
    "log-level=error",
)
CAMERAS: Final = (
    Camera(what="20 s of 1080p H.264", seconds=20, options=_PHONE),
    Camera(what="5 s of 1080p H.264", seconds=5, options=_PHONE),
    Camera(what="10 s of 1080p HEVC", seconds=10, options=_HEVC),
)


def print_ingest(tell: Callable[[str], None]) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        films = {
            camera.what: _film(folder / f"{n}.mp4", camera) for n, camera in enumerate(CAMERAS)
        }
        for what, film in films.items():
            pairs = list(_pairs(film, folder))
            ratio = statistics.median(whole / alone for whole, alone in pairs)
            whole = statistics.median(whole for whole, _ in pairs)
            tell(
                f"ingest of {what}: {whole:.1f} s, {ratio:.2f} times its proxy alone"
                f" (goal: {GOAL}); so long from the last byte to the first playable proxy"
            )
        short = films[CAMERAS[1].what]
        for workers in (1, 2):
            a_minute = _clips_a_minute(short, folder, workers)
            tell(f"clips of 5 s a minute with {workers} worker(s): {a_minute:.0f}")


def _film(path: Path, camera: Camera) -> Path:
    """Make a recording with grain, as cameras have it, which no decoder gets for nothing."""
    picture = f"testsrc2=size=1920x1080:rate=25:duration={camera.seconds},noise=alls=8:allf=t"
    heard = f"anoisesrc=amplitude=0.05:sample_rate=48000:duration={camera.seconds}"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", heard]
    run_ffmpeg([*inputs, *camera.options, "-y", str(path)])
    return path


def _pairs(film: Path, folder: Path) -> Iterator[tuple[float, float]]:
    for _ in range(PAIRS):
        yield _whole(film, folder), _alone(film, folder)


def _whole(film: Path, folder: Path) -> float:
    """Return the seconds from the last byte to clip and products: gate, ingest and all."""
    with tempfile.TemporaryDirectory(dir=folder) as into:
        began = time.perf_counter()
        ingest(film, name=film.name, digest="0", rate=RATE, into=Path(into), watch=NoWatch())
        taken = time.perf_counter() - began
        if not (Path(into) / PROXY).is_file():
            raise RuntimeError("there is no proxy")
        return taken


def _alone(film: Path, folder: Path) -> float:
    """Return the seconds of the same proxy alone, by the same ffmpeg."""
    facts = probe(film)
    frames = seconds_to_frames(facts.duration, RATE)
    wanted = Rendition(
        source=film, facts=facts, rate=RATE, frames=frames, proxy=folder / "alone.mp4"
    )
    began = time.perf_counter()
    run_ffmpeg(proxy(wanted))
    return time.perf_counter() - began


def _ready(_number: int) -> bool:
    """Let a worker load all it needs before the clock runs."""
    return bool(ffmpeg_program())


def _clips_a_minute(film: Path, folder: Path, workers: int) -> float:
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(_ready, range(workers)))
        began = time.perf_counter()
        list(pool.map(_whole, [film] * CLIPS, [folder] * CLIPS))
        return CLIPS * 60 / (time.perf_counter() - began)
