"""The parts of a dailies reel as films that can be joined: cards, and takes of another size.

Proxies are joined by copying. That needs films that say the same of themselves (size, profile,
light, time base), so a card is painted over the first picture of a proxy and written as proxies
are: what ffmpeg knows of that picture goes into the card. A take that differs (a phone held
upright, another camera) is laid into the middle of black pictures that are made in the same way.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Limits, run_ffmpeg
from pipeline.media.graphs import PROXY_BOX, PROXY_QUALITY
from pipeline.render.cache import SegmentCache
from pipeline.render.stopping import StopOnly
from pipeline.timing import FrameRate, nearest

RECIPE: Final = 1
"""Raised when the same arguments give other pictures."""
LEAST_SIDES: Final = (320, 180)
"""A smaller reel could not be read."""
OPEN_AT_ONCE: Final = 40
LIMITS: Final = Limits(wall_s=1800, cpu_s=3600)

_FACT: Final = re.compile(r"#(extradata|tb|codec_id|dimensions|sar) (\d+): +(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A film without sound that can be joined, or could be."""

    path: Path
    print: tuple[str, ...]
    """What it says of itself; films with the same print can be joined by copying."""
    size: tuple[int, int]
    time_base: Fraction
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where parts are made."""

    folder: Path
    cache: SegmentCache
    rate: FrameRate
    size: tuple[int, int]
    """Of the reel."""
    ground: Strip
    """The proxy over whose first picture everything is painted."""
    watch: StopOnly | None = None

    def card(self, picture: Path, name: str, frames: int) -> Path:
        """Return a still picture as a film."""
        # Painted once and repeated: to read its picture anew each time cost more than all the rest.
        repeated = f",loop=loop={frames - 1}:size=1,setpts=N/({self.rate}*TB)"
        graph = f"{self._ground()};{self._shown('')};{self._laid(repeated)}"
        return self._painted(picture, "png_pipe", name, self._written(graph, frames))

    def fitted(self, strip: Strip, name: str) -> Path:
        """Return a take in the size of the reel, black around it, in its own proportions."""
        black = f",loop=loop=-1:size=1,setpts=N/({self.rate}*TB)"
        even = f"fps={self.rate}:start_time=0,"
        graph = f"{self._ground(black)};{self._shown(even)};{self._laid()}"
        return self._painted(strip.path, "mov", name, self._written(graph, strip.frames))

    def _painted(self, picture: Path, kind: str, name: str, arguments: Sequence[str]) -> Path:
        """Return a picture painted over black ones; from the cache, if it was painted before."""
        made = self.folder / f"{name}.mp4"
        plain = [RECIPE, digest_of(picture), self.ground.print, kind, arguments]
        key = hashlib.sha256(json.dumps(plain).encode()).hexdigest()
        if self.cache.take(key, made):
            return made
        opened = [
            argument
            for demuxer, path in (("mov", self.ground.path), (kind, picture))
            for argument in ("-protocol_whitelist", "file", "-f", demuxer, "-i", f"file:{path}")
        ]
        run_ffmpeg(["-y", *opened, *arguments, f"file:{made}"], limits=LIMITS, watch=self.watch)
        self.cache.keep(key, made)
        return made

    def _ground(self, more: str = "") -> str:
        """Return the filters that make the first picture of the ground black."""
        width, height = self.size
        black = "drawbox=color=black:thickness=fill"
        return f"[0:v:0]trim=end_frame=1,scale={width}:{height},setsar=1,{black}{more}[ground]"

    def _shown(self, first: str) -> str:
        """Return the filters that bring a picture into the size of the reel."""
        width, height = self.size
        inside = "force_original_aspect_ratio=decrease:force_divisible_by=2"
        return f"[1:v:0]{first}scale={width}:{height}:{inside},setsar=1[shown]"

    def _laid(self, more: str = "") -> str:
        return f"[ground][shown]overlay=x=(W-w)/2:y=(H-h)/2,format=yuv420p{more}[out]"

    def _written(self, graph: str, frames: int) -> list[str]:
        second = max(1, nearest(self.rate))
        return [
            *("-filter_complex", graph, "-map", "[out]"),
            *("-frames:v", str(frames), "-r", str(self.rate), "-c:v", "libx264"),
            *("-preset", "veryfast", "-crf", str(PROXY_QUALITY), "-flags", "+cgop"),
            *("-g", str(second), "-keyint_min", str(second), "-sc_threshold", "0"),
            *("-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-f", "mp4"),
        ]


def strips_of(paths: Sequence[Path], folder: Path) -> list[Strip]:
    """Return what films say of themselves, counted and not believed. Raise WorkFailed.

    One ffmpeg reads the packets of many films and decodes none.
    """
    firsts = range(0, len(paths), OPEN_AT_ONCE)
    return [strip for at in firsts for strip in _read(paths[at : at + OPEN_AT_ONCE], folder)]


def _read(paths: Sequence[Path], folder: Path) -> Iterator[Strip]:
    listed = folder / "strips.frames"
    opened = [
        argument
        for path in paths
        for argument in ("-protocol_whitelist", "file", "-f", "mov", "-i", f"file:{path}")
    ]
    chosen = [argument for at in range(len(paths)) for argument in ("-map", f"{at}:v:0")]
    run_ffmpeg(["-y", *opened, *chosen, "-c", "copy", "-f", "framecrc", f"file:{listed}"])
    facts: list[dict[str, str]] = [{} for _ in paths]
    counts: Counter[int] = Counter()
    with listed.open() as lines:
        for line in lines:
            if found := _FACT.match(line):
                facts[int(found[2])][found[1]] = found[3].strip()
            elif not line.startswith("#"):
                counts[int(line.partition(",")[0])] += 1
    for at, path in enumerate(paths):
        width, _, height = facts[at].get("dimensions", "0x0").partition("x")
        yield Strip(
            path=path,
            print=tuple(f"{key} {value}" for key, value in sorted(facts[at].items())),
            size=(int(width), int(height)),
            time_base=Fraction(facts[at].get("tb", "1/1")),
            frames=counts[at],
        )


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def ground_of(strips: Sequence[Strip]) -> tuple[Strip, tuple[int, int]]:
    """Return the strip whose print most of the takes have, by length, and the size of the reel."""
    lengths: Counter[tuple[str, ...]] = Counter()
    for strip in strips:
        lengths[strip.print] += strip.frames if _can_be_read(strip.size) else 0
    best = max(strips, key=lambda strip: lengths[strip.print])
    return best, best.size if _can_be_read(best.size) else PROXY_BOX


def _can_be_read(size: tuple[int, int]) -> bool:
    return max(size) >= LEAST_SIDES[0] and min(size) >= LEAST_SIDES[1]


def must_match(paths: Sequence[Path], ground: Strip, folder: Path) -> None:
    """Raise WorkFailed unless films that were made for a reel can be joined with its proxies."""
    for strip in strips_of(paths, folder):
        if strip.print != ground.print:
            raise WorkFailed(
                "The takes were written in different ways. Send this version again.",
                detail=f"{strip.path.name}: {strip.print}, not {ground.print}",
            )
