"""What ffmpeg says of a film, and when rounded times really are."""

from fractions import Fraction
from typing import Any

import pytest

from pipeline.render.described import PERIODS, Described, described, first_time, periods_of_sound

MILLI = Fraction(1, 1000)


@pytest.mark.parametrize(
    ("said", "names_it"),
    [
        ("Video: h264 (High) (avc1 / 0x31), yuv420p(tv, bt709, progressive), 640x360", True),
        ("Video: hevc, yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), 1920x1080", True),
        ("Video: h264 (High), yuv420p(tv, unknown/bt709/bt709), 640x360", False),
        ("Video: h264 (High) (avc1 / 0x31), yuv420p(progressive), 640x360", False),
        ("Video: h264 (High), yuv420p, 640x360", False),
        ("Audio: aac, 48000 Hz, stereo", False),
    ],
)
def test_a_film_may_say_how_its_colours_are_meant(said: str, names_it: bool) -> None:
    assert described(said).names_matrix == names_it


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("hevc (Main 10), yuv420p10le(tv, bt2020nc/bt2020/arib-std-b67), 8x8", "arib-std-b67"),
        ("hevc (Main 10), yuv420p10le(tv, bt2020nc/bt2020/smpte2084), 8x8", "smpte2084"),
        ("h264 (High), yuv420p(tv, bt709, progressive), 8x8", ""),
    ],
)
def test_the_light_of_hdr_is_named(said: str, found: str) -> None:
    assert described(f"Video: {said}").transfer == found


@pytest.mark.parametrize(
    ("pixels", "has_alpha"),
    [
        ("yuva444p12le(tv, progressive)", True),
        ("argb(progressive)", True),
        ("rgba(pc, gbr/unknown/unknown, progressive)", True),
        ("gbrap10le", True),
        ("rgba64be", True),
        ("ya8(pc)", True),
        ("yuv420p(tv)", False),
        ("gray(pc)", False),
        ("rgb24(pc)", False),
        ("gbrp", False),
        ("yuvj420p(pc, bt470bg/unknown/unknown)", False),
    ],
)
def test_pixels_that_may_be_seen_through_are_known(pixels: str, has_alpha: bool) -> None:
    assert described(f"Video: prores (4444) (ap4h / 0x1), {pixels}, 96x54").has_alpha == has_alpha


def test_the_alpha_of_a_web_film_needs_its_own_decoder() -> None:
    said = "Video: vp9 (Profile 0), yuv420p(tv, progressive), 96x54, 25 fps\n  alpha_mode      : 1"
    assert described(said) == Described(codec="vp9", has_alpha=True, decoder="libvpx-vp9")
    assert described(said.partition("\n")[0]) == Described(codec="vp9")


@pytest.mark.parametrize("order", ["top first", "bottom coded first (swapped)"])
def test_pictures_of_two_halves_are_known(order: str) -> None:
    said = f"Video: mpeg2video (Main) ([2][0][0][0] / 0x0002), yuv420p(tv, {order}), 96x64"
    assert described(said).is_interlaced


def rounded(first: Fraction, period: Fraction, count: int = 50) -> list[Fraction]:
    return [Fraction(round((first + n * period) * 1000), 1000) for n in range(count)]


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001", "60000/1001"])
def test_times_in_milliseconds_tell_when_the_first_really_was(rate: str) -> None:
    first = Fraction(21333, 10**6)
    found = first_time(rounded(first, 1 / Fraction(rate)), MILLI, PERIODS)
    assert found is not None
    assert abs(found - first) < Fraction(1, 20_000)


def test_packets_of_sound_tell_it_to_the_sample() -> None:
    first = Fraction(-16, 48_000)
    times = rounded(first, Fraction(1024, 48_000))
    assert periods_of_sound(times, 48_000) == (Fraction(1024, 48_000),)
    assert first_time(times, MILLI, periods_of_sound(times, 48_000)) == first


@pytest.mark.parametrize(
    "times", [[Fraction(n * n, 100) for n in range(30)], [Fraction(n, 37) for n in range(30)]]
)
def test_uneven_times_and_unknown_rates_tell_nothing(times: Any) -> None:
    assert first_time(times, MILLI, PERIODS) is None
