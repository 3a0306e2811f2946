"""Films joined to one by copying, and picture and sound put together: every frame is counted."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import takewhile
from pathlib import Path
from typing import Final

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.cache import second_name
from pipeline.render.encoding import PictureSettings, timescale
from pipeline.render.sources import read_counts, read_ticks

SOUND_BITRATE: Final = "256k"


def joined_films(
    films: Sequence[tuple[Path, int]],
    settings: PictureSettings,
    into: Path,
    *,
    watch: Watch | None = None,
) -> Path:
    """Return films without sound, each with its frames, as one in a folder.

    All must be written in these settings. Raise WorkFailed unless every frame is at its time.
    """
    suffix, rate = settings.written.suffix, settings.rate
    names = [f"part_{number}.{suffix}" for number in range(len(films))]
    for name, (path, _) in zip(names, films, strict=True):
        second_name(path, into / name)
    frames = [count for _, count in films]
    joined, listed, counted = into / f"joined.{suffix}", into / "parts.txt", into / "joined.frames"
    listed.write_text(list_of(zip(names, frames, strict=True), rate), encoding="ascii")
    copied = copied_on_grid(timescale(rate) / rate)
    run_ffmpeg(
        (
            *("-y", *join_input(listed.name), "-map", "0:v:0", *copied),
            *("-video_track_timescale", str(timescale(rate)), "-map_metadata", "-1"),
            *("-fflags", "+bitexact", "-movflags", "+faststart", joined.name),
            *("-map", "0:v:0", *copied, "-f", "framecrc", counted.name),
        ),
        cwd=into,
        watch=watch,
    )
    must_fit_together(counted, frames=sum(frames), rate=rate)
    return joined


def mux(picture: Path, sound: Path | None, into: Path, *, watch: Watch | None = None) -> Path:
    """Write the film of a picture and a WAV, or of the picture alone; return `into`.

    The picture is copied, the sound is encoded once as AAC. Raise WorkFailed or Cancelled.
    """
    kind = "mov" if picture.suffix == ".mov" else "mp4"
    heard: tuple[str, ...] = ()
    if sound is not None:
        heard = ("-protocol_whitelist", "file", "-f", "wav", "-i", f"file:{sound}")
    written = ("-map", "1:a:0", "-c:a", "aac", "-b:a", SOUND_BITRATE, "-flags:a", "+bitexact")
    run_ffmpeg(
        (
            *("-y", "-protocol_whitelist", "file", "-f", "mov", "-i", f"file:{picture}", *heard),
            *("-map", "0:v:0", "-c:v", "copy", *(written if heard else ())),
            *("-map_metadata", "-1", "-fflags", "+bitexact", "-movflags", "+faststart"),
            *("-f", kind, f"file:{into}"),
        ),
        watch=watch,
    )
    return into


def list_of(parts: Iterable[tuple[str, int]], rate: Fraction) -> str:
    """Return the list that joins films: the name and the frames of each, in one folder."""
    entry = "file {}\nduration {:.6f}\n"
    return "".join(entry.format(name, float(frames / rate)) for name, frames in parts)


def join_input(listed: str) -> tuple[str, ...]:
    """Return the arguments that open the films of a list one after the other."""
    return ("-protocol_whitelist", "file", "-f", "concat", "-safe", "1", "-i", listed)


def copied_on_grid(tick: Fraction) -> tuple[str, ...]:
    """Return the arguments that copy a picture, a frame every `tick` units of its time base."""
    grid = ":".join(f"{time}=round({time.upper()}/{tick})*{tick}" for time in ("pts", "dts"))
    return ("-c:v", "copy", "-bsf:v", f"setts={grid}:duration={tick}")


def must_fit_together(counted: Path, *, frames: int, rate: Fraction) -> None:
    """Raise WorkFailed unless the first stream of a packet list has its frames 0, 1, 2, ..."""
    with counted.open() as lines:
        tick = read_ticks(takewhile(lambda line: line.startswith("#"), lines))[0]
    with counted.open() as lines:
        counts = sorted(read_counts(lines).get(0, ()))
    frame = 1 / rate / tick  # in ticks
    fits = (
        count * frame.denominator == number * frame.numerator for number, count in enumerate(counts)
    )
    if len(counts) != frames or not all(fits):
        raise WorkFailed(
            "The parts of the film do not fit together. Render it again; "
            "if it happens twice, show the details to a technician.",
            detail=f"{len(counts)} of {frames} frames, or frames at wrong times",
            can_retry=True,
        )
