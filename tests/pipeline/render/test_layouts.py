"""Sounds of every layout and rate, from the file to two channels: the real ffmpeg."""

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.render.mix import MIX, mix_to_wav
from pipeline.render.mix_plan import Bus, MixClip, MixPlan, MixSource
from pipeline.render.sound_sources import microphones_of, sound_source
from pipeline.render.sources import RenderMedium
from pipeline.timing import SAMPLE_RATE
from tests.pipeline.render.sounds import load

pytestmark = pytest.mark.ffmpeg
LEVEL = 0.2
Sides = tuple[float, float]


def recording(path: Path, heard: int, channels: int, *, rate: int = SAMPLE_RATE) -> RenderMedium:
    """Write a plain WAV in which one channel is a tone and the others are silent."""
    samples = np.zeros((rate, channels), "<i2")
    tone = LEVEL * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    samples[:, heard] = np.rint(tone * 32767)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return RenderMedium(path=path, digest="0", kind="wav")


def told(plain: RenderMedium, layout: str, path: Path, kind: str, *how: str) -> RenderMedium:
    """Write a recording again with the name of its layout."""
    named = ("-channel_layout", layout, "-i", str(plain.path), *how)
    run_ffmpeg(("-y", "-f", "wav", *named, f"file:{path}"))
    return RenderMedium(path=path, digest="0", kind=kind)


def mixed(medium: RenderMedium, folder: Path, **more: object) -> NDArray[np.float64]:
    source = sound_source(medium, cache=folder, watch=None)
    plain = {"media": "a", "bus": Bus.DIALOGUE, "in_sample": 0, "start_sample": 0}
    clip = MixClip(**{**plain, "samples": SAMPLE_RATE, **more})  # type: ignore[arg-type]
    mix_to_wav(MixPlan(samples=SAMPLE_RATE, clips=(clip,)), {"a": source}, folder)
    return load(folder / MIX) / 2**23


