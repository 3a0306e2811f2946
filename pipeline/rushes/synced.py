"""Writes a recorder's sound exactly as long as the take it belongs to, at the camera's pace.

Where the clocks agree its samples are copied as they are. Where they drift, each sample of the take
is read between two samples of the recorder, by a short piece of the ideal filter.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.media.ffmpeg import Watch
from pipeline.render.mix_plan import MixSource
from pipeline.render.pcm import Pcm, Samples, Stretch, decode
from pipeline.render.stopping import StopOnly, tell
from pipeline.render.wav import WavWriter
from pipeline.timing import SAMPLE_RATE

_BLOCK: Final = SAMPLE_RATE
_REACH: Final = 24
"""Samples on each side of a place that are heard in it."""
_STEPS: Final = 512
"""Places between two samples for which the filter is worked out; between them it is a line."""
_PASSED: Final = 0.95
"""Share of all pitches, up to 24 kHz, that the filter lets pass."""
_SOFT: Final = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A take as a stretch of a recorder's file (see RecordedSound)."""

    offset_samples: int
    drift_ppm: float
    samples: int
    """Length of the take."""

    @property
    def pace(self) -> float:
        """Samples of the recorder for a sample of the camera."""
        return 1 + self.drift_ppm / 1e6

    @property
    def first(self) -> int:
        """First sample of the recorder that is needed."""
        return max(0, -self.offset_samples - _REACH)

    @property
    def last(self) -> int:
        """First sample of the recorder that is no longer needed."""
        return max(0, int(self.samples * self.pace) - self.offset_samples + _REACH + 1)


def write_synced(source: MixSource, cut: Cut, into: Path, *, watch: Watch | None = None) -> bool:
    """Write the sound of a take; return False, without a file, where the recorder has none.

    Raise WorkFailed, Cancelled.
    """
    needed = Stretch(media="recorder", speed=Fraction(1), first=cut.first, last=cut.last)
    with TemporaryDirectory(dir=into.parent, prefix=".pcm-") as folder:
        found = decode([needed], {"recorder": source}, into=Path(folder), watch=watch)
        pcm = found.get(needed)
        if pcm is None or not pcm.path.stat().st_size:
            return False
        with WavWriter(into) as file:
            for start in range(0, cut.samples, _BLOCK):
                tell(StopOnly.of(watch), 0.0, "")
                file.write(read_cut(pcm, cut, start, min(_BLOCK, cut.samples - start)))
    return True


def read_cut(pcm: Pcm, cut: Cut, start: int, count: int) -> Samples:
    """Return samples of the take from a sample on; silence where the recorder did not run."""
    if not cut.drift_ppm:
        return pcm.read(start - cut.offset_samples, count)
    places = np.arange(start, start + count) * cut.pace - cut.offset_samples
    low = int(np.floor(places[0])) - _REACH
    heard = pcm.read(low, int(np.floor(places[-1])) + _REACH + 2 - low)
    whole = np.floor(places).astype(np.int64)
    steps = (places - whole) * _STEPS
    step = steps.astype(np.int64)
    rest = (steps - step).astype(np.float32)[:, None]
    weights = _FILTER[step] * (1 - rest) + _FILTER[step + 1] * rest
    around = heard[(whole - low)[:, None] + _AROUND]
    mixed: Samples = np.einsum("st,stc->sc", weights, around)
    return mixed


def _filter() -> NDArray[np.float32]:
    """Return the weights of the samples around, for each place between two samples."""
    between = np.arange(_STEPS + 1)[:, None] / _STEPS
    away = _AROUND[None, :] - between
    shape = np.i0(_SOFT * np.sqrt(np.clip(1 - (away / (_REACH + 1)) ** 2, 0, 1))) / np.i0(_SOFT)
    weights = np.sinc(_PASSED * away) * shape
    weights /= weights.sum(axis=1, keepdims=True)
    filters: NDArray[np.float32] = weights.astype(np.float32)
    return filters


_AROUND: Final = np.arange(-_REACH, _REACH + 2)
_FILTER: Final = _filter()
