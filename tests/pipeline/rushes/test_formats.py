"""What phones, cameras and recorders write: what comes out of each, measured on the products.

Each film is made on the spot by the bundled ffmpeg; it has a bright upper left corner, by which one
sees whether a picture stands upright.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.safety import Trouble, UnfitMedia
from pipeline.rushes.clip import LISTEN, PROXY, SHEET, THUMBNAIL, WAVEFORM
from tests.pipeline.media.making import film, sound, turned, uneven
from tests.pipeline.rushes.taking_in import (
    listen_seconds,
    products_of,
    proxy_of,
    seen_in,
    taken_in,
)

pytestmark = pytest.mark.ffmpeg

CORNER = "drawbox=x=0:y=0:w=iw/4:h=ih/4:c=white:t=fill,drawbox=x=iw*3/4:y=ih*3/4:c=black:t=fill"
TONE = "sine=frequency=440:sample_rate=48000"
TEN_BITS = ("-pix_fmt", "yuv420p10le")
HEVC = ("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params")
QUIET = "log-level=error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """How a film is written, and what its proxy must be."""

    options: tuple[str, ...]
    name: str = "clip.mp4"
    size: str = "640x360"
    rate: str = "25"
    codec: str = "h264"
    proxy: tuple[int, int] = (640, 360)


def hdr(transfer: str) -> tuple[str, ...]:
    tags = f"{QUIET}:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    return (*HEVC, tags, *TEN_BITS)


CAMERAS = {
    "hevc": Camera(options=(*HEVC, QUIET), name="clip.mov", codec="hevc"),
    "hdr_pq": Camera(options=hdr("smpte2084"), name="clip.mov", codec="hevc"),
    "hdr_hlg": Camera(options=hdr("arib-std-b67"), name="clip.mov", codec="hevc"),
    "ten_bits": Camera(options=("-c:v", "libx264", "-preset", "ultrafast", *TEN_BITS)),
    "av1": Camera(options=("-c:v", "libsvtav1", "-preset", "12"), codec="av1", name="clip.mkv"),
    "prores": Camera(
        options=("-c:v", "prores_ks", "-profile:v", "0"), name="clip.mov", codec="prores"
    ),
    "vp9": Camera(
        options=("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
        name="clip.webm",
        codec="vp9",
    ),
    "60_a_second": Camera(options=("-c:v", "libx264", "-preset", "ultrafast"), rate="60"),
    "ntsc": Camera(options=("-c:v", "libx264", "-preset", "ultrafast"), rate="30000/1001"),
    "odd_size": Camera(
        options=("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p"),
        size="431x243",
        proxy=(430, 242),
    ),
    "large": Camera(
        options=("-c:v", "libx264", "-preset", "ultrafast"), size="1920x1080", proxy=(960, 540)
    ),
    "wide_pixels": Camera(
        options=("-c:v", "libx264", "-preset", "ultrafast", "-aspect", "16:9"),
        size="720x576",
        proxy=(960, 540),
    ),
    "start_timecode": Camera(
        options=("-c:v", "libx264", "-preset", "ultrafast", "-timecode", "10:20:30:05"),
        name="clip.mov",
    ),
}


def filmed(path: Path, camera: Camera, *, seconds: float = 1) -> Path:
    picture = f"testsrc2=size={camera.size}:rate={camera.rate}:duration={seconds}"
    inputs = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", f"{TONE}:duration={seconds}"]
    usual = () if "-pix_fmt" in camera.options else ("-pix_fmt", "yuv420p")
    run_ffmpeg([*inputs, "-vf", CORNER, *camera.options, *usual, "-y", str(path)])
    return path


def is_upright(picture: Path) -> bool:
    """Whether the bright corner is where it was filmed and the dark one opposite."""
    with Image.open(picture, formats=("JPEG",)) as opened:
        light = np.asarray(opened.convert("L"), np.float64)
    rows, columns = light.shape[0] // 5, light.shape[1] // 5
    return bool(light[:rows, :columns].mean() > 170 > 40 > light[-rows:, -columns:].mean())


@pytest.mark.parametrize("name", CAMERAS)
def test_each_format_becomes_an_upright_proxy_at_the_rate_of_the_film(
    name: str, tmp_path: Path
) -> None:
    camera = CAMERAS[name]
    source = filmed(tmp_path / camera.name, camera)
    clip = taken_in(source)
    assert clip.facts.video is not None
    assert clip.facts.video.codec == camera.codec
    made = proxy_of(source)
    assert (made.width, made.height) == camera.proxy
    assert (made.rate, made.seconds) == (Fraction(25), Fraction(1))
    assert (made.codec, made.pix_fmt, made.is_hdr) == ("h264", "yuv420p", False)
    assert made.sar == 1
    assert not made.variable_rate
    assert abs(clip.samples - 48_000) <= 1024 + 512
    assert clip.frames == 25
    assert not clip.damaged
    assert is_upright(products_of(source) / THUMBNAIL)
    assert {path.name for path in products_of(source).iterdir()} == {
        *("clip.json", PROXY, THUMBNAIL, SHEET, WAVEFORM)
    }


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_phone_gives_an_upright_picture(degrees: int, tmp_path: Path) -> None:
    turns = {90: "transpose=clock", 180: "hflip,vflip", 270: "transpose=cclock"}
    lying = tmp_path / "lying.mp4"
    run_ffmpeg(
        [
            *("-f", "lavfi", "-i", "testsrc2=size=360x640:rate=25:duration=0.6"),
            *("-vf", f"{CORNER},{turns[degrees]}", "-c:v", "libx264", "-preset", "ultrafast"),
            *("-pix_fmt", "yuv420p", "-y", str(lying)),
        ]
    )
    source = turned(tmp_path / "clip.mp4", lying, degrees)
    clip = taken_in(source)
    assert clip.facts.video is not None
    assert clip.facts.video.rotation == degrees
    made = proxy_of(source)
    assert (made.width, made.height, made.rotation) == (304, 540, 0)
    assert is_upright(products_of(source) / THUMBNAIL)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_hdr_is_brought_to_usual_light_and_stays_neither_black_nor_white(
    transfer: str, tmp_path: Path
) -> None:
    source = filmed(tmp_path / "clip.mov", Camera(options=hdr(transfer)))
    clip = taken_in(source)
    assert clip.facts.video is not None
    assert clip.facts.video.transfer == transfer
    assert 25 < seen_in(clip).luma_mean < 220


def test_uneven_pictures_come_out_even_and_as_long(tmp_path: Path) -> None:
    source = uneven(tmp_path / "phone.mp4")
    clip = taken_in(source, rate=Fraction(30000, 1001))
    made = proxy_of(source)
    assert clip.facts.video is not None
    assert clip.facts.video.variable_rate
    assert (made.rate, made.variable_rate) == (Fraction(30000, 1001), False)
    assert clip.frames == round(clip.facts.duration * clip.rate)
    assert made.seconds == clip.frames / clip.rate


def test_mono_at_44100_becomes_stereo_at_48000_and_is_measured_as_mono(tmp_path: Path) -> None:
    source = film(tmp_path / "clip.mp4", "-ar", "44100", "-ac", "1", seconds=2)
    clip = taken_in(source)
    assert proxy_of(source).seconds == 2
    assert clip.facts.audio is not None
    assert (clip.facts.audio.sample_rate, clip.facts.audio.channels) == (44_100, 1)
    assert abs(clip.samples - 96_000) < 1700
    assert clip.sound is not None
    assert len(clip.sound.channels) == 1
    assert clip.sound.integrated_lufs == pytest.approx(-21.8, abs=0.5)
    assert clip.sound.channels[0].rms_db == pytest.approx(-21.07, abs=0.3)


def test_a_recording_without_sound_gets_a_silent_track_and_no_waveform(tmp_path: Path) -> None:
    source = film(tmp_path / "clip.mp4", sound="")
    clip = taken_in(source)
    assert proxy_of(source).seconds == 1
    assert (clip.sound, clip.samples, clip.silent) == (None, 0, ())
    assert not (products_of(source) / WAVEFORM).exists()


@pytest.mark.parametrize("name", ["tone.wav", "tone.m4a", "tone.flac", "tone.mp3", "tone.ogg"])
def test_a_recording_without_picture_can_be_listened_to(name: str, tmp_path: Path) -> None:
    source = sound(tmp_path / name, seconds=2)
    clip = taken_in(source)
    assert abs(listen_seconds(source) - 2) < Fraction(1, 10)
    assert (clip.frames, clip.picture, clip.sheet) == (0, None, None)
    assert abs(clip.samples - 96_000) < 2500
    assert {path.name for path in products_of(source).iterdir()} == {
        *("clip.json", LISTEN, WAVEFORM)
    }


def test_a_sound_that_calls_itself_a_film_is_refused(tmp_path: Path) -> None:
    heard = sound(tmp_path / "tone.m4a")
    source = heard.rename(tmp_path / "tone.mp4")
    with pytest.raises(UnfitMedia) as refused:
        taken_in(source)
    assert refused.value.code is Trouble.NO_VIDEO
    assert list(products_of(source).iterdir()) == []


def test_a_start_timecode_is_kept(tmp_path: Path) -> None:
    source = filmed(tmp_path / "clip.mov", CAMERAS["start_timecode"])
    assert taken_in(source).facts.start_timecode == "10:20:30:05"


def test_sound_that_begins_late_or_goes_on_longer_stays_in_its_place(tmp_path: Path) -> None:
    source = tmp_path / "clip.mkv"
    picture = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=2"]
    late = ["-itsoffset", "0.5", "-f", "lavfi", "-i", f"{TONE}:duration=3"]
    run_ffmpeg([*picture, *late, "-c:a", "pcm_s16le", "-c:v", "libx264", str(source)])
    clip = taken_in(source)
    assert proxy_of(source).seconds == 2
    assert clip.frames == 50
    assert abs(clip.samples - 3.5 * 48_000) < 100
