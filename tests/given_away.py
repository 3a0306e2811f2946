"""A film of three seconds as the hall gets it, and what is made of it for others."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from pipeline.delivery.handing_out import finished_film, hand_out
from pipeline.files import digest_of_file
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.levelling import Level
from tests.pipeline.stages.locked_film import bench_in

SECONDS = 3
FRAMES = 25 * SECONDS
TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
TONES = "aevalsrc=0.1*sin(880*PI*t)|0.1*sin(990*PI*t):s=48000"


def write_hall_copy(path: Path, *more: str) -> Path:
    """Draw the film; more are arguments of its output."""
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", f"testsrc2=s=1920x1080:r=25:d={SECONDS}"),
            *("-f", "lavfi", "-i", f"{TONES}:d={SECONDS}", "-vf", TAGS),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"),
            *("-movflags", "+faststart", *more, "-y", str(path)),
        ]
    )
    return path


def give_away(folder: Path, kinds: Sequence[str]) -> dict[str, Path]:
    """Make the film into files of these kinds; of each the first one is returned."""
    film = write_hall_copy(folder / "film.mp4")
    bench = bench_in(folder)
    files = hand_out(
        finished_film(film, digest_of_file(film).digest),
        kinds,
        bench.into,
        bench,
        level=Level(target_lufs=-23.0, limit_dbtp=-1.0),
        picture=(Fraction(0), Fraction(SECONDS)),
    )
    return {one.kind: bench.into / one.name for one in reversed(files)}
