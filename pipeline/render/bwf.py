"""Broadcast WAV: stereo, 48 kHz, 24 bits, with the moment of its first sample (EBU Tech 3285).

The length is known before the first sample is written, so a file is written once from front to end
and equal sounds give equal bytes.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from pipeline.timing import SAMPLE_RATE

CHANNELS: Final = 2
SAMPLE_BYTES: Final = 3
FRAME_BYTES: Final = CHANNELS * SAMPLE_BYTES
FULL_SCALE: Final = 2**23
BLOCK: Final = 2 * SAMPLE_RATE
"""Samples that are moved at once."""
SILENCE: Final = bytes(BLOCK * FRAME_BYTES)
_ORIGINATOR: Final = b"Claquette"
_NO_DAY: Final = b"2000-01-0100:00:00"
"""Not a real day: equal sounds give equal bytes."""
_PCM: Final = 1


class BroadcastWav:
    """A file that is written block by block."""

    def __init__(self, path: Path, *, samples: int, time_reference: int, what: str) -> None:
        self._file = path.open("wb")
        self._file.write(_header(samples, time_reference, what))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, samples: bytes) -> None:
        """Add samples, left and right in turn, 24 bits each."""
        self._file.write(samples)

    def silence(self, samples: int) -> None:
        """Add silence."""
        for start in range(0, samples, BLOCK):
            self._file.write(SILENCE[: min(BLOCK, samples - start) * FRAME_BYTES])


def _header(samples: int, time_reference: int, what: str) -> bytes:
    said = what.encode("ascii", "replace")[:256]
    bext = struct.pack("<256s32s32s18sQH", said, _ORIGINATOR, b"", _NO_DAY, time_reference, 1)
    bext += bytes(254)
    wave = struct.pack(
        "<HHIIHH",
        *(_PCM, CHANNELS, SAMPLE_RATE, SAMPLE_RATE * FRAME_BYTES),
        *(FRAME_BYTES, 8 * SAMPLE_BYTES),
    )
    size = samples * FRAME_BYTES
    body = b"WAVE" + _chunk(b"bext", bext) + _chunk(b"fmt ", wave)
    whole = len(body) + 8 + size
    return b"RIFF" + struct.pack("<I", whole) + body + b"data" + struct.pack("<I", size)


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body


def read_samples(path: Path, *, first: int = 0, count: int) -> Iterator[bytes]:
    """Yield samples of a 24-bit stereo WAV of ours, block by block."""
    with path.open("rb") as file:
        file.seek(_data_at(path) + first * FRAME_BYTES)
        while count > 0:
            taken = min(BLOCK, count)
            yield file.read(taken * FRAME_BYTES)
            count -= taken


def _data_at(path: Path) -> int:
    """Return where the samples of a WAV begin."""
    with path.open("rb") as file:
        file.seek(12)
        while True:
            name, size = struct.unpack("<4sI", file.read(8))
            if name == b"data":
                return file.tell()
            file.seek(size + size % 2, 1)


def whole_of(block: bytes) -> NDArray[np.int32]:
    """Return samples of 24 bits as whole numbers, left and right in turn."""
    wide = np.zeros((len(block) // SAMPLE_BYTES, 4), np.uint8)
    wide[:, 1:] = np.frombuffer(block, np.uint8).reshape(-1, SAMPLE_BYTES)
    return wide.reshape(-1).view("<i4") >> 8


def block_of(samples: NDArray[np.int64]) -> bytes:
    """Return whole numbers as samples of 24 bits; what is over full scale is held there."""
    kept = np.clip(samples, -FULL_SCALE, FULL_SCALE - 1).astype("<i4")
    return kept.view(np.uint8).reshape(-1, 4)[:, :SAMPLE_BYTES].tobytes()
