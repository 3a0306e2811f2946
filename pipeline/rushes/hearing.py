"""Who listens to a recording while its proxy is made: levels for waveform and silence, marks.

The sound comes raw from a pipe, in blocks of a second; of each 10 ms one number is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.rushes.clip import Span
from pipeline.rushes.marks import Marks, Pcm16, marks_of
from pipeline.rushes.spans import spans_of
from pipeline.timing import SAMPLE_RATE

STEP: Final = SAMPLE_RATE // 100
"""Samples of 10 ms."""
BLOCK_BYTES: Final = 2 * SAMPLE_RATE
SILENT: Final = 33
"""-60 dBFS in steps of 16 bits."""
SILENT_S: Final = 1
WAVEFORM_SIZE: Final = (960, 120)
WAVEFORM_COLOUR: Final = (0x2E, 0x7D, 0x6B)
_FULL: Final = 32768


@dataclass(slots=True, kw_only=True)
class Heard:
    """What was heard."""

    samples: int = 0
    marks: Marks = field(default_factory=Marks)
    peaks: list[NDArray[np.int32]] = field(default_factory=list)
    """The loudest sample of each 10 ms, in blocks."""

    @property
    def silent(self) -> tuple[Span, ...]:
        """The stretches of a second and more in which nothing is to be heard."""
        is_silent = self._all() < SILENT
        at_least = SILENT_S * SAMPLE_RATE // STEP
        return spans_of(is_silent, at_least=at_least, step=STEP, end=self.samples)

    def draw(self, into: Path, *, samples: int) -> None:
        """Draw the waveform of so many samples, which is as long as the picture."""
        width, height = WAVEFORM_SIZE
        places = np.linspace(0, max(1, samples) / STEP, width + 1)
        peaks = self._all()
        drawn = np.zeros((height, width), np.uint8)
        rows = np.abs(np.arange(height) - (height - 1) / 2) * 2 / height
        for column in range(width):
            first = int(places[column])
            part = peaks[first : max(first + 1, int(places[column + 1]))]
            # The root lets speech be seen beside a door that slams.
            loud = np.sqrt(part.max(initial=0) / _FULL)
            drawn[:, column] = rows < loud
        picture = Image.fromarray(drawn, mode="P")
        picture.putpalette([0, 0, 0, *WAVEFORM_COLOUR])
        picture.save(into, format="PNG", transparency=0)

    def _all(self) -> NDArray[np.int32]:
        return np.concatenate(self.peaks) if self.peaks else np.zeros(0, np.int32)


def listen_to(pipe: BinaryIO) -> Heard:
    """Return what is heard in one channel of 16 bits at 48 kHz."""
    heard = Heard()
    heard.marks = marks_of(_noted(pipe, heard))
    return heard


def _noted(pipe: BinaryIO, heard: Heard) -> Iterator[Pcm16]:
    """Yield the sound in blocks and note how loud it is on the way."""
    while raw := pipe.read(BLOCK_BYTES):
        block = np.frombuffer(raw, "<i2", len(raw) // 2)
        heard.samples += len(block)
        loud = np.abs(block.astype(np.int32))
        padded = np.pad(loud, (0, -len(loud) % STEP))
        heard.peaks.append(padded.reshape(-1, STEP).max(axis=1))
        yield block
