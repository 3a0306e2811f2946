"""A spoken note is written anew: only its samples are kept."""

import struct
import wave
from pathlib import Path

import pytest

from pipeline.errors import CannotRead
from pipeline.media.voice import clean_voice


def spoken(
    path: Path, *, seconds: float = 1, rate: int = 16_000, width: int = 3, channels: int = 1
) -> Path:
    """A WAV file of a ramp."""
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        frames = int(seconds * rate)
        sound.writeframes(bytes(at % 251 for at in range(frames * width * channels)))
    return path


@pytest.mark.parametrize(
    ("width", "channels", "rate"), [(3, 1, 16_000), (2, 2, 48_000), (2, 1, 8_000)]
)
def test_the_samples_stay_as_they_are(tmp_path: Path, width: int, channels: int, rate: int) -> None:
    sent = spoken(tmp_path / "sent", width=width, channels=channels, rate=rate)
    assert clean_voice(sent, tmp_path / "clean.wav") == pytest.approx(1)
    with wave.open(str(sent)) as was, wave.open(str(tmp_path / "clean.wav")) as now:
        assert now.getparams() == was.getparams()
        assert now.readframes(99_999) == was.readframes(99_999)


def test_what_else_is_in_the_file_is_not_kept(tmp_path: Path) -> None:
    sent = spoken(tmp_path / "sent")
    secret = b"LIST" + struct.pack("<I", 12) + b"INFOIART Aya"
    sent.write_bytes(sent.read_bytes() + secret + b"GET /evil")
    clean_voice(sent, tmp_path / "clean.wav")
    kept = (tmp_path / "clean.wav").read_bytes()
    assert b"Aya" not in kept
    assert b"evil" not in kept
    assert kept[:4] == b"RIFF"


def test_a_sound_that_was_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    sent = spoken(tmp_path / "sent")
    sent.write_bytes(sent.read_bytes()[: 44 + 16_000 * 3 // 2 + 1])
    assert clean_voice(sent, tmp_path / "clean.wav") == pytest.approx(0.5, abs=0.001)


def header(path: Path, at: int, form: str, value: int) -> Path:
    """Write another number into the head of a WAV file."""
    data = bytearray(path.read_bytes())
    struct.pack_into(form, data, at, value)
    path.write_bytes(bytes(data))
    return path


@pytest.mark.parametrize(
    ("at", "form", "value"),
    [
        (0, "<I", 0),
        (8, "<I", 0),
        (12, "<I", 0),
        (20, "<H", 3),  # floating point: one NaN would hurt ears
        (22, "<H", 0),
        (22, "<H", 8),
        (24, "<I", 1),
        (24, "<I", 4_000_000_000),
        (32, "<H", 0),
        (34, "<H", 64),
    ],
)
def test_another_file_is_refused(tmp_path: Path, at: int, form: str, value: int) -> None:
    sent = header(spoken(tmp_path / "sent"), at, form, value)
    with pytest.raises(CannotRead, match="cannot be read"):
        clean_voice(sent, tmp_path / "clean.wav")
    assert not (tmp_path / "clean.wav").exists()


def test_more_than_a_minute_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="at most 60 seconds"):
        clean_voice(spoken(tmp_path / "sent", seconds=62, rate=8_000), tmp_path / "clean.wav")
    (tmp_path / "large").write_bytes(b"RIFF" + bytes(20_000_001))
    with pytest.raises(CannotRead, match="at most 60 seconds"):
        clean_voice(tmp_path / "large", tmp_path / "clean.wav")


def test_silence_of_no_length_is_empty(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="is empty"):
        clean_voice(spoken(tmp_path / "sent", seconds=0), tmp_path / "clean.wav")
