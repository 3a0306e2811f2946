"""Stereo WAV files at 48 kHz with 24 bits a sample, written block by block."""

import wave
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np

from pipeline.render.pcm import Samples
from pipeline.timing import SAMPLE_RATE

_LOUDEST: Final = 2**23 - 1
_BYTES: Final = 3


class WavWriter:
    """A WAV file that grows; the header is right when it is closed."""

    def __init__(self, path: Path) -> None:
        self._file = wave.open(str(path), "wb")  # noqa: SIM115 (closed by __exit__)
        self._file.setnchannels(2)
        self._file.setsampwidth(_BYTES)
        self._file.setframerate(SAMPLE_RATE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, samples: Samples) -> None:
        """Add samples; what is over full scale is held at full scale."""
        whole = np.rint(samples.astype(np.float64) * 2**23)
        kept = np.clip(whole, -_LOUDEST - 1, _LOUDEST).astype("<i4")
        self._file.writeframes(kept.view(np.uint8).reshape(-1, 4)[:, :_BYTES].tobytes())