def sides(medium: RenderMedium, folder: Path) -> Sides:
    """Return how loud a recording is on the left and on the right, against its tone."""
    heard = mixed(medium, folder)[SAMPLE_RATE // 4 : -SAMPLE_RATE // 4]
    left, right = np.sqrt((heard**2).mean(axis=0)) / (LEVEL / np.sqrt(2))
    return round(float(left), 1), round(float(right), 1)


MASKED = {
    ("mono", 0): (1.0, 1.0),
    ("stereo", 0): (1.0, 0.0),
    ("stereo", 1): (0.0, 1.0),
    ("2.1", 1): (0.0, 1.0),
    ("2.1", 2): (0.0, 0.0),
    ("3.0", 2): (1.0, 1.0),
    ("quad", 2): (0.7, 0.0),
    ("4.0", 3): (0.7, 0.7),
    ("5.1", 2): (1.0, 1.0),
    ("5.1", 3): (0.0, 0.0),
    ("5.1", 4): (0.7, 0.0),
    ("5.1(side)", 5): (0.0, 0.7),
    ("6.1", 4): (0.7, 0.7),
    ("7.1", 2): (1.0, 1.0),
    ("7.1", 7): (0.0, 0.7),
}
CHANNELS = {"mono": 1, "stereo": 2, "2.1": 3, "3.0": 3, "quad": 4, "4.0": 4, "5.1": 6}
CHANNELS |= {"5.1(side)": 6, "6.1": 7, "7.1": 8}


@pytest.mark.parametrize(("layout", "heard"), MASKED)
def test_a_channel_is_heard_where_its_layout_puts_it(
    tmp_path: Path, layout: str, heard: int
) -> None:
    plain = recording(tmp_path / "plain.wav", heard, CHANNELS[layout])
    how = ("-c:a", "pcm_s16le")
    named = told(plain, layout, tmp_path / "named.wav", "wav", *how)
    assert sides(named, tmp_path) == MASKED[layout, heard]


@pytest.mark.parametrize("channels", [3, 4, 6, 9, 16])
def test_every_microphone_of_a_recorder_that_names_no_layout_is_heard(
    tmp_path: Path, channels: int
) -> None:
    for heard, wanted in ((0, (1.0, 0.0)), (1, (0.0, 1.0)), (channels - 1, (0.7, 0.7))):
        plain = recording(tmp_path / "plain.wav", heard, channels)
        assert sides(plain, tmp_path) == wanted


def test_a_recording_tells_whether_it_names_its_layout(tmp_path: Path) -> None:
    plain = recording(tmp_path / "plain.wav", 0, 6)
    named = told(plain, "5.1", tmp_path / "named.wav", "wav", "-c:a", "pcm_s16le")
    assert (microphones_of(plain), microphones_of(named)) == (6, 0)
    for other in (b"", b"RIFF", b"fLaC" + bytes(4000), b"RIFF\0\0\0\0WAVEfmt "):
        plain.path.write_bytes(other)
        assert microphones_of(plain) == 0


def test_the_first_of_several_sounds_in_a_file_is_heard(tmp_path: Path) -> None:
    first = recording(tmp_path / "first.wav", 0, 2)
    second = recording(tmp_path / "second.wav", 1, 2)
    both = tmp_path / "both.mov"
    files = ("-f", "wav", "-i", str(first.path), "-f", "wav", "-i", str(second.path))
    run_ffmpeg(("-y", *files, "-map", "0", "-map", "1", "-c:a", "pcm_s16le", f"file:{both}"))
    assert sides(RenderMedium(path=both, digest="0", kind="mov"), tmp_path) == (1.0, 0.0)


@pytest.mark.parametrize("rate", [8000, 11025, 22050, 32000, 44100, 88200, 96000, 192000])
def test_a_click_lies_on_its_sample_at_every_rate(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "click.wav"
    samples = np.zeros(rate, "<i2")
    samples[rate // 2] = 20000
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, rate, "NONE", ""))
        file.writeframes(samples.tobytes())
    heard = mixed(RenderMedium(path=path, digest="0", kind="wav"), tmp_path)[:, 0]
    assert abs(int(np.argmax(heard)) - rate // 2 * SAMPLE_RATE / rate) <= 1


def ramp(path: Path) -> MixSource:
    """A sound whose level tells its place: silence, then louder and louder."""
    samples = np.rint(np.linspace(0, 20000, SAMPLE_RATE)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SAMPLE_RATE, SAMPLE_RATE, "NONE", ""))
        file.writeframes(samples.tobytes())
    return MixSource(path=path, kind="wav")


@pytest.mark.parametrize(
    ("speed", "start", "places"),
    [
        (Fraction(2), -24_000, {6_000: None, 18_000: 0.25, 30_000: 0.75}),
        (Fraction(-1), 60_000, {6_000: None, 24_000: 0.75, 36_000: 0.5}),
        (Fraction(-1), 24_000, {12_000: 0.25, 30_000: None}),
        (Fraction(1, 2), 24_000, {24_000: 0.75}),
    ],
)
def test_beyond_its_ends_a_sound_at_another_speed_is_silent_and_in_its_place(
    tmp_path: Path, speed: Fraction, start: int, places: dict[int, float | None]
) -> None:
    clip = MixClip(
        media="a",
        bus=Bus.DIALOGUE,
        in_sample=start,
        start_sample=0,
        samples=40_000,
        speed=speed,
    )
    plan = MixPlan(samples=40_000, clips=(clip,))
    mix_to_wav(plan, {"a": ramp(tmp_path / "ramp.wav")}, tmp_path)
    heard = load(tmp_path / MIX)[:, 0] / 2**23
    for sample, place in places.items():
        wanted = 0.0 if place is None else place * 20000 / 32768
        assert heard[sample] == pytest.approx(wanted, abs=0.01), sample
