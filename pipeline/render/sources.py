"""The media of a render: where they are, and at which times their pictures really come.

The times are read from the packets, not from headers, once for each file: they are kept by its
digest.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

from PIL import Image

from pipeline.documents.edit import Edit
from pipeline.documents.json import from_json, to_json
from pipeline.errors import CannotRead, WorkFailed
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.described import described, sound_late

STILLS: Final = {"png": "png_pipe", "jpeg": "jpeg_pipe", "webp": "webp_pipe"}
"""Kinds that are one picture, shown for as long as the clip lasts -> demuxer."""
SEEKABLE: Final = frozenset({"mov", "matroska", "avi", "image2"})
"""Kinds with an index: others are decoded from their beginning, as a seek may land anywhere."""
ROW: Final = "image2"
_KEY: Final = 1  # AV_PKT_FLAG_KEY
_DISCARDED: Final = 4  # AV_PKT_FLAG_DISCARD
TIMES: Final = "times_3"
"""The folder of kept times; another name whenever more is told of a file than before."""
USUAL_LEAD: Final = Fraction(1)
_WHOLE_PICTURES: Final = frozenset(("prores", "dnxhd", "mjpeg", "ffv1", "dvvideo", "rawvideo"))
"""Codecs in which no picture needs another one."""
_TOLD_TIMES: Final = frozenset(("mov", "matroska"))
"""Kinds that say of each packet when it is to be read and when to be shown."""


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
class Times:
    """What the packets of a medium tell; seconds of the file's own clock."""

    first: Fraction = Fraction(0)  # when its first picture comes on screen
    last: Fraction = Fraction(0)  # when its last picture comes on screen
    begins: Fraction = Fraction(0)  # when its first packet of any kind comes
    tick: Fraction = Fraction(0)  # to which its times are rounded
    has_sound: bool = False
    sound_late: Fraction = Fraction(0)  # how much later than written, where times are rounded
    names_matrix: bool = True  # whether it says how its colours are meant
    transfer: str = ""  # of HDR: its light must be mapped
    has_alpha: bool = False
    is_interlaced: bool = False
    decoder: str = ""  # to be forced; "" for the usual one
    lead: Fraction = USUAL_LEAD  # how long before a picture a seek must aim to find it whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Times):
    """A medium with the times of its pictures."""

    path: Path
    digest: str
    kind: str
    rate: Fraction = Fraction(0)  # pictures a second, for a row of pictures only
    pictures: tuple[str, ...] = ()  # digests of the pictures of a row, in order

    @property
    def is_still(self) -> bool:
        """Whether it is one picture."""
        return self.kind in STILLS

    @property
    def may_be_seen_through(self) -> bool:
        """Whether a lower layer may show through."""
        return self.has_alpha or self.kind == ROW


LUTS: Final = frozenset({"cube1", "cube3"})
"""Kinds that are a look-up table, of one dimension or of three, and no picture."""


def luts_of(edit: Edit, media: Mapping[str, Medium]) -> dict[str, Source]:
    """Return the look-up tables that the grades of an edit name, by their digests."""
    named = {clip.grade.lut for clip in edit.picture}
    return {
        name: Source(path=one.path.absolute(), digest=one.digest, kind=one.kind)
        for name in sorted(named)
        if (one := media.get(name)) is not None and one.kind in LUTS
    }


UNREADABLE: Final = Times(last=Fraction(-1))


def input_of(source: Source | Medium) -> tuple[str, ...]:
    """Return the arguments that open a medium as what it is and nothing else."""
    demuxer = STILLS.get(source.kind, source.kind)
    decoder = getattr(source, "decoder", "")
    forced = ("-c:v", decoder) if decoder else ()
    return (*forced, "-protocol_whitelist", "file", "-f", demuxer, "-i", f"file:{source.path}")


def measure(
    media: Mapping[str, Medium], *, cache: Path, workers: int = 1, watch: Watch | None = None
) -> dict[str, Source]:
    """Return the sources of these media, measured by so many workers side by side.

    Those whose picture cannot be read are left out. Raise Cancelled.
    """
    names = sorted(media)
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        told = pool.map(lambda name: source_of(media[name], cache=cache, watch=watch), names)
        return {name: source for name, source in zip(names, told, strict=True) if source}


def source_of(medium: Medium, *, cache: Path, watch: Watch | None = None) -> Source | None:
    """Return a medium with its times; None when it has no picture that can be read."""
    still = Source(path=medium.path.absolute(), digest=medium.digest, kind=medium.kind)
    if still.is_still:
        return replace(still, has_alpha=may_have_alpha(medium.path))
    kept = cache / TIMES / f"{medium.digest}-{medium.kind}.json"
    times = _kept_times(kept)
    if times is None:
        times = _measured_times(medium, watch)
        _keep(kept, times)
    if times == UNREADABLE:
        return None
    return replace(still, **{one.name: getattr(times, one.name) for one in fields(times)})


