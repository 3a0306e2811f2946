"""The media of a render: where they are, and at which times their pictures really come.

The times are read from the packets, not from headers, once for each file: they are kept by its digest.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Watch, run_ffmpeg

STILLS: Final = {"png": "png_pipe", "jpeg": "jpeg_pipe", "webp": "webp_pipe"}
"""Kinds that are one picture, shown for as long as the clip lasts -> demuxer."""
SEEKABLE: Final = frozenset({"mov", "matroska", "avi", "image2"})
"""Kinds with an index: others are decoded from their beginning, as a seek may land anywhere."""
ROW: Final = "image2"
_DISCARDED: Final = 4  # AV_PKT_FLAG_DISCARD


class Medium(Protocol):
    """A file that can be seen."""

    @property
    def path(self) -> Path:
        """Where the bytes are."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""

    @property
    def kind(self) -> str:
        """The demuxer that ffmpeg is forced to use, or png, jpeg, webp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderMedium:
    """The plainest medium."""

    path: Path
    digest: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A medium with the times of its pictures, in seconds of the file's own clock."""

    path: Path
    digest: str
    kind: str
    first: Fraction = Fraction(0)  # when its first picture comes on screen
    last: Fraction = Fraction(0)  # when its last picture comes on screen
    begins: Fraction = Fraction(0)  # when its first packet of any kind comes
    rate: Fraction = Fraction(0)  # pictures a second, for a row of pictures only
    has_sound: bool = False

    @property
    def is_still(self) -> bool:
        """Whether it is one picture."""
        return self.kind in STILLS

    @property
    def may_be_seen_through(self) -> bool:
        """Whether a lower layer may show through."""
        return self.kind in ("png", "webp", ROW)


def input_of(source: Source | Medium) -> tuple[str, ...]:
    """Return the arguments that open a medium as what it is and nothing else."""
    demuxer = STILLS.get(source.kind, source.kind)
    return ("-protocol_whitelist", "file", "-f", demuxer, "-i", f"file:{source.path}")


def measure(
    media: Mapping[str, Medium], *, cache: Path, watch: Watch | None = None
) -> dict[str, Source]:
    """Return the sources of these media, without those whose picture cannot be read. Raise Cancelled."""
    found = {}
    for name, medium in sorted(media.items()):
        source = source_of(medium, cache=cache, watch=watch)
        if source is not None:
            found[name] = source
    return found


def source_of(medium: Medium, *, cache: Path, watch: Watch | None = None) -> Source | None:
    """Return a medium with its times; None when it has no picture that can be read."""
    still = Source(path=medium.path.absolute(), digest=medium.digest, kind=medium.kind)
    if still.is_still:
        return still
    kept = cache / "times" / f"{medium.digest}-{medium.kind}.json"
    times = _kept_times(kept)
    if times is None:
        times = _measured_times(medium, watch)
        _keep(kept, times)
    if not times:
        return None
    first, last, begins = (Fraction(text) for text in times[:3])
    return replace(still, first=first, last=last, begins=begins, has_sound=len(times) > 3)


def _kept_times(kept: Path) -> list[str] | None:
    try:
        times = json.loads(kept.read_text())
    except (FileNotFoundError, ValueError):
        return None
    return times if isinstance(times, list) and len(times) in (0, 3, 4) else None


def _keep(kept: Path, times: list[str]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=kept.parent) as folder:
        written = Path(folder) / "times"
        written.write_text(json.dumps(times))
        written.replace(kept)


def _measured_times(medium: Medium, watch: Watch | None) -> list[str]:
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "packets"
        copy = ("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-f", "framecrc")
        try:
            run_ffmpeg(("-y", "-copyts", *input_of(medium), *copy, f"file:{listed}"), watch=watch)
        except WorkFailed:
            return []
        with listed.open() as lines:
            packets = read_packets(lines)
    pictures = packets.get(0, [])
    if not pictures:
        return []
    begins = min(min(times) for times in packets.values())
    return [str(min(pictures)), str(max(pictures)), str(begins), *(["sound"] if 1 in packets else [])]


def read_packets(lines: Iterable[str]) -> dict[int, list[Fraction]]:
    """Return the times of the packets that are shown, by stream, of ffmpeg's "framecrc" list."""
    ticks: dict[int, Fraction] = {}
    times: dict[int, list[Fraction]] = {}
    for line in lines:
        if line.startswith("#tb "):
            stream, base = line[4:].split(":")
            ticks[int(stream)] = Fraction(base.strip())
        elif not line.startswith("#"):
            fields = [part.strip() for part in line.split(",")]
            if not _is_discarded(fields):
                time = int(fields[2]) * ticks[int(fields[0])]
                times.setdefault(int(fields[0]), []).append(time)
    return times


def _is_discarded(fields: list[str]) -> bool:
    flags = next((part[2:] for part in fields[6:] if part.startswith("F=")), "0")
    return bool(int(flags, 16) & _DISCARDED)
