"""The wave of a sound that anybody has sent: drawn where it is a plain WAV, else not at all."""

import math
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.editing.wave_peaks import PEAKS_A_SECOND, peaks_of_wav

PACKED: dict[tuple[int, int], Callable[[float], bytes]] = {
    (1, 1): lambda value: struct.pack("<B", round(128 + 127 * value)),
    (1, 2): lambda value: struct.pack("<h", round(32767 * value)),
    (1, 3): lambda value: struct.pack("<i", round((2**31 - 1) * value))[1:],
    (1, 4): lambda value: struct.pack("<i", round((2**31 - 1) * value)),
    (3, 4): lambda value: struct.pack("<f", value),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a WAV says in its head."""

    kind: int = 1
    width: int = 2
    rate: int = 48_000
    channels: int = 1
    is_wide: bool = False

    @property
    def chunk(self) -> bytes:
        """The head as bytes."""
        frame, bits = self.channels * self.width, 8 * self.width
        kind = 0xFFFE if self.is_wide else self.kind
        plain = (kind, self.channels, self.rate, self.rate * frame, frame, bits)
        more = struct.pack("<HHIH14s", 22, bits, 0, self.kind, b"") if self.is_wide else b""
        return struct.pack("<HHIIHH", *plain) + more


def wav(path: Path, shape: Shape = Shape(), *, seconds: float = 1.0, more: bytes = b"") -> Path:
    """A sound that is silent, and from its middle on a quarter as loud as can be."""
    count = int(shape.rate * seconds)
    loud = PACKED.get((shape.kind, shape.width))
    body = b"".join(
        (loud or PACKED[1, 1])(0.25 * math.copysign(1, math.sin(at)) if at >= count // 2 else 0)
        * shape.channels
        for at in range(count)
    )
    fmt = b"fmt " + struct.pack("<I", len(shape.chunk)) + shape.chunk
    rest = b"WAVE" + fmt + more + b"data" + struct.pack("<I", len(body)) + body
    path.write_bytes(b"RIFF" + struct.pack("<I", len(rest)) + rest)
    return path


@pytest.mark.parametrize(("kind", "width"), list(PACKED))
@pytest.mark.parametrize(("rate", "channels"), [(48_000, 1), (44_100, 2), (11_025, 1)])
def test_silence_is_nothing_and_a_quarter_is_half_as_high_as_can_be(
    tmp_path: Path, kind: int, width: int, rate: int, channels: int
) -> None:
    shape = Shape(kind=kind, width=width, rate=rate, channels=channels)
    peaks = peaks_of_wav(wav(tmp_path / "a.wav", shape))
    assert len(peaks) == PEAKS_A_SECOND
    assert max(peaks[:24]) <= 12  # eight bits have no exact middle
    assert all(abs(one - 128) <= 2 for one in peaks[26:])


def test_it_is_read_piece_by_piece_however_long_it_is(tmp_path: Path) -> None:
    peaks = peaks_of_wav(wav(tmp_path / "a.wav", Shape(rate=8000), seconds=25))
    assert len(peaks) == 25 * PEAKS_A_SECOND
    assert (peaks[600], peaks[700]) == (0, 128)


def test_a_wav_that_says_its_kind_further_behind_and_has_other_chunks(tmp_path: Path) -> None:
    more = b"bext" + struct.pack("<I", 3) + b"abc\0"
    assert peaks_of_wav(wav(tmp_path / "a.wav", Shape(is_wide=True), more=more))[-1] == 128


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF\0\0\0\0WAVE",
        b"ID3" + b"\0" * 100,
        b"RIFF\0\0\0\0WAVEdata\4\0\0\0\1\2\3\4",
        b"RIFF\0\0\0\0WAVEfmt \xff\xff\xff\xffdata\4\0\0\0\1\2\3\4",
    ],
)
def test_what_is_no_wav_has_no_wave(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    assert peaks_of_wav(tmp_path / "a.wav") == b""


@pytest.mark.parametrize(
    "odd", [Shape(kind=85, width=1, rate=8000), Shape(rate=1), Shape(channels=40, rate=8000)]
)
def test_a_wav_of_another_packing_has_no_wave(tmp_path: Path, odd: Shape) -> None:
    assert peaks_of_wav(wav(tmp_path / "a.wav", odd)) == b""


def test_a_head_that_promises_more_than_there_is_is_held_to_what_is_there(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", seconds=2)
    promise, more = struct.pack("<I", 192_000), struct.pack("<I", 1 << 31)
    path.write_bytes(path.read_bytes().replace(promise, more)[:9644])
    assert len(peaks_of_wav(path)) == 5
