"""The arguments that ffmpeg gets, one a line, and what they do to real films.

To take over a wanted change, delete the golden file and run the test twice.
"""

import hashlib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.media.facts import MediaFacts
from pipeline.media.ffmpeg import run_ffmpeg
from pipeline.media.figures import decoded_with_damage, sound_figures
from pipeline.media.graphs import (
    Rendition,
    clean_picture,
    conformed_sound,
    media_input,
    proxy,
    stills,
)
from pipeline.media.probe import probe
from tests.pipeline.media.making import film, sound, turned, uneven
from tests.pipeline.media.test_safety import FILM, VIDEO

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
PLAIN = Rendition(
    source=Path("/in/take"),
    facts=FILM,
    rate=Fraction(30000, 1001),
    frames=60,
    thumbnail_frame=30,
    proxy=Path("/out/proxy.mp4"),
    thumbnail=Path("/out/thumbnail.jpg"),
    waveform=Path("/out/waveform.png"),
)
HDR = replace(VIDEO, transfer="smpte2084", sar=Fraction(4, 3))
CASES = {
    "proxy": proxy(PLAIN),
    "proxy_without_sound": proxy(replace(PLAIN, facts=replace(FILM, audio=None))),
    "proxy_hdr_wide_pixels": proxy(replace(PLAIN, facts=replace(FILM, video=HDR))),
    "stills": stills(PLAIN),
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


def made(tmp_path: Path, source: Path, *, rate: Fraction = Fraction(25)) -> tuple[Rendition, str]:
    facts = probe(source)
    wanted = Rendition(
        source=source,
        facts=facts,
        rate=rate,
        frames=round(facts.duration * rate),
        thumbnail_frame=5,
        proxy=tmp_path / "proxy.mp4",
        thumbnail=tmp_path / "thumbnail.jpg",
        waveform=tmp_path / "waveform.png",
    )
    said = run_ffmpeg(["-loglevel", "info", *proxy(wanted)])
    run_ffmpeg(stills(wanted))
    return wanted, said


def facts_of_proxy(wanted: Rendition) -> MediaFacts:
    facts = probe(wanted.proxy)
    assert facts.video is not None
    assert facts.audio is not None
    return facts


@pytest.mark.ffmpeg
def test_the_proxy_has_the_rate_of_the_project_and_every_frame(tmp_path: Path) -> None:
    source = uneven(tmp_path / "phone.mp4")
    wanted, _ = made(tmp_path, source, rate=Fraction(30000, 1001))
    facts = facts_of_proxy(wanted)
    assert facts.video is not None
    assert facts.video.rate == Fraction(30000, 1001)
    assert not facts.video.variable_rate
    assert facts.duration == wanted.frames / Fraction(30000, 1001)


@pytest.mark.ffmpeg
def test_a_take_without_sound_gets_a_silent_track_as_long_as_its_picture(tmp_path: Path) -> None:
    wanted, said = made(tmp_path, film(tmp_path / "mute.mp4", sound=""))
    facts = facts_of_proxy(wanted)
    assert facts.audio is not None
    assert (facts.audio.sample_rate, facts.audio.channels) == (48_000, 2)
    assert abs(facts.audio.seconds - facts.duration) < Fraction(1, 20)
    assert not wanted.waveform.exists()
    assert sound_figures(said) is None


@pytest.mark.ffmpeg
def test_a_large_upright_film_is_turned_and_put_into_the_box(tmp_path: Path) -> None:
    flat = film(tmp_path / "flat.mp4", size="1280x720", seconds=0.4)
    wanted, _ = made(tmp_path, turned(tmp_path / "up.mp4", flat, 90))
    facts = facts_of_proxy(wanted)
    assert facts.video is not None
    assert (facts.video.width, facts.video.height, facts.video.rotation) == (304, 540, 0)


@pytest.mark.ffmpeg
def test_hdr_becomes_usual_light(tmp_path: Path) -> None:
    tags = ["-pix_fmt", "yuv420p10le", "-x264-params", "transfer=smpte2084"]
    wanted, _ = made(tmp_path, film(tmp_path / "hdr.mp4", *tags, seconds=0.4))
    facts = facts_of_proxy(wanted)
    assert facts.video is not None
    assert (facts.video.pix_fmt, facts.video.is_hdr) == ("yuv420p", False)


@pytest.mark.ffmpeg
def test_the_sound_is_measured_as_it_was_recorded(tmp_path: Path) -> None:
    wanted, said = made(tmp_path, film(tmp_path / "take.mp4"))
    assert wanted.thumbnail.stat().st_size > 1000
    assert wanted.waveform.read_bytes().startswith(b"\x89PNG")
    figures = sound_figures(said)
    assert figures is not None
    assert figures.integrated_lufs is not None
    assert abs(figures.integrated_lufs - -21.8) < 0.5
    assert len(figures.channels) == 1
    assert abs(figures.channels[0].rms_db - -21.07) < 0.2
    assert not decoded_with_damage(said)


@pytest.mark.ffmpeg
def test_the_same_film_gives_the_same_files(tmp_path: Path) -> None:
    source = film(tmp_path / "take.mp4", seconds=0.4)

    def digests() -> list[str]:
        wanted, _ = made(tmp_path, source)
        files = (wanted.proxy, wanted.thumbnail, wanted.waveform)
        return [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]

    assert digests() == digests()


@pytest.mark.ffmpeg
def test_place_and_names_inside_a_film_are_not_in_what_is_made_of_it(tmp_path: Path) -> None:
    tags = ["-metadata", "location=+52.52+013.40/", "-metadata", "artist=Mia Muster"]
    source = film(tmp_path / "gps.mov", *tags, "-movflags", "use_metadata_tags")
    assert b"Mia Muster" in source.read_bytes()
    wanted, _ = made(tmp_path, source)
    for file in (wanted.proxy, wanted.thumbnail, wanted.waveform):
        assert b"52.52" not in file.read_bytes()
        assert b"Muster" not in file.read_bytes()


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
