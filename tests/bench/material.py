"""The films of the bench and their timelines: the shared ones where they are, else small ones."""

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import opentimelineio as otio

from pipeline.documents.edit import Edit
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.timeline.flatten import FilmFormat, flatten
from pipeline.timeline.reading import read_timeline
from pipeline.timeline.references import known_names

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "timelines"
FILMS: Final = "abc"
SECONDS: Final = 20
RATE: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Media and the timelines that use them."""

    media: Path
    whole: Path  # the film
    changed: Path  # the same with one other shot
    checker: Path | None = None
    """What tells how many frames of a film are right, where there is such a thing."""

    def files(self) -> dict[str, Path]:
        """Return the media by name."""
        return {path.name: path for path in sorted(self.media.rglob("*")) if path.is_file()}

    def look(self, timeline: Path) -> tuple[str, ...]:
        """Return the rate and the size that a timeline is meant to have, as our arguments."""
        expected = timeline.with_suffix(".expect.json")
        if not expected.exists():
            return ()
        wanted = json.loads(expected.read_text())
        size = f"{wanted['width']}x{wanted['height']}"
        return ("--rate", "/".join(map(str, wanted["rate"])), "--size", size)

    def right_frames(self, timeline: Path, film: Path) -> tuple[float, bool] | None:
        """Return the part of the frames that is right, and whether picture and sound all are."""
        if self.checker is None or not (shutil.which("ffprobe") and shutil.which("ffmpeg")):
            return None
        judge = [sys.executable, str(self.checker), str(timeline), str(film), "--json"]
        judge += ["--sources", str(self.media / "sources.json")]
        ran = subprocess.run(judge, capture_output=True, text=True, check=False)
        try:
            verdict = json.loads(ran.stdout)
        except ValueError:
            return 0.0, False
        return float(verdict.get("video", {}).get("fraction", 0.0)), ran.returncode == 0


def bench_material() -> Material:
    """Return the two minutes everybody is measured with; made once for this machine."""
    maker = SHARED / "make_bench.py"
    if not (maker.exists() and shutil.which("ffmpeg")):
        return small_material()
    folder = Path(tempfile.gettempdir()) / "claquette-bench-media"
    if not (folder / "bench_1clip.expect.json").exists():
        subprocess.run([sys.executable, maker, folder], check=True, stdout=subprocess.DEVNULL)
    return Material(
        media=folder / "media",
        whole=folder / "bench.otio",
        changed=folder / "bench_1clip.otio",
        checker=SHARED / "check.py",
    )


def small_material() -> Material:
    """Return twenty seconds of a film from three cameras, for machines without the shared ones."""
    folder = Path(tempfile.gettempdir()) / "claquette-bench-small"
    media = folder / "media"
    media.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(FILMS):
        film = media / f"{name}.mp4"
        if not film.exists():
            _film(film, number, size="1280x720")
    shots = [(FILMS[number % 3], 20 + 31 * number % 300, 50) for number in range(20)]
    other = [*shots[:9], ("b", 333, 50), *shots[10:]]
    for name, each in (("film", shots), ("changed", other)):
        write_cuts(folder / f"{name}.otio", each, size=(1280, 720))
    return Material(media=media, whole=folder / "film.otio", changed=folder / "changed.otio")


def _film(path: Path, number: int, *, size: str) -> None:
    drawn = f"testsrc2=size={size}:rate={RATE}:duration={SECONDS},hue=h={120 * number}"
    noise = f"anoisesrc=amplitude=0.05:sample_rate=48000:duration={SECONDS}:seed={number}"
    unfinished = path.with_name(f"new_{path.name}")
    run_ffmpeg(
        (
            *("-y", "-f", "lavfi", "-i", f"{drawn},noise=alls=6:allf=t"),
            *("-f", "lavfi", "-i", noise, "-pix_fmt", "yuv420p", "-c:v", "libx264"),
            *("-preset", "veryfast", "-crf", "19", "-g", "50", "-c:a", "aac"),
            f"file:{unfinished}",
        )
    )
    unfinished.replace(path)


def write_cuts(
    path: Path,
    shots: list[tuple[str, int, int]],
    *,
    size: tuple[int, int],
    kinds: tuple[str, ...] = ("Video", "Audio"),
) -> Path:
    """Write a timeline of cuts: film, first frame and frames of each shot, with its own sound."""
    schema, time = otio.schema, otio.opentime.RationalTime
    timeline = schema.Timeline(
        name=path.stem,
        metadata={"render": {"width": size[0], "height": size[1]}},
        global_start_time=time(0, RATE),
    )
    for kind in kinds:
        track = schema.Track(name=kind[0], kind=kind)
        for film, first, frames in shots:
            cut = otio.opentime.TimeRange(time(first, RATE), time(frames, RATE))
            used = schema.ExternalReference(target_url=f"file:///media/{film}.mp4")
            track.append(schema.Clip(name=film, media_reference=used, source_range=cut))
        timeline.tracks.append(track)
    otio.adapters.write_to_file(timeline, str(path))
    return path


def small_films(folder: Path, size: tuple[int, int]) -> Path:
    """Make films for what is long and not large; return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(FILMS):
        _film(folder / f"{name}.mp4", number, size="{}x{}".format(*size))
    return folder


def edit_of(timeline: Path, material: Material) -> Edit:
    """Return a timeline as we read it."""
    look = material.look(timeline)
    rate = Fraction(look[1]) if look else None
    width, height = map(int, look[3].split("x")) if look else (0, 0)
    known = known_names({name: () for name in material.files()})
    film = FilmFormat(rate=rate, size=(width, height) if look else None)
    return flatten(read_timeline(timeline.read_bytes()), known=known, film=film)
