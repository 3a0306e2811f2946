"""Sound files as plain samples: what every mix begins with.

ffmpeg decodes just the stretches that are heard, to stereo at 48 kHz. Files of floats may hold
samples that are no numbers, or far over full scale: one of them would ruin a whole mix. They become
silence and full scale here, as if all sound had been recorded in integers.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import WorkFailed
from pipeline.media.ffmpeg import Watch, run_ffmpeg
from pipeline.render.cache import SegmentCache
from pipeline.render.keys import digest_of, ffmpeg_name
from pipeline.render.mix_plan import MixClip, MixSource
from pipeline.render.stopping import StopOnly
from pipeline.timing import SAMPLE_RATE

Samples = NDArray[np.float32]
"""Stereo, one row a sample, full scale 1.0."""

BYTES_A_SAMPLE: Final = 8
GRID: Final = 10 * SAMPLE_RATE
MOST_KEPT_BYTES: Final = 256 * 1024**2
"""Eleven minutes: what is longer would push a whole film out of the cache."""
UNHEARD: Final = ("does not contain any stream", "Invalid data found", "Error opening input")
"""What ffmpeg says of a file in which there is no sound, or none that can be read."""
TO_STEREO: Final = (
    "pan=stereo|FL=FL+FC+FLC+DL+0.7*BL+0.7*SL+0.7*BC|FR=FR+FC+FRC+DR+0.7*BR+0.7*SR+0.7*BC"
)
"""One microphone sounds as loud from both sides as an editor hears it; names that a sound does not
have are left out by the filter, and so is the deep channel of cinema sound."""


def from_microphones(count: int) -> str:
    """Return the filter for channels of which nobody knows where they are: the first two are left
    and right, the others are heard in the middle.
    """
    others = "".join(f"+0.7*c{number}" for number in range(2, count))
    return f"pan=stereo|FL=c0{others}|FR=c1{others}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Stretch:
    """The part of a source that some clips need; at another speed, the part of one clip."""

    media: str
    speed: Fraction
    first: int
    """First sample after time zero, at 48 kHz; never negative."""
    last: int
    """First sample no longer needed."""
    before: int = 0
    """At another speed: how many samples before time zero were asked for, and are silent."""

    @property
    def begins(self) -> int:
        """Where the decoded samples lie: of the source at normal speed, else of the clip."""
        if self.speed == 1:
            return self.first
        return round(self.before / self.speed) if self.speed > 0 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pcm:
    """A decoded stretch: a file of bare samples."""

    path: Path
    first: int
    is_bus: bool = False
    """Whether it is a sum of ours, which may be over full scale."""

    def read(self, start: int, count: int) -> Samples:
        """Return count samples from start; silence where the file has none."""
        skip = min(count, max(0, self.first - start))
        begin = max(0, start + skip - self.first)
        with self.path.open("rb") as file:
            file.seek(begin * BYTES_A_SAMPLE)
            raw = file.read((count - skip) * BYTES_A_SAMPLE)
        found = np.frombuffer(raw[: len(raw) // BYTES_A_SAMPLE * BYTES_A_SAMPLE], "<f4")
        out = np.zeros((count, 2), np.float32)
        sane = found if self.is_bus else _sane(found)
        out[skip : skip + len(found) // 2] = sane.reshape(-1, 2)
        return out


def _sane(found: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the samples as if they had been recorded in integers."""
    if found.size and max(found.max(), -found.min()) <= 1:  # never true of what is no number
        return found
    kept: NDArray[np.float32] = np.where(np.isfinite(found), found, np.float32(0)).clip(-1, 1)
    return kept


def stretches(clips: Iterable[MixClip]) -> dict[MixClip, Stretch]:
    """Return for each clip what must be decoded; clips of one file at normal speed share it.

    It is a little more than needed, so that a clip that is trimmed mostly finds it decoded.
    """
    clips = tuple(clips)
    shared: dict[str, tuple[int, int]] = {}
    for clip in clips:
        if clip.speed == 1:
            low, high = shared.get(clip.media, (clip.in_sample, 0))
            end = clip.in_sample + clip.samples
            shared[clip.media] = min(low, clip.in_sample), max(high, end)
    return {clip: _stretch(clip, shared) for clip in clips}


