"""How loud a sound is along its time, to be drawn: one byte for each 20 ms, 255 for full scale."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.render.bwf import FULL_SCALE, read_samples, whole_of
from pipeline.timing import SAMPLE_RATE

PEAKS_A_SECOND: Final = 50
_STEP: Final = SAMPLE_RATE // PEAKS_A_SECOND
_WHOLE: Final = 6
"""Bytes of a stereo sample of 24 bits."""
_HEAD_BYTES: Final = 1 << 16
_RATES: Final = range(4_000, 400_000)
_MOST_CHANNELS: Final = 32
_AT_ONCE: Final = 500
"""Peaks that are found at once: ten seconds."""
_WIDE: Final = 0xFFFE
"""The kind of a WAV that says its kind further behind."""

Values = NDArray[np.floating[Any]]
_READERS: Final[dict[tuple[int, int], Callable[[bytes], Values]]] = {
    (1, 1): lambda block: np.frombuffer(block, np.uint8).astype(np.float32) / 128 - 1,
    (1, 2): lambda block: np.frombuffer(block, "<i2").astype(np.float32) / (1 << 15),
    (1, 3): lambda block: whole_of(block).astype(np.float32) / (1 << 23),
    (1, 4): lambda block: np.frombuffer(block, "<i4").astype(np.float32) / (1 << 31),
    (3, 4): lambda block: np.nan_to_num(np.frombuffer(block, "<f4").astype(np.float32)),
}
"""By kind (1: whole numbers, 3: floats) and bytes of a sample."""


def peaks_of(path: Path, *, samples: int) -> bytes:
    """Return the peaks of so many samples of a mix of ours.

    The root is taken, so that speech is seen beside a door that slams.
    """
    found: list[bytes] = []
    left = np.zeros(0, np.int32)
    for block in read_samples(path, count=samples):
        loud = np.abs(whole_of(block[: len(block) // _WHOLE * _WHOLE]).reshape(-1, 2)).max(axis=1)
        left = np.concatenate([left, loud])
        count = len(left) // _STEP * _STEP
        peaks = left[:count].reshape(-1, _STEP).max(axis=1) / FULL_SCALE
        found.append(_drawn(peaks))
        left = left[count:]
    return b"".join(found)


def peaks_of_wav(path: Path) -> bytes:
    """Return the peaks of a WAV that anybody has sent; empty for one that is packed otherwise."""
    wav = _wav_of(path)
    if wav is None:
        return b""
    found: list[bytes] = []
    with path.open("rb") as file:
        for first in range(0, wav.peaks, _AT_ONCE):
            edges = [wav.frame_of(at) for at in range(first, min(wav.peaks, first + _AT_ONCE) + 1)]
            file.seek(wav.at + edges[0] * wav.frame_bytes)
            block = file.read((edges[-1] - edges[0]) * wav.frame_bytes)
            if len(block) < (edges[-1] - edges[0]) * wav.frame_bytes:
                break
            loud = np.abs(wav.read(block)).reshape(-1, wav.channels).max(axis=1)
            begins = np.array(edges[:-1]) - edges[0]
            found.append(_drawn(np.maximum.reduceat(loud, begins)))
    return b"".join(found)


def _drawn(peaks: Values) -> bytes:
    drawn: bytes = np.rint(255 * np.sqrt(np.clip(peaks, 0, 1))).astype(np.uint8).tobytes()
    return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wav:
    """What the head of a WAV says, held to what is there."""

    at: int
    """First byte of its samples."""
    frames: int
    channels: int
    rate: int
    frame_bytes: int
    read: Callable[[bytes], Values]

    @property
    def peaks(self) -> int:
        return self.frames * PEAKS_A_SECOND // self.rate

    def frame_of(self, peak: int) -> int:
        return peak * self.rate // PEAKS_A_SECOND


def _wav_of(path: Path) -> _Wav | None:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if (head[:4], head[8:12]) != (b"RIFF", b"WAVE"):
        return None
    at, shape = 12, b""
    while at + 8 <= len(head):
        name, size = struct.unpack_from("<4sI", head, at)
        if name == b"data":
            return _shaped(shape, at + 8, min(size, path.stat().st_size - at - 8))
        if name == b"fmt ":
            shape = head[at + 8 : at + 8 + min(size, 40)]
        at += 8 + size + size % 2
    return None


def _shaped(shape: bytes, at: int, size: int) -> _Wav | None:
    if len(shape) < 16:
        return None
    kind, channels, rate, _, frame_bytes, _ = struct.unpack_from("<HHIIHH", shape)
    if kind == _WIDE and len(shape) >= 26:
        (kind,) = struct.unpack_from("<H", shape, 24)
    width, odd = divmod(frame_bytes, channels) if channels else (0, 1)
    read = _READERS.get((kind, width))
    if odd or read is None or channels > _MOST_CHANNELS or rate not in _RATES:
        return None
    return _Wav(
        at=at,
        frames=size // frame_bytes,
        channels=channels,
        rate=rate,
        frame_bytes=frame_bytes,
        read=read,
    )
