"""A spoken note: a short sound of whole numbers, written anew so that nothing else is in it.

The page records it as WAV. Only the samples are kept; whatever else a file brings (names, places,
pictures, programs) stays outside.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import CannotRead

LONGEST_S: Final = 60
_SLACK_S: Final = 1
_MOST_BYTES: Final = 20_000_000
"""More than a minute of two channels at 48 kHz and 24 bits."""
_PCM: Final = 1
_EXTENSIBLE: Final = 0xFFFE
_DEPTHS: Final = (16, 24)
_SLOWEST, _FASTEST = 8_000, 48_000
_HEAD: Final = 12
_FORMAT_BYTES: Final = 16


def clean_voice(source: Path, into: Path) -> float:
    """Write the samples of a WAV file anew and return its seconds.

    Raise CannotRead for another kind of file, a damaged or an empty one, and for a long speech.
    """
    if source.stat().st_size > _MOST_BYTES:
        raise _too_long()
    chunks = dict(_chunks(source.read_bytes()))
    form, samples = chunks.get(b"fmt ", b""), chunks.get(b"data", b"")
    if len(form) < _FORMAT_BYTES:
        raise _unreadable("no format")
    kind, channels, rate, _bytes, frame, bits = struct.unpack("<HHIIHH", form[:_FORMAT_BYTES])
    if kind not in (_PCM, _EXTENSIBLE) or bits not in _DEPTHS or channels not in (1, 2):
        raise _unreadable(f"kind {kind}, {bits} bits, {channels} channels")
    if not _SLOWEST <= rate <= _FASTEST or frame != channels * bits // 8:
        raise _unreadable(f"{rate} Hz, {frame} bytes")
    samples = samples[: len(samples) // frame * frame]
    seconds: float = len(samples) / frame / rate
    if not samples:
        raise CannotRead("The spoken note is empty. Press, speak, and press again.")
    if seconds > LONGEST_S + _SLACK_S:
        raise _too_long()
    head = struct.pack("<HHIIHH", _PCM, channels, rate, rate * frame, frame, bits)
    body = b"WAVEfmt " + struct.pack("<I", len(head)) + head
    body += b"data" + struct.pack("<I", len(samples)) + samples + b"\0" * (len(samples) % 2)
    into.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return seconds


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the parts of a RIFF file, as far as they are there; of two alike the last counts."""
    if data[:4] != b"RIFF" or data[8:_HEAD] != b"WAVE":
        raise _unreadable("not a WAV file")
    at = _HEAD
    while at + 8 <= len(data):
        name, size = struct.unpack("<4sI", data[at : at + 8])
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _unreadable(detail: str) -> CannotRead:
    return CannotRead("The spoken note cannot be read. Record it once more.", detail=detail)


def _too_long() -> CannotRead:
    return CannotRead(
        "A spoken note is at most %(most)s seconds long. Say the most important thing first.",
        most=LONGEST_S,
    )