def _stretch(clip: MixClip, shared: Mapping[str, tuple[int, int]]) -> Stretch:
    if clip.speed == 1:
        first = shared[clip.media][0] // GRID * GRID
        last = -(-shared[clip.media][1] // GRID) * GRID
    else:
        ends = clip.in_sample, clip.in_sample + int(clip.samples * clip.speed)
        first, last = min(ends), max(ends)
    before = max(0, -first) if clip.speed != 1 else 0
    return Stretch(
        media=clip.media,
        speed=clip.speed,
        first=max(0, first),
        last=max(0, last),
        before=before,
    )


def decode(
    needed: Iterable[Stretch],
    sources: Mapping[str, MixSource],
    *,
    into: Path,
    workers: int = 1,
    watch: Watch | None = None,
    cache: SegmentCache | None = None,
) -> dict[Stretch, Pcm]:
    """Decode every stretch into a file in a folder, or take what was kept in the cache.

    Sources that are missing, have no sound or cannot be read stay out of the result. Raise
    WorkFailed for what is not the file's fault, Cancelled when somebody stopped it.
    """
    wanted = sorted({stretch for stretch in needed if stretch.media in sources})

    def one(number: int, stretch: Stretch) -> Pcm | None:
        path = into / f"{number}.pcm"
        source = sources[stretch.media]
        key = _key(source, stretch) if cache and source.digest else ""
        if not (cache and key and cache.take(key, path)):
            arguments = _arguments(source, stretch)
            try:
                run_ffmpeg([*arguments, "-y", f"file:{path.absolute()}"], watch=StopOnly.of(watch))
            except WorkFailed as fault:
                if any(sign in fault.detail for sign in UNHEARD):
                    return None
                raise
            if cache and key and path.stat().st_size <= MOST_KEPT_BYTES:
                cache.keep(key, path)
        return Pcm(path=path, first=stretch.begins)

    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        found = zip(wanted, pool.map(one, range(len(wanted)), wanted), strict=True)
        return {stretch: pcm for stretch, pcm in found if pcm}


def _key(source: MixSource, stretch: Stretch) -> str:
    """Return the digest of all that shapes the samples: the bytes, and how they are decoded."""
    arguments = _arguments(replace(source, path=Path("/")), stretch)
    return digest_of([source.digest, ffmpeg_name(), arguments])


def _arguments(source: MixSource, stretch: Stretch) -> list[str]:
    """Return the decoding of one stretch.

    The resampler starts the sound at time zero of the picture: it pads sound that begins late and
    cuts sound that begins early, and fills the holes that phones leave.
    """
    zero = int(source.zero * SAMPLE_RATE)
    chain = [
        f"aresample={SAMPLE_RATE}:async=1:first_pts={zero}:osf=flt",
        from_microphones(source.microphones) if source.microphones > 2 else TO_STEREO,
        f"atrim=start_sample={stretch.first}:end_sample={max(stretch.last, stretch.first + 1)}",
        *_speed(stretch),
    ]
    return [
        *("-protocol_whitelist", "file", "-f", source.kind, "-vn", "-sn", "-dn"),
        *("-i", f"file:{source.path.absolute()}", "-map", "0:a:0?", "-af", ",".join(chain)),
        *("-map_metadata", "-1", "-c:a", "pcm_f32le", "-f", "f32le"),
    ]


def _speed(stretch: Stretch) -> list[str]:
    """Like tape: twice as fast is an octave higher, backwards is backwards."""
    speed = stretch.speed
    if speed == 1:
        return []
    # Beyond its end a sound is silent: backwards, the silence comes first.
    whole = f"apad=whole_len={max(stretch.last, stretch.first + 1) - stretch.first}"
    turned = [whole, "areverse"] if speed < 0 else []
    return [*turned, f"asetrate={round(SAMPLE_RATE * abs(speed))}", f"aresample={SAMPLE_RATE}"]
