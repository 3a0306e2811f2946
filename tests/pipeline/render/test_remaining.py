"""How much is done and how long the rest takes: told honestly, and calmly."""

import random
from itertools import pairwise

import pytest

from pipeline.render.remaining import (
    Forecast,
    Stretch,
    fraction_of,
    frames_a_second,
    seconds_left,
)


def done(frames: int, seconds: float) -> Stretch:
    return Stretch(frames=frames, done=frames, worked_s=seconds)


def test_nothing_is_said_before_something_was_measured() -> None:
    fresh = [Stretch(frames=100), Stretch(frames=100, done=2, worked_s=0.1)]
    assert frames_a_second(fresh) is None
    assert seconds_left(fresh, workers=2) is None
    assert fraction_of([]) == 0


def test_the_first_late_frames_of_a_busy_machine_say_nothing() -> None:
    late = [Stretch(frames=75, done=1, worked_s=9.0), *[Stretch(frames=75)] * 39]
    assert seconds_left(late, workers=2) is None
    nearly = [Stretch(frames=75, done=37, worked_s=12.6), *late[1:]]
    assert seconds_left(nearly, workers=2) is None
    enough = [Stretch(frames=75, done=38, worked_s=12.8), *late[1:]]
    assert seconds_left(enough, workers=2) == pytest.approx(20 * 75 * 12.8 / 38, rel=0.05)


def test_a_short_segment_that_is_done_counts_at_once() -> None:
    assert seconds_left([done(10, 0.5), Stretch(frames=40)], workers=1) == pytest.approx(2)


def test_the_fraction_counts_frames_and_not_segments() -> None:
    assert fraction_of([done(300, 6), Stretch(frames=100)]) == 0.75


def test_one_hard_segment_does_not_change_the_speed() -> None:
    easy = [done(100, 2.0)] * 5
    assert frames_a_second([*easy, done(100, 40.0)]) == 50


def test_two_workers_need_half_as_long() -> None:
    rest = [done(100, 2.0), *[Stretch(frames=100)] * 8]
    assert seconds_left(rest, workers=1) == pytest.approx(16)
    assert seconds_left(rest, workers=2) == pytest.approx(8)


def test_the_last_long_segment_counts_for_what_it_is() -> None:
    rest = [done(100, 2.0), Stretch(frames=500, done=100, worked_s=2.0)]
    assert seconds_left(rest, workers=16) == pytest.approx(8)


def test_what_is_shown_counts_down_when_nothing_new_is_measured() -> None:
    forecast = Forecast()
    assert forecast.show(None, 0.0) is None
    assert forecast.show(100.0, 1.0) == 100
    assert forecast.show(None, 11.0) == 90
    assert forecast.show(None, 500.0) == 0


def test_what_is_shown_never_jumps_however_much_the_measure_shakes() -> None:
    chance, forecast, shown = random.Random(7), Forecast(), []
    for second in range(300):
        left = 300.0 - second
        shown.append(forecast.show(left * chance.uniform(0.5, 1.6), float(second)))
    told = [one for one in shown if one is not None]
    for before, after in pairwise(told):
        assert after - before <= 0.03 * before + 1
        assert before - after <= 0.05 * before + 3
    for second in (100, 200, 280):
        assert told[second] == pytest.approx(300 - second, rel=0.35, abs=3)


def test_a_fright_is_taken_back_within_seconds() -> None:
    forecast = Forecast()
    forecast.show(10_800.0, 0.0)
    for second in range(1, 21):
        shown = forecast.show(120.0 - second, float(second))
    assert shown is not None
    assert shown < 3 * 100


def test_a_lost_worker_is_told_within_half_a_minute() -> None:
    forecast, left = Forecast(), 60.0
    for tenth in range(100):
        forecast.show(left - tenth / 10, tenth / 10)
    for tenth in range(100, 400):
        shown = forecast.show(2 * (50.0 - (tenth - 100) / 20), tenth / 10)
    assert shown == pytest.approx(70, rel=0.12)
