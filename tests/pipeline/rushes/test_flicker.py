"""Lamps that pump, filmed with cameras of several rates, and what is none."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.rushes.flicker import Flicker, beats_of
from pipeline.rushes.judging import lamps_of
from tests.pipeline.media.making import Pictures, as_picture, drawn, room
from tests.pipeline.rushes.taking_in import seen_in, taken_in

SECONDS = 4
READING_S = 0.02
"""How long a phone reads one picture, from top to bottom."""


def lit(rate: int, lamps_hz: int, *, strength: float, reading_s: float = 0.0) -> Iterator[Pictures]:
    """Pictures of a room whose lamps light up so often a second."""
    for number in range(rate * SECONDS):
        rows = np.arange(90)[:, None] / 90
        time = number / rate + rows * reading_s
        yield as_picture(room(number) * (1 + strength * np.sin(2 * np.pi * lamps_hz * time)))


@pytest.mark.ffmpeg
@pytest.mark.parametrize(
    ("rate", "lamps_hz", "reading_s", "beat_hz"),
    [
        (25, 120, 0.0, 5.0),
        (25, 120, READING_S, 5.0),
        (30, 100, READING_S, 10.0),
        (24, 100, 0.0, 4.0),
        (50, 120, READING_S, 5.0),
        (60, 100, 0.0, 5.0),
    ],
)
def test_pumping_light_is_found_with_its_pitch(
    rate: int, lamps_hz: int, reading_s: float, beat_hz: float, tmp_path: Path
) -> None:
    pictures = lit(rate, lamps_hz, strength=0.06, reading_s=reading_s)
    clip = taken_in(drawn(tmp_path / "lamp.mp4", pictures, rate=str(rate)))
    assert abs(seen_in(clip).flicker_hz - beat_hz) < 0.5
    assert lamps_of(clip) == lamps_hz


@pytest.mark.ffmpeg
def test_lamps_that_fit_to_the_camera_are_not_seen(tmp_path: Path) -> None:
    clip = taken_in(drawn(tmp_path / "lamp.mp4", lit(25, 100, strength=0.2, reading_s=READING_S)))
    assert seen_in(clip).flicker_hz == 0
    assert lamps_of(clip) == 0


def heard(rows: np.ndarray, rate: int = 25, camera_rate: int = 25) -> float:
    flicker = Flicker(rate=Fraction(rate), camera_rates=(Fraction(camera_rate),))
    for start in range(0, len(rows), 64):
        flicker.hear(rows[start : start + 64].astype(np.float32))
    return flicker.hertz()


def pumping(hertz: float, *, strength: float = 5.0, count: int = 256) -> np.ndarray:
    time = np.arange(count) / 25
    grain = np.random.default_rng(1).normal(0, 0.1, (count, 36))
    return 100 + strength * np.sin(2 * np.pi * hertz * time)[:, None] + grain


def test_a_pitch_that_no_lamp_has_is_no_flicker() -> None:
    assert heard(pumping(5.0)) == pytest.approx(5.0, abs=0.3)
    assert heard(pumping(7.5)) == 0
    assert heard(pumping(2.4)) == 0


def test_weak_slow_and_noisy_changes_are_no_flicker() -> None:
    assert heard(pumping(5.0, strength=0.2)) == 0
    assert heard(pumping(0.2, strength=40)) == 0
    noise = np.random.default_rng(2).normal(100, 8, (256, 1)) * np.ones((1, 36))
    assert heard(noise) == 0


def test_a_flash_of_some_frames_is_no_flicker() -> None:
    rows = pumping(5.0, strength=0.0)
    rows[100:110] += 80
    assert heard(rows) == 0


def test_a_lamp_in_a_small_part_of_the_recording_is_not_told() -> None:
    rows = pumping(5.0, strength=0.0, count=640)
    rows[:128] = pumping(5.0, count=128)
    assert heard(rows) == 0


def test_too_few_pictures_tell_nothing() -> None:
    assert heard(pumping(5.0, count=20)) == 0


def test_beats_follow_from_the_rates_of_camera_and_film() -> None:
    assert beats_of([Fraction(25)], Fraction(25)) == (5.0,)
    assert beats_of([Fraction(30)], Fraction(25)) == (10.0,)
    assert beats_of([Fraction(24)], Fraction(24)) == (4.0,)
    assert beats_of([Fraction(50)], Fraction(25)) == (5.0,)
    assert beats_of([Fraction(30000, 1001)], Fraction(25)) == (10.09,)
    assert beats_of([Fraction(0)], Fraction(25)) == ()