def _kept_times(kept: Path) -> Times | None:
    try:
        return from_json(kept.read_bytes(), Times)
    except (FileNotFoundError, CannotRead):
        return None


def _keep(kept: Path, times: Times) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=kept.parent) as folder:
        written = Path(folder) / "times"
        written.write_text(to_json(times), encoding="utf-8")
        written.replace(kept)


def _measured_times(medium: Medium, watch: Watch | None) -> Times:
    """Return the times of a medium, UNREADABLE for one without a picture that can be read."""
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "packets"
        copy = ("-map", "0:V:0", "-map", "0:a:0?", "-c", "copy", "-f", "framecrc")
        try:
            said = run_ffmpeg(
                ("-y", "-loglevel", "info", "-copyts", *input_of(medium), *copy, f"file:{listed}"),
                watch=watch,
            )
        except WorkFailed:
            return UNREADABLE
        lines = listed.read_text().splitlines()
    return _times_of(medium.kind, lines, said)


def _times_of(kind: str, lines: Sequence[str], said: str) -> Times:
    packets, ticks = read_packets(lines), read_ticks(lines)
    pictures = packets.get(0)
    if not pictures:
        return UNREADABLE
    words = described(said)
    is_whole = words.codec in _WHOLE_PICTURES
    lead = Fraction(0) if is_whole else read_lead(lines)
    return Times(
        first=min(pictures),
        last=max(pictures),
        begins=min(min(times) for times in packets.values()),
        tick=ticks[0],
        has_sound=1 in packets,
        sound_late=sound_late(packets, ticks, sample_rate_of(lines)),
        names_matrix=words.names_matrix,
        transfer=words.transfer,
        has_alpha=words.has_alpha,
        is_interlaced=words.is_interlaced,
        decoder=words.decoder,
        lead=lead if kind in _TOLD_TIMES else USUAL_LEAD,
    )


def sample_rate_of(lines: Iterable[str]) -> int:
    """Return the samples a second of the sound in ffmpeg's "framecrc" list, 0 without sound."""
    said = (line.rpartition(":")[2] for line in lines if line.startswith("#sample_rate 1:"))
    return int(next(said, "0"))


def may_have_alpha(still: Path) -> bool:
    """Return whether something may be seen through a still picture; only its head is read."""
    try:
        with Image.open(still, formats=("PNG", "JPEG", "WEBP")) as picture:
            return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def read_packets(lines: Iterable[str]) -> dict[int, list[Fraction]]:
    """Return the times of the packets that are shown, by stream, of ffmpeg's "framecrc" list."""
    listed = list(lines)
    ticks = read_ticks(listed)
    counted = read_counts(listed)
    return {
        stream: [count * ticks[stream] for count in counts] for stream, counts in counted.items()
    }


def read_counts(lines: Iterable[str]) -> dict[int, list[int]]:
    """Return the same times as numbers of the ticks of each stream."""
    counts: dict[int, list[int]] = {}
    for line in lines:
        if not line.startswith("#"):
            fields = line.split(",")
            if not _flags(fields) & _DISCARDED:
                counts.setdefault(int(fields[0]), []).append(int(fields[2]))
    return counts


def read_lead(lines: Sequence[str]) -> Fraction:
    """Return how long before a picture a seek must aim, of ffmpeg's "framecrc" list.

    A seek lands on a key frame that is to be read, though not shown, by its time. As no key frame
    is shown later after its reading than this, it is then shown before the picture, and all that is
    shown after a key frame can be decoded from there on. A file without any other frames is not
    believed: there a seek aims a second earlier.
    """
    packets = [line.split(",") for line in lines if line.startswith("0,")]
    keys = [packet for packet in packets if _flags(packet) & _KEY]
    if not keys or len(keys) == len(packets):
        return USUAL_LEAD
    late = max(int(packet[2]) - int(packet[1]) for packet in keys)
    return (max(0, late) + 2) * read_ticks(lines)[0]


def read_ticks(lines: Iterable[str]) -> dict[int, Fraction]:
    """Return the time base of each stream, in seconds, of ffmpeg's "framecrc" list."""
    bases = (line.removeprefix("#tb ").split(":") for line in lines if line.startswith("#tb "))
    return {int(stream): Fraction(base.strip()) for stream, base in bases}


def _flags(fields: list[str]) -> int:
    """Return the flags of a packet; what is not said is a plain key frame."""
    parts = (part.strip() for part in fields[6:])
    return int(next((part[2:] for part in parts if part.startswith("F=")), f"{_KEY:x}"), 16)
