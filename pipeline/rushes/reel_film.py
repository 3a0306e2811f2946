"""Joins cards and takes to a dailies reel: the picture is copied, the sound is encoded once.

Sound that was encoded in pieces drifts with every join, so the takes' sound is decoded, laid at
the exact sample of the take's first frame, and encoded over the whole length.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from pipeline.documents.dailies import Reel, ReelTake, chapters_of
from pipeline.media.ffmpeg import Limits, run_ffmpeg
from pipeline.render.cache import second_name
from pipeline.render.joining import copied_on_grid, join_input, list_of, must_fit_together
from pipeline.render.mix_plan import MixSource
from pipeline.render.pcm import BYTES_A_SAMPLE, Stretch, decode
from pipeline.render.stopping import StopOnly
from pipeline.rushes.reel_parts import Strip
from pipeline.timing import SAMPLE_RATE, frames_to_samples

LIMITS: Final = Limits(wall_s=4 * 3600, cpu_s=4 * 3600)
SOUND: Final = (
    *("-c:a", "aac", "-aac_coder", "fast", "-aac_tns", "0", "-aac_ms", "0"),
    *("-b:a", "128k", "-flags:a", "+bitexact"),
)
"""The quick ways of the encoder take a third of its time, and nobody mixes from a reel."""
_FEED: Final = ("-protocol_whitelist", "pipe", "-f", "f32le", "-ar", "48000", "-ac", "2")
_BLOCK: Final = SAMPLE_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A take with its card, ready to be joined."""

    take: ReelTake
    card: Path
    picture: Path
    sound: MixSource


def join(
    reel: Reel, parts: Sequence[Part], ground: Strip, film: Path, *, watch: StopOnly | None
) -> None:
    """Write the reel. Raise WorkFailed unless every frame is there and at its time."""
    folder = film.parent
    strips = [
        (path, frames)
        for part in parts
        for path, frames in (
            (part.card, part.take.first_frame - part.take.card_frame),
            (part.picture, part.take.frames),
        )
    ]
    names = [f"strip_{at:05d}.mp4" for at in range(len(strips))]
    for name, (path, _) in zip(names, strips, strict=True):
        second_name(path, folder / name)
    lengths = [frames for _, frames in strips]
    rate = reel.frame_rate
    (folder / "strips.txt").write_text(list_of(zip(names, lengths, strict=True), rate))
    (folder / "chapters.txt").write_text(chapters_of(reel), encoding="utf-8")
    chapters = ("-protocol_whitelist", "file", "-f", "ffmetadata", "-i", "chapters.txt")
    copied = copied_on_grid(1 / (rate * ground.time_base))
    run_ffmpeg(
        [
            *("-y", *join_input("strips.txt"), *_FEED, "-i", "pipe:0", *chapters),
            *("-map", "0:v:0", "-map", "1:a:0", *copied, *SOUND),
            *("-map_metadata:g", "-1", "-map_metadata:s", "-1", "-map_chapters", "2"),
            *("-fflags", "+bitexact"),
            *("-movflags", "+faststart", "-f", "mp4", film.name),
            *("-map", "0:v:0", *copied, "-f", "framecrc", "reel.frames"),
        ],
        cwd=folder,
        limits=LIMITS,
        watch=watch,
        feed=_heard(reel, parts, folder, watch),
    )
    must_fit_together(folder / "reel.frames", frames=reel.frames, rate=rate)


def _heard(
    reel: Reel, parts: Sequence[Part], folder: Path, watch: StopOnly | None
) -> Iterator[bytes]:
    """Yield the samples of the whole reel: silence under a card, then the sound of its take."""
    for part in parts:
        card, first, end = (
            frames_to_samples(frame, reel.frame_rate)
            for frame in (part.take.card_frame, part.take.first_frame, part.take.end_frame)
        )
        yield from _silence(first - card)
        yield from _take_sound(part, end - first, folder, watch)


def _silence(samples: int) -> Iterator[bytes]:
    for at in range(0, samples, _BLOCK):
        yield bytes(min(_BLOCK, samples - at) * BYTES_A_SAMPLE)


def _take_sound(part: Part, samples: int, folder: Path, watch: StopOnly | None) -> Iterator[bytes]:
    """Yield exactly so many samples of a take; silence where it has none. One is kept at a time."""
    stretch = Stretch(media=part.take.name, speed=Fraction(1), first=0, last=samples)
    found = decode([stretch], {part.take.name: part.sound}, into=folder, watch=watch).get(stretch)
    if found is None:
        yield from _silence(samples)
        return
    for at in range(0, samples, _BLOCK):
        yield found.read(at, min(_BLOCK, samples - at)).astype("<f4").tobytes()
    found.path.unlink()
