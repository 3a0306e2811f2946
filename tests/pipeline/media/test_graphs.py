"""The arguments that ffmpeg gets, one a line, and what they do to real films.

To take over a wanted change, delete the golden file and run the test twice.
"""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.graphs import (
    Look,
    Rendition,
    clean_picture,
    conformed_sound,
    in_box,
    ingest,
    listen,
    media_input,
    proxy,
)
from pipeline.media.probe import probe
from tests.pipeline.media.making import sound
from tests.pipeline.media.test_safety import FILM, VIDEO

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
PLAIN = Rendition(
    source=Path("/in/take"),
    facts=FILM,
    rate=Fraction(30000, 1001),
    frames=60,
    proxy=Path("/out/proxy.mp4"),
)
HDR = replace(VIDEO, transfer="smpte2084", sar=Fraction(4, 3))
LIGHT = Look(into=Path("/pipes/light"), width=64, height=36)
CODES = Look(
    into=Path("/pipes/codes"), width=960, height=540, every=7, stretches=((0, 20), (50, 60))
)
STILL = replace(CODES, into=Path("/pipes/stills"), colour=True, every=1, stretches=((30, 31),))
LOOKS = (LIGHT, CODES, STILL)
CASES = {
    "proxy": proxy(PLAIN),
    "proxy_without_sound": proxy(replace(PLAIN, facts=replace(FILM, audio=None))),
    "proxy_hdr_wide_pixels": proxy(replace(PLAIN, facts=replace(FILM, video=HDR))),
    "ingest": ingest(PLAIN, LOOKS, Path("/pipes/sound")),
    "listen": listen(Path("/in/sound"), "wav", Path("/out/listen.m4a"), Path("/pipes/sound")),
    "conformed_sound": conformed_sound(Path("/in/sound"), "wav", Path("/out/sound.wav")),
    "clean_picture": clean_picture(Path("/in/p"), "png", Path("/out/p.jpg"), box=(1920, 1080)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_arguments_are_those_of_the_golden_file(name: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    said = "\n".join(CASES[name]) + "\n"
    if not golden.is_file():
        golden.write_text(said, encoding="utf-8")
        pytest.fail(f"{golden.name} was missing and is written now; read it and keep it")
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_every_input_file_has_a_forced_demuxer_and_only_files(name: str) -> None:
    arguments = CASES[name]
    inputs = [at for at, argument in enumerate(arguments) if argument == "-i"]
    before = arguments[: inputs[0]]
    assert "-f" in before
    assert before[before.index("-protocol_whitelist") + 1] == "file"
    assert arguments[inputs[0] + 1].startswith("file:/")


def test_a_file_is_opened_with_its_kind_and_nothing_but_files() -> None:
    assert media_input(Path("/in/-i %03d"), "mov") == [
        *("-protocol_whitelist", "file", "-f", "mov", "-i", "file:/in/-i %03d"),
    ]


def test_a_look_knows_which_frames_it_gets() -> None:
    assert LIGHT.frames(3) == (0, 1, 2)
    assert CODES.frames(60) == (0, 7, 14, 56)
    assert STILL.frames(20) == ()
    assert (LIGHT.shape, STILL.shape) == ((36, 64), (540, 960, 3))


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1920, 1080), (960, 540)),
        ((720, 1280), (304, 540)),
        ((848, 480), (848, 480)),
        ((3, 5), (2, 4)),
        ((1, 1), (2, 2)),
        ((8192, 900), (960, 106)),
    ],
)
def test_a_picture_fits_into_its_box_with_even_sides(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert in_box(*size, (960, 540)) == expected


@pytest.mark.ffmpeg
def test_a_sound_of_bad_numbers_becomes_whole_numbers(tmp_path: Path) -> None:
    broken = sound(tmp_path / "nan.wav", "-c:a", "pcm_f32le", source="aevalsrc=0.1*sin(400*t)")
    content = bytearray(broken.read_bytes())
    content[1000:1004] = b"\x00\x00\xc0\x7f"
    broken.write_bytes(content)
    run_ffmpeg(conformed_sound(broken, "wav", tmp_path / "clean.wav"))
    clean = probe(tmp_path / "clean.wav")
    assert clean.audio is not None
    assert (clean.audio.codec, clean.audio.sample_rate) == ("pcm_s24le", 48_000)
    assert clean.audio.channels == 2
    assert clean.duration == 1
